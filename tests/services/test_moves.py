"""Handing over, ending, and moving many at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.caseload import service as caseload
from coaching.caseload.models import Assignment
from coaching.caseload.types import AlreadyAssigned, CaseloadFull, Move, NoPlaceFor, NotAssigned
from coaching.clients.types import Status
from tests.caseloads import fill, held, waiting
from tests.clients import in_line
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)


# ---- handing over


def test_the_day_of_a_hand_over_counts_for_the_receiver(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino)

    caseload.hand_over(session, by, stay, people.bengt.user_id, TODAY - DAY)

    rows = session.scalars(
        select(Assignment).where(Assignment.period_id == stay.id).order_by(Assignment.id)
    ).all()
    assert [(row.coach_id, row.since, row.ended_on) for row in rows] == [
        (people.aino.user_id, stay.known_on, TODAY - DAY),
        (people.bengt.user_id, TODAY - DAY, None),
    ]
    assert stay.status == Status.PROFILING


def test_handing_over_to_a_full_coach_is_refused_and_changes_nothing(session, people, kokkola, by):
    fill(session, kokkola, people.bengt, 20)
    stay = make_client(session, kokkola, people.aino)

    with pytest.raises(CaseloadFull):
        caseload.hand_over(session, by, stay, people.bengt.user_id, TODAY)

    assert caseload.open_assignment(session, stay.id).coach_id == people.aino.user_id


def test_handing_over_to_the_same_coach_or_without_one_is_refused(session, people, kokkola, by):
    coached, alone = make_client(session, kokkola, people.aino), waiting(session, kokkola)

    with pytest.raises(AlreadyAssigned):
        caseload.hand_over(session, by, coached, people.aino.user_id, TODAY)
    with pytest.raises(NotAssigned):
        caseload.hand_over(session, by, alone, people.aino.user_id, TODAY)


def test_ending_an_assignment_puts_the_client_on_the_waiting_list(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino, status=Status.SEARCHING)

    caseload.end_assignment(session, by, stay, TODAY)

    assert (stay.status, stay.waiting_since) == (Status.WAITING, TODAY)
    caseload.assign(session, by, stay, people.bengt.user_id, TODAY)
    assert stay.status == Status.SEARCHING


def test_ending_somebody_who_is_not_coached_is_refused(session, people, dora, kokkola):
    (stay,) = in_line(session, kokkola, 3)

    with pytest.raises(NotAssigned):
        caseload.end_assignment(session, dora, stay, TODAY)


# ---- many at once


def test_two_full_coaches_can_swap_clients(session, people, kokkola, by):
    hers = fill(session, kokkola, people.aino, 20)
    his = fill(session, kokkola, people.bengt, 20)
    swap = [Move(one.id, people.bengt.user_id) for one in hers[:3]]
    swap += [Move(one.id, people.aino.user_id) for one in his[:3]]

    caseload.move(session, by, swap, TODAY)

    coaches = {one.id: caseload.open_assignment(session, one.id).coach_id for one in hers + his}
    assert [coaches[one.id] for one in hers[:4]] == [people.bengt.user_id] * 3 + [
        people.aino.user_id
    ]
    assert [coaches[one.id] for one in his[:3]] == [people.aino.user_id] * 3
    assert (held(session, people.aino), held(session, people.bengt)) == (20, 20)


def test_a_move_names_every_client_that_found_no_place_and_moves_none(session, people, kokkola, by):
    fill(session, kokkola, people.bengt, 18)
    stays = [make_client(session, kokkola, people.aino, name=f"Client {n}") for n in range(5)]

    with pytest.raises(NoPlaceFor) as refused:
        caseload.move(session, by, [Move(one.id, people.bengt.user_id) for one in stays], TODAY)

    assert refused.value.facts["clients"] == (
        ("Client 2", "Bengt Bäck"),
        ("Client 3", "Bengt Bäck"),
        ("Client 4", "Bengt Bäck"),
    )
    assert (held(session, people.aino), held(session, people.bengt)) == (5, 18)


def test_a_move_to_the_same_coach_leaves_the_client_as_they_are(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino)
    before = caseload.open_assignment(session, stay.id).id

    assert caseload.move(session, by, [Move(stay.id, people.aino.user_id)], TODAY) == []

    assert caseload.open_assignment(session, stay.id).id == before


def test_a_move_takes_clients_from_the_waiting_list_too(session, people, kokkola, by):
    fill(session, kokkola, people.aino, 20)
    leaving = make_client(session, kokkola, people.bengt)
    stays = [waiting(session, kokkola), waiting(session, kokkola)]
    moves = [Move(one.id, people.bengt.user_id) for one in stays]

    caseload.move(session, by, moves, TODAY)

    assert held(session, people.bengt) == 3
    assert {one.status for one in stays} == {Status.PROFILING}
    assert leaving.status == Status.PROFILING
