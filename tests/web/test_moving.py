"""The page that moves many clients at once: all or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts.types import Role
from coaching.caseload.models import Assignment
from coaching.clients.models import ServicePeriod
from tests.clients import coach_of, filled, keep_names, made
from tests.factories import make_client, make_post, make_user

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def leader(page, people, database):
    """The page in front of Dora, where names are kept."""
    keep_names(database, people)
    page.sign_in(people.dora)
    return page


def clients_of(database, coach):
    """Return the public ids of a coach's clients, the first one first."""
    with database.read() as session:
        return list(
            session.scalars(
                select(ServicePeriod.public_id)
                .join(Assignment, Assignment.period_id == ServicePeriod.id)
                .where(Assignment.coach_id == coach.user_id, Assignment.ended_on.is_(None))
                .order_by(ServicePeriod.id)
            )
        )


def to(coach, *stays):
    """Return the fields that move clients to a coach."""
    return {f"to-{stay}": coach.public_id for stay in stays}


def test_two_full_coaches_swap_clients(leader, database, people):
    for coach in (people.aino, people.bengt):
        filled(database, people.kokkola, coach, 20)
    hers, his = clients_of(database, people.aino), clients_of(database, people.bengt)
    leader.get("caseload.move_clients")
    assert leader.main.count("20 of 20 places taken") > 2

    leader.submit(
        "Move the clients",
        **to(people.bengt, *hers[:3]),
        **to(people.aino, *his[:3]),
        on=TODAY - DAY,
    )

    assert leader.messages == ["6 clients moved"]
    assert leader.h1 == "Places of the team"
    assert clients_of(database, people.aino) == [*hers[3:], *his[:3]]
    assert len(clients_of(database, people.bengt)) == 20


def test_a_refusal_names_all_who_found_no_place_and_moves_nobody(leader, database, people):
    filled(database, people.kokkola, people.bengt, 19)
    stays = [
        made(database, people.kokkola, people.aino, name=name)
        for name in ("Leila Lahti", "Mika Mäki", "Siiri Salo")
    ]
    leader.get("caseload.move_clients")

    leader.submit("Move the clients", **to(people.bengt, *stays), on=TODAY - DAY)

    assert leader.status == 422
    assert leader.messages == [
        "Check these points There is no free place for these 2 clients: Mika Mäki (Bengt Bäck),"
        " Siiri Salo (Bengt Bäck). Nobody was moved."
        " Choose another coach or leave the clients where they are."
    ]
    assert [leader.field(f"to-{stay}") for stay in stays] == [people.bengt.public_id] * 3
    assert leader.field("on").startswith(f"{(TODAY - DAY).day}.")
    assert clients_of(database, people.aino) == stays


def test_one_left_over_is_named_in_the_singular(leader, database, people):
    filled(database, people.kokkola, people.bengt, 20)
    stay = made(database, people.kokkola, people.aino, name="Leila Lahti")
    leader.get("caseload.move_clients")

    leader.submit("Move the clients", **to(people.bengt, stay))

    assert (
        "There is no free place for this client: Leila Lahti (Bengt Bäck). Nobody was moved."
        in leader.main
    )


def test_at_least_one_client_is_chosen(leader, database, people):
    made(database, people.kokkola, people.aino)
    leader.get("caseload.move_clients")

    leader.submit("Move the clients")

    assert leader.status == 422
    assert leader.messages == ["Check these points Choose a new coach for at least one client."]
    assert leader.error("on") is None


def test_a_day_that_cannot_be_is_refused_beside_it(leader, database, people):
    stay = made(database, people.kokkola, people.aino)
    leader.get("caseload.move_clients")

    for typed, words in (
        ("31.2.", "“31.2.” is not in the calendar."),
        (TODAY + DAY, "The date is still ahead."),
        (TODAY - 61 * DAY, "The client was not known to the service before "),
    ):
        leader.submit("Move the clients", **to(people.bengt, stay), on=typed)

        assert leader.error("on").startswith(words)
        assert leader.field(f"to-{stay}") == people.bengt.public_id
    assert coach_of(database, stay) == people.aino.user_id


def test_who_was_moved_meanwhile_stops_the_whole_move(leader, database, people):
    first, second = (made(database, people.kokkola, people.aino) for _ in range(2))
    leader.get("clients.close_client", period_id=second)
    leader.submit("End the service", reason="moved")

    leader.post("caseload.move_clients", {**to(people.bengt, first, second), "on": TODAY})

    assert leader.status == 422
    assert leader.messages == [
        "Check these points Something has changed since this page was opened. Check the choices."
    ]
    assert coach_of(database, first) == people.aino.user_id


def test_each_client_moves_within_the_own_team(leader, database, people):
    with database.write() as session:
        make_post(session, people.dora, people.pietarsaari, role=Role.LEADER)
        newcomer = make_user(session, "Nina Niska")
        make_post(session, newcomer, people.pietarsaari)
        here = make_client(session, people.kokkola, people.aino).public_id
        there = make_client(session, people.pietarsaari, people.cilla).public_id
        nina = newcomer.public_id

    leader.get("caseload.move_clients")

    assert leader.options(f"to-{here}") == ["", people.bengt.public_id]
    assert leader.options(f"to-{there}") == ["", nina]


def test_an_empty_team_has_nobody_to_move(leader):
    leader.get("caseload.move_clients")

    assert "No client of the team has a coach yet." in leader.main


def test_clients_of_another_team_are_not_moved(leader, database, people):
    made(database, people.kokkola, people.aino)
    elsewhere = made(database, people.pietarsaari, people.cilla)

    leader.post("caseload.move_clients", {**to(people.aino, elsewhere), "on": TODAY})

    assert leader.status == 422
    assert coach_of(database, elsewhere) == people.cilla.user_id


def test_is_the_leaders_alone(page, people):
    for person in (people.aino, people.cilla, people.matti, people.ylva):
        page.sign_in(person)
        assert page.get("caseload.move_clients").status == 404
