"""Where a client stands because of jobs: agreed, at work with or without support, between jobs.

Nothing runs by itself at midnight: what a start brings is written when somebody comes in or saves.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients.models import ServicePeriod
from coaching.clients.statuses import set_status
from coaching.clients.types import Status
from coaching.jobs.models import Job
from coaching.jobs.types import Next
from coaching.support.models import Support
from coaching.support.types import Wants

FOLLOWS_JOBS = frozenset(
    {
        Status.PROFILING,
        Status.SEARCHING,
        Status.AGREED,
        Status.WORKING_SUPPORTED,
        Status.WORKING,
        Status.BETWEEN,
    }
)
"""Statuses that a job changes; who pauses, studies or waits goes on doing so."""

AFTER = {
    Next.SEARCH: Status.BETWEEN,
    Next.NEW_JOB: Status.BETWEEN,
    Next.STUDIES: Status.STUDYING,
    Next.BREAK: Status.BETWEEN,
    Next.SERVICE_ENDS: Status.BETWEEN,
}
"""What a job's end leads to; a pause or the end of the service has its own page after it."""


def follow(session: Session, actor: Actor, period: ServicePeriod) -> None:
    """Set the status of a stay as its jobs and the decisions on support tell, if it changes."""
    if Status(period.status) not in FOLLOWS_JOBS or period.closed_on is not None:
        return
    today = clock.today()
    rows = session.execute(
        select(Job, Support.wants, Support.closed_on)
        .outerjoin(Support, Support.job_id == Job.id)
        .where(Job.period_id == period.id, Job.ended_on.is_(None), Job.cancelled_on.is_(None))
    ).all()
    begun = [
        (job, wants, closed) for job, wants, closed in rows if job.start and job.start <= today
    ]
    if begun:
        supported = any(
            wants == Wants.YES and not _is_past(closed) for _job, wants, closed in begun
        )
        status = Status.WORKING_SUPPORTED if supported else Status.WORKING
        since = min(job.start for job, _wants, _closed in begun if job.start)
        is_new = period.status not in (Status.WORKING, Status.WORKING_SUPPORTED)
        _set(session, actor, period, status, since if is_new else today)
    elif rows:
        _set(session, actor, period, Status.AGREED, today)


def after_end(
    session: Session, actor: Actor, period: ServicePeriod, what_next: Next, on: date
) -> None:
    """Set the status after a job's end; a client with another job goes on working."""
    goes_on = session.scalar(
        select(Job.id)
        .where(Job.period_id == period.id, Job.ended_on.is_(None), Job.cancelled_on.is_(None))
        .limit(1)
    )
    if goes_on is not None:
        follow(session, actor, period)
    elif Status(period.status) in FOLLOWS_JOBS and period.closed_on is None:
        _set(session, actor, period, AFTER[what_next], on)


def catch_up(session: Session, actor: Actor) -> None:
    """Let those start work whose start has come, among the clients a person looks after.

    Called when somebody signs in. Doing it again changes nothing.
    """
    for period in session.scalars(_whose_start_has_come(actor)).all():
        follow(session, actor, period)


def _whose_start_has_come(actor: Actor) -> Select[ServicePeriod]:
    return (
        select(ServicePeriod)
        .join(
            Assignment,
            and_(Assignment.period_id == ServicePeriod.id, Assignment.ended_on.is_(None)),
        )
        .join(Job, Job.period_id == ServicePeriod.id)
        .where(
            Assignment.coach_id == actor.user_id,
            ServicePeriod.status == Status.AGREED,
            Job.start <= clock.today(),
            Job.ended_on.is_(None),
            Job.cancelled_on.is_(None),
        )
        .distinct()
    )


def _is_past(closed_on: date | None) -> bool:
    return closed_on is not None and closed_on <= clock.today()


def _set(session: Session, actor: Actor, period: ServicePeriod, status: Status, on: date) -> None:
    if period.status != status:
        set_status(session, actor, period, status, on)
