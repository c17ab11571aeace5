"""The bridge from records to facts, seen through item S1: clients per coach today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts.models import Absence, Post, Team
from coaching.clients.types import Status
from coaching.contacts import service as contacts
from coaching.contacts.types import Decides, MeetingPurpose
from coaching.errors import NotThere
from coaching.reviews import facts, rows
from coaching.reviews import service as reviews
from coaching.uselog.types import Action, Basis
from fidelity.results import InsufficientData
from tests.contacts import MEETING, with_employer
from tests.factories import (
    make_assignment,
    make_client,
    make_consent,
    make_employer,
    make_post,
)

TODAY = clock.today()
DAY = timedelta(days=1)


def s1(session, people, person=None, on=TODAY):
    team = session.get_one(Team, people.kokkola.id)
    return reviews.live_caseload_size(session, (person or people.dora).actor, team, on)


def make_clients(session, people, coach, number, **values):
    return [
        make_client(session, people.kokkola, coach, name=f"Client {place:02}", **values)
        for place in range(number)
    ]


def make_absence(session, person, since, until=None):
    session.add(Absence(user_id=person.user_id, since=since, until=until))
    session.flush()


class TestCounted:
    def test_clients_of_the_team_over_its_coaches(self, session, people):
        mine = make_clients(session, people, people.aino, 20)
        his = make_clients(session, people, people.bengt, 20)
        make_client(session, people.pietarsaari, people.cilla)

        score = s1(session, people)

        assert (score.value, score.points) == (Fraction(20), 5)
        assert set(score.counted) == {f"client-{stay.id}" for stay in mine + his}

    def test_nothing_is_rounded(self, session, people):
        make_clients(session, people, people.aino, 15)
        half = session.scalars(select(Post).where(Post.user_id == people.bengt.user_id)).one()
        half.fte = Decimal("0.25")
        session.flush()

        score = s1(session, people)

        assert (score.value, score.denominator) == (Fraction(12), Fraction(5, 4))

    def test_who_is_paused_with_the_place_kept_counts_and_is_shown_beside(self, session, people):
        make_clients(session, people, people.aino, 3)
        make_client(session, people.kokkola, people.aino, status=Status.PAUSED)

        score = s1(session, people)

        assert score.value == Fraction(2)
        assert score.shown_beside["without_paused"] == Fraction(3, 2)
        assert score.shown_beside["largest_caseload"] == Fraction(4)

    @pytest.mark.parametrize("entered", [None, TODAY + DAY])
    def test_reading_25_an_assignment_without_an_entry_date_by_the_day_is_left_out(
        self, session, people, entered
    ):
        make_clients(session, people, people.aino, 2)
        new = make_client(session, people.kokkola, people.aino, entry_date=entered)

        score = s1(session, people)

        assert score.numerator == 2
        assert [(row.id, row.reason) for row in score.left_out] == [
            (f"client-{new.id}", "not_entered")
        ]

    def test_reading_25_neither_status_nor_contacts_count(self, session, people):
        make_clients(session, people, people.aino, 2, status=Status.STUDYING)

        assert s1(session, people).numerator == 2

    def test_waiting_and_ended_assignments_do_not_count(self, session, people):
        make_clients(session, people, people.aino, 2)
        make_client(session, people.kokkola, by=people.dora)
        ended = make_client(session, people.kokkola, by=people.dora, entry_date=TODAY - 50 * DAY)
        make_assignment(session, ended, people.aino, since=TODAY - 50 * DAY, ended_on=TODAY - DAY)

        assert s1(session, people).numerator == 2

    def test_reading_25_a_client_handed_over_that_day_counts_once_for_the_receiver(
        self, session, people
    ):
        stay = make_client(session, people.kokkola, by=people.dora, entry_date=TODAY - 50 * DAY)
        make_assignment(session, stay, people.aino, since=TODAY - 50 * DAY, ended_on=TODAY)
        make_assignment(session, stay, people.bengt, since=TODAY)

        score = s1(session, people)

        assert score.counted == (f"client-{stay.id}",)
        assert score.shown_beside["largest_caseload"] == 1


class TestCoaches:
    def test_reading_26_a_coach_away_for_thirty_days_gives_no_share_but_the_clients_count(
        self, session, people
    ):
        make_clients(session, people, people.aino, 12)
        make_clients(session, people, people.bengt, 10)
        # Two leaves that touch are one absence, of 30 days in all.
        make_absence(session, people.bengt, TODAY - 20 * DAY, TODAY - 5 * DAY)
        make_absence(session, people.bengt, TODAY - 5 * DAY, TODAY + 10 * DAY)

        score = s1(session, people)

        assert (score.value, score.points) == (Fraction(22), 4)
        assert [(row.id, row.reason) for row in score.left_out] == [
            (f"coach-{people.bengt.user_id}", "absent")
        ]

    def test_reading_26_twenty_nine_days_or_another_time_are_no_absence(self, session, people):
        make_clients(session, people, people.aino, 12)
        make_absence(session, people.bengt, TODAY - 10 * DAY, TODAY + 19 * DAY)
        make_absence(session, people.aino, TODAY - 90 * DAY, TODAY - 20 * DAY)

        assert s1(session, people).denominator == 2

    def test_reading_20_a_leave_that_begins_after_the_day_makes_none_longer(self, session, people):
        make_clients(session, people, people.aino, 12)
        make_absence(session, people.bengt, TODAY - 10 * DAY, TODAY + 5 * DAY)
        make_absence(session, people.bengt, TODAY + 5 * DAY, TODAY + 90 * DAY)

        assert s1(session, people).denominator == 2

    def test_reading_26_a_leave_without_an_end_is_an_absence(self, session, people):
        make_clients(session, people, people.aino, 12)
        make_absence(session, people.bengt, TODAY)

        assert s1(session, people).denominator == 1

    def test_the_post_in_force_on_the_day_gives_the_share(self, session, people):
        make_clients(session, people, people.aino, 12)
        make_post(session, people.cilla, people.kokkola, fte="0.5", since=TODAY + DAY)
        make_post(session, people.cilla, people.kokkola, fte="0.8", since=TODAY - DAY, until=TODAY)

        assert s1(session, people).denominator == 2
        assert s1(session, people, on=TODAY - DAY).denominator == Fraction(14, 5)

    def test_the_leader_is_no_coach(self, session, people):
        make_clients(session, people, people.aino, 12)

        assert s1(session, people).denominator == 2


class TestTooLittle:
    def test_without_a_client_there_is_no_score(self, session, people):
        result = s1(session, people)

        assert isinstance(result, InsufficientData)
        assert result.reason_code == "no_clients"

    def test_without_a_coach_there_is_no_score(self, session, people):
        make_clients(session, people, people.aino, 2)
        for post in session.scalars(select(Post).where(Post.team_id == people.kokkola.id)):
            post.until = TODAY
        session.flush()

        assert s1(session, people).reason_code == "no_specialist"


class TestContacts:
    def test_contacts_come_as_scoring_reads_them_without_words(self, session, people):
        cafe = make_employer(session, person="Siv Holm")
        stay = make_client(session, people.kokkola, people.aino)
        make_consent(session, stay)
        actor = people.aino.actor
        support = {"meeting_purpose": MeetingPurpose.SUPPORT_AT_WORK, "decides": Decides.YES}
        contacts.log(session, actor, stay, with_employer(session, cafe, **support))
        contacts.log(session, actor, stay, MEETING)
        gone = contacts.log(session, actor, stay, replace(MEETING, note="Once more on Tuesday"))
        contacts.withdraw(session, actor, gone, "Twice")

        found = facts.collect(session, people.dora.actor, people.kokkola.id, TODAY)

        met, seen = sorted(found.contacts, key=lambda contact: contact.with_whom, reverse=True)
        assert (met.with_whom, met.decides, met.supports_working_client) == ("employer", True, True)
        assert (seen.with_whom, seen.decides, seen.client) == ("client", None, f"client-{stay.id}")
        assert "Tuesday" not in repr(found)
        assert stay.client.code not in repr(found)

    def test_an_item_that_looks_at_none_reads_none(self, session, people):
        stay = make_client(session, people.kokkola, people.aino)
        contacts.log(session, people.aino.actor, stay, MEETING)

        found = facts.collect(
            session, people.dora.actor, people.kokkola.id, TODAY, with_contacts=False
        )

        assert (found.contacts, len(found.clients)) == ((), 1)


class TestDoor:
    def test_each_look_leaves_a_line(self, session, people):
        s1(session, people, people.aino)

        line = session.info["notes"][-1]
        assert (line.user_id, line.action, line.basis) == (
            people.aino.user_id, Action.COMPUTE, Basis.FIDELITY,
        )  # fmt: skip
        assert line.detail == {"team": people.kokkola.id, "on": TODAY.isoformat()}

    @pytest.mark.parametrize("name", ["cilla", "ylva"])
    def test_a_team_that_is_not_ones_own_is_refused_with_a_line(self, session, people, name):
        with pytest.raises(NotThere):
            facts.collect(session, getattr(people, name).actor, people.kokkola.id, TODAY)

        assert session.info["notes"][-1].action == Action.REFUSED

    def test_a_manager_may_collect_of_every_team(self, session, people):
        make_clients(session, people, people.aino, 2)

        assert s1(session, people, people.matti).numerator == 2

    @pytest.mark.parametrize(("number", "hidden"), [(4, True), (5, False)])
    def test_a_small_group_is_hidden_from_those_who_see_figures_only(
        self, session, people, number, hidden
    ):
        make_clients(session, people, people.aino, number)
        team = session.get_one(Team, people.kokkola.id)
        result = s1(session, people)

        assert reviews.is_small_group(people.matti.actor, team, result) is hidden
        assert reviews.is_small_group(people.aino.actor, team, result) is False


class TestRowsBehind:
    @pytest.fixture
    def result(self, session, people):
        make_clients(session, people, people.aino, 2)
        make_client(session, people.kokkola, people.aino, name="New Nina", entry_date=None)
        make_client(session, people.kokkola, people.bengt, name="Bertta Berg")
        make_absence(session, people.bengt, TODAY - DAY)
        return s1(session, people)

    def test_the_leader_sees_every_client_and_coach_and_why_one_is_left_out(
        self, session, people, result
    ):
        behind = rows.behind(session, people.dora.actor, people.kokkola.id, result)

        assert [(row.coach, row.shown, row.left_out) for row in behind.clients] == [
            ("Aino Ahola", "Client 00", ""),
            ("Aino Ahola", "Client 01", ""),
            ("Aino Ahola", "New Nina", "not_entered"),
            ("Bengt Bäck", "Bertta Berg", ""),
        ]
        assert [(row.name, row.fte, row.left_out) for row in behind.coaches] == [
            ("Aino Ahola", 1, ""),
            ("Bengt Bäck", 1, "absent"),
        ]
        assert behind.others == 0

    def test_a_coach_sees_the_own_clients_and_how_many_others_there_are(
        self, session, people, result
    ):
        behind = rows.behind(session, people.aino.actor, people.kokkola.id, result)

        assert [row.shown for row in behind.clients] == ["Client 00", "Client 01", "New Nina"]
        assert (behind.others, behind.coaches) == (1, ())
        assert len(session.info["notes"][-1].period_ids) == 3
