"""Databases at the newest schema with one known key; each test gets a copy of its own."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import event

from coaching import clock, sealing
from coaching.config import Config
from coaching.db import Database
from coaching.opening import prepare_database
from coaching.uselog import service as uselog
from tests.people import People, make_people
from tests.postgres import Server
from tests.world import World, make_world

KEY = base64.b64encode(bytes(range(32))) + b"\n"


def new_instance(folder: Path) -> Path:
    """Make an instance folder that holds nothing but the tests' key."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret.key").write_bytes(KEY)
    return folder


def use_key() -> None:
    """Open sealed columns with the tests' key, whatever an earlier test opened."""
    sealing.use(sealing.Vault(base64.b64decode(KEY)))


def open_copy(url: str) -> Database:
    """Open a copied database with the use log behind it; it need not outlive a power cut."""
    database = Database(url, after=uselog.append)
    if database.is_sqlite:
        event.listen(database.engine, "connect", _without_waiting)
    return database


def _without_waiting(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@dataclass(frozen=True)
class Template:
    """What the database of a test is copied from: a SQLite file, or a PostgreSQL database's name."""

    place: Path | str
    people: People | None = None
    """The cast, in a template that holds them."""
    world: World | None = None
    """The world for walking every address, in a template that holds it."""


class Filled:
    """Templates that hold the cast, or the cast and the world, made when a test first needs one.

    What they hold has days counted from the day of the test, which some tests choose: so there
    is a template for each such day, made at its beginning.
    """

    def __init__(self, fill: Callable[[date], Template]) -> None:
        self._fill = fill
        self._made: dict[date, Template] = {}

    def of_today(self) -> Template:
        """Return the template of the day on which the test stands."""
        day = clock.today()
        if day not in self._made:
            with clock.at(datetime.combine(day, time.min, clock.FINLAND)):
                self._made[day] = self._fill(day)
        return self._made[day]


def make_sqlite_template(folder: Path) -> Path:
    """Migrate an empty SQLite file and return it, with its write-ahead log folded in."""
    instance = new_instance(folder)
    database = prepare_database(Config(instance=instance))
    _close_sqlite(database)
    return instance / "rinnalla.db"


def put_in_cast(template: Path, folder: Path) -> Template:
    """Copy an empty SQLite file and put the cast into the copy."""
    config = Config(instance=copy_sqlite(template, folder))
    database = open_copy(config.url)
    people = make_people(database)
    _close_sqlite(database)
    return Template(config.instance / "rinnalla.db", people)


def put_in_world(template: Template, folder: Path) -> Template:
    """Copy a SQLite file with the cast and put the world into the copy."""
    config = Config(instance=copy_sqlite(template.place, folder))
    database = open_copy(config.url)
    world = make_world(database, template.people)
    _close_sqlite(database)
    return Template(config.instance / "rinnalla.db", template.people, world)


def _close_sqlite(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def copy_sqlite(template: Path, folder: Path) -> Path:
    """Make an instance folder with a copy of the template; return the folder."""
    instance = new_instance(folder)
    shutil.copyfile(template, instance / "rinnalla.db")
    return instance


def make_postgres_template(server: Server, folder: Path) -> str:
    """Migrate an empty PostgreSQL database and return its name."""
    name = server.make()
    config = Config(instance=new_instance(folder), database_url=server.url(name))
    prepare_database(config).close()
    return name


def put_in_cast_on_postgres(template: str, server: Server) -> Template:
    """Copy an empty PostgreSQL database and put the cast into the copy."""
    name = server.make(template)
    database = open_copy(server.url(name))
    people = make_people(database)
    database.close()
    return Template(name, people)
