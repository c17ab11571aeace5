"""Writing rows of the register: with the version that was shown, and the history of what was."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.types import Actor
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.errors import ChangedMeanwhile


def check_version(
    session: Session, row: Employer | EmployerSite | EmployerPerson, shown: int
) -> None:
    """Refuse a row that somebody has changed since the page was opened.

    Raises:
        ChangedMeanwhile: with who was quicker.
    """
    if row.row_version != shown:
        changes = history.newest(session, row.__tablename__, row.public_id).values()
        raise ChangedMeanwhile(**history.by_whom(changes))


def insert(session: Session, row: Any, taken: Exception) -> None:
    """Add a row that somebody else may be adding at the same moment.

    Raises:
        Exception: `taken`, when it is there already.
    """
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise taken from None


def write(session: Session, actor: Actor, row: Any, columns: dict[str, Any]) -> None:
    """Write changed columns, with the values before the first change in the history."""
    old = {name: getattr(row, name) for name in columns}
    changed = {name: value for name, value in columns.items() if old[name] != value}
    if not changed:
        return
    kind, seen = row.__tablename__, [name for name in changed if not _is_derived(name)]
    known = history.newest(session, kind, row.public_id)
    first = {name: plain(old[name]) for name in seen if name not in known}
    history.record(session, None, kind, row.public_id, first, origin="as_added")
    new = {name: plain(changed[name]) for name in seen}
    history.record(session, actor, kind, row.public_id, new)
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()


def plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value


def _is_derived(name: str) -> bool:
    return name == "sort_key" or name.endswith("_folded")
