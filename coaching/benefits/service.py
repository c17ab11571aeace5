"""Benefits checks: kept whole, and shown newest first.

They ask and remind; nothing here works out or promises a benefit (forms.md, part 7).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from coaching import clock, history
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.benefits import rows as rows_of_check
from coaching.benefits.missing import missing_before as missing_before
from coaching.benefits.missing import missing_of as missing_of
from coaching.benefits.models import BenefitsCheck, BenefitsCheckRow
from coaching.benefits.refusals import RowsUnanswered, WaitingForWhat
from coaching.benefits.types import (
    Check,
    CheckedBy,
    CheckReason,
    CheckResult,
    NewCheck,
    NewRow,
    OfJob,
    Row,
    RowAnswer,
)
from coaching.clients import doors
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.service import check_day
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs.models import Job, JobChange, JobForm
from coaching.jobs.types import ChangeKind
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

RECORD = "benefits_check"
"""Kind of a check in the history of values."""


# ---- reading


def of_stay(session: Session, period: ServicePeriod, *, limit: int | None = None) -> list[Check]:
    """Return the checks of a stay's client, newest first, without their rows.

    Checks are the person's; a stay that has ended shows those up to its end.
    """
    return [_check(*row) for row in session.execute(_listed(period).limit(limit))]


def newest(session: Session, period: ServicePeriod) -> Check | None:
    """Return the newest check, None before the first."""
    return next(iter(of_stay(session, period, limit=1)), None)


def of_job(session: Session, job: Job) -> list[Check]:
    """Return the checks made for one job, newest first, without their rows."""
    of_it = _joined(job.period_id).where(BenefitsCheck.job_id == job.id)
    statement = of_it.order_by(*_newest_first())
    return [_check(*row) for row in session.execute(statement)]


def get(session: Session, period: ServicePeriod, public_id: str) -> BenefitsCheck:
    """Return one check of a stay's client.

    Raises:
        NotThere: it is not this client's, or was made after the stay had ended.
    """
    found = session.execute(_listed(period).where(BenefitsCheck.public_id == public_id)).first()
    if found is None:
        raise NotThere
    row: BenefitsCheck = found[0]
    return row


def as_check(session: Session, period: ServicePeriod, row: BenefitsCheck) -> Check:
    """Return a check with its rows, as pages of a stay show it."""
    found = session.execute(_joined(period.id).where(BenefitsCheck.id == row.id)).one()
    rows = [_row(one) for one in _rows_of(session, row)]
    return replace(_check(*found), rows=tuple(rows))


# ---- the job a check is about


def find_job(session: Session, period: ServicePeriod, public_id: str) -> Job:
    """Return a job of a stay.

    Raises:
        NotThere: the stay has no such job.
    """
    job = session.scalar(select(Job).where(Job.public_id == public_id, Job.period_id == period.id))
    if job is None:
        raise NotThere
    return job


def find_change(session: Session, job: Job, public_id: str) -> JobChange:
    """Return a change of a job.

    Raises:
        NotThere: the job has no such change.
    """
    change = session.scalar(
        select(JobChange).where(JobChange.public_id == public_id, JobChange.job_id == job.id)
    )
    if change is None:
        raise NotThere
    return change


def suggested_reason(job: Job | None, change: JobChange | None, today: date) -> CheckReason | None:
    """Return why benefits are probably checked; None where nothing tells."""
    if change is not None:
        if change.kind == ChangeKind.HOURS:
            return CheckReason.HOURS_CHANGE
        pay = (ChangeKind.PAY_UP, ChangeKind.PAY_DOWN)
        return CheckReason.PAY_CHANGE if change.kind in pay else CheckReason.OTHER
    if job is not None and (job.start is None or job.start >= today):
        return CheckReason.BEFORE_START
    return None


def facts_of_job(session: Session, job: Job | None) -> OfJob:
    """Return what the rows need to know of a job: subsidies, adjustments, the earnings limit."""
    if job is None:
        return OfJob()
    answers = session.scalar(select(JobForm).where(JobForm.job_id == job.id, JobForm.form == "c"))
    agreed = bool(answers and (answers.answers or {}).get("adjust"))
    facts = {*job.subsidies, *(["adjustments"] if agreed else [])}
    return OfJob(frozenset(facts), job.over_limit)


def rows_to_ask(session: Session, income: Collection[str], job: Job | None) -> list[Row]:
    """Return the rows that fit a client's main incomes and the job."""
    return rows_of_check.newest().fitting(income, facts_of_job(session, job))


def rows_of(session: Session, period: ServicePeriod, row: BenefitsCheck) -> list[Row]:
    """Return the rows that a check that was made asks: those that fit, and those it has answered."""
    fitting = {one.id for one in rows_to_ask(session, row.income, job_of(session, period, row))}
    known = fitting | {one.row for one in _rows_of(session, row)}
    return [one for one in rows_of_check.newest().rows if one.id in known]


def job_of(session: Session, period: ServicePeriod, row: BenefitsCheck) -> Job | None:
    """Return the job a check was made for; None when it names none, or one of another stay.

    The person's other stay may be of a team whose jobs are not to be seen from here.
    """
    return session.scalar(select(Job).where(Job.id == row.job_id, Job.period_id == period.id))


# ---- writing


def record(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    new: NewCheck,
    job: Job | None = None,
    change: JobChange | None = None,
) -> BenefitsCheck:
    """Keep a check, whole: what is half done stays unsaved text.

    Raises:
        NotOpen: the stay has ended.
        DayAhead, DayBeforeKnown: the check lies in the future, or before the client was known.
        RowsUnanswered, WaitingForWhat: something a check says is missing.
    """
    income = period.client.main_income
    _refuse(session, period, new, rows_to_ask(session, income, job))
    row = BenefitsCheck(
        client_id=period.client_id,
        period_id=period.id,
        job_id=job and job.id,
        job_change_id=change and change.id,
        income=income,
        by_id=actor.user_id,
        at=clock.now(),
        **_columns(new),
    )
    session.add(row)
    session.flush()
    _keep_rows(session, row, new.rows)
    _note(session, actor, period, row, Action.CREATE, _values(new))
    return row


