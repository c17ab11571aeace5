"""What tells a database of the demonstration from any other, and whether somebody wrote into it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, inspect, select, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import Session

import coaching.models  # noqa: F401 - every table is known through this import
from coaching.config import Config
from coaching.db import Database, Model

_NAME = "demo_made"
"""Setting that tells on which day the demo was made, and how many rows each table had then.

It is written, still empty, in the transaction that makes the tables: so a database that the demo
made is told from any other however early the making was interrupted.
"""

_OF_VISITS = frozenset({"sign_in", "sign_in_attempt", "use_log", "use_log_period"})
"""Tables that grow when somebody only looks around."""


class NotADemo(Exception):
    """The database was not made by the demo; the message says what to do, nothing was touched."""

    def __init__(self) -> None:
        super().__init__(
            "The database here was not made by the demo, so it is left alone. "
            "Set RINNALLA_INSTANCE to an empty folder for the demo."
        )


@dataclass(frozen=True)
class Made:
    """A finished demonstration: its day, and whether nobody has written anything into it since."""

    on: date
    is_untouched: bool


def refuse_others(settings: Config) -> None:
    """Look at the database that is in force, if any, before anything is done with it.

    Raises:
        NotADemo: it has tables, and the demo did not make them.
    """
    address = make_url(settings.url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return  # Looking would make an empty file.
    database = Database(settings.url)
    try:
        with database.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            if tables and ("setting" not in tables or _value(connection) is None):
                raise NotADemo
    finally:
        database.close()


def mark_begun(connection: Connection) -> None:
    """Write that the demo made the tables."""
    connection.execute(
        text("INSERT INTO setting (name, value, row_version) VALUES (:name, :value, 1)"),
        {"name": _NAME, "value": json.dumps({})},
    )


def mark_made(session: Session, today: date) -> None:
    """Write that the demonstration is whole, and how much it wrote."""
    session.flush()
    value = json.dumps({"on": today.isoformat(), "rows": _rows(session)})
    session.execute(
        text("UPDATE setting SET value = :value WHERE name = :name"),
        {"name": _NAME, "value": value},
    )


def read(database: Database) -> Made | None:
    """Return what is known of the demonstration; None when its making has not come to the end.

    Raises:
        NotADemo: the making was interrupted, and somebody else has used the database since.
    """
    with database.read() as session:
        said = json.loads(str(_value(session.connection())))
        rows = _rows(session)
        if said:
            return Made(date.fromisoformat(said["on"]), rows == said["rows"])
        if rows["user"]:
            raise NotADemo
        return None


def _value(connection: Connection) -> str | None:
    found = connection.execute(
        text("SELECT value FROM setting WHERE name = :name"), {"name": _NAME}
    ).scalar()
    return None if found is None else str(found)


def _rows(session: Session) -> dict[str, int]:
    """Return how many rows each table has, those of mere visits left out."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
        if table.name not in _OF_VISITS
    }
