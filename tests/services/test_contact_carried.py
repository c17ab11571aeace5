"""What is carried into a new contact: the latest clients and the last time."""

from __future__ import annotations

import pytest

from coaching.contacts import service as contacts
from coaching.contacts.types import (
    Mode,
    Place,
    With,
)
from tests.contacts import (
    DAY,
    MEETING,
    TODAY,
)
from tests.factories import (
    make_client,
    make_contact,
)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, entry_date=None)


class TestCarried:
    def test_the_latest_clients_are_those_last_logged_then_the_newest(self, session, people):
        clients = [
            make_client(session, people.kokkola, people.aino, name=f"Client {number}")
            for number in range(7)
        ]
        for number in (2, 0):
            make_contact(session, clients[number], people.aino)
        make_contact(session, clients[4], people.bengt)

        found = contacts.latest_clients(session, people.aino.actor)

        assert sorted(one.shown for one in found) == [f"Client {n}" for n in (0, 2, 4, 5, 6)]

    def test_a_coach_chooses_among_the_own_clients_of_today(self, session, people, client):
        make_client(session, people.kokkola, people.bengt)
        make_client(session, people.kokkola, by=people.dora)
        make_client(
            session,
            people.kokkola,
            people.aino,
            status="closed",
            closed_on=TODAY,
            closed_reason="moved",
        )

        found = contacts.choices(session, people.aino.actor)

        assert [one.public_id for one in found] == [client.public_id]
        assert session.info["notes"][-1].period_ids == (client.id,)

    def test_a_leader_without_clients_chooses_among_the_teams_and_the_waiting(
        self, session, people, client
    ):
        waiting = make_client(session, people.kokkola, by=people.dora, name="Waiting Wilma")
        make_client(session, people.pietarsaari, people.cilla)

        found = contacts.choices(session, people.dora.actor)

        assert [one.public_id for one in found] == [client.public_id, waiting.public_id]

    def test_each_choice_carries_its_own_last_time(self, session, people, client):
        other = make_client(session, people.kokkola, people.aino, name="Other Olli")
        make_contact(session, client, people.aino, mode=Mode.PHONE, place=None, on=TODAY)
        make_contact(session, other, people.bengt, place=Place.HOME, on=TODAY - DAY)
        make_contact(session, other, people.aino, place=Place.REMOTE, on=TODAY - 2 * DAY)

        first, second = contacts.choices(session, people.aino.actor)

        assert (first.last.mode, first.last.place) == (Mode.PHONE, None)
        assert (second.last.mode, second.last.place) == (Mode.FACE_TO_FACE, Place.HOME)

    def test_last_time_with_a_new_client_is_as_the_coach_did_last(self, session, people, client):
        new = make_client(session, people.kokkola, people.aino)
        make_contact(
            session, client, people.aino, with_whom=With.FAMILY, mode=Mode.PHONE, place=None
        )

        known = contacts.last_time(session, people.aino.actor, client)
        first = contacts.last_time(session, people.aino.actor, new)

        assert (known.with_whom, known.mode) == (With.FAMILY, Mode.PHONE)
        assert (first.with_whom, first.mode) == (With.CLIENT, Mode.PHONE)
        assert contacts.last_time(session, people.bengt.actor, new) is None

    def test_withdrawn_contacts_carry_nothing(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        contacts.withdraw(session, people.aino.actor, contact, "Twice")

        assert contacts.last_time(session, people.aino.actor, client) is None
        assert contacts.last_contact_days(session, [client.id]) == {}

    def test_the_last_contact_of_each_stay_is_told_by_its_day(self, session, people, client):
        quiet = make_client(session, people.kokkola, people.aino)
        for days in (9, 4):
            make_contact(session, client, people.aino, on=TODAY - days * DAY)

        found = contacts.last_contact_days(session, [client.id, quiet.id])

        assert found == {client.id: TODAY - 4 * DAY}
