"""Use cases of a job's start (form C): filled in, marked ready, opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts import organisation
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.statuses import lock_periods
from coaching.clients.types import Income
from coaching.definitions import reading
from coaching.definitions.types import Answers, Kind, Question, is_empty
from coaching.employers.models import EmployerPerson, EmployerSite
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs import answers as kept
from coaching.jobs import papers, shown, statuses
from coaching.jobs.models import Job, JobChange, JobForm
from coaching.jobs.moved_starts import let_planned_follow
from coaching.jobs.refusals import (
    BenefitsNotChecked,
    ContractEndsBeforeStart,
    JobCancelled,
    JobNotReadyYet,
    JobReady,
    StartAfterChange,
    StartAfterEnd,
)
from coaching.jobs.types import Contract, FormState, MovedStart
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

RECORD = Job.__tablename__
PENSIONS = frozenset(
    {
        Income.DISABILITY_KELA,
        Income.DISABILITY_WORK,
        Income.PARTIAL_DISABILITY,
        Income.REHAB_SUBSIDY,
        Income.PARTIAL_REHAB_SUBSIDY,
    }
)
"""Main incomes with an own earnings limit (forms.md, C.over_limit)."""


def get(session: Session, period: ServicePeriod, public_id: str) -> Job:
    """Return one job of a stay.

    Raises:
        NotThere: the stay has no such job.
    """
    job = session.scalar(select(Job).where(Job.public_id == public_id, Job.period_id == period.id))
    if job is None:
        raise NotThere
    return job


def start_form(session: Session, job: Job) -> JobForm:
    """Return form C of a job, which is there from its beginning."""
    return session.scalars(
        select(JobForm).where(JobForm.job_id == job.id, JobForm.form == kept.START)
    ).one()


def version_of(job: Job, form: JobForm | None) -> int:
    """Return the version of what a page of a form shows: it grows whenever one of both is written."""
    return job.row_version + (form.row_version if form is not None else 0)


def save(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    told: Answers,
    shown_version: int,
    planned_contacts: MovedStart | None = None,
) -> None:
    """Save form C; a draft is saved with anything missing.

    Args:
        told: the answers of the page, by question id; questions that the page left out stay as
            they are.
        shown_version: `version_of` what the page showed.
        planned_contacts: what happens to planned contacts of support when the start is moved.

    Raises:
        NotOpen, JobCancelled: the stay is closed; the job did not begin.
        JobReady: the form is ready (reopen it first).
        ChangedMeanwhile: somebody saved after the page was opened.
        ContractEndsBeforeStart, StartAfterEnd, StartAfterChange: the days cannot be.
        PlannedContactsAsk: the start moves, and nobody has said what happens to planned contacts.
    """
    form = hold(session, period, job, shown_version)
    if form.state == FormState.READY:
        raise JobReady
    before = kept.of(session, job, form, kept.START)
    if not organisation.load(session).asks_pay:
        told = {key: value for key, value in told.items() if key != "pay"}
    told = {**before, **told}
    columns = kept.columns(kept.START, told)
    _check_days(session, job, columns)
    let_planned_follow(session, actor, period, job, columns["start"], planned_contacts)
    columns["supervisor_id"] = kept.person_id(session, job, told.get("supervisor"))
    had_begun = has_begun(job)
    for name, value in columns.items():
        setattr(job, name, value)
    form.answers = kept.kept_with_form(kept.START, form.definition, told)
    session.flush()
    changed = kept.changed(before, kept.of(session, job, form, kept.START))
    if changed:
        history.record(session, actor, RECORD, job.public_id, changed)
        _note(session, actor, period, Action.CHANGE, sorted(changed))
    statuses.follow(session, actor, period, turned=had_begun and not has_begun(job))


def has_begun(job: Job) -> bool:
    """Tell whether the first day of a job has come."""
    return job.start is not None and job.start <= clock.today()


def missing(session: Session, period: ServicePeriod, job: Job) -> list[Question]:
    """Return the questions that marking form C as ready still asks for.

    The end of a fixed-term contract belongs to its kind; the earnings limit is asked of those whose
    main income has one. Source: forms.md, part 4 (R fields).
    """
    form = start_form(session, job)
    told = kept.of(session, job, form, kept.START)
    elsewhere = shown.now(session, period, job)
    return [
        question
        for question in _needed(period, form, told)
        if is_empty((elsewhere if question.kind is Kind.SHOWN else told).get(question.id))
    ]


def missing_of(session: Session, period: ServicePeriod, job: Job, told: Answers) -> list[str]:
    """Return the ids of questions of a page that its answers still lack for being ready."""
    needed = _needed(period, start_form(session, job), told)
    asked = [one.id for one in needed if one.kind is not Kind.SHOWN]
    return [name for name in asked if is_empty(told.get(name))]


def _needed(period: ServicePeriod, form: JobForm, told: Answers) -> list[Question]:
    has_end = told.get("contract") == Contract.FIXED_TERM
    return [
        question
        for question in reading.load(kept.START, form.definition)
        if question.required
        or (question.id == "contract_end" and has_end)
        or (question.id == "over_limit" and has_limit(period))
    ]


def has_limit(period: ServicePeriod) -> bool:
    """Tell whether the client's main income has an own earnings limit."""
    return bool(PENSIONS & set(period.client.main_income or ()))


