"""The waiting list: its order, who sees what, taking from it and moving on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.caseload import service as caseload
from coaching.clients import waiting
from coaching.clients.refusals import NotFirstInLine, NotWaiting, ReasonMissing
from coaching.errors import NotThere
from coaching.uselog.types import Action
from tests.clients import in_line, lines, order_of

TODAY = clock.today()
DAY = timedelta(days=1)


def test_the_waiting_list_is_by_date(session, people, kokkola, dora):
    line = in_line(session, kokkola, 10, 30, 20)

    shown = waiting.queue(session, dora)

    assert [one.public_id for one in shown] == [line[n].public_id for n in (1, 2, 0)]
    assert [one.position for one in shown] == [1, 2, 3]


def test_coaches_see_code_date_and_order_and_the_leader_sees_all(session, people, kokkola):
    (stay,) = in_line(session, kokkola, 10)

    (leaders,) = waiting.queue(session, people.dora.actor)
    (coaches,) = waiting.queue(session, people.aino.actor)

    assert (leaders.shown, leaders.may_open) == ("Client 0", True)
    assert (coaches.shown, coaches.may_open, coaches.reason) == (None, False, None)
    assert (coaches.code, coaches.since) == (stay.client.code, TODAY - 10 * DAY)
    assert waiting.queue(session, people.cilla.actor) == []
    assert [note.period_ids for note in lines(session, Action.LIST)] == [(stay.id,)] * 2


def test_a_coach_takes_the_first_of_the_list_to_herself_only(session, people, aino, kokkola):
    second, first = in_line(session, kokkola, 10, 20)

    with pytest.raises(NotFirstInLine):
        waiting.take(session, aino, second, people.aino.user_id, TODAY)
    with pytest.raises(NotThere):
        waiting.take(session, aino, first, people.bengt.user_id, TODAY)
    waiting.take(session, aino, first, people.aino.user_id, TODAY)

    assert caseload.open_assignment(session, first.id).coach_id == people.aino.user_id
    with pytest.raises(NotWaiting):
        waiting.take(session, aino, first, people.aino.user_id, TODAY)


def test_the_leader_passes_the_order_by_with_a_reason(session, people, dora, kokkola):
    second, _first = in_line(session, kokkola, 10, 20)

    with pytest.raises(ReasonMissing):
        waiting.take(session, dora, second, people.aino.user_id, TODAY)
    waiting.take(session, dora, second, people.aino.user_id, TODAY, "Speaks Swedish only")

    assert caseload.open_assignment(session, second.id) is not None


@pytest.mark.parametrize(
    ("moved", "position", "order"),
    [
        (3, 1, [3, 0, 1, 2]),
        (3, 2, [0, 3, 1, 2]),
        (0, 4, [1, 2, 3, 0]),
        (0, 99, [1, 2, 3, 0]),
        (1, 1, [1, 0, 2, 3]),
        (2, 3, [0, 1, 2, 3]),
    ],
)
def test_the_leader_moves_one_with_a_reason_and_newcomers_come_after(
    session, people, dora, kokkola, moved, position, order
):
    line = in_line(session, kokkola, 40, 30, 20, 10)

    waiting.move_to(session, dora, line[moved], position, "A place in the morning shift")

    assert order_of(session, kokkola) == [line[n].id for n in order]
    (newcomer,) = in_line(session, kokkola, 1)
    assert order_of(session, kokkola)[-1] == newcomer.id
    shown = {one.public_id: one.reason for one in waiting.queue(session, dora)}
    assert shown[line[moved].public_id] == "A place in the morning shift"


def test_moving_needs_a_reason_and_the_leader(session, people, aino, dora, kokkola):
    first, second = in_line(session, kokkola, 40, 30)

    with pytest.raises(ReasonMissing):
        waiting.move_to(session, dora, second, 1, "  ")
    with pytest.raises(NotThere):
        waiting.move_to(session, aino, second, 1, "Because")

    assert order_of(session, kokkola) == [first.id, second.id]


def test_one_more_move_keeps_the_moves_before(session, people, dora, kokkola):
    line = in_line(session, kokkola, 40, 30, 20, 10)
    waiting.move_to(session, dora, line[3], 1, "First reason")

    waiting.move_to(session, dora, line[2], 1, "Second reason")

    assert order_of(session, kokkola) == [line[n].id for n in (2, 3, 0, 1)]
