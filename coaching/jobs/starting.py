"""Use cases of a job's start (form C): begun from a meeting, filled in, ready, fallen through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts import organisation
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.statuses import lock_periods, set_status
from coaching.clients.types import Income, Status
from coaching.contacts import of_jobs
from coaching.contacts.counterparts import find_counterpart
from coaching.contacts.models import Contact
from coaching.definitions import reading
from coaching.definitions.types import Answers, Kind, Question, is_empty
from coaching.employers.models import EmployerPerson
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs import answers as kept
from coaching.jobs import shown, statuses
from coaching.jobs.models import Job, JobForm
from coaching.jobs.moved_starts import let_planned_follow
from coaching.jobs.refusals import (
    ContractEndsBeforeStart,
    JobEmployerMissing,
    JobNotReadyYet,
    JobReady,
    SameJobOpen,
    StartAfterEnd,
)
from coaching.jobs.types import Contract, FormState, HowFound, MovedStart
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


@dataclass(frozen=True)
class NewJob:
    """What a job is begun with: a person or site of the register, and what the meeting told.

    `employer` is an `EmployerChoice.code`; `hours` in the one form of the forms.
    """

    employer: str | None
    title: str = ""
    hours: str = ""
    is_other: bool = False


def begin(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    new: NewJob,
    meeting: Contact | None = None,
) -> Job:
    """Open form C for a job, from the meeting at which it was agreed on or without one.

    A meeting leads to one job: whoever begins it a second time is given the first.

    Args:
        meeting: of this stay, with the result agreed (`contacts.of_jobs.agreed_at`).

    Raises:
        NotOpen: the stay is closed.
        JobEmployerMissing: no employer, or none of the register.
        SameJobOpen: the client has a job there that has not ended, and nothing was said of it.
    """
    (period,) = lock_periods(session, [period.id])
    if period.closed_on is not None:
        raise NotOpen
    if meeting is not None:
        session.refresh(meeting, with_for_update=True)
        if meeting.job_id is not None:
            return session.get_one(Job, meeting.job_id)
    there = _where(session, new, meeting)
    _refuse_same(session, period, there["employer_id"], is_other=new.is_other)
    job = Job(
        period_id=period.id,
        **there,
        how_found=HowFound.COACH if meeting is not None else None,
        created_by_id=actor.user_id,
        created_at=clock.now(),
        **{
            key: value
            for key, value in kept.columns(
                kept.START, {"title": new.title, "hours": new.hours}
            ).items()
            if key in ("title", "title_folded", "weekly_minutes_from", "weekly_minutes_to")
        },
    )
    session.add(job)
    session.flush()
    session.add(_new_form(actor, job, kept.START, _carried(session, actor, period)))
    session.flush()
    if meeting is not None:
        of_jobs.lead_to(session, meeting, job)
    origin = meeting.public_id if meeting is not None else ""
    told = kept.of(session, job, get_form(session, job, kept.START), kept.START)
    history.record(
        session, actor, RECORD, job.public_id, told, source="carried" if origin else "typed",
        origin=origin,
    )  # fmt: skip
    statuses.follow(session, actor, period)
    _note(session, actor, period, Action.CREATE, ["job"])
    return job


def get(session: Session, period: ServicePeriod, public_id: str) -> Job:
    """Return one job of a stay.

    Raises:
        NotThere: the stay has no such job.
    """
    job = session.scalar(select(Job).where(Job.public_id == public_id, Job.period_id == period.id))
    if job is None:
        raise NotThere
    return job


def get_form(session: Session, job: Job, letter: str) -> JobForm | None:
    """Return form C, D or E of a job; None before it was opened."""
    return session.scalar(select(JobForm).where(JobForm.job_id == job.id, JobForm.form == letter))


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
        told: every answer of the page, by question id; empty ones are dropped.
        shown_version: `version_of` what the page showed.
        planned_contacts: what happens to planned contacts of support when the start is moved.

    Raises:
        NotOpen, JobReady: the stay is closed; the form is ready (reopen it first).
        ChangedMeanwhile: somebody saved after the page was opened.
        ContractEndsBeforeStart, StartAfterEnd: the days cannot be.
        PlannedContactsAsk: the start moves, and nobody has said what happens to planned contacts.
    """
    form = hold(session, period, job, shown_version)
    if form.state == FormState.READY:
        raise JobReady
    if not organisation.load(session).asks_pay:
        told = {**told, "pay": job.pay}
    columns = kept.columns(kept.START, told)
    _check_days(job, columns)
    let_planned_follow(session, actor, period, job, columns["start"], planned_contacts)
    before = kept.of(session, job, form, kept.START)
    person = told.get("supervisor")
    columns["supervisor_id"] = kept.person_id(session, job, str(person) if person else None)
    for name, value in columns.items():
        setattr(job, name, value)
    form.answers = kept.kept_with_form(kept.START, form.definition, told)
    session.flush()
    changed = kept.changed(before, kept.of(session, job, form, kept.START))
    if changed:
        history.record(session, actor, RECORD, job.public_id, changed)
        _note(session, actor, period, Action.CHANGE, sorted(changed))
    statuses.follow(session, actor, period)


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


def public_id_of(session: Session, meeting: Contact) -> str:
    """Return the public id of the job a meeting led to."""
    return session.get_one(Job, meeting.job_id).public_id


def has_limit(period: ServicePeriod) -> bool:
    """Tell whether the client's main income has an own earnings limit."""
    return bool(PENSIONS & set(period.client.main_income or ()))


