"""Confirmed weeks for tests, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Absence
from coaching.worktime.models import WorkTime, WorkWeek
from coaching.worktime.types import Time, WorkKind, WorkPlace
from tests.factories import id_of

OFFICE = (WorkKind.EMPLOYMENT, WorkPlace.OWN_OFFICE)
"""Kind and place of time on employment services at the own office."""


def make_week(
    session: Session,
    person: Any,
    team: Any,
    monday: date,
    times: Sequence[Time] = (),
    *,
    on: date | None = None,
) -> WorkWeek:
    """Make a confirmed week; its times are dated its Friday unless told otherwise."""
    row = WorkWeek(
        user_id=id_of(person), team_id=id_of(team), monday=monday, confirmed_at=clock.now()
    )
    session.add(row)
    session.flush()
    for one in times:
        add_time(session, row, one, on)
    return row


def add_time(session: Session, week: WorkWeek, time: Time, on: date | None = None) -> None:
    """Add a time to a confirmed week."""
    session.add(
        WorkTime(
            week_id=week.id,
            on=on or week.monday + timedelta(days=4),
            minutes=time.minutes,
            kind=time.kind,
            place=time.place,
        )
    )
    session.flush()


def make_absence(session: Session, person: Any, since: date, until: date | None = None) -> None:
    """Let a person be away from a day until the first day back."""
    session.add(Absence(user_id=id_of(person), since=since, until=until))
    session.flush()


def rows_of(session: Session, person: Any) -> list[tuple[date, date, str, str, int]]:
    """Return the times of a person: Monday of the week, day, kind, place, minutes."""
    found = session.execute(
        select(WorkWeek.monday, WorkTime.on, WorkTime.kind, WorkTime.place, WorkTime.minutes)
        .join(WorkTime, WorkTime.week_id == WorkWeek.id)
        .where(WorkWeek.user_id == id_of(person))
        .order_by(WorkWeek.monday, WorkTime.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in found]
