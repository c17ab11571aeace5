"""Import rule 6 (docs/architecture.md): other slices' tables are read, never written.

Rules 1 to 5 are contracts of import-linter in pyproject.toml.
"""

from __future__ import annotations

import ast

import pytest

from tests.project.source import ROOT, imports, modules, name_of

WRITES = {"insert", "update", "delete"}
SLICES = sorted({path.parent.name for path in (ROOT / "coaching").glob("*/types.py")})


def slice_modules():
    """Return the modules that live inside a slice."""
    found = [path for path in modules() if path.parent.name in SLICES]
    return pytest.mark.parametrize("path", found, ids=name_of)


def taken_from_others(path, kind):
    """Return the names a slice's module takes from modules of this kind in other slices."""
    parts = [name.split(".") for name in imports(path) if name.startswith("coaching.")]
    return {
        words[3]
        for words in parts
        if len(words) > 3 and words[2] == kind and words[1] != path.parent.name
    }


def written(path):
    """Return the names that a module makes rows of, or inserts, updates or deletes."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    made = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    changed = {
        call.args[0].id
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in WRITES
        and call.args
        and isinstance(call.args[0], ast.Name)
    }
    return made | changed


def test_there_are_slices_to_look_at():
    assert {"accounts", "caseload", "clients", "contacts", "employers", "reviews"} <= set(SLICES)


@slice_modules()
def test_a_slice_takes_no_views_of_another(path):
    assert not taken_from_others(path, "views")


@slice_modules()
def test_a_slice_makes_and_changes_no_rows_of_another(path):
    assert taken_from_others(path, "models") & written(path) == set()
