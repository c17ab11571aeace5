"""Facts of jobs, their changes and their employers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.employers.models import Employer
from coaching.jobs.models import Job, JobChange
from coaching.jobs.types import Answer, ChangeKind, Contract, EndReason
from coaching.support.models import Support
from coaching.support.types import Wants
from coaching.text import fold
from fidelity import facts as plain

DAY = timedelta(days=1)

_END_REASONS = {
    EndReason.FIXED_TERM: "fixed_term_ended",
    EndReason.SEASON: "season_ended",
    EndReason.TIMES_OR_TRAVEL: "hours_or_travel",
    EndReason.NOT_KNOWN: "unknown",
}
"""The exchange format's words where ours differ (reading 19)."""

_OF_PAY = (ChangeKind.HOURS, ChangeKind.PAY_UP, ChangeKind.PAY_DOWN)


def jobs(session: Session, team_id: int) -> tuple[plain.Job, ...]:
    """Return the jobs of a team's clients that have a start; one that fell through never was.

    Form D asks for the last day worked, a fact's `end` is the day after (reading 23). Without a
    contract the job counts as agreed for good: no programme sets its end, since work trials and the
    like are no jobs here (fidelity scale, V10).
    """
    rows = session.execute(
        select(
            Job.id,
            Job.period_id,
            Job.employer_id,
            Job.title,
            Job.start,
            Job.ended_on,
            Job.kind_code,
            Job.end_reason,
            Job.heard_on,
            Job.contract,
            Job.open_to_all,
            Job.paid_by_agreement,
            Job.set_aside,
            Job.subsidies,
            Employer.merged_into_id,
            Support.wants,
            Support.decided_on,
            Support.passed_on,
        )
        .join(ServicePeriod, ServicePeriod.id == Job.period_id)
        .join(Employer, Employer.id == Job.employer_id)
        .outerjoin(Support, Support.job_id == Job.id)
        .where(ServicePeriod.team_id == team_id, Job.start.is_not(None), Job.cancelled_on.is_(None))
        .order_by(Job.id)
    )
    return tuple(_job(row) for row in rows)


def changes(session: Session, team_id: int) -> tuple[plain.JobChange, ...]:
    """Return the days on which hours or pay of a job changed (fidelity scale, V1)."""
    rows = session.execute(
        select(JobChange.job_id, JobChange.on)
        .join(Job, Job.id == JobChange.job_id)
        .join(ServicePeriod, ServicePeriod.id == Job.period_id)
        .where(ServicePeriod.team_id == team_id, JobChange.kind.in_(_OF_PAY))
        .order_by(JobChange.id)
    )
    return tuple(plain.JobChange(f"job-{job}", on) for job, on in rows)


def employers(session: Session, team_id: int) -> tuple[plain.Employer, ...]:
    """Return the employers of the team's jobs and contacts, joined by chain (reading 44).

    A card that was merged into another one is followed to it: a job's employer is the card kept.
    """
    of_jobs = (
        select(Job.employer_id)
        .join(ServicePeriod, ServicePeriod.id == Job.period_id)
        .where(ServicePeriod.team_id == team_id)
    )
    of_contacts = select(Contact.employer_id).where(
        Contact.team_id == team_id, Contact.employer_id.is_not(None)
    )
    named = or_(Employer.id.in_(of_jobs), Employer.id.in_(of_contacts))
    kept = select(Employer.merged_into_id).where(named, Employer.merged_into_id.is_not(None))
    rows = session.execute(
        select(Employer.id, Employer.chain)
        .where(or_(named, Employer.id.in_(kept)))
        .order_by(Employer.id)
    )
    return tuple(plain.Employer(f"employer-{key}", fold(chain) or None) for key, chain in rows)


def _job(row: Any) -> plain.Job:
    reason = None if row.end_reason is None else EndReason(row.end_reason)
    return plain.Job(
        id=f"job-{row.id}",
        client=str(row.period_id),
        employer=f"employer-{row.merged_into_id or row.employer_id}",
        title=row.title,
        start=row.start,
        end=None if row.ended_on is None else row.ended_on + DAY,
        kind_code=row.kind_code,
        end_reason=None if reason is None else _END_REASONS.get(reason, reason.value),
        heard_on=row.heard_on,
        contract=row.contract or Contract.PERMANENT.value,
        open_to_all=row.open_to_all,
        paid_by_agreement={Answer.YES: True, Answer.NO: False}.get(row.paid_by_agreement),
        set_aside=row.set_aside,
        subsidy=bool(row.subsidies),
        support_declined_on=row.decided_on if row.wants == Wants.NO else None,
        support_handed_over_on=row.passed_on,
    )
