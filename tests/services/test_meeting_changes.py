"""Mending employer meetings, who sees what of them, and their copies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock, history
from coaching.consents.refusals import ConsentMissing
from coaching.contacts import service as contacts
from coaching.contacts import tasks
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    UNDO_DAYS,
    Decides,
    MeetingPurpose,
    Mode,
    Purpose,
    Result,
    Task,
    Told,
)
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.meetings import service as meetings
from coaching.meetings.refusals import LinkNotAllowed, PersonNotChosen
from coaching.profiles.types import Disclosure
from tests.contacts import DAY, TODAY, changes_of, person_of, tell
from tests.factories import make_client, make_consent, make_employer
from tests.meetings import meeting_with


@pytest.fixture
def cafe(session):
    employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    person_of(session, employer).decides = Decides.YES
    return employer


@pytest.fixture
def client(session, people):
    stay = make_client(session, people.kokkola, people.aino)
    make_consent(session, stay)
    tell(session, people, stay, Disclosure.AGREED, TODAY - 10 * DAY)
    return stay


@pytest.fixture
def about_client(session, people, cafe, client):
    """A meeting of Aino's for her client, with everything that is told of it."""
    new = meeting_with(
        session, cafe, client_present=True, note="The client was tired", next_step="With the client",
        next_on=TODAY + DAY, needs="Bakers", tasks=(Task("Baking"),), told=(Told.SERVICE,),
        result=Result.ASKED_DETAILS, minutes=50,
    )  # fmt: skip
    return meetings.log(session, people.aino.actor, client, new)


@pytest.fixture
def general(session, people, cafe):
    new = meeting_with(session, cafe, note="In general", purposes=(Purpose.NETWORK,), joint=True)
    return meetings.log(session, people.aino.actor, None, new)


class TestMending:
    def test_what_changed_is_kept_with_what_was(self, session, people, cafe, general):
        version = general.row_version
        new = meeting_with(
            session, cafe, result=Result.AGREED, tasks=(Task("Baking", "20"),), joint=True
        )

        meetings.edit(session, people.aino.actor, general, new, version)

        assert (general.result, general.purposes) == (Result.AGREED, (Purpose.NETWORK,))
        assert meetings.tasks_of(session, general) == (Task("Baking", "20"),)
        assert changes_of(session, general, "result") == [
            ("may_come_back", "as_logged"),
            ("agreed", ""),
        ]
        known = history.newest(session, "contact", general.public_id)
        assert known["tasks"].value == [{"task": "Baking", "hours": "20"}]
        assert general.row_version > version

    def test_tasks_alone_make_a_newer_version(self, session, people, cafe, general):
        version = general.row_version
        told = meeting_with(session, cafe, note="In general", joint=True, tasks=(Task("Baking"),))

        meetings.edit(session, people.aino.actor, general, told, version)

        assert general.row_version > version
        with pytest.raises(ChangedMeanwhile):
            meetings.edit(session, people.aino.actor, general, told, version)

    def test_another_purpose_brings_its_topic(self, session, people, cafe, general):
        new = meeting_with(session, cafe, meeting_purpose=MeetingPurpose.SUPPORT_AT_WORK)

        meetings.edit(session, people.aino.actor, general, new, general.row_version)

        assert general.purposes == (Purpose.SUPPORT_AT_WORK,)

    def test_a_meeting_in_general_can_turn_out_to_be_about_a_client(
        self, session, people, cafe, client, general
    ):
        new = meeting_with(session, cafe, result=Result.AGREED)

        meetings.edit(session, people.aino.actor, general, new, general.row_version, client)

        assert (general.period_id, general.matches_goals) == (client.id, False)

    def test_but_only_as_the_client_has_decided(self, session, people, cafe, general):
        stay = make_client(session, people.kokkola, people.aino)
        new = meeting_with(session, cafe)

        with pytest.raises(LinkNotAllowed):
            meetings.edit(session, people.aino.actor, general, new, general.row_version, stay)

    def test_and_not_without_the_consent_that_a_meeting_about_them_needs(
        self, session, people, cafe, general
    ):
        stay = make_client(session, people.kokkola, people.aino)
        tell(session, people, stay, Disclosure.AGREED, TODAY - 10 * DAY)
        new = meeting_with(session, cafe, note="In general", joint=True)

        with pytest.raises(ConsentMissing):
            meetings.edit(session, people.aino.actor, general, new, general.row_version, stay)

    def test_a_link_that_is_there_stays_when_the_choice_changes_later(
        self, session, people, cafe, client, about_client
    ):
        tell(session, people, client, Disclosure.NOTHING, TODAY)
        new = meeting_with(session, cafe, result=Result.NOT_SUITABLE)

        meetings.edit(session, people.aino.actor, about_client, new, about_client.row_version)

        assert (about_client.period_id, about_client.result) == (client.id, Result.NOT_SUITABLE)

    def test_the_employer_stays(self, session, people, general):
        other = make_employer(session, "Leipomo Kaisla", person="Kai Kaisla")

        with pytest.raises(PersonNotChosen):
            meetings.edit(
                session,
                people.aino.actor,
                general,
                meeting_with(session, other),
                general.row_version,
            )


