"""Who set which value when and from where; append-only (model.md, *Forms*: value_change)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import User, ValueChange
from coaching.accounts.types import Actor


@dataclass(frozen=True)
class Origin:
    """Where a value came from: its newest change."""

    field: str
    value: Any
    source: str
    origin: str
    confirmed: bool
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Change(Origin):
    """One change with the record it belongs to."""

    record_kind: str
    record_id: str


def record(
    session: Session,
    actor: Actor | None,
    kind: str,
    record_id: str,
    values: Mapping[str, Any],
    *,
    source: str = "typed",
    origin: str = "",
    confirmed: bool = False,
) -> None:
    """Append a change for each field of a record.

    Args:
        kind: table name of the record.
        record_id: its public id (or the name of a setting).
        values: new values by field id, of kinds that JSON can hold.
        source: typed, carried, imported or computed.
        origin: code of where a carried or imported value came from.
        confirmed: True when somebody only said that the value is still right.
    """
    for field, value in values.items():
        session.add(
            ValueChange(
                record_kind=kind,
                record_id=record_id,
                field=field,
                value=value,
                source=source,
                origin=origin,
                confirmed=confirmed,
                by_id=None if actor is None else actor.user_id,
                at=clock.now(),
            )
        )
    session.flush()


def blank(session: Session, kind: str, record_ids: Sequence[str], fields: Sequence[str]) -> None:
    """Blank values in the history of records: that they changed stays, the words do not."""
    session.execute(
        update(ValueChange)
        .where(
            ValueChange.record_kind == kind,
            ValueChange.record_id.in_(record_ids),
            ValueChange.field.in_(fields),
        )
        .values(value_sealed=None)
    )


def forget(session: Session, kind: str, record_ids: Collection[str]) -> None:
    """Remove the history of records that go for good because they were made by mistake."""
    session.execute(
        delete(ValueChange).where(
            ValueChange.record_kind == kind, ValueChange.record_id.in_(record_ids)
        )
    )


def newest(session: Session, kind: str, record_id: str) -> dict[str, Origin]:
    """Return the newest change of each field of one record, by field id."""
    last = (
        select(func.max(ValueChange.id))
        .where(ValueChange.record_kind == kind, ValueChange.record_id == record_id)
        .group_by(ValueChange.field)
    )
    rows = session.execute(
        select(ValueChange, User.name)
        .outerjoin(User, User.id == ValueChange.by_id)
        .where(ValueChange.id.in_(last))
    )
    return {row.field: _origin(row, name) for row, name in rows}


def last_values(
    session: Session, kind: str, record_ids: Collection[str], field: str
) -> dict[str, Any]:
    """Return the newest value of one field of each record that has one, by the record's id."""
    rows = session.scalars(
        select(ValueChange)
        .where(
            ValueChange.record_kind == kind,
            ValueChange.record_id.in_(record_ids),
            ValueChange.field == field,
        )
        .order_by(ValueChange.id)
    )
    return {row.record_id: row.value for row in rows}


def of_kinds(
    session: Session, kinds: Sequence[str], *, before: int | None = None, limit: int = 50
) -> list[tuple[int, Change]]:
    """Return changes of records of the given kinds, newest first, paged by key.

    Args:
        before: show changes older than this key (the key of the last one shown).

    Returns:
        Pairs of key and change.
    """
    query = (
        select(ValueChange, User.name)
        .outerjoin(User, User.id == ValueChange.by_id)
        .where(ValueChange.record_kind.in_(kinds))
        .order_by(ValueChange.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(ValueChange.id < before)
    return [
        (
            row.id,
            Change(
                **vars(_origin(row, name)), record_kind=row.record_kind, record_id=row.record_id
            ),
        )
        for row, name in session.execute(query)
    ]


def of_records(session: Session, kind: str, record_ids: Collection[str]) -> list[Change]:
    """Return every change of records of one kind, newest first."""
    rows = session.execute(
        select(ValueChange, User.name)
        .outerjoin(User, User.id == ValueChange.by_id)
        .where(ValueChange.record_kind == kind, ValueChange.record_id.in_(record_ids))
        .order_by(ValueChange.id.desc())
    )
    return [
        Change(**vars(_origin(row, name)), record_kind=kind, record_id=row.record_id)
        for row, name in rows
    ]


def follow(session: Session, kind: str, from_id: str, to_id: str) -> None:
    """Let the history of a record that became part of another one go with it.

    Args:
        kind: table name of both records.
        from_id, to_id: their public ids.
    """
    session.execute(
        update(ValueChange)
        .where(ValueChange.record_kind == kind, ValueChange.record_id == from_id)
        .values(record_id=to_id)
    )


def by_whom(changes: Iterable[Origin]) -> dict[str, Any]:
    """Return who made the newest of the changes and when, as the facts of a refusal."""
    last = max(changes, key=lambda change: change.at, default=None)
    return {"user": last.by_name, "at": last.at} if last else {}


def last_writer(session: Session, kind: str, record_id: str) -> str:
    """Return the name of who changed a record last, empty when that is not known."""
    name = session.scalar(
        select(User.name)
        .select_from(ValueChange)
        .join(User, User.id == ValueChange.by_id)
        .where(ValueChange.record_kind == kind, ValueChange.record_id == record_id)
        .order_by(ValueChange.id.desc())
        .limit(1)
    )
    return name or ""


def _origin(row: ValueChange, name: str | None) -> Origin:
    return Origin(row.field, row.value, row.source, row.origin, row.confirmed, name or "", row.at)
