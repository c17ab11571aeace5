"""Opening the database with its key, and refusing when the two do not belong together."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError

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
    _check_address(config)
    with _opened(Database(config.url, after=uselog.append, must_exist=True)) as database:
        revision = migrating.current(database) if _is_there(config) else None
        if revision != migrating.head():
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
    _check_address(config)
    config.instance.mkdir(parents=True, exist_ok=True)
    with _opened(Database(config.url, after=uselog.append)) as database:
        if _has_tables(database):
            _open_key(config, database)
            migrating.upgrade(database)
        else:
            # The key first: tables without their key could not be opened, were this interrupted.
            _make_key(config)
            migrating.upgrade(database, also=first)
        _remember_key(database)
        return database


@contextmanager
def _opened(database: Database) -> Iterator[Database]:
    """Give the connections back when the database turns out not to be of use."""
    try:
        yield database
    except BaseException:
        database.close()
        raise


def _make_key(config: Config) -> None:
    try:
        sealing.use(sealing.make_key(config.key_path))
    except sealing.KeyMissing as broken:
        raise CannotOpen(str(broken)) from None


def _check_address(config: Config) -> None:
    """Refuse an address of another kind of database, before a driver is looked for."""
    try:
        kind = make_url(config.url).get_backend_name()
    except ArgumentError:
        kind = ""
    if kind not in ("sqlite", "postgresql"):
        raise CannotOpen("RINNALLA_DATABASE_URL begins with sqlite:/// or postgresql://.")
    if kind == "postgresql" and find_spec("psycopg") is None:
        raise CannotOpen("PostgreSQL needs the package psycopg. Install rinnalla[postgres].")


def _is_there(config: Config) -> bool:
    """Tell whether there is a file to open; whether a server answers is seen later."""
    address = make_url(config.url)
    return address.get_backend_name() != "sqlite" or Path(address.database or "").is_file()


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
