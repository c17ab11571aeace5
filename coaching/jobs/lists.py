"""The jobs of a stay, as the client's page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.clients.models import ServicePeriod
from coaching.employers.models import Employer
from coaching.jobs.models import Job, JobChange, JobForm
from coaching.jobs.shown import competitive
from coaching.jobs.terms import as_of
from coaching.jobs.types import Answer, FormState


@dataclass(frozen=True)
class JobLine:
    """A job as the client's page shows it; `forms` are the states of C, D and E by letter."""

    public_id: str
    title: str
    employer: str
    employer_public_id: str
    start: date | None
    ended_on: date | None
    cancelled_on: date | None
    hours: str
    competitive: Answer
    forms: dict[str, FormState]

    @property
    def has_begun(self) -> bool:
        """Whether the start has come."""
        return self.start is not None and self.start <= clock.today()

    @property
    def goes_on(self) -> bool:
        """Whether the job is agreed on or held now."""
        return self.ended_on is None and self.cancelled_on is None


def of_stay(session: Session, period: ServicePeriod) -> list[JobLine]:
    """Return the jobs of a stay that was opened through a door, the newest first."""
    rows = session.execute(
        select(Job, Employer.name, Employer.public_id)
        .join(Employer, Employer.id == Job.employer_id)
        .where(Job.period_id == period.id)
        .order_by(Job.id.desc())
    ).all()
    ids = [row.Job.id for row in rows]
    changes: dict[int, list[JobChange]] = {key: [] for key in ids}
    for change in session.scalars(select(JobChange).where(JobChange.job_id.in_(ids))):
        changes[change.job_id].append(change)
    forms: dict[int, dict[str, FormState]] = {key: {} for key in ids}
    for job_id, letter, state in session.execute(
        select(JobForm.job_id, JobForm.form, JobForm.state).where(JobForm.job_id.in_(ids))
    ):
        forms[job_id][letter] = FormState(state)
    today = clock.today()
    return [
        JobLine(
            public_id=job.public_id,
            title=job.title,
            employer=name,
            employer_public_id=public_id,
            start=job.start,
            ended_on=job.ended_on,
            cancelled_on=job.cancelled_on,
            hours=as_of(job, changes[job.id], job.ended_on or today).hours,
            competitive=Answer(competitive(job)),
            forms=forms[job.id],
        )
        for job, name, public_id in rows
    ]
