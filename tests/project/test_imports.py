"""Import rule 6 (docs/architecture.md): slices meet through types and services only.

Rules 1 to 5 are contracts of import-linter in pyproject.toml.
"""

from __future__ import annotations

import pytest

from tests.project.source import ROOT, imports, modules, name_of

BRIDGES = {
    # The one bridge to scoring reads every record (docs/architecture.md, rule 6).
    "coaching/reviews/facts.py": {"accounts", "caseload", "clients", "contacts", "employers"},
    # The predicate of sight is one SQL condition over stays and assignments (model.md, Doors).
    "coaching/clients/doors.py": {"caseload"},
}
SLICES = sorted({path.parent.name for path in (ROOT / "coaching").glob("*/types.py")})


def slice_modules():
    """Return the modules that live inside a slice."""
    found = [path for path in modules() if path.parent.name in SLICES]
    return pytest.mark.parametrize("path", found, ids=name_of)


def taken_from_others(path, kind):
    """Return the other slices whose models or views a slice's module takes."""
    parts = [name.split(".") for name in imports(path) if name.startswith("coaching.")]
    found = {words[1] for words in parts if len(words) > 2 and words[2] == kind}
    return found & set(SLICES) - {path.parent.name}


def test_there_are_slices_to_look_at():
    assert {"accounts", "caseload", "clients", "contacts", "employers", "reviews"} <= set(SLICES)


@slice_modules()
def test_a_slice_takes_no_views_of_another(path):
    assert not taken_from_others(path, "views")


@slice_modules()
def test_only_the_named_bridges_take_models_of_another_slice(path):
    allowed = BRIDGES.get(name_of(path), set())

    assert taken_from_others(path, "models") <= allowed


@pytest.mark.parametrize("bridge", BRIDGES)
def test_a_bridge_is_named_only_while_it_is_there_and_needed(bridge):
    assert taken_from_others(ROOT / bridge, "models") == BRIDGES[bridge]
