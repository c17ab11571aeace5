"""Logging a contact: what is kept, on which days, and what it must hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from coaching.caseload.models import Assignment
from coaching.clients.models import ServicePeriod
from coaching.contacts import refusals
from coaching.contacts import service as contacts
from coaching.contacts.types import (
    NOTE_LIMIT,
    Agreed,
    Mode,
    With,
)
from coaching.uselog.types import Action
from tests.contacts import (
    DAY,
    MEETING,
    PHONE_CALL,
    TODAY,
    refused,
)
from tests.factories import make_assignment, make_client


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, entry_date=None)


class TestLogging:
    def test_a_contact_keeps_what_was_typed_and_who_made_it(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        assert (contact.coach_id, contact.team_id) == (people.aino.user_id, people.kokkola.id)
        assert (contact.place, contact.minutes, contact.purposes) == (
            "community",
            45,
            ("job_search",),
        )
        assert contact.note == "Agreed on Tuesday"

    def test_its_making_leaves_a_line_with_the_stay_and_without_words(
        self, session, people, client
    ):
        contacts.log(session, people.aino.actor, client, PHONE_CALL)

        (line,) = session.info["notes"]
        assert (line.action, line.period_ids) == (Action.CREATE, (client.id,))
        assert "Tuesday" not in str(line.detail)

    def test_the_first_real_meeting_is_the_day_coaching_began(self, session, people, client):
        contacts.log(session, people.aino.actor, client, replace(MEETING, on=TODAY - 3 * DAY))
        contacts.log(session, people.aino.actor, client, MEETING)

        assert session.get_one(ServicePeriod, client.id).entry_date == TODAY - 3 * DAY

    @pytest.mark.parametrize(
        "other",
        [
            {"mode": Mode.PHONE},
            {"mode": Mode.MESSAGE},
            {"reached": False},
            {"with_whom": With.FAMILY, "agreed": Agreed.BY_WORD},
        ],
        ids=str,
    )
    def test_what_is_no_real_meeting_begins_nothing(self, session, people, client, other):
        contacts.log(session, people.aino.actor, client, replace(MEETING, **other))

        assert session.get_one(ServicePeriod, client.id).entry_date is None

    def test_a_meeting_by_video_begins_coaching(self, session, people, client):
        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, mode=Mode.VIDEO))

        assert session.get_one(ServicePeriod, client.id).entry_date == TODAY

    def test_a_client_on_the_waiting_list_can_have_contacts(self, session, people):
        waiting = make_client(session, people.kokkola, by=people.dora)

        contact = contacts.log(session, people.dora.actor, waiting, PHONE_CALL)

        assert (contact.period_id, contact.coach_id) == (waiting.id, people.dora.user_id)

    def test_an_empty_note_is_no_note(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, replace(MEETING, note="  "))

        assert contact.note_sealed is None


class TestDays:
    def test_a_day_to_come_is_refused(self, session, people, client):
        refusal = refused(session, people, client, replace(PHONE_CALL, on=TODAY + DAY))

        assert (type(refusal), refusal.field) == (refusals.ContactAhead, "on")

    def test_the_day_of_the_referral_is_the_first_one_possible(self, session, people, client):
        first = client.referral_date

        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, on=first))

        refusal = refused(session, people, client, replace(PHONE_CALL, on=first - DAY))
        assert isinstance(refusal, refusals.ContactBeforeKnown)
        assert refusal.facts == {"known": first}

    def test_without_a_referral_date_thirty_days_before_the_record_are_known(self, session, people):
        known_on = TODAY - 5 * DAY
        client = make_client(
            session, people.kokkola, people.aino, referral_date=None, known_on=known_on
        )
        first = known_on - 30 * DAY

        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, on=first))

        refusal = refused(session, people, client, replace(PHONE_CALL, on=first - DAY))
        assert refusal.facts == {"known": first}

    def test_a_closed_stay_takes_contacts_up_to_its_closing_day(self, session, people):
        closed = TODAY - 10 * DAY
        client = make_client(
            session,
            people.kokkola,
            people.aino,
            status="closed",
            closed_on=closed,
            closed_reason="moved",
        )

        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, on=closed))

        refusal = refused(session, people, client, replace(PHONE_CALL, on=closed + DAY))
        assert isinstance(refusal, refusals.ContactAfterClosing)
        assert refusal.facts == {"closed": closed}


class TestWhatIsNeeded:
    def test_only_an_employer_is_met_without_a_client(self, session, people):
        refusal = refused(session, people, None, PHONE_CALL)

        assert (type(refusal), refusal.field) == (refusals.ClientNotChosen, "client")

    def test_face_to_face_needs_a_place(self, session, people, client):
        refusal = refused(session, people, client, replace(MEETING, place=None))

        assert (type(refusal), refusal.field) == (refusals.PlaceNotChosen, "place")

    @pytest.mark.parametrize("minutes", [-1, 1441, 1_000_000])
    def test_minutes_fit_a_day(self, session, people, client, minutes):
        refusal = refused(session, people, client, replace(MEETING, minutes=minutes))

        assert (type(refusal), refusal.field) == (refusals.LengthOutside, "minutes")

    @pytest.mark.parametrize("minutes", [0, 1440, None])
    def test_no_minutes_a_whole_day_and_not_told_are_fine(self, session, people, client, minutes):
        contact = contacts.log(
            session, people.aino.actor, client, replace(MEETING, minutes=minutes)
        )

        assert contact.minutes == minutes

    def test_a_note_over_the_limit_is_refused_never_cut(self, session, people, client):
        longest = contacts.log(
            session, people.aino.actor, client, replace(MEETING, note="a" * NOTE_LIMIT)
        )
        refusal = refused(session, people, client, replace(MEETING, note="a" * (NOTE_LIMIT + 7)))

        assert len(longest.note) == NOTE_LIMIT
        assert isinstance(refusal, refusals.NoteOverLimit)
        assert refusal.facts == {"over": 7}


class TestAFormerCoach:
    @pytest.fixture
    def handed_over(self, session, people, client):
        """Bengt coaches the client since ten days ago."""
        (old,) = session.scalars(select(Assignment).where(Assignment.period_id == client.id))
        old.place, old.ended_on = None, TODAY - 10 * DAY
        session.flush()
        make_assignment(session, client, people.bengt, since=TODAY - 10 * DAY)
        return client

    def test_logs_late_what_was_done_then(self, session, people, handed_over):
        then = replace(MEETING, on=TODAY - 11 * DAY)

        contact = contacts.log(session, people.aino.actor, handed_over, then)

        assert contact.on == TODAY - 11 * DAY

    @pytest.mark.parametrize("ago", [0, 9, 10])
    def test_logs_nothing_of_the_days_after(self, session, people, handed_over, ago):
        later = replace(MEETING, on=TODAY - ago * DAY)

        with pytest.raises(refusals.NotYourClientThen):
            contacts.log(session, people.aino.actor, handed_over, later)

        assert handed_over.entry_date is None
