"""Tasks that an employer might give, as rows of the meeting they were heard at."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coaching.contacts.models import MeetingTask
from coaching.contacts.types import Task


def of_meeting(session: Session, contact_id: int) -> tuple[Task, ...]:
    """Return the tasks heard of at a meeting, in the order they were told."""
    rows = session.scalars(
        select(MeetingTask)
        .where(MeetingTask.contact_id == contact_id)
        .order_by(MeetingTask.position)
    )
    return tuple(Task(row.task, row.hours, row.when, row.can_be_shaped) for row in rows)


def put(session: Session, contact_id: int, tasks: Sequence[Task]) -> None:
    """Let these be the tasks of a meeting."""
    forget(session, [contact_id])
    session.add_all(
        [
            MeetingTask(
                contact_id=contact_id,
                position=position,
                task=one.task,
                hours=one.hours,
                when=one.when,
                can_be_shaped=one.can_be_shaped,
            )
            for position, one in enumerate(tasks, start=1)
        ]
    )
    session.flush()


def forget(session: Session, contact_ids: Collection[int]) -> None:
    """Drop the tasks of meetings."""
    session.execute(delete(MeetingTask).where(MeetingTask.contact_id.in_(contact_ids)))


def plain(tasks: Sequence[Task]) -> list[dict[str, object]]:
    """Return tasks as kinds that JSON can hold, without what is empty."""
    return [{name: value for name, value in vars(one).items() if value} for one in tasks]
