"""The descriptive answers of a form of a job, for slices beside this one: opened, written, ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.definitions import reading
from coaching.definitions.types import Definition, is_empty
from coaching.jobs.models import Job, JobForm
from coaching.jobs.types import FormState


def of_job(session: Session, job: Job, form: str) -> JobForm | None:
    """Return a form of a job, None before it is opened."""
    return session.scalar(select(JobForm).where(JobForm.job_id == job.id, JobForm.form == form))


def open_for(session: Session, actor: Actor, job: Job, form: str) -> JobForm:
    """Return a form of a job, opened with the newest definition when there is none yet."""
    paper = of_job(session, job, form)
    if paper is not None:
        return paper
    paper = JobForm(
        job_id=job.id,
        form=form,
        definition=reading.newest(form).version,
        state=FormState.OPEN,
        opened_on=clock.today(),
        answers={},
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(paper)
    session.flush()
    return paper


def definition_of(paper: JobForm) -> Definition:
    """Return the definition a form was filled in with; it stays that one (forms.md, 10.10)."""
    return reading.load(paper.form, paper.definition)


def is_ready(paper: JobForm | None) -> bool:
    """Tell whether a form is ready, so that it shows its frozen copy."""
    return paper is not None and paper.state == FormState.READY


def write(session: Session, paper: JobForm, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Write answers into a form, and return those that changed; empty ones are dropped."""
    known = paper.answers or {}
    told = {key: None if is_empty(value) else value for key, value in answers.items()}
    changed = {key: value for key, value in told.items() if known.get(key) != value}
    if changed:
        merged = {**known, **changed}
        paper.answers = {key: value for key, value in merged.items() if value is not None}
        session.flush()
    return changed


def freeze(session: Session, paper: JobForm, frozen: Mapping[str, Any]) -> None:
    """Mark a form ready with a copy of everything it showed; its first day of being ready stays."""
    paper.state, paper.ready_on = FormState.READY, paper.ready_on or clock.today()
    paper.ready_at, paper.frozen = clock.now(), dict(frozen)
    session.flush()


def reopen(session: Session, paper: JobForm) -> None:
    """Open a form that was ready; its day of being ready stays known."""
    paper.state, paper.ready_at, paper.frozen = FormState.OPEN, None, None
    session.flush()
