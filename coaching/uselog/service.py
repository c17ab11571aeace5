"""Noting and appending lines of the use log (model.md, *Doors and the log*)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.db import Database
from coaching.uselog.models import UseLogLine, UseLogPeriod
from coaching.uselog.types import Action, Basis, Note, origin


def note(
    session: Session,
    user_id: int | None,
    action: Action,
    basis: Basis | None = None,
    period_ids: Iterable[int] = (),
    **detail: object,
) -> None:
    """Leave a line to be appended once the session's transaction has ended.

    Args:
        session: the session of a `Database.read()` or `.write()` block.
        user_id: who; None before sign-in.
        period_ids: service periods shown or changed; each is named once.
        detail: codes, field ids, counts and hashes; never words of a record.
    """
    ids = tuple(dict.fromkeys(period_ids))
    session.info["notes"].append(Note(clock.now(), user_id, action, basis, ids, detail))


def last_period(session: Session) -> int:
    """Return the highest key of a stay that a line speaks of, also of one that was removed since."""
    return session.scalar(select(func.max(UseLogPeriod.period_id))) or 0


def append(database: Database, notes: list[Note]) -> None:
    """Write the lines in one short transaction of their own.

    If this fails the caller must not show what was read: the error goes up.
    """
    where = origin.get()
    rows = [
        UseLogLine(
            at=line.at,
            user_id=line.user_id,
            action=line.action,
            basis=line.basis,
            address=where.address,
            remote=where.remote,
            request_id=where.request_id,
            detail=json.dumps(line.detail, sort_keys=True),
        )
        for line in notes
    ]
    with database.append() as session:
        session.add_all(rows)
        session.flush()
        shown = [
            {"line_id": row.id, "period_id": period}
            for row, line in zip(rows, notes, strict=True)
            for period in line.period_ids
        ]
        if shown:
            session.execute(insert(UseLogPeriod), shown)
