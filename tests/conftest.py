"""Fixtures for every kind of test: a clean database and the cast."""

from __future__ import annotations

import gc
from copy import deepcopy

import pytest
from hypothesis import settings as hypothesis_settings

from coaching.config import Config
from tests import databases, demonstrations
from tests.engines import Engines

hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


def pytest_collection_finish():
    """Let Python's collector look less often, and only at what the tests make, not at the imports."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 10)


@pytest.fixture(autouse=True)
def _key():
    databases.use_key()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated SQLite file to copy."""
    return databases.make_sqlite_template(tmp_path_factory.mktemp("sqlite-template"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Settings of the demonstration of one day, to look at; `demonstrations.copy` to write into."""
    return demonstrations.made_once(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def sqlite_casts(sqlite_template, tmp_path_factory):
    """SQLite files with the cast in them, to copy."""
    folder = tmp_path_factory.mktemp("sqlite-casts")
    return databases.Filled(
        lambda day: databases.put_in_cast(sqlite_template, folder / day.isoformat())
    )


@pytest.fixture(scope="session")
def sqlite_worlds(sqlite_casts, tmp_path_factory):
    """SQLite files with the cast and the world in them, to copy."""
    folder = tmp_path_factory.mktemp("sqlite-worlds")
    return databases.Filled(
        lambda day: databases.put_in_world(sqlite_casts.of_today(), folder / day.isoformat())
    )


@pytest.fixture
def template(request, sqlite_template, sqlite_casts, sqlite_worlds):
    """What the test's database is copied from: with what the test has as fixtures in it already."""
    if "whole_world" in request.fixturenames:
        return sqlite_worlds.of_today()
    if "people" in request.fixturenames:
        return sqlite_casts.of_today()
    return databases.Template(sqlite_template)


@pytest.fixture
def config(template, tmp_path):
    """Settings with an instance folder of the test's own, holding database and key."""
    return Config(instance=databases.copy_sqlite(template.place, tmp_path / "instance"))


@pytest.fixture(scope="session")
def engines():
    """What databases are opened on, one after another."""
    return Engines()


@pytest.fixture
def database(config, engines):
    """An open database at the newest schema, without people but the cast."""
    opened = engines.open(config.url)
    yield opened
    engines.close(opened)


@pytest.fixture
def session(database):
    """A writing session; nothing else can write on SQLite while the test holds it."""
    with database.write() as writing:
        yield writing
        writing.rollback()


@pytest.fixture
def people(database, template):
    """Aino, Bengt, Cilla, Dora, Matti and Ylva, who are in the database."""
    return template.people


@pytest.fixture
def whole_world(database, template):
    """The world for walking every address (tests/world.py), which is in the database."""
    return deepcopy(template.world)
