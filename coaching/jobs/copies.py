"""Forms C and D as their copies read them."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.clients.models import ServicePeriod
from coaching.copies.types import Copyable
from coaching.definitions.types import Filled
from coaching.jobs import answers as kept
from coaching.jobs import papers
from coaching.jobs.models import Job, JobForm
from coaching.jobs.pages import JobFormPage, form_head


def of_stay(session: Session, period: ServicePeriod) -> list[Copyable]:
    """Return forms C and D of a stay's jobs, the newest job first."""
    rows = session.execute(
        select(Job, JobForm)
        .join(JobForm, JobForm.job_id == Job.id)
        .where(Job.period_id == period.id, JobForm.form.in_((kept.START, kept.END)))
        .order_by(JobForm.form, Job.id.desc())
    )
    return [
        Copyable(
            form=form.form,
            record=job.public_id,
            on=form.ready_on or form.opened_on,
            fill=partial(filled, session, period, job, form),
            listed=Filled(papers.definition_of(form), {}, {}, form_head(job, form)),
        )
        for job, form in rows
    ]


def filled(session: Session, period: ServicePeriod, job: Job, form: JobForm) -> Filled:
    """Return form C or D as it was filled in: live while it is open, as it was once it is ready."""
    return JobFormPage(session, period, job, form, form.form).filled()
