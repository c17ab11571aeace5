"""Opening the database with its key, and refusing when the two do not belong together."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from coaching import migrating, sealing
from coaching.config import Config
from coaching.db import Database
from coaching.uselog import service as uselog

_KEY_SETTING = "key_id"


class CannotOpen(Exception):
    """The database and its key cannot be used; the message says why and what to do."""


def open_database(config: Config) -> Database:
    """Open the database in force and its key, at the newest schema.

    Raises:
        CannotOpen: the key is missing or another one, or the schema is not the newest.
    """
    database = Database(config.url, after=uselog.append)
    revision = migrating.current(database)
    if revision != migrating.head():
        database.close()
        words = "has no tables yet" if revision is None else "has an older or newer schema"
        raise CannotOpen(f"The database {words}. Run: rinnalla db upgrade")
    _open_key(config, database)
    return database


def prepare_database(
    config: Config, *, first: Callable[[Connection], object] | None = None
) -> Database:
    """Bring the database to the newest schema, making folder, key and tables when absent.

    Args:
        first: done in the transaction that makes the tables, when they were absent.

    Raises:
        CannotOpen: tables are there but their key is missing or another one.
    """
    config.instance.mkdir(parents=True, exist_ok=True)
    database = Database(config.url, after=uselog.append)
    if _has_tables(database):
        _open_key(config, database)
        migrating.upgrade(database)
    else:
        # The key first: tables without their key could not be opened, were this interrupted.
        _make_key(config)
        migrating.upgrade(database, also=first)
    _remember_key(database)
    return database


def _make_key(config: Config) -> None:
    try:
        sealing.use(sealing.make_key(config.key_path))
    except sealing.KeyMissing as broken:
        raise CannotOpen(f"{broken} Take it away, and a new key is made.") from None


def _has_tables(database: Database) -> bool:
    with database.engine.connect() as connection:
        return inspect(connection).has_table("setting")


def _open_key(config: Config, database: Database) -> None:
    try:
        vault = sealing.read_key(config.key_path)
    except sealing.KeyMissing as missing:
        raise CannotOpen(
            f"{missing} Put the key back in its place; a new key cannot help."
        ) from None
    with database.engine.connect() as connection:
        known = connection.execute(
            text("SELECT value FROM setting WHERE name = :name"), {"name": _KEY_SETTING}
        ).scalar()
    if known is not None and json.loads(known) != vault.key_id.hex():
        raise CannotOpen(
            "The key file is another one than the records were sealed with. Put the right key back."
        )
    sealing.use(vault)


def _remember_key(database: Database) -> None:
    with database.engine.begin() as connection:
        if (
            connection.execute(
                text("SELECT 1 FROM setting WHERE name = :n"), {"n": _KEY_SETTING}
            ).scalar()
            is None
        ):
            connection.execute(
                text("INSERT INTO setting (name, value, row_version) VALUES (:n, :v, 1)"),
                {"n": _KEY_SETTING, "v": json.dumps(sealing.vault().key_id.hex())},
            )