def mark_ready(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Mark form C as ready and freeze a copy of everything it showed.

    Raises:
        NotOpen, JobReady: the stay is closed; it is ready already.
        JobNotReadyYet: answers are missing.
    """
    form = hold(session, period, job)
    if form.state == FormState.READY:
        raise JobReady
    left = missing(session, period, job)
    if left:
        raise JobNotReadyYet(count=len(left))
    freeze(session, period, job, form)
    _note(session, actor, period, Action.CHANGE, ["ready"])


def freeze(session: Session, period: ServicePeriod, job: Job, form: JobForm) -> None:
    """Make a form ready, with a copy of what it shows."""
    form.state, form.ready_on, form.ready_at = FormState.READY, clock.today(), clock.now()
    form.frozen = {
        "answers": kept.of(session, job, form, form.form),
        "shown": shown.now(session, period, job),
    }
    session.flush()


def reopen(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Open form C again; nothing happens when it is open.

    Raises:
        NotOpen: the stay is closed.
    """
    form = hold(session, period, job)
    if form.state == FormState.OPEN:
        return
    form.state, form.ready_at = FormState.OPEN, None
    session.flush()
    _note(session, actor, period, Action.CHANGE, ["reopened"])


def cancel(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Keep that an agreed job never began; the client looks for work again.

    Raises:
        NotOpen: the stay is closed.
        JobReady: the job has begun, so it can only end.
    """
    hold(session, period, job)
    today = clock.today()
    if job.start is not None and job.start <= today:
        raise JobReady
    job.cancelled_on = today
    session.flush()
    history.record(session, actor, RECORD, job.public_id, {"cancelled_on": today.isoformat()})
    statuses.follow(session, actor, period)
    if period.status == Status.AGREED and not _has_another(session, period):
        set_status(session, actor, period, Status.SEARCHING, today)
    _note(session, actor, period, Action.CHANGE, ["cancelled"])


def hold(
    session: Session, period: ServicePeriod, job: Job, shown_version: int | None = None
) -> JobForm:
    """Hold a job with its form C for this transaction and read both anew.

    Raises:
        NotOpen: the stay is closed.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    if period.closed_on is not None:
        raise NotOpen
    session.refresh(job, with_for_update=True)
    form = start_form(session, job)
    session.refresh(form, with_for_update=True)
    if shown_version is not None and version_of(job, form) != shown_version:
        changes = history.newest(session, RECORD, job.public_id)
        raise ChangedMeanwhile(**history.by_whom(changes.values()))
    return form


def _where(session: Session, new: NewJob, meeting: Contact | None) -> dict[str, Any]:
    if meeting is not None and meeting.employer_id is not None:
        return {
            "employer_id": meeting.employer_id,
            "site_id": meeting.site_id,
            "supervisor_id": meeting.person_id,
        }
    there = find_counterpart(session, new.employer) if new.employer else None
    if there is None:
        raise JobEmployerMissing
    return {
        "employer_id": there.employer_id,
        "site_id": there.site_id,
        "supervisor_id": there.person_id,
    }


def _refuse_same(
    session: Session, period: ServicePeriod, employer_id: int, *, is_other: bool
) -> None:
    same = session.scalar(
        select(Job)
        .where(
            Job.period_id == period.id,
            Job.employer_id == employer_id,
            Job.ended_on.is_(None),
            Job.cancelled_on.is_(None),
        )
        .limit(1)
    )
    if same is not None and not is_other:
        raise SameJobOpen(title=same.title)


def _carried(session: Session, actor: Actor, period: ServicePeriod) -> dict[str, Any]:
    """Return what form C takes over from form A: the arrangements that were wished for."""
    wished = shown.wishes(session, period, actor.language)
    return {"adjust": [{"what": words} for words in wished]} if wished else {}


def _new_form(actor: Actor, job: Job, letter: str, told: Mapping[str, Any]) -> JobForm:
    return JobForm(
        job_id=job.id,
        form=letter,
        definition=reading.newest(letter).version,
        state=FormState.OPEN,
        opened_on=clock.today(),
        answers=dict(told),
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )


def _check_days(job: Job, columns: Mapping[str, Any]) -> None:
    start, contract_end = columns["start"], columns["contract_end"]
    if start is not None and contract_end is not None and contract_end < start:
        raise ContractEndsBeforeStart(start=start)
    if start is not None and job.ended_on is not None and job.ended_on < start:
        raise StartAfterEnd(end=job.ended_on)


def _has_another(session: Session, period: ServicePeriod) -> bool:
    found = session.scalar(
        select(Job.id)
        .where(Job.period_id == period.id, Job.ended_on.is_(None), Job.cancelled_on.is_(None))
        .limit(1)
    )
    return found is not None


def _note(
    session: Session, actor: Actor, period: ServicePeriod, action: Action, fields: list[str]
) -> None:
    uselog.note(session, actor.user_id, action, Basis.COACHING, [period.id], fields=fields)


def people_of(session: Session, job: Job) -> list[EmployerPerson]:
    """Return the people of the job's employer who can be its supervisor, by name."""
    rows = session.scalars(
        select(EmployerPerson)
        .join(EmployerPerson.site)
        .where(
            EmployerPerson.removed_at.is_(None),
            EmployerPerson.site.has(employer_id=job.employer_id),
        )
        .order_by(EmployerPerson.name_folded, EmployerPerson.id)
    )
    return list(rows)
