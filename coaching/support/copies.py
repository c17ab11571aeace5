"""Form E as it was filled in, for every copy of it: live while it is open, frozen once ready."""

from __future__ import annotations

from functools import partial

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.clients.models import ServicePeriod
from coaching.copies.types import Copyable
from coaching.definitions.types import Filled, Kind
from coaching.jobs import papers
from coaching.jobs.models import Job, JobForm
from coaching.jobs.types import FormState
from coaching.support import answers as kept
from coaching.support import deciding, shown, shown_words
from forms import job_words as _words  # noqa: F401 - registers the words of states
from forms.labels import label


def of_stay(session: Session, period: ServicePeriod) -> list[Copyable]:
    """Return form E of each of a stay's jobs on which support was decided, the newest job first."""
    rows = session.execute(
        select(Job, JobForm)
        .join(JobForm, JobForm.job_id == Job.id)
        .where(Job.period_id == period.id, JobForm.form == kept.FORM)
        .order_by(Job.id.desc())
    )
    return [
        Copyable(
            form=kept.FORM,
            record=job.public_id,
            on=paper.ready_on or paper.opened_on,
            fill=partial(filled, session, period, job),
            listed=Filled(kept.definition(paper), {}, {}, _head(job, paper)),
        )
        for job, paper in rows
    ]


def filled(session: Session, period: ServicePeriod, job: Job) -> Filled:
    """Return form E of a job with its answers, what it shows, and what state it is in."""
    support, paper = deciding.of_job(session, job), papers.of_job(session, job, kept.FORM)
    definition = kept.definition(paper)
    frozen = paper.frozen if paper is not None and papers.is_ready(paper) else None
    answers = frozen["answers"] if frozen else kept.answers_of(support, paper)
    seen = frozen["shown"] if frozen else shown.now(session, period, job, support)
    lines = {
        question.id: shown_words.lines(question.id, seen.get(question.id))
        for question in definition
        if question.kind is Kind.SHOWN
    }
    return Filled(definition, answers, lines, _head(job, paper))


def _head(job: Job, paper: JobForm | None) -> str:
    return ", ".join(filter(None, (job.title, head(paper))))


def state_words(paper: JobForm | None) -> str:
    """Return in words whether the form is a draft, ready or reopened; empty before it is begun."""
    if paper is None:
        return ""
    if paper.state == FormState.OPEN and paper.ready_on:
        return _("reopened")
    return str(label(FormState(paper.state)))


def head(paper: JobForm | None) -> str:
    """Return state and day in words."""
    if paper is None:
        return _("not begun yet")
    day = i18n.day(paper.ready_on or paper.opened_on)
    return _("%(state)s, %(date)s", state=state_words(paper), date=day)
