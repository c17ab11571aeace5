"""The list of clients: order, pages, search, what it tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from coaching import clock
from coaching.clients import listing
from coaching.clients.types import Choice, Order, Status
from coaching.uselog.types import Action
from tests.clients import lines
from tests.factories import make_client, make_contact, make_post

TODAY = clock.today()
DAY = timedelta(days=1)


def listed(session, actor, **choice):
    return listing.find(session, actor, Choice(**choice), page=3)


def test_the_list_stands_in_finnish_order_and_turns_by_key(session, people, aino, kokkola):
    for name in ("Öhman", "Aalto", "Åkerblom", "Zilliacus", "Äijälä", "Yli"):
        make_client(session, kokkola, people.aino, name=name)

    first = listed(session, aino)
    second = listed(session, aino, after=first.after)

    assert [row.shown for row in first.rows + second.rows] == [
        "Aalto",
        "Yli",
        "Zilliacus",
        "Åkerblom",
        "Äijälä",
        "Öhman",
    ]
    assert (first.total, first.begins_at, second.begins_at, second.after) == (6, 1, 4, None)


def test_only_the_clients_on_the_page_go_into_the_log(session, people, aino, kokkola):
    made = [make_client(session, kokkola, people.aino, name=f"Client {n}") for n in range(5)]

    listed(session, aino)

    (note,) = lines(session, Action.LIST)
    assert note.period_ids == tuple(stay.id for stay in made[:3])


def test_names_and_codes_are_found_by_parts_whatever_the_case(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino, name="Åsa Öhman")
    make_client(session, kokkola, people.aino, name="Ossi Öster")

    searches = ("ÖHM ås", "ohman", stay.client.code[3:])
    found = [listed(session, aino, words=words).rows for words in searches]

    assert [[row.public_id for row in rows] for rows in found] == [[stay.public_id]] * 3
    assert listed(session, aino, words="Ö%").rows == ()


def test_the_list_narrows_by_status_and_coach(session, people, dora, kokkola):
    ainos = make_client(session, kokkola, people.aino, status=Status.SEARCHING)
    bengts = make_client(session, kokkola, people.bengt)
    closed = make_client(
        session, kokkola, by=1, status=Status.CLOSED, closed_on=TODAY, closed_reason="moved"
    )

    def ids(**choice):
        return {row.public_id for row in listed(session, dora, **choice).rows}

    assert ids() == {ainos.public_id, bengts.public_id}
    assert ids(coach=people.bengt.public_id) == {bengts.public_id}
    assert ids(status=Status.SEARCHING) == {ainos.public_id}
    assert ids(status=Status.CLOSED) == {closed.public_id}


def test_the_list_tells_phase_days_and_last_contact(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino, entry_date=TODAY - 12 * DAY)
    make_contact(session, stay, people.aino, on=TODAY - 4 * DAY)
    withdrawn = make_contact(session, stay, people.aino, on=TODAY - DAY)
    withdrawn.withdrawn_at = datetime(2026, 1, 1, tzinfo=UTC)
    session.flush()

    (row,) = listed(session, aino, order=Order.CODE).rows

    assert (row.phase, row.days, row.last_contact) == (2, 12, TODAY - 4 * DAY)
    assert row.coach == "Aino Ahola"


def test_a_leader_who_coaches_sees_the_team_and_the_own_clients_elsewhere(session, people, dora):
    make_post(session, people.dora, people.pietarsaari, fte="0.5")
    own = make_client(session, people.pietarsaari, people.dora)
    make_client(session, people.pietarsaari, people.cilla)
    teams = make_client(session, people.kokkola, people.aino)
    both = replace(dora, coach_of=frozenset({people.pietarsaari.id}))

    rows = listed(session, both).rows

    assert {row.public_id for row in rows} == {own.public_id, teams.public_id}
