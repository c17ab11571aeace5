"""Services are tested on both databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coaching.accounts import organisation
from coaching.config import Config
from tests import databases, postgres


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of this run; skips where there is none, but fails where CI=true."""
    if postgres.programs() is None:
        words = "PostgreSQL is not installed (sudo apt-get install postgresql)"
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_template(postgres_server, tmp_path_factory):
    """A migrated PostgreSQL database to copy, by name."""
    folder = tmp_path_factory.mktemp("postgres-template")
    return databases.make_postgres_template(postgres_server, folder)


@pytest.fixture(scope="session")
def postgres_casts(postgres_server, postgres_template):
    """PostgreSQL databases with the cast in them, to copy."""
    return databases.Filled(
        lambda _day: databases.put_in_cast_on_postgres(postgres_template, postgres_server)
    )


@pytest.fixture(params=["sqlite", "postgres"], ids=["sqlite", "postgresql"])
def template(request):
    """What the test's database is copied from, once on SQLite and once on PostgreSQL."""
    if "people" in request.fixturenames:
        return request.getfixturevalue(f"{request.param}_casts").of_today()
    return databases.Template(request.getfixturevalue(f"{request.param}_template"))


@pytest.fixture
def config(request, template, tmp_path):
    """Settings for a database of the test's own."""
    if isinstance(template.place, Path):
        yield Config(instance=databases.copy_sqlite(template.place, tmp_path / "instance"))
        return
    server = request.getfixturevalue("postgres_server")
    name = server.lend(template.place)
    instance = databases.new_instance(tmp_path / "instance")
    yield Config(instance=instance, database_url=server.url(name))
    server.give_back(name)


@pytest.fixture
def kokkola(people):
    """The team of Aino, Bengt and Dora."""
    return people.kokkola


@pytest.fixture
def aino(people):
    """The coach, as services take her."""
    return people.aino.actor


@pytest.fixture
def dora(people):
    """The leader of the team, as services take her."""
    return people.dora.actor


@pytest.fixture
def by(people):
    """Who changes places: the leader."""
    return people.dora.actor


@pytest.fixture
def names_on(session, dora):
    """Let the organisation keep names."""
    organisation.put(session, dora, "names_on", True)
