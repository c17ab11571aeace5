"""Lists of contacts: newest first, paged by key, seen by whom they may."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coaching import clock
from coaching.contacts import service as contacts
from coaching.contacts.types import (
    Narrowed,
    Period,
    With,
)
from tests.contacts import (
    DAY,
    TODAY,
    listed,
)
from tests.factories import (
    make_assignment,
    make_client,
    make_contact,
)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, entry_date=None)


class TestLists:
    def test_a_coach_sees_the_own_newest_first(self, session, people, client):
        for days in (5, 1, 3):
            make_contact(session, client, people.aino, on=TODAY - days * DAY)
        theirs = make_client(session, people.kokkola, people.bengt)
        make_contact(session, theirs, people.bengt)

        found = listed(session, people.aino)

        assert [(TODAY - row.on).days for row in found] == [1, 3, 5]
        assert {(row.client, row.period_public_id) for row in found} == {
            ("Leila Lahti", client.public_id)
        }

    def test_pages_turn_by_key_without_gap_or_repetition(self, session, people, client):
        made = [make_contact(session, client, people.aino, on=TODAY - DAY) for _ in range(7)]

        seen, before = [], None
        while True:
            page = contacts.list_contacts(session, people.aino.actor, Narrowed(), before, limit=3)
            seen += [row.key for row in page.rows]
            before = page.older
            if before is None:
                break

        assert seen == [contact.public_id for contact in reversed(made)]

    def test_the_row_that_only_tells_there_is_more_is_not_logged(self, session, people):
        first, second = (make_client(session, people.kokkola, people.aino) for _ in range(2))
        make_contact(session, first, people.aino, on=TODAY - 2 * DAY)
        make_contact(session, second, people.aino, on=TODAY - DAY)

        page = contacts.list_contacts(session, people.aino.actor, Narrowed(), None, limit=1)

        assert page.older == page.rows[0].key
        assert session.info["notes"][-1].period_ids == (second.id,)

    def test_it_is_narrowed_by_whom_and_by_time(self, session, people, client):
        make_contact(session, client, people.aino, with_whom=With.FAMILY, on=TODAY)
        make_contact(session, client, people.aino, with_whom=With.CLIENT, on=TODAY)
        make_contact(session, client, people.aino, on=TODAY - 400 * DAY)

        assert len(listed(session, people.aino)) == 3
        assert len(listed(session, people.aino, With.FAMILY)) == 1
        assert len(listed(session, people.aino, None, Period.WEEK)) == 2
        assert len(listed(session, people.aino, With.CLIENT, Period.YEAR)) == 1

    @pytest.mark.parametrize(
        ("period", "first"),
        [
            (Period.WEEK, date(2026, 11, 23)),
            (Period.MONTH, date(2026, 11, 1)),
            (Period.QUARTER, date(2026, 10, 1)),
            (Period.YEAR, date(2026, 1, 1)),
        ],
    )
    def test_a_period_begins_with_its_first_day(self, session, people, client, period, first):
        make_contact(session, client, people.aino, on=first)
        make_contact(session, client, people.aino, on=first - DAY)

        with clock.at(datetime(2026, 11, 24, 9, tzinfo=UTC)):
            found = listed(session, people.aino, None, period)

        assert [row.on for row in found] == [first]

    def test_a_leader_sees_the_team_and_one_coach_of_it(self, session, people, client):
        make_contact(session, client, people.aino)
        make_contact(session, make_client(session, people.kokkola, people.bengt), people.bengt)
        far = make_client(session, people.pietarsaari, people.cilla)
        make_contact(session, far, people.cilla)

        assert {row.coach for row in listed(session, people.dora)} == {"Aino Ahola", "Bengt Bäck"}
        of_bengt = listed(session, people.dora, coach=people.bengt.public_id)
        assert [row.coach for row in of_bengt] == ["Bengt Bäck"]
        assert listed(session, people.dora, coach=people.cilla.public_id) == ()

    def test_a_coach_cannot_ask_for_a_colleagues_list(self, session, people, client):
        make_contact(session, client, people.aino)

        assert listed(session, people.bengt, coach=people.aino.public_id) == ()

    def test_a_client_out_of_sight_takes_the_contacts_along(self, session, people):
        gone = TODAY - 91 * DAY
        client = make_client(session, people.kokkola, by=people.dora, referred=gone - 30 * DAY)
        make_assignment(session, client, people.aino, since=gone - 20 * DAY, ended_on=gone)
        make_contact(session, client, people.aino, on=gone - 10 * DAY)

        assert listed(session, people.aino) == ()

    def test_the_timeline_holds_one_client_narrowed_by_kind(self, session, people, client):
        make_contact(session, client, people.aino, with_whom=With.FAMILY)
        make_contact(session, client, people.bengt)
        make_contact(session, make_client(session, people.kokkola, people.aino), people.aino)

        everything = contacts.timeline(session, people.aino.actor, client)
        family = contacts.timeline(session, people.aino.actor, client, With.FAMILY)

        assert [row.coach for row in everything.rows] == ["Bengt Bäck", "Aino Ahola"]
        assert [row.may_change for row in everything.rows] == [False, True]
        assert [row.with_whom for row in family.rows] == [With.FAMILY]

    def test_nobody_else_reads_a_timeline(self, session, people, client):
        make_contact(session, client, people.aino)

        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            assert contacts.timeline(session, person.actor, client).rows == ()
