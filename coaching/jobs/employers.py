"""What the register of employers needs of jobs: whether there are any, and where they point."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coaching.employers.merge_types import Pointing
from coaching.jobs.models import Job, JobChange


def with_jobs(session: Session, employer_ids: Collection[int]) -> set[int]:
    """Return which employers have or have had somebody of ours in work.

    Whose job it is, and how many there were, is for nobody to read here.
    Source: model.md, *Who sees what* (jobs none / some).
    """
    rows = session.scalars(
        select(Job.employer_id)
        .where(
            Job.employer_id.in_(employer_ids), Job.start.is_not(None), Job.cancelled_on.is_(None)
        )
        .distinct()
    )
    return set(rows)


def pointing_at(session: Session, employer_id: int) -> list[Pointing]:
    """Return where the jobs at an employer point; `person` is the supervisor."""
    rows = session.execute(
        select(Job.id, Job.site_id, Job.supervisor_id)
        .where(Job.employer_id == employer_id)
        .order_by(Job.id)
        .with_for_update()
    )
    return [Pointing(row.id, employer_id, row.site_id, row.supervisor_id) for row in rows]


def repoint(session: Session, pointings: Iterable[Pointing]) -> None:
    """Let jobs point where they are told to; their versions stay."""
    for one in pointings:
        session.execute(
            update(Job)
            .where(Job.id == one.row)
            .values(employer_id=one.employer, site_id=one.site, supervisor_id=one.person)
        )


def changes_pointing_at(session: Session, employer_id: int) -> list[Pointing]:
    """Return the changes of jobs at an employer that name a supervisor."""
    rows = session.execute(
        select(JobChange.id, JobChange.supervisor_id)
        .join(Job, Job.id == JobChange.job_id)
        .where(Job.employer_id == employer_id, JobChange.supervisor_id.is_not(None))
        .order_by(JobChange.id)
    )
    return [Pointing(row.id, employer_id, None, row.supervisor_id) for row in rows]


def repoint_changes(session: Session, pointings: Iterable[Pointing]) -> None:
    """Let changes of jobs name the supervisors they are told to."""
    for one in pointings:
        session.execute(
            update(JobChange).where(JobChange.id == one.row).values(supervisor_id=one.person)
        )
