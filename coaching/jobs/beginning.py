"""A job is begun: from the meeting at which it was agreed on, or at an employer of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.statuses import lock_periods
from coaching.contacts import of_jobs
from coaching.contacts.counterparts import find_counterpart
from coaching.contacts.models import Contact
from coaching.employers.models import Employer
from coaching.jobs import answers as kept
from coaching.jobs import papers, shown, statuses
from coaching.jobs.models import Job
from coaching.jobs.refusals import JobEmployerMissing, SameJobOpen
from coaching.jobs.terms import minutes_of
from coaching.jobs.types import HowFound
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

RECORD = Job.__tablename__


@dataclass(frozen=True)
class NewJob:
    """What a job is begun with: a person or site of the register, and what the meeting told.

    `employer` is an `EmployerChoice.code`; `hours` in the one form of the forms; `is_other` says
    that it is another job than the one the client has there already.
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

    A meeting leads to one job: whoever begins it a second time is given the first. What the meeting
    and form A told is carried with its origin, so that nothing is asked twice.

    Args:
        meeting: of this stay, with the result agreed (`contacts.of_jobs.agreed_at`).

    Raises:
        NotOpen: the stay is closed.
        JobEmployerMissing: no employer, or none of the register.
        SameJobOpen: the client has a job there that has not ended, and nothing was said of it.
        Source: forms.md, part 4 and check 1.
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
    minutes = minutes_of(new.hours)
    job = Job(
        period_id=period.id,
        **there,
        how_found=HowFound.COACH if meeting is not None else None,
        title=new.title[:120],
        title_folded=fold(new.title)[:120],
        weekly_minutes_from=minutes[0],
        weekly_minutes_to=minutes[1],
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(job)
    session.flush()
    _keep_origins(session, actor, period, job, meeting)
    if meeting is not None:
        of_jobs.lead_to(session, meeting, job)
    statuses.begin(session, actor, period)
    uselog.note(session, actor.user_id, Action.CREATE, Basis.COACHING, [period.id], fields=["job"])
    return job


def led_to(session: Session, meeting: Contact) -> str:
    """Return the public id of the job a meeting led to."""
    return session.get_one(Job, meeting.job_id).public_id


def _keep_origins(
    session: Session, actor: Actor, period: ServicePeriod, job: Job, meeting: Contact | None
) -> None:
    """Open form C, with the arrangements wished for in form A, and keep where each value is from."""
    paper = papers.open_for(session, actor, job, kept.START)
    employer = session.get_one(Employer, job.employer_id)
    told: dict[str, Any] = {
        "employer": {"name": employer.name, "id": employer.public_id},
        **kept.of(session, job, paper, kept.START),
    }
    source, origin = ("carried", meeting.public_id) if meeting is not None else ("typed", "")
    history.record(session, actor, RECORD, job.public_id, told, source=source, origin=origin)
    wished, version = shown.wishes(session, period, actor.language)
    if wished and version is not None:
        carried = {"adjust": [{"what": words} for words in wished]}
        papers.write(session, paper, carried)
        history.record(
            session,
            actor,
            RECORD,
            job.public_id,
            carried,
            source="carried",
            origin=version.public_id,
        )


def _where(session: Session, new: NewJob, meeting: Contact | None) -> dict[str, Any]:
    """Return employer, site and supervisor: of the meeting, or as chosen."""
    if meeting is not None and meeting.employer_id is not None:
        found = (meeting.employer_id, meeting.site_id, meeting.person_id)
    else:
        there = find_counterpart(session, new.employer) if new.employer else None
        if there is None:
            raise JobEmployerMissing
        found = (there.employer_id, there.site_id, there.person_id)
    return dict(zip(("employer_id", "site_id", "supervisor_id"), found, strict=True))


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
