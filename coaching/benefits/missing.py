"""Jobs that start soon, or began lately, without a benefits check before the start."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from coaching.benefits.models import BenefitsCheck
from coaching.benefits.types import CheckReason
from coaching.clients.models import ServicePeriod
from coaching.jobs.models import Job

DAYS_BEFORE = timedelta(days=7)
"""How long before a job starts a missing check is told of (forms.md, C.benefit_check)."""

DAYS_AFTER = timedelta(days=30)
"""How long after the start it still is: later the question is what changes, not what begins."""

STILL_FRESH = timedelta(days=90)
"""How long a check that names no job counts as the one before the start of the next job."""


def missing_of(session: Session, period_ids: Collection[int], today: date) -> list[Job]:
    """Return the jobs of stays that start soon, or began lately, without a check before the start.

    A client who declined has a check. Jobs that ended, fell through, or were held when coaching
    began are not asked about. Source: forms.md, C.benefit_check and part 7.
    """
    statement = _missing(today).where(Job.period_id.in_(period_ids)).order_by(Job.start, Job.id)
    return list(session.scalars(statement))


def missing_before(session: Session, job: Job, today: date) -> bool:
    """Tell whether a check before the start is due for a job (see `missing_of`)."""
    return session.scalar(_missing(today).where(Job.id == job.id).limit(1)) is not None


def _missing(today: date) -> Select[Job]:
    for_it = BenefitsCheck.job_id == Job.id
    of_client = and_(
        BenefitsCheck.job_id.is_(None),
        BenefitsCheck.period_id == Job.period_id,
        BenefitsCheck.reason == CheckReason.BEFORE_START,
        BenefitsCheck.on >= today - STILL_FRESH,
    )
    return (
        select(Job)
        .join(ServicePeriod, ServicePeriod.id == Job.period_id)
        .where(
            Job.start.between(today - DAYS_AFTER, today + DAYS_BEFORE),
            Job.ended_on.is_(None),
            Job.cancelled_on.is_(None),
            ServicePeriod.closed_on.is_(None),
            or_(ServicePeriod.entry_date.is_(None), Job.start > ServicePeriod.entry_date),
            ~exists().where(or_(for_it, of_client)),
        )
    )
