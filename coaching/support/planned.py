"""Planned contacts of jobs: how they stand, what is due, what was moved or left out.

Only what a coach changed is kept; the rest is worked out by `rhythm` each time it is asked, so that
a contact logged, changed or withdrawn anywhere is taken in at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.contacts.types import Mode, With
from coaching.errors import ChangedMeanwhile
from coaching.jobs.models import Job
from coaching.support import rhythm
from coaching.support.models import PlannedContact, Support
from coaching.support.refusals import DayTaken, WantsNoSupport
from coaching.support.types import (
    QUIET_DAYS,
    Change,
    Due,
    Plan,
    Planned,
    Quiet,
    Reached,
    Standing,
    State,
    Step,
    Wants,
)
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

AHEAD = timedelta(days=45)
"""How far ahead planned contacts are shown: always past the next one of a monthly rhythm."""


def plan_of(job: Job, support: Support | None) -> Plan | None:
    """Return what the rhythm of a job is worked out from; None when no support is planned."""
    if support is None or support.wants != Wants.YES or job.start is None or job.cancelled_on:
        return None
    ends = [day for day in (job.ended_on, support.passed_on, support.closed_on) if day]
    return Plan(job.start, *_rhythm(support), ends_on=min(ends, default=None))


def of_job(session: Session, job: Job, support: Support | None, today: date) -> list[Standing]:
    """Return how every planned contact of a job stands, in the order of their days."""
    plan = plan_of(job, support)
    if plan is None:
        return []
    contacts = _contacts(session, [job.period_id])[job.period_id]
    return _standings(plan, _changes(session, [job.id])[job.id], contacts, today)


def due(session: Session, period_ids: Collection[int], today: date) -> list[Due]:
    """Return the planned contact that is due for each job with support, one for a job at most.

    Source: fidelity-scale.md, V12; forms.md, E.rhythm.
    """
    found = []
    for job, plan, standing in _going_on(session, period_ids, today):
        now = rhythm.due(standing)
        if now is None or (plan.ends_on is not None and plan.ends_on < today):
            continue
        found.append(_as_due(job, now))
    return sorted(found, key=lambda one: (one.last, one.job_id))


def ahead(session: Session, period_ids: Collection[int], today: date, by: date) -> list[Due]:
    """Return the planned contacts whose days lie after today and not after `by`, for calendars.

    Looks `AHEAD` at most.
    """
    return [
        _as_due(job, one)
        for job, plan, standing in _going_on(session, period_ids, today)
        for one in standing
        if one.state is State.AHEAD
        and today < one.planned.on <= by
        and (plan.ends_on is None or one.planned.on <= plan.ends_on)
    ]


def _as_due(job: Job, one: Standing) -> Due:
    planned = one.planned
    return Due(
        period_id=job.period_id,
        job_id=job.id,
        job=job.public_id,
        step=planned.step,
        number=planned.number,
        on=planned.on,
        first=planned.first,
        last=planned.last,
        is_late=one.state is State.LATE,
    )


def quiet(session: Session, period_ids: Collection[int], today: date) -> list[Quiet]:
    """Return supports that go on without a contact that reached the client for 60 days.

    They are shown, never ended: no time limit is ever set by the system (forms.md, part 6).
    """
    last = last_reached(session, period_ids, today)
    found = []
    for job, support in _supported(session, period_ids, today):
        ended = [day for day in (job.ended_on, support.closed_on, support.passed_on) if day]
        if job.start is None or job.start > today or (ended and min(ended) <= today):
            continue
        since = max(filter(None, (last.get(job.period_id), job.start, support.decided_on)))
        if (today - since).days >= QUIET_DAYS:
            found.append(Quiet(job.period_id, job.id, job.public_id, since))
    return sorted(found, key=lambda one: (one.since, one.job_id))


def change(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    support: Support | None,
    changes: Sequence[Change],
    shown_version: int,
) -> None:
    """Move planned contacts to other days, or leave them out; others stay as they are.

    Args:
        changes: one for each planned contact that was looked at; a day that is the rhythm's own, or
            no day, takes back an earlier change.
        shown_version: row version of the support that the page showed.

    Raises:
        WantsNoSupport: no support is planned for the job.
        DayTaken: a day is after the support has ended.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    if support is None:
        raise WantsNoSupport
    session.refresh(support, with_for_update=True)
    if support.row_version != shown_version:
        raise ChangedMeanwhile(user=history.last_writer(session, "support", support.public_id))
    plan = plan_of(job, support)
    if plan is None:
        raise WantsNoSupport
    for one in changes:
        if one.on is not None and plan.ends_on is not None and one.on > plan.ends_on:
            raise DayTaken(field_of(one), ends=plan.ends_on)
    own_days = _own_days(plan)
    before = {_key(one): one for one in _changes(session, [job.id])[job.id]}
    told = {_key(one): _plain(one, own_days) for one in changes if _key(one) in own_days}
    new = {key: one for key, one in told.items() if before.get(key, Change(*key)) != one}
    if not new:
        return
    _replace(session, job, [*{**before, **new}.values()], own_days)
    flag_modified(support, "wants")
    words = {
        f"{step}:{number}": "left out" if one.is_dropped else one.on and one.on.isoformat()
        for (step, number), one in new.items()
    }
    _note(session, actor, period, support, words)


def field_of(one: Change | Planned) -> str:
    """Return the name under which a page asks for the day of a planned contact."""
    return f"on_{one.step}_{one.number}"


