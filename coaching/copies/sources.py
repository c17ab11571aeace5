"""Which forms of a stay there are to copy: each slice says it of its own."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coaching.clients.models import ServicePeriod
from coaching.copies.types import Copyable
from coaching.errors import NotThere
from coaching.jobs import copies as jobs
from coaching.meetings import copies as meetings
from coaching.profiles import copies as profiles
from coaching.support import copies as support


def of_stay(session: Session, period: ServicePeriod) -> list[Copyable]:
    """Return the forms of a stay in the order of their letters, the newest of each first.

    Args:
        period: opened through a door.
    """
    return [
        *profiles.of_stay(session, period),
        *meetings.of_stay(session, period),
        *jobs.of_stay(session, period),
        *support.of_stay(session, period),
    ]


def find(session: Session, period: ServicePeriod, form: str, record: str) -> Copyable:
    """Return one form of a stay.

    Raises:
        NotThere: the stay has no such form.
    """
    for one in of_stay(session, period):
        if (one.form, one.record) == (form, record):
            return one
    raise NotThere


def newest(sources: list[Copyable]) -> list[Copyable]:
    """Return what goes into the package: the newest version of form A, and every other form."""
    found, seen_a = [], False
    for one in sources:
        if one.form == "a" and seen_a:
            continue
        seen_a = seen_a or one.form == "a"
        found.append(one)
    return found
