"""Use cases of changes while a job goes on: dated rows, never a new form (C.changes)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.benefits import of_changes as benefits
from coaching.clients.models import ServicePeriod
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs import answers as kept
from coaching.jobs.models import Job, JobChange
from coaching.jobs.refusals import ChangeEmpty, ChangeOutside, JobNotBegun
from coaching.jobs.starting import hold
from coaching.jobs.terms import minutes_of
from coaching.jobs.types import ChangeKind, NewChange
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

RECORD = JobChange.__tablename__
TOUCHES_BENEFITS = frozenset({ChangeKind.HOURS, ChangeKind.PAY_UP, ChangeKind.PAY_DOWN})
"""Changes after which benefits are checked (fidelity scale, V1)."""


def of_job(session: Session, job: Job) -> list[JobChange]:
    """Return the changes of a job, the oldest first."""
    rows = session.scalars(
        select(JobChange).where(JobChange.job_id == job.id).order_by(JobChange.on, JobChange.id)
    )
    return list(rows)


def get(session: Session, job: Job, public_id: str) -> JobChange:
    """Return one change of a job.

    Raises:
        NotThere: the job has no such change.
    """
    for row in of_job(session, job):
        if row.public_id == public_id:
            return row
    raise NotThere


def save(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    new: NewChange,
    row: JobChange | None = None,
    shown_version: int = 0,
) -> JobChange:
    """Add a change, or write what was corrected on one.

    Raises:
        NotOpen: the stay is closed.
        JobNotBegun: the job has no start yet; form C is changed instead.
        ChangeOutside: the day is before the start or after the end.
        ChangeEmpty: what has changed was not told.
        ChangedMeanwhile: somebody saved the change after the page was opened.
    """
    hold(session, period, job)
    values = _checked(session, job, new)
    if row is None:
        row = JobChange(job_id=job.id, by_id=actor.user_id, at=clock.now(), **values)
        session.add(row)
        action = Action.CREATE
    else:
        session.refresh(row, with_for_update=True)
        if row.row_version != shown_version:
            changes = history.newest(session, RECORD, row.public_id)
            raise ChangedMeanwhile(**history.by_whom(changes.values()))
        for name, value in values.items():
            setattr(row, name, value)
        action = Action.CHANGE
    session.flush()
    told = {key: _plain(value) for key, value in values.items()}
    history.record(session, actor, RECORD, row.public_id, told)
    uselog.note(session, actor.user_id, action, Basis.COACHING, [period.id], kind=new.kind.value)
    return row


def remove(session: Session, actor: Actor, period: ServicePeriod, job: Job, row: JobChange) -> None:
    """Take a change away that was entered by mistake; its history says who did."""
    hold(session, period, job)
    benefits.let_go(session, row)
    history.record(session, actor, RECORD, row.public_id, {"removed": True})
    session.execute(delete(JobChange).where(JobChange.id == row.id))
    uselog.note(session, actor.user_id, Action.CHANGE, Basis.COACHING, [period.id], kind="removed")


def _checked(session: Session, job: Job, new: NewChange) -> dict[str, Any]:
    if job.start is None:
        raise JobNotBegun
    if new.on < job.start or (job.ended_on is not None and new.on > job.ended_on):
        raise ChangeOutside(start=job.start, end=job.ended_on)
    minutes = minutes_of(new.hours) if new.kind is ChangeKind.HOURS else (None, None)
    is_contract, is_chief = new.kind is ChangeKind.CONTRACT, new.kind is ChangeKind.SUPERVISOR
    if new.kind is ChangeKind.HOURS and minutes[0] is None:
        raise ChangeEmpty("hours")
    if is_contract and new.contract is None:
        raise ChangeEmpty("contract")
    if new.kind is ChangeKind.TASKS and not new.words:
        raise ChangeEmpty("words")
    return {
        "on": new.on,
        "kind": new.kind,
        "weekly_minutes_from": minutes[0],
        "weekly_minutes_to": minutes[1],
        "contract": new.contract if is_contract else None,
        "contract_end": new.contract_end if is_contract else None,
        "supervisor_id": kept.person_id(session, job, new.supervisor) if is_chief else None,
        "words": new.words or None,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
