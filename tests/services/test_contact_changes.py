"""Contacts edited, withdrawn and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coaching import clock, history
from coaching.contacts import refusals
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    Agreed,
    Decides,
)
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.uselog.types import Action
from tests.contacts import (
    DAY,
    MEETING,
    TODAY,
    changes_of,
    listed,
    on_day,
    with_employer,
)
from tests.factories import (
    make_assignment,
    make_client,
    make_contact,
    make_employer,
)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, entry_date=None)


@pytest.fixture
def cafe(session):
    employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    return employer


class TestEditing:
    def test_the_old_value_stays_in_the_history(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        contacts.edit(
            session, people.aino.actor, contact, replace(MEETING, minutes=60), contact.row_version
        )

        assert session.get_one(Contact, contact.id).minutes == 60
        values = changes_of(session, contact, "minutes")
        assert values == [(45, "as_logged"), (60, "")]
        assert changes_of(session, contact, "note") == []

    def test_a_second_change_tells_the_first_value_once(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        for minutes in (60, 90):
            new = replace(MEETING, minutes=minutes)
            contacts.edit(session, people.aino.actor, contact, new, contact.row_version)

        assert [value for value, _origin in changes_of(session, contact, "minutes")] == [45, 60, 90]

    def test_what_is_shown_for_editing_is_what_was_logged(self, session, people, client, cafe):
        new = with_employer(
            session,
            cafe,
            decides=Decides.YES,
            client_present=True,
            matches_goals=False,
            agreed=Agreed.BY_WORD,
        )
        contact = contacts.log(session, people.aino.actor, client, new)

        assert contacts.as_typed(session, contact) == new

    def test_saving_over_a_newer_version_is_refused(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        seen = contact.row_version
        contacts.edit(session, people.dora.actor, contact, replace(MEETING, minutes=1), seen)

        with pytest.raises(ChangedMeanwhile) as refusal:
            contacts.edit(session, people.aino.actor, contact, replace(MEETING, minutes=2), seen)

        assert refusal.value.facts["user"] == "Dora Dahl"
        assert session.get_one(Contact, contact.id).minutes == 1

    def test_nothing_changed_writes_nothing(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        seen = contact.row_version

        contacts.edit(session, people.aino.actor, contact, MEETING, seen)

        assert session.get_one(Contact, contact.id).row_version == seen
        assert history.newest(session, "contact", contact.public_id) == {}

    def test_the_rules_hold_for_a_changed_day_too(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        early = replace(MEETING, on=client.referral_date - DAY)

        with pytest.raises(refusals.ContactBeforeKnown):
            contacts.edit(session, people.aino.actor, contact, early, contact.row_version)

    def test_who_made_it_and_the_leader_may_change_it_nobody_else(self, session, people, client):
        make_assignment(session, client, people.bengt, ended_on=TODAY - DAY)
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        for person in (people.aino, people.dora):
            assert contacts.find_changeable(session, person.actor, contact.public_id) is contact
        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            with pytest.raises(NotThere):
                contacts.find_changeable(session, person.actor, contact.public_id)
            assert session.info["notes"][-1].action == Action.REFUSED

    def test_a_contact_about_a_client_out_of_sight_cannot_be_changed(self, session, people):
        gone = TODAY - 91 * DAY
        client = make_client(session, people.kokkola, by=people.dora, referred=gone - 30 * DAY)
        make_assignment(session, client, people.aino, since=gone - 20 * DAY, ended_on=gone)
        contact = make_contact(session, client, people.aino, on=gone - 10 * DAY)

        with pytest.raises(NotThere):
            contacts.find_changeable(session, people.aino.actor, contact.public_id)


class TestWithdrawing:
    def test_it_leaves_lists_and_comes_back(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        contacts.withdraw(session, people.aino.actor, contact, "Wrong client")
        without = [row.key for row in listed(session, people.aino)]
        waiting = [row.key for row in contacts.list_withdrawn(session, people.aino.actor)]
        contacts.undo_withdrawal(session, people.aino.actor, contact)

        assert (without, waiting) == ([], [contact.public_id])
        assert [row.note for row in listed(session, people.aino)] == ["Agreed on Tuesday"]
        assert contacts.list_withdrawn(session, people.aino.actor) == []

    def test_it_keeps_who_when_and_why(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        contacts.withdraw(session, people.dora.actor, contact, " Logged twice ")

        assert contact.withdrawn_by_id == people.dora.user_id
        assert (contact.withdrawn_why, contact.withdrawn_at is None) == ("Logged twice", False)

    def test_a_reason_is_needed_and_once_is_enough(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        with pytest.raises(refusals.WhyMissing):
            contacts.withdraw(session, people.aino.actor, contact, "  ")
        contacts.withdraw(session, people.aino.actor, contact, "Twice")

        with pytest.raises(refusals.AlreadyWithdrawn):
            contacts.withdraw(session, people.aino.actor, contact, "Twice")
        with pytest.raises(refusals.AlreadyWithdrawn):
            contacts.edit(session, people.aino.actor, contact, MEETING, contact.row_version)

    def test_a_standing_contact_cannot_be_brought_back(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        with pytest.raises(refusals.NotWithdrawn):
            contacts.undo_withdrawal(session, people.aino.actor, contact)

    def test_the_way_back_is_open_for_thirty_days_and_the_text_kept_as_long(
        self, session, people, client
    ):
        start = datetime(2026, 11, 2, 9, tzinfo=UTC)
        with clock.at(start):
            early = contacts.log(session, people.aino.actor, client, on_day(client))
            other = replace(on_day(client), note="Called back")
            late = contacts.log(session, people.aino.actor, client, other)
            contacts.edit(
                session,
                people.aino.actor,
                early,
                replace(on_day(client), note="Changed words"),
                early.row_version,
            )
            contacts.withdraw(session, people.aino.actor, early, "Twice")
        with clock.at(start + timedelta(days=29, hours=23)):
            contacts.withdraw(session, people.aino.actor, late, "Twice")
            assert early.note == "Changed words"
        with clock.at(start + timedelta(days=30)):
            with pytest.raises(refusals.TooLateToBringBack):
                contacts.undo_withdrawal(session, people.aino.actor, early)
            contacts.log(session, people.aino.actor, client, on_day(client))

            session.expire_all()
            assert (early.note, late.note) == (None, "Called back")
            assert changes_of(session, early, "note") == [(None, "as_logged"), (None, "")]
            assert early.withdrawn_why == "Twice"
            contacts.undo_withdrawal(session, people.aino.actor, late)