def mark_ready(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Mark form C as ready and freeze a copy of everything it showed.

    Raises:
        NotOpen, JobReady: the stay is closed; it is ready already.
        JobNotReadyYet: answers are missing.
        BenefitsNotChecked: nothing else is, but benefits were not gone through.
    """
    form = hold(session, period, job)
    if form.state == FormState.READY:
        raise JobReady
    left = missing(session, period, job)
    if [one.id for one in left] == ["benefit_check"]:
        raise BenefitsNotChecked
    if left:
        raise JobNotReadyYet(count=len(left))
    freeze(session, period, job, form)
    _note(session, actor, period, Action.CHANGE, ["ready"])


def freeze(session: Session, period: ServicePeriod, job: Job, form: JobForm) -> None:
    """Make a form ready, with a copy of what it shows."""
    papers.freeze(
        session,
        form,
        {
            "answers": kept.of(session, job, form, form.form),
            "shown": shown.now(session, period, job),
        },
    )


def reopen(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Open form C again; nothing happens when it is open.

    Raises:
        NotOpen, JobCancelled: the stay is closed; the job did not begin.
    """
    form = hold(session, period, job)
    if form.state == FormState.OPEN:
        return
    papers.reopen(session, form)
    _note(session, actor, period, Action.CHANGE, ["reopened"])


def hold(
    session: Session,
    period: ServicePeriod,
    job: Job,
    shown_version: int | None = None,
    *,
    cancelled_too: bool = False,
) -> JobForm:
    """Hold a stay and a job with its form C for this transaction, in this order; read them anew.

    Args:
        cancelled_too: also a job that did not begin.

    Raises:
        NotOpen, JobCancelled: the stay is closed; the job did not begin.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    (period,) = lock_periods(session, [period.id])
    if period.closed_on is not None:
        raise NotOpen
    session.refresh(job, with_for_update=True)
    if job.cancelled_on is not None and not cancelled_too:
        raise JobCancelled
    form = start_form(session, job)
    session.refresh(form, with_for_update=True)
    if shown_version is not None and version_of(job, form) != shown_version:
        changes = history.newest(session, RECORD, job.public_id)
        raise ChangedMeanwhile(**history.by_whom(changes.values()))
    return form


def _check_days(session: Session, job: Job, columns: Mapping[str, Any]) -> None:
    start, contract_end = columns["start"], columns["contract_end"]
    if start is not None and contract_end is not None and contract_end < start:
        raise ContractEndsBeforeStart(start=start)
    if start is not None and job.ended_on is not None and job.ended_on < start:
        raise StartAfterEnd(end=job.ended_on)
    first = session.scalar(select(func.min(JobChange.on)).where(JobChange.job_id == job.id))
    if start is not None and first is not None and first < start:
        raise StartAfterChange(day=first)


def _note(
    session: Session, actor: Actor, period: ServicePeriod, action: Action, fields: list[str]
) -> None:
    uselog.note(session, actor.user_id, action, Basis.COACHING, [period.id], fields=fields)


def people_of(session: Session, job: Job) -> list[EmployerPerson]:
    """Return the people of the job's employer who can be its supervisor, by name."""
    rows = session.scalars(
        select(EmployerPerson)
        .join(EmployerSite, EmployerSite.id == EmployerPerson.site_id)
        .where(EmployerPerson.removed_at.is_(None), EmployerSite.employer_id == job.employer_id)
        .order_by(EmployerPerson.name_folded, EmployerPerson.id)
    )
    return list(rows)