class TestSight:
    def test_the_client_of_a_colleague_is_left_out_with_what_may_tell_of_them(
        self, session, people, about_client
    ):
        _contact, row = meetings.find(session, people.bengt.actor, about_client.public_id)

        assert (row.client, row.period_public_id) == (None, None)
        assert (row.matches_goals, row.client_present) == (None, None)
        assert (row.note, row.next_step, row.next_on) == (None, None, None)
        assert (row.place, row.minutes) == (None, None)
        assert (row.employer, row.person, row.decides) == (
            "Rantakahvila Oy", "Siv Holm", Decides.YES,
        )  # fmt: skip
        assert (row.mode, row.result) == (Mode.FACE_TO_FACE, Result.ASKED_DETAILS)
        assert (row.needs, row.told, row.may_open, row.may_change) == (
            "Bakers", (Told.SERVICE,), True, False,
        )  # fmt: skip

    def test_a_meeting_in_general_is_seen_whole_in_the_team(self, session, people, general):
        _contact, row = meetings.find(session, people.bengt.actor, general.public_id)

        assert (row.note, row.joint, row.may_change) == ("In general", True, False)

    def test_coach_and_leader_see_the_client(self, session, people, about_client):
        for person in (people.aino, people.dora):
            _contact, row = meetings.find(session, person.actor, about_client.public_id)
            assert (row.client is not None, row.next_step) == (True, "With the client")
            assert row.may_change

    def test_other_teams_see_day_and_coach_only(self, session, people, cafe, about_client, general):
        rows = contacts.employer_meetings(session, people.cilla.actor, cafe.id).rows

        assert [(row.on, row.coach) for row in rows] == [(TODAY, "Aino Ahola")] * 2
        for row in rows:
            assert (row.result, row.needs, row.told, row.next_step) == (None, None, (), None)
            assert (row.mode, row.may_open) == (None, False)
        for meeting in (about_client, general):
            with pytest.raises(NotThere):
                meetings.find(session, people.cilla.actor, meeting.public_id)

    def test_a_removed_meeting_has_no_page(self, session, people, general):
        contacts.withdraw(session, people.aino.actor, general, "Logged twice")

        with pytest.raises(NotThere):
            meetings.find(session, people.aino.actor, general.public_id)


class TestRemoving:
    def test_after_a_month_nothing_that_was_written_is_left(
        self, session, people, cafe, about_client
    ):
        told = meeting_with(session, cafe, needs="Dishwashers", tasks=(Task("Dishes"),))
        meetings.edit(session, people.aino.actor, about_client, told, about_client.row_version)
        contacts.withdraw(session, people.aino.actor, about_client, "Logged twice")
        key = about_client.id

        with clock.at(clock.now() + timedelta(days=UNDO_DAYS, minutes=1)):
            contacts.blank_old_withdrawn(session)

        session.expire_all()
        left = session.get_one(Contact, key)
        assert (left.note, left.needs, left.next_step) == (None, None, None)
        assert tasks.of_meeting(session, key) == ()
        known = history.newest(session, "contact", left.public_id)
        assert {known[field].value for field in ("needs", "tasks", "note")} == {None}