def edit(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    row: BenefitsCheck,
    new: NewCheck,
    shown_version: int,
) -> None:
    """Change a check; what it is about, and the income it was asked for, stay.

    Raises:
        NotOpen, DayAhead, DayBeforeKnown, RowsUnanswered, WaitingForWhat: as `record`.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    session.refresh(row, with_for_update=True)
    if row.row_version != shown_version:
        raise ChangedMeanwhile(user=history.last_writer(session, RECORD, row.public_id))
    asked = rows_to_ask(session, row.income, job_of(session, period, row))
    _refuse(session, period, new, asked)
    before = _values(_as_new(session, row))
    for name, value in _columns(new).items():
        setattr(row, name, value)
    # The rows are part of the check: whoever has an older page open must notice.
    flag_modified(row, "result")
    session.flush()
    _keep_rows(session, row, new.rows)
    values = _values(new)
    changed = {
        name: values.get(name)
        for name in sorted({*values, *before})
        if values.get(name) != before.get(name)
    }
    _note(session, actor, period, row, Action.CHANGE, changed)


def _refuse(session: Session, period: ServicePeriod, new: NewCheck, asked: Sequence[Row]) -> None:
    if period.closed_on is not None:
        raise NotOpen
    check_day(period, "on", new.on)
    if new.result is CheckResult.WAITING and not new.waiting_for:
        raise WaitingForWhat
    if new.result is not CheckResult.DECLINED:
        answered = {one.row for one in new.rows if one.answer is not None}
        left = [one for one in asked if not one.own_wish and one.id not in answered]
        if left:
            raise RowsUnanswered(count=len(left))


def _columns(new: NewCheck) -> dict[str, Any]:
    waits = new.result is CheckResult.WAITING
    return {
        "on": new.on,
        "reason": new.reason,
        "checked_by": new.checked_by,
        "result": new.result,
        "waiting_for": new.waiting_for if waits else None,
    }


def _keep_rows(session: Session, row: BenefitsCheck, told: Sequence[NewRow]) -> None:
    kept = {one.row: one for one in _rows_of(session, row)}
    for new in told:
        one = kept.pop(new.row, None)
        if one is None:
            if new.is_empty:
                continue
            one = BenefitsCheckRow(check_id=row.id, row=new.row)
            session.add(one)
        one.answer, one.told, one.note = new.answer, new.told, new.note
    session.flush()


def _values(new: NewCheck) -> dict[str, Any]:
    """Return what a check says as values of its history, by field."""
    columns = {key: value and str(value) for key, value in _columns(new).items()}
    rows = {
        f"row:{one.row}": {"answer": one.answer, "told": list(one.told), "note": one.note}
        for one in new.rows
        if not one.is_empty
    }
    return {**columns, **rows}


def _note(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    row: BenefitsCheck,
    action: Action,
    values: dict[str, Any],
) -> None:
    history.record(session, actor, RECORD, row.public_id, values)
    stays = doors.stays_of(session, period)
    uselog.note(session, actor.user_id, action, Basis.COACHING, stays, kind=RECORD)


# ---- rows of the database as values


def _joined(period_id: int) -> Select[*tuple[Any, ...]]:
    """Return checks with who made them and the job; a job belongs to its stay and is told there."""
    of_stay = and_(Job.id == BenefitsCheck.job_id, Job.period_id == period_id)
    return (
        select(BenefitsCheck, User.name, Job.public_id, Job.title)
        .join(User, User.id == BenefitsCheck.by_id)
        .outerjoin(Job, of_stay)
    )


def _newest_first() -> tuple[Any, Any]:
    return BenefitsCheck.on.desc(), BenefitsCheck.id.desc()


def _listed(period: ServicePeriod) -> Select[*tuple[Any, ...]]:
    statement = _joined(period.id).where(BenefitsCheck.client_id == period.client_id)
    if period.closed_on is not None:
        statement = statement.where(BenefitsCheck.on <= period.closed_on)
    return statement.order_by(*_newest_first())


def _rows_of(session: Session, row: BenefitsCheck) -> list[BenefitsCheckRow]:
    statement = select(BenefitsCheckRow).where(BenefitsCheckRow.check_id == row.id)
    return list(session.scalars(statement.order_by(BenefitsCheckRow.id)))


def _row(one: BenefitsCheckRow) -> NewRow:
    answer = RowAnswer(one.answer) if one.answer else None
    return NewRow(one.row, answer, one.told, one.note)


def _as_new(session: Session, row: BenefitsCheck) -> NewCheck:
    return NewCheck(
        on=row.on,
        reason=CheckReason(row.reason),
        checked_by=CheckedBy(row.checked_by),
        result=CheckResult(row.result),
        waiting_for=row.waiting_for,
        rows=tuple(_row(one) for one in _rows_of(session, row)),
    )


def _check(
    row: BenefitsCheck,
    by_name: str,
    job: str | None,
    job_title: str | None,
) -> Check:
    return Check(
        public_id=row.public_id,
        on=row.on,
        reason=CheckReason(row.reason),
        checked_by=CheckedBy(row.checked_by),
        result=CheckResult(row.result),
        waiting_for=row.waiting_for,
        income=row.income,
        by_name=by_name,
        job=job,
        job_title=job_title,
        row_version=row.row_version,
    )
