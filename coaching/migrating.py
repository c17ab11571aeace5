"""Bringing a database to the newest schema, the same way on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from coaching.db import Database
from coaching.paths import data_folder


def script_config(connection: Connection | None = None) -> AlembicConfig:
    """Return Alembic's settings for our migrations, bound to a connection when one is given."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(data_folder("migrations")).replace("%", "%%"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def head() -> str:
    """Return the newest revision this program knows."""
    newest = ScriptDirectory.from_config(script_config()).get_current_head()
    if newest is None:
        raise FileNotFoundError("no migrations were found")
    return newest


def current(database: Database) -> str | None:
    """Return the revision of the database, None when it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(
    database: Database,
    revision: str = "head",
    *,
    also: Callable[[Connection], object] | None = None,
) -> None:
    """Bring the database forward in one transaction; a failure leaves the old schema.

    Args:
        also: done in the same transaction, after the tables are there.
    """
    with database.engine.begin() as connection:
        command.upgrade(script_config(connection), revision)
        if also is not None:
            also(connection)


def start_over(database: Database, *, also: Callable[[Connection], object]) -> None:
    """Throw away every record and make the tables again, in one transaction (the demonstration)."""
    with database.engine.begin() as connection:
        command.downgrade(script_config(connection), "base")
        command.upgrade(script_config(connection), "head")
        also(connection)


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to a revision (development and tests)."""
    with database.engine.begin() as connection:
        command.downgrade(script_config(connection), revision)
