"""Contacts and jobs: which job a contact is about, and the meeting a job came from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from coaching.contacts.counterparts import site_words
from coaching.contacts.models import Contact, MeetingTask
from coaching.contacts.types import NewContact, Purpose, Result, With
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.jobs.models import Job

AGREED = Result.AGREED
"""Result of an employer meeting that opens form C (forms.md, R6)."""

ABOUT_WORK = frozenset({Purpose.SUPPORT_AT_WORK, Purpose.SUPPORT_OUTSIDE_WORK})


def job_of(session: Session, period_id: int | None, new: NewContact) -> int | None:
    """Return the job that a contact of support is about; None when the client has no job then.

    With several it is the one that has begun by that day, of those the newest; support may also
    begin before the first day of work. Source: forms.md, con.job.
    """
    if period_id is None or new.result == AGREED or not ABOUT_WORK & set(new.purposes):
        return None
    return session.scalar(
        select(Job.id)
        .where(
            Job.period_id == period_id,
            Job.cancelled_on.is_(None),
            or_(Job.ended_on.is_(None), Job.ended_on >= new.on),
        )
        .order_by(
            (func.coalesce(Job.start, date.max) <= new.on).desc(),
            Job.start.desc().nulls_last(),
            Job.id.desc(),
        )
        .limit(1)
    )


def agreed_at(session: Session, period_id: int, public_id: str) -> Contact | None:
    """Return the meeting of a stay at which work was agreed on; None when there is no such one."""
    return session.scalar(
        select(Contact).where(
            Contact.public_id == public_id,
            Contact.period_id == period_id,
            Contact.with_whom == With.EMPLOYER,
            Contact.result == AGREED,
            Contact.withdrawn_at.is_(None),
        )
    )


def agreed_without_job(session: Session, period_id: int) -> list[tuple[str, date, str]]:
    """Return the meetings of a stay at which work was agreed on and that led to no job yet.

    Each as its public id, its day and the employer's name, the newest first.
    """
    rows = session.execute(
        select(Contact.public_id, Contact.on, Employer.name)
        .join(Employer, Employer.id == Contact.employer_id)
        .where(
            Contact.period_id == period_id,
            Contact.result == AGREED,
            Contact.job_id.is_(None),
            Contact.withdrawn_at.is_(None),
        )
        .order_by(Contact.on.desc(), Contact.id.desc())
    )
    return [(row.public_id, row.on, row.name) for row in rows]


def tasks_of(session: Session, contact: Contact) -> list[MeetingTask]:
    """Return the tasks that were talked of at a meeting, in their order."""
    rows = session.scalars(
        select(MeetingTask)
        .where(MeetingTask.contact_id == contact.id)
        .order_by(MeetingTask.position)
    )
    return list(rows)


def told_at(session: Session, contact: Contact) -> list[str]:
    """Return what a meeting carries into form C, as lines: the place and the person."""
    employer = session.scalar(select(Employer.name).where(Employer.id == contact.employer_id))
    site = None if contact.site_id is None else session.get(EmployerSite, contact.site_id)
    person = None if contact.person_id is None else session.get(EmployerPerson, contact.person_id)
    place = ", ".join(filter(None, (employer, site_words(site))))
    return [words for words in (place, person and person.name) if words]


def lead_to(session: Session, contact: Contact, job: Job) -> None:
    """Keep that a meeting led to a job."""
    contact.job_id = job.id
    session.flush()


def led_to(session: Session, contact: Contact) -> str | None:
    """Return the public id of the job a meeting led to; None when it led to none."""
    if contact.job_id is None or contact.result != AGREED:
        return None
    return session.scalar(select(Job.public_id).where(Job.id == contact.job_id))


def where_agreed(session: Session, job_ids: Iterable[int]) -> dict[int, Contact]:
    """Return by job the meeting it came from."""
    rows = session.scalars(
        select(Contact).where(Contact.job_id.in_(list(job_ids)), Contact.result == AGREED)
    )
    return {row.job_id: row for row in rows if row.job_id is not None}