def start_moved(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    support: Support | None,
    old: date,
    new: date,
    *,
    keep: bool,
) -> None:
    """Let planned contacts that are not made yet follow a start that was moved, or stay.

    Called before `job.start` is changed. Nothing is done where no support is planned.

    Args:
        keep: they stay on the days they had; otherwise they move along with the start.
    """
    if support is None or plan_of(job, support) is None or old == new:
        return
    known = _changes(session, [job.id])[job.id]
    if keep:
        held = rhythm.kept(of_job(session, job, support, clock.today()))
        changes = [*held, *(one for one in known if one.is_dropped)]
    else:
        changes = rhythm.shifted(known, new - old)
    _replace(session, job, changes, _own_days(Plan(new, *_rhythm(support))))
    flag_modified(support, "wants")
    _note(session, actor, period, support, {"planned_contacts": "kept" if keep else "moved"})


def unmade(session: Session, job: Job, support: Support | None, today: date) -> int:
    """Return how many planned contacts are still to be made: what a moved start asks about."""
    return len(rhythm.kept(of_job(session, job, support, today)))


_FAR = timedelta(days=3 * 366)
"""How far from the start monthly contacts are looked for whose day was moved."""


def _rhythm(support: Support) -> tuple[int, int | None]:
    weeks = rhythm.WEEKS if support.weekly_weeks is None else support.weekly_weeks
    return weeks, support.then_every_days


def _standings(
    plan: Plan, changes: Iterable[Change], contacts: Iterable[Reached], today: date
) -> list[Standing]:
    planned = rhythm.changed(rhythm.foreseen(plan, today + AHEAD), changes)
    return rhythm.standings(planned, contacts, today)


def _going_on(
    session: Session, period_ids: Collection[int], today: date
) -> list[tuple[Job, Plan, list[Standing]]]:
    rows = [(job, plan_of(job, support)) for job, support in _supported(session, period_ids, today)]
    planned = [(job, plan) for job, plan in rows if plan is not None]
    changes = _changes(session, [job.id for job, _plan in planned])
    contacts = _contacts(session, {job.period_id for job, _plan in planned})
    return [
        (job, plan, _standings(plan, changes[job.id], contacts[job.period_id], today))
        for job, plan in planned
    ]


def _supported(session: Session, period_ids: Collection[int], today: date) -> Sequence[Any]:
    statement: Select[*tuple[Any, ...]] = (
        select(Job, Support)
        .join(Support, Support.job_id == Job.id)
        .join(ServicePeriod, ServicePeriod.id == Job.period_id)
        .where(
            Job.period_id.in_(period_ids),
            Job.cancelled_on.is_(None),
            Support.wants == Wants.YES,
            or_(ServicePeriod.closed_on.is_(None), ServicePeriod.closed_on > today),
        )
        .order_by(Job.id)
    )
    return session.execute(statement).all()


def _contacts(session: Session, period_ids: Collection[int]) -> dict[int, list[Reached]]:
    """Return the contacts that reached the client of each stay (readings.md, 49)."""
    found: dict[int, list[Reached]] = defaultdict(list)
    rows = session.execute(
        select(Contact.period_id, Contact.on, Contact.mode).where(*_reached(period_ids))
    )
    for period_id, on, mode in rows:
        if period_id is not None:
            found[period_id].append(Reached(on, mode == Mode.FACE_TO_FACE))
    return found


def last_reached(session: Session, period_ids: Collection[int], today: date) -> dict[int, date]:
    """Return the day of the last contact that reached the client of each stay, up to a day."""
    rows: Iterable[Any] = session.execute(
        select(Contact.period_id, func.max(Contact.on))
        .where(*_reached(period_ids), Contact.on <= today)
        .group_by(Contact.period_id)
    )
    return dict(iter(rows))


def _reached(period_ids: Collection[int]) -> tuple[Any, ...]:
    return (
        Contact.period_id.in_(period_ids),
        Contact.with_whom == With.CLIENT,
        Contact.reached.is_(True),
        Contact.withdrawn_at.is_(None),
    )


def _changes(session: Session, job_ids: Collection[int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    rows = session.scalars(select(PlannedContact).where(PlannedContact.job_id.in_(job_ids)))
    for row in rows:
        moved = row.on if row.moved_from is not None else None
        left_out = row.dropped_at is not None
        found[row.job_id].append(Change(Step(row.step), row.number, moved, left_out))
    return found


def _plain(one: Change, own_days: dict[tuple[Step, int], date]) -> Change:
    """Return a change without a day when the day is the rhythm's own."""
    own = own_days.get(_key(one))
    return Change(one.step, one.number, None if one.on == own else one.on, one.is_dropped)


def _key(one: Any) -> tuple[Step, int]:
    return one.step, one.number


def _own_days(plan: Plan) -> dict[tuple[Step, int], date]:
    return {_key(one): one.on for one in rhythm.foreseen(plan, plan.start + _FAR)}


def _replace(
    session: Session,
    job: Job,
    changes: Iterable[Change],
    own_days: dict[tuple[Step, int], date],
) -> None:
    """Keep changes that say something: another day than the rhythm's own, or left out."""
    session.execute(delete(PlannedContact).where(PlannedContact.job_id == job.id))
    session.flush()
    for one in changes:
        own, change = own_days.get(_key(one)), _plain(one, own_days)
        if own is None or (change.on is None and not change.is_dropped):
            continue
        session.add(
            PlannedContact(
                job_id=job.id,
                step=change.step,
                number=change.number,
                on=change.on or own,
                moved_from=own if change.on else None,
                dropped_at=clock.now() if change.is_dropped else None,
            )
        )
    session.flush()


def _note(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    support: Support,
    values: dict[str, Any],
) -> None:
    session.flush()
    history.record(session, actor, "support", support.public_id, values)
    fields = sorted(values)
    uselog.note(session, actor.user_id, Action.CHANGE, Basis.COACHING, [period.id], fields=fields)
