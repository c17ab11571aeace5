"""Unsaved text kept on the server (model.md, *Forms*: typing).

A row belongs to one opening of a page: the form's own token is its `kind`, so that two tabs of one
page never write over each other, and a form that is saved lets only its own text go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Typing, User
from coaching.accounts.types import Actor
from coaching.errors import NotThere

KEPT_FOR = timedelta(days=7)

TURN = "turn"
"""Field that counts the sendings of one opening, so that an older one never overtakes a newer."""

Fields = dict[str, list[str]]

_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Typed:
    """What one person typed in one opening of a page.

    Attributes:
        record: the page's path, with a mark for what its address asks besides.
        fields: what was typed, by field name.
    """

    public_id: str
    opening: str
    record: str
    fields: Fields
    at: datetime

    @property
    def stamp(self) -> str:
        """Names the text as it was at one moment, for a page that was filled from it."""
        return f"{self.public_id}.{(self.at - _START) // timedelta(microseconds=1)}"


def keep(
    session: Session,
    user_id: int,
    opening: str,
    record: str,
    fields: Fields,
    base: int | None = None,
    filled_from: str = "",
) -> Typed:
    """Keep what was typed in one opening of a page, over what was kept of it before.

    Args:
        opening: the token of the form.
        record: the page's address (it holds public ids only).
        fields: what was typed, by field name; never tokens or passwords.
        base: row version that the page showed.
        filled_from: stamp of the text that filled the page. Its row goes on as this one, unless it
            was written meanwhile from where it was first typed: then both stay.
    """
    row = session.scalar(select(Typing).where(*_of(user_id, opening, record)))
    if row is None:
        row = _taken_over(session, user_id, record, filled_from)
    elif _turn(fields) < _turn(row.fields):
        return _typed(row)
    if row is None:
        session.execute(delete(Typing).where(Typing.at < _oldest()))
        row = Typing(user_id=user_id, kind=opening, record=record, fields=fields, at=clock.now())
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            # PostgreSQL: sent twice, and the first sending was kept meanwhile.
            row = session.scalars(select(Typing).where(*_of(user_id, opening, record))).one()
    row.kind, row.fields, row.base_version, row.at = opening, fields, base, clock.now()
    session.flush()
    return _typed(row)


def keep_for(
    session: Session,
    owner: str,
    opening: str,
    record: str,
    fields: Fields,
    base: int | None = None,
    filled_from: str = "",
) -> Typed | None:
    """Keep what a person typed who may not be signed in now, by the person's public id.

    Returns:
        As `keep`; None when there is no such person, or the account is closed.
    """
    user_id = session.scalar(
        select(User.id).where(User.public_id == owner, User.closed_on.is_(None))
    )
    if user_id is None:
        return None
    return keep(session, user_id, opening, record, fields, base, filled_from)


def count(session: Session, user_id: int) -> int:
    """Return how many openings of pages a person has unsaved text of."""
    found = select(func.count()).where(Typing.user_id == user_id, Typing.at > _oldest())
    return session.scalar(found) or 0


def all_of(session: Session, user_id: int) -> list[Typed]:
    """Return a person's unsaved texts, the newest first."""
    rows = session.scalars(
        select(Typing)
        .where(Typing.user_id == user_id, Typing.at > _oldest())
        .order_by(Typing.at.desc(), Typing.id.desc())
    )
    return [_typed(row) for row in rows]


def forget(session: Session, actor: Actor, opening: str, filled_from: str = "") -> None:
    """Drop what was kept of one opening, once it is saved, and anything that is too old.

    Args:
        filled_from: as in `keep`; what was typed elsewhere since then stays.
    """
    session.execute(delete(Typing).where(Typing.user_id == actor.user_id, Typing.kind == opening))
    public_id, at = _read(filled_from)
    if at is not None:
        session.execute(
            delete(Typing).where(
                Typing.user_id == actor.user_id, Typing.public_id == public_id, Typing.at == at
            )
        )
    session.execute(delete(Typing).where(Typing.at < _oldest()))


def follow(session: Session, actor: Actor, opening: str, to: str) -> None:
    """Let what was kept of one opening be that of another, when a page gets a new token."""
    session.execute(
        update(Typing)
        .where(Typing.user_id == actor.user_id, Typing.kind == opening)
        .values(kind=to)
    )


def throw_away(session: Session, actor: Actor, public_id: str) -> None:
    """Drop one unsaved text because its person says so.

    Raises:
        NotThere: there is no such text of this person.
    """
    mine = (Typing.user_id == actor.user_id, Typing.public_id == public_id)
    if session.scalar(select(Typing.id).where(*mine)) is None:
        raise NotThere
    session.execute(delete(Typing).where(*mine))


def _taken_over(session: Session, user_id: int, record: str, stamp: str) -> Typing | None:
    public_id, at = _read(stamp)
    if at is None:
        return None
    return session.scalar(
        select(Typing).where(
            Typing.user_id == user_id,
            Typing.public_id == public_id,
            Typing.record == record,
            Typing.at == at,
        )
    )


def _of(user_id: int, opening: str, record: str) -> Sequence[ColumnElement[bool]]:
    return Typing.user_id == user_id, Typing.kind == opening, Typing.record == record


def _oldest() -> datetime:
    return clock.now() - KEPT_FOR


def _turn(fields: Fields) -> int:
    """Return which sending of its opening it is; one by the button counts as the last."""
    given = (fields.get(TURN) or [""])[0]
    return int(given) if given.isdecimal() and len(given) < 10 else 10**9


def _read(stamp: str) -> tuple[str, datetime | None]:
    public_id, _dot, moment = stamp.partition(".")
    if not (moment.isdecimal() and len(moment) <= 16):
        return public_id, None
    return public_id, _START + timedelta(microseconds=int(moment))


def _typed(row: Typing) -> Typed:
    return Typed(row.public_id, row.kind, row.record, row.fields, row.at)
