"""What tests of benefits checks share: a check with an answer to each row, jobs about to start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from coaching import clock
from coaching.benefits import rows
from coaching.benefits.types import (
    CheckedBy,
    CheckReason,
    CheckResult,
    NewCheck,
    NewRow,
    RowAnswer,
)
from coaching.clients.models import ServicePeriod
from coaching.jobs.models import Job
from tests.factories import make_employer

FOR_ALL = tuple(row.id for row in rows.newest().fitting(()) if not row.own_wish)
"""Rows that everybody is asked."""


def answered(**values: Any) -> NewCheck:
    """Return a check with every row for everybody done; further rows by `rows`."""
    told = {one.row: one for one in values.pop("rows", ())}
    every = {row: NewRow(row, RowAnswer.DONE) for row in FOR_ALL} | told
    plain = NewCheck(
        on=clock.today(),
        reason=CheckReason.BEFORE_START,
        checked_by=CheckedBy.COACH,
        result=CheckResult.CLEAR,
        waiting_for=None,
        rows=tuple(every.values()),
    )
    return replace(plain, **values)


def make_job(session: Session, period: ServicePeriod, start: date | None, **values: Any) -> Job:
    """Make a job of a client, at an employer of its own."""
    plain = {
        "title": "Laundry hand",
        "title_folded": "laundry hand",
        "created_by_id": period.created_by_id,
        "created_at": clock.now(),
    }
    if "employer_id" not in values:
        values["employer_id"] = make_employer(session, f"Pesula {clock.now().timestamp()}").id
    job = Job(period_id=period.id, start=start, **{**plain, **values})
    session.add(job)
    session.flush()
    return job
