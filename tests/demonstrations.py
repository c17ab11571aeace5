"""The demonstration of one day, to look at and to copy; making it takes a while."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock
from sqlalchemy import inspect, select

from coaching import clock
from coaching.config import Config
from coaching.db import Database, Model
from coaching.demo import making
from coaching.sealing import Sealed, opened
from coaching.uselog.types import Origin, origin
from tests import databases

DAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)

_BY_CHANCE = {"public_id", "code", "likeness", "record_id", "request_id"}
_CHANCE = re.compile(r"\b[a-z2-7]{26}\b|(?<=[a-z_])_[a-z2-7]{6}\b")
"""Public ids, and the ends of codes of list options, inside other values."""


def make(folder: Path, moment: datetime = MOMENT, **options: object) -> Config:
    """Make the demonstration of a moment in a folder, with the tests' key."""
    config = Config(instance=databases.new_instance(folder))
    # A page of an earlier test has left its address behind.
    origin.set(Origin(address="command line"))
    with clock.at(moment):
        making.make(config, say=lambda _line: None, **options).close()
    return config


def made_once(own: Path) -> Config:
    """Return the demonstration that the workers of a run share: the first to come makes it.

    Args:
        own: the worker's folder; beside it lies what belongs to all of them.
    """
    place = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with FileLock(place / "demo.lock"):
        done = place / "demo-made"
        if not done.exists():
            shutil.rmtree(place / "demo", ignore_errors=True)
            make(place / "demo")
            done.touch()
    return Config(instance=place / "demo")


def copy(config: Config, folder: Path) -> Config:
    """Copy a made demonstration, to write into the copy."""
    folder.mkdir()
    for name in ("rinnalla.db", "secret.key"):
        shutil.copyfile(config.instance / name, folder / name)
    return Config(instance=folder)


def all_rows(database: Database) -> dict[str, list[str]]:
    """Return every row of every table as words, opened, without what is drawn at random."""
    with database.read() as session:
        return {
            mapper.class_.__tablename__: [
                _CHANCE.sub("*", str(_values(row, mapper.class_)))
                for row in session.scalars(select(mapper.class_).order_by(*mapper.primary_key))
            ]
            for mapper in sorted(Model.registry.mappers, key=lambda one: one.class_.__name__)
        }


def _values(row: object, model: type) -> dict[str, object]:
    plain = [
        name
        for name, column in inspect(model).columns.items()
        if not isinstance(column.type, Sealed) and name not in _BY_CHANCE
    ]
    sealed = [name for name, value in vars(model).items() if isinstance(value, opened)]
    return {name: getattr(row, name) for name in [*plain, *sealed]}
