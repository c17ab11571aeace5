"""The migrations make just the tables that the models tell of, and can be taken back."""

from __future__ import annotations

import json
import os

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import coaching.models  # noqa: F401 - every table is known through this import
from coaching import migrating
from coaching.db import Database, Model
from tests import postgres
from tests.project.source import PACKAGES, ROOT, imports, name_of

MIGRATIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server for these tests."""
    if postgres.programs() is None:
        words = "PostgreSQL is not installed (sudo apt-get install postgresql)"
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    with postgres.server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """A database without tables."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        server = request.getfixturevalue("server")
        opened = Database(server.url(server.make()))
    yield opened
    opened.close()


def revisions():
    """Return the revisions from the first to the newest."""
    script = ScriptDirectory.from_config(migrating.script_config())
    return [revision.revision for revision in script.walk_revisions()][::-1]


def told(items):
    """Return what the database tells of constraints or columns, to compare."""
    return sorted(json.dumps(item, default=str, sort_keys=True) for item in items)


def shape(database):
    """Return tables with their columns, constraints and indexes, as the database tells them."""
    found = inspect(database.engine)
    return {
        table: (
            told(found.get_columns(table)),
            told(found.get_foreign_keys(table)),
            told(found.get_check_constraints(table)),
            told(found.get_unique_constraints(table)),
            told(found.get_indexes(table)),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_there_is_one_line_of_revisions():
    script = ScriptDirectory.from_config(migrating.script_config())

    assert len(script.get_heads()) == 1
    assert len(revisions()) >= 1


def test_the_newest_schema_is_what_the_models_tell(empty):
    migrating.upgrade(empty)

    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Model.metadata) == []


def test_checks_of_the_models_are_in_the_newest_schema(empty):
    migrating.upgrade(empty)

    for table in Model.metadata.sorted_tables:
        there = {item["name"] for item in inspect(empty.engine).get_check_constraints(table.name)}
        meant = {str(c.name) for c in table.constraints if type(c).__name__ == "CheckConstraint"}
        assert meant == there


def test_each_migration_goes_forward_and_back(empty):
    shapes = [shape(empty)]
    for revision in revisions():
        migrating.upgrade(empty, revision)
        shapes.append(shape(empty))

    assert migrating.current(empty) == migrating.head()
    for before in reversed(shapes[:-1]):
        migrating.downgrade(empty, "-1")
        assert shape(empty) == before


def test_going_forward_twice_changes_nothing(empty):
    migrating.upgrade(empty)
    once = shape(empty)

    migrating.upgrade(empty)

    assert shape(empty) == once


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_a_migration_imports_nothing_of_the_program(path):
    assert not {name for name in imports(path) if name.split(".")[0] in PACKAGES}
