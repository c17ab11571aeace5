"""Reading what the rules of due items need: a fixed number of statements, however many stays.

Only what lies on or before the day counts, so that any day can be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Text, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from coaching import clock
from coaching.benefits.models import BenefitsCheck
from coaching.caseload.models import Assignment
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.clients.types import Status
from coaching.consents.models import Consent
from coaching.contacts.models import Contact
from coaching.contacts.types import MeetingPurpose, Mode, Purpose, With
from coaching.due import types as facts
from coaching.due.types import Change, Planned, Stay
from coaching.jobs.models import Job, JobChange
from coaching.jobs.types import ChangeKind
from coaching.profiles.models import DisclosureTalk, FormVersion
from coaching.support import planned as support_plans
from coaching.support.models import Support
from coaching.support.types import Wants

MONEY_CHANGES = (ChangeKind.HOURS, ChangeKind.PAY_UP, ChangeKind.PAY_DOWN)
"""Changes of a job that may touch benefits (V1)."""

ABOUT_PROFILE = f'%"{Purpose.PROFILE}"%'
"""Topics are kept as a text of codes; the code is looked for with its quotes."""


def stays(
    session: Session, period_ids: Collection[int], on: date, by: date | None = None
) -> dict[int, Stay]:
    """Return the facts of stays up to a day, by the stay's id.

    Args:
        period_ids: stays that a door has shown to the person already.
        on: what lies after this day is not looked at.
        by: contacts of support that are planned up to this day are told too.
    """
    statuses = _statuses(session, period_ids, on)
    known_since = _known_since(session, period_ids, on)
    contacts = _contacts(session, period_ids, on)
    profile_days = _profile_days(session, period_ids, on)
    ready_days = _ready_days(session, period_ids, on)
    jobs = _jobs(session, period_ids, on, by or on)
    talks = _talks(session, period_ids, on)
    consents = _consents(session, period_ids, on)
    found = {}
    for row in session.execute(
        select(
            ServicePeriod.id,
            ServicePeriod.client_id,
            ServicePeriod.entry_date,
            ServicePeriod.in_work_at_entry,
            ServicePeriod.known_on,
            ServicePeriod.created_at,
        ).where(ServicePeriod.id.in_(period_ids))
    ):
        last_seen, met = contacts.get(row.id, (None, False))
        entered = row.entry_date if row.entry_date and row.entry_date <= on else None
        found[row.id] = Stay(
            status=statuses.get(row.id, Status.WAITING),
            entry_date=entered,
            brought_on=made
            if (made := clock.local(row.created_at).date()) > row.known_on
            else None,
            in_work_at_entry=row.in_work_at_entry,
            known_since=known_since.get(row.id),
            last_seen=last_seen,
            met_employer=met,
            profile_days=tuple(profile_days[row.id]),
            ready_days=tuple(ready_days[row.id]),
            jobs=tuple(jobs[row.id]),
            talk_review_on=talks.get(row.client_id),
            consents=tuple(consents[row.id]),
        )
    return found


def _statuses(session: Session, ids: Collection[int], on: date) -> dict[int, Status]:
    rows = session.execute(
        select(PeriodStatus.period_id, PeriodStatus.status)
        .where(PeriodStatus.period_id.in_(ids), PeriodStatus.since <= on)
        .order_by(PeriodStatus.since, PeriodStatus.id)
    )
    return {period_id: Status(status) for period_id, status in rows}


def _known_since(session: Session, ids: Collection[int], on: date) -> dict[int, date]:
    rows = session.execute(
        select(Assignment.period_id, func.max(Assignment.since).label("since"))
        .where(Assignment.period_id.in_(ids), Assignment.since <= on)
        .group_by(Assignment.period_id)
    )
    return {row.period_id: row.since for row in rows}


def _standing(ids: Collection[int], on: date) -> list[Any]:
    return [
        Contact.period_id.in_(ids),
        Contact.on <= on,
        Contact.withdrawn_at.is_(None),
        Contact.reached.is_(True),
    ]


def _contacts(
    session: Session, ids: Collection[int], on: date
) -> dict[int, tuple[date | None, bool]]:
    """Return when the client was last reached, and whether an employer was met (V4)."""
    with_client = or_(Contact.with_whom == With.CLIENT, Contact.client_present.is_(True))
    met = and_(
        Contact.with_whom == With.EMPLOYER,
        Contact.mode == Mode.FACE_TO_FACE,
        func.coalesce(Contact.meeting_purpose, "") != MeetingPurpose.SUPPORT_AT_WORK,
    )
    rows = session.execute(
        select(
            Contact.period_id,
            func.max(case((with_client, Contact.on))),
            func.count(case((met, 1))),
        )
        .where(*_standing(ids, on))
        .group_by(Contact.period_id)
    )
    return {period_id: (last, bool(count)) for period_id, last, count in rows if period_id}


def _profile_days(session: Session, ids: Collection[int], on: date) -> dict[int, list[date]]:
    rows = session.execute(
        select(Contact.period_id, Contact.on)
        .where(
            *_standing(ids, on),
            Contact.with_whom == With.CLIENT,
            type_coerce(Contact.purposes, Text).like(ABOUT_PROFILE),
        )
        .order_by(Contact.on, Contact.id)
    )
    return _grouped((period_id, day) for period_id, day in rows)


def _ready_days(session: Session, ids: Collection[int], on: date) -> dict[int, list[date]]:
    rows = session.execute(
        select(FormVersion.period_id, FormVersion.ready_on)
        .where(FormVersion.period_id.in_(ids), FormVersion.form == "a", FormVersion.ready_on <= on)
        .order_by(FormVersion.ready_on)
    )
    return _grouped((period_id, day) for period_id, day in rows)


def _jobs(session: Session, ids: Collection[int], on: date, by: date) -> dict[int, list[facts.Job]]:
    rows = session.execute(
        select(Job, Support)
        .outerjoin(Support, and_(Support.job_id == Job.id, Support.decided_on <= on))
        .where(Job.period_id.in_(ids), Job.cancelled_on.is_(None))
        .order_by(Job.id)
    ).all()
    checks = _checks(session, [job.id for job, _support in rows], on)
    changes = _changes(session, [job.id for job, _support in rows], on)
    planned = _planned(session, ids, on, by)
    return _grouped(
        (
            job.period_id,
            replace(_job(job, support, checks, changes, on), planned=tuple(planned[job.id])),
        )
        for job, support in rows
    )


def _job(
    row: Job,
    support: Support | None,
    checks: dict[int, list[tuple[int | None, date]]],
    changes: dict[int, list[JobChange]],
    on: date,
) -> facts.Job:
    heard = row.heard_on is not None and row.heard_on <= on
    checked = checks.get(row.id, [])
    told = {} if support is None else _support(support, on)
    return facts.Job(
        public_id=row.public_id,
        start=row.start,
        ended_on=row.ended_on if heard else None,
        heard_on=row.heard_on if heard else None,
        checked=bool(checked),
        changes=tuple(
            Change(one.public_id, one.on, _is_checked(one, checked))
            for one in changes.get(row.id, ())
        ),
        **told,
    )


def _support(row: Support, on: date) -> dict[str, Any]:
    closed = row.closed_on if row.closed_on and row.closed_on <= on else None
    return {
        "wants": Wants(row.wants),
        "ask_again_on": row.ask_again_on,
        "contact_ok_on": row.contact_ok_on if row.contact_ok else None,
        "review_on": row.review_on,
        "support_closed_on": closed,
    }


def _planned(
    session: Session, ids: Collection[int], on: date, by: date
) -> dict[int, list[Planned]]:
    told = support_plans.due(session, ids, on)
    if by > on:
        told = [*told, *support_plans.ahead(session, ids, on, by)]
    return _grouped(
        (one.job_id, Planned(one.step, one.on, one.first, one.last, one.number)) for one in told
    )


def _is_checked(change: JobChange, checks: list[tuple[int | None, date]]) -> bool:
    """Tell whether benefits were checked for a change, or at all since it."""
    return any(of == change.id or on >= change.on for of, on in checks)


def _checks(
    session: Session, jobs: Collection[int], on: date
) -> dict[int, list[tuple[int | None, date]]]:
    """Return the benefits checks of jobs: the change each was made for, if any, and its day."""
    rows = session.execute(
        select(BenefitsCheck.job_id, BenefitsCheck.job_change_id, BenefitsCheck.on).where(
            BenefitsCheck.job_id.in_(jobs), BenefitsCheck.on <= on
        )
    )
    return _grouped((job_id, (change_id, day)) for job_id, change_id, day in rows)


def _changes(session: Session, jobs: Collection[int], on: date) -> dict[int, list[JobChange]]:
    rows = session.scalars(
        select(JobChange)
        .where(JobChange.job_id.in_(jobs), JobChange.on <= on, JobChange.kind.in_(MONEY_CHANGES))
        .order_by(JobChange.on, JobChange.id)
    )
    return _grouped((row.job_id, row) for row in rows)


def _talks(session: Session, ids: Collection[int], on: date) -> dict[int, date | None]:
    """Return by client when the newest disclosure talk is to be had again."""
    rows = session.execute(
        select(DisclosureTalk.client_id, DisclosureTalk.review_on)
        .join(ServicePeriod, ServicePeriod.client_id == DisclosureTalk.client_id)
        .where(ServicePeriod.id.in_(ids), DisclosureTalk.on <= on)
        .order_by(DisclosureTalk.on, DisclosureTalk.id)
    )
    return {row.client_id: row.review_on for row in rows}


def _consents(session: Session, ids: Collection[int], on: date) -> dict[int, list[facts.Consent]]:
    rows = session.execute(
        select(Consent.period_id, Consent.kind, Consent.valid_to)
        .where(
            Consent.period_id.in_(ids),
            Consent.given_on <= on,
            or_(Consent.withdrawn_on.is_(None), Consent.withdrawn_on > on),
        )
        .order_by(Consent.id)
    )
    return _grouped(
        (period_id, facts.Consent(kind, valid_to)) for period_id, kind, valid_to in rows
    )


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
