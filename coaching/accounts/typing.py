"""Unsaved text kept on the server (model.md, *Forms*: typing)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Typing, User
from coaching.accounts.types import Actor

HELD = "held"
"""Kind of what was sent after the sign-in had ended."""

KEPT_FOR = timedelta(days=7)

Fields = dict[str, list[str]]


def keep(
    session: Session, user_id: int, kind: str, record: str, fields: Fields, base: int | None = None
) -> str:
    """Keep what was typed in one page of one record, over what was kept before.

    Args:
        record: the page's address (it holds public ids only).
        fields: what was typed, by field name; never tokens or passwords.
        base: row version that the page showed.

    Returns:
        The public id that leads back to it.
    """
    row = session.scalar(_of(user_id, kind, record))
    if row is None:
        row = Typing(user_id=user_id, kind=kind, record=record, fields=fields, at=clock.now())
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            # PostgreSQL: the button was pressed twice, and the first sending was kept meanwhile.
            row = session.scalars(_of(user_id, kind, record)).one()
    row.fields, row.base_version, row.at = fields, base, clock.now()
    session.flush()
    return row.public_id


def keep_for(session: Session, owner: str, kind: str, record: str, fields: Fields) -> str | None:
    """Keep what a person typed who is not signed in now, by the person's public id.

    Returns:
        As `keep`; None when there is no such person, or the account is closed.
    """
    user_id = session.scalar(
        select(User.id).where(User.public_id == owner, User.closed_on.is_(None))
    )
    return None if user_id is None else keep(session, user_id, kind, record, fields)


def kept(session: Session, actor: Actor, public_id: str, record: str) -> Fields | None:
    """Return what this person typed on this page, None when nothing is kept (or it is another's)."""
    row = session.scalar(
        select(Typing).where(
            Typing.public_id == public_id,
            Typing.user_id == actor.user_id,
            Typing.record == record,
            Typing.at > clock.now() - KEPT_FOR,
        )
    )
    return None if row is None else row.fields


def forget(session: Session, actor: Actor, kind: str, record: str) -> None:
    """Drop what was kept of a page, once it is saved, and anything that is too old."""
    session.execute(
        delete(Typing).where(
            Typing.user_id == actor.user_id, Typing.kind == kind, Typing.record == record
        )
    )
    session.execute(delete(Typing).where(Typing.at < clock.now() - KEPT_FOR))


def _of(user_id: int, kind: str, record: str) -> Select[Typing]:
    return select(Typing).where(
        Typing.user_id == user_id, Typing.kind == kind, Typing.record == record
    )
