"""What every change on the administration page needs: the person held, a newer version refused, memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from coaching import history
from coaching.accounts.models import Post, User
from coaching.accounts.types import Actor
from coaching.errors import ChangedMeanwhile
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


def whole_person() -> Select[User]:
    """Return the SELECT of people with grants and posts, whose teams are loaded too."""
    return select(User).options(
        selectinload(User.grants), selectinload(User.posts).joinedload(Post.team)
    )


def lock(session: Session, user: User) -> None:
    """Hold a person's row for this transaction and take person, grants and posts as they are now.

    Whoever changes any of these holds the person first, so that checks and writing belong together.
    """
    session.scalars(
        whole_person()
        .where(User.id == user.id)
        .with_for_update(of=User, key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def remember(
    session: Session, actor: Actor | None, kind: str, record: str, values: Mapping[str, Any]
) -> None:
    """Keep new values of a record with who set them, and leave a line for the use log.

    Args:
        actor: None on the command line.
        kind: table name of the record.
        record: its public id.
        values: by field; nothing is left when there are none.
    """
    session.flush()
    if not values:
        return
    history.record(
        session, actor, kind, record, {name: _plain(value) for name, value in values.items()}
    )
    user_id = None if actor is None else actor.user_id
    uselog.note(session, user_id, Action.SETTINGS, Basis.ADMINISTRATION, kind=kind)


def write(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set the columns of a row that differ, and return those values by name."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return changed


def refuse_newer(session: Session, row: Any, version: int) -> None:
    """Refuse to save over a newer version.

    Args:
        row: as it stands in the database now.
        version: that the page showed.

    Raises:
        ChangedMeanwhile: somebody saved the record after the page was opened.
    """
    if row.row_version == version:
        return
    changes = history.newest(session, row.__tablename__, row.public_id).values()
    raise ChangedMeanwhile(**history.by_whom(changes))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
