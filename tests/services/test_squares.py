"""The squares of a caseload as the page shows them."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from coaching import clock
from coaching.accounts.models import Post
from coaching.caseload import service as caseload
from coaching.clients.types import Status
from tests.caseloads import fill
from tests.factories import make_client

TODAY = clock.today()


def test_squares_stand_by_state_with_free_ones_last(session, people, kokkola):
    for status in (Status.PAUSED, Status.PROFILING, Status.WORKING_SUPPORTED, Status.SEARCHING):
        make_client(session, kokkola, people.aino, status=status)

    shown = caseload.caseload(session, people.aino.user_id, people.aino.actor)

    assert [one.status for one in shown.squares[:5]] == [
        "working_supported",
        "searching",
        "profiling",
        "paused",
        None,
    ]
    assert [one.number for one in shown.squares] == list(range(1, 21))


def test_squares_name_only_clients_the_person_may_see(session, people, kokkola):
    stay = make_client(session, kokkola, people.aino, name="Leila Lahti")

    own = caseload.caseload(session, people.aino.user_id, people.aino.actor)
    colleague = caseload.caseload(session, people.aino.user_id, people.bengt.actor)

    assert (own.squares[0].shown_as, own.squares[0].period_public_id) == (
        "Leila Lahti",
        stay.public_id,
    )
    assert (colleague.squares[0].shown_as, colleague.squares[0].period_public_id) == (None, None)
    assert colleague.squares[0].status == "profiling"


@pytest.mark.parametrize(("clients", "near"), [(17, False), (18, True), (19, True), (20, False)])
def test_eighteen_of_twenty_is_near(session, people, kokkola, clients, near):
    fill(session, kokkola, people.aino, clients)

    assert caseload.caseload(session, people.aino.user_id).is_near is near


def test_a_coach_who_has_left_is_shown_while_clients_are_left(session, people, kokkola):
    make_client(session, kokkola, people.bengt)
    session.execute(update(Post).where(Post.user_id == people.bengt.user_id).values(until=TODAY))

    shown = caseload.caseloads(session, people.dora.actor, [kokkola.id])

    assert [(one.coach_name, one.owned, one.over) for one in shown] == [
        ("Aino Ahola", 20, 0),
        ("Bengt Bäck", 0, 1),
    ]
