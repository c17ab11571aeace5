"""The demonstration's working time: confirmed week by week, with the last weeks still to be confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import sessions
from coaching.accounts.models import User
from coaching.db import Database
from coaching.demo import words
from coaching.worktime import service as worktime
from coaching.worktime.types import WeekState
from tests.demonstrations import MOMENT


@pytest.fixture
def session(demo):
    """A reading session of the demonstration on its day."""
    database = Database(demo.url)
    with clock.at(MOMENT), database.read() as reading:
        yield reading
    database.close()


@pytest.mark.parametrize("coach", words.COACHES)
def test_a_coach_has_confirmed_all_but_the_last_weeks_as_scheduled(session, coach):
    user_id = session.scalar(select(User.id).where(User.user_name == coach))
    actor = sessions.actor_of(session, user_id)

    waiting = worktime.waiting(session, actor, worktime.LISTED - 1)
    weeks = worktime.load(session, actor, waiting[-1].monday - timedelta(days=7)).weeks

    assert 1 <= len(waiting) <= 2
    settled = weeks[1 + len(waiting) :]
    assert {one.state for one in settled} <= {WeekState.CONFIRMED, WeekState.AWAY}
    assert all(one.recorded >= one.scheduled > 0 for one in settled if one.state == "confirmed")
