"""The employer log of a week: by coach, what counts, and the leader's look at it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coaching import clock
from coaching.accounts.models import User
from coaching.contacts import log_reviews
from coaching.contacts.refusals import WeekAhead
from coaching.contacts.types import Decides, MeetingPurpose, Mode, With
from coaching.errors import NotThere
from coaching.meetings import weeks
from coaching.reviews import facts
from fidelity.facts import LOG_REVIEW, Event
from tests.factories import make_contact, make_employer

MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with clock.at(NOW):
        yield


@pytest.fixture
def meet(session, people):
    """Let somebody of the cast meet a café on a day; Aino, with one who decides, if not said."""
    cafe = make_employer(session, "Rantakahvila Oy", person="Siv Holm")

    def put(on, by=None, **values):
        by, team = by or people.aino, people.kokkola
        if by is people.cilla:
            team = people.pietarsaari
        plain = {"decides": Decides.YES, "meeting_purpose": MeetingPurpose.NEEDS}
        return make_contact(
            session, None, by, on=on, with_whom=With.EMPLOYER, employer_id=cafe.id,
            team_id=team.id, **{**plain, **values},
        )  # fmt: skip

    return put


def by_coach(week):
    return {one.coach: (len(one.rows), one.counted) for one in week.coaches}


def test_a_week_holds_the_teams_meetings_by_coach_with_those_that_count(session, people, meet):
    meet(MONDAY)
    meet(date(2026, 11, 22), decides=Decides.UNSURE)
    meet(MONDAY, mode=Mode.PHONE)
    meet(MONDAY, meeting_purpose=MeetingPurpose.SUPPORT_AT_WORK)
    meet(MONDAY, reached=False)
    meet(MONDAY, by=people.bengt)
    meet(date(2026, 11, 15))
    meet(date(2026, 11, 23))
    meet(MONDAY, by=people.cilla)

    week = weeks.load(session, people.aino.actor, date(2026, 11, 19))

    assert (week.monday, week.sunday, week.may_look) == (MONDAY, date(2026, 11, 22), False)
    assert by_coach(week) == {"Aino Ahola": (5, 1), "Bengt Bäck": (1, 1)}


def test_two_coaches_of_one_name_stand_apart(session, people, meet):
    session.get_one(User, people.bengt.user_id).name = people.aino.name
    meet(MONDAY)
    meet(MONDAY, by=people.bengt)

    week = weeks.load(session, people.aino.actor, MONDAY)

    assert [(one.coach, one.counted) for one in week.coaches] == [(people.aino.name, 1)] * 2


def test_a_team_of_others_is_not_there(session, people):
    for person, short in ((people.cilla, "kokkola"), (people.aino, "none")):
        with pytest.raises(NotThere):
            weeks.load(session, person.actor, MONDAY, short)


def test_what_came_in_after_the_look_is_new_until_the_next_one(session, people, meet):
    meet(MONDAY)
    first = weeks.load(session, people.dora.actor, MONDAY)
    assert (first.look, first.has_new, first.may_look) == (None, False, True)

    with clock.at(datetime(2026, 11, 25, 10, tzinfo=UTC)):
        weeks.mark(session, people.dora.actor, first)
    with clock.at(datetime(2026, 11, 25, 11, tzinfo=UTC)):
        late = meet(MONDAY)

    looked = weeks.load(session, people.bengt.actor, MONDAY)
    assert looked.look.by == "Dora Dahl"
    assert [one.new for one in looked.coaches if one.new] == [{late.public_id}]
    with clock.at(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        weeks.mark(session, people.dora.actor, looked)
    assert not weeks.load(session, people.dora.actor, MONDAY).has_new


def test_only_the_leader_marks_and_never_a_week_ahead(session, people):
    week = weeks.load(session, people.aino.actor, MONDAY)
    with pytest.raises(NotThere):
        weeks.mark(session, people.aino.actor, week)

    ahead = weeks.load(session, people.dora.actor, date(2026, 12, 1))
    with pytest.raises(WeekAhead):
        weeks.mark(session, people.dora.actor, ahead)


def test_a_leader_is_told_of_past_weeks_not_looked_at(session, people, meet):
    meet(date(2026, 11, 24))
    meet(MONDAY)
    meet(date(2026, 11, 10))
    meet(date(2026, 10, 20))
    week = weeks.load(session, people.dora.actor, date(2026, 11, 10))
    with clock.at(datetime(2026, 11, 25, 10, tzinfo=UTC)):
        weeks.mark(session, people.dora.actor, week)

    assert weeks.not_looked_at(session, people.dora.actor) == [("Kokkola", "kokkola", MONDAY)]
    with clock.at(datetime(2026, 11, 25, 11, tzinfo=UTC)):
        meet(date(2026, 11, 12))
        found = weeks.not_looked_at(session, people.dora.actor)
    assert [monday for _team, _short, monday in found] == [date(2026, 11, 9), MONDAY]
    assert weeks.not_looked_at(session, people.aino.actor) == []


def test_the_looks_are_facts_of_the_scoring(session, people):
    row = log_reviews.mark(session, people.dora.actor, people.kokkola.id, MONDAY)

    known = facts.collect(session, people.dora.actor, people.kokkola.id, clock.today())
    far = facts.collect(session, people.cilla.actor, people.pietarsaari.id, clock.today())

    assert known.events == (Event(f"log-{row.id}", date(2026, 11, 25), LOG_REVIEW),)
    assert far.events == ()
