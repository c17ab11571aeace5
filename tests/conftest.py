"""Fixtures for every kind of test: a clean database and the cast."""

from __future__ import annotations

import pytest
from hypothesis import settings as hypothesis_settings

from coaching.config import Config
from tests import databases, demonstrations
from tests.people import make_people

hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


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


@pytest.fixture
def config(sqlite_template, tmp_path):
    """Settings with an instance folder of the test's own, holding database and key."""
    return Config(instance=databases.copy_sqlite(sqlite_template, tmp_path / "instance"))


@pytest.fixture
def database(config):
    """An open database at the newest schema, without people."""
    opened = databases.open_copy(config.url)
    yield opened
    opened.close()


@pytest.fixture
def session(database):
    """A writing session; nothing else can write on SQLite while the test holds it."""
    with database.write() as writing:
        yield writing
        writing.rollback()


@pytest.fixture
def people(database):
    """Aino, Bengt, Cilla, Dora, Matti and Ylva."""
    return make_people(database)
