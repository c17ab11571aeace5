"""The JSON Schema in the docs tells the same as the program that reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fidelity.teamfile import read, write
from fidelity.teamfile.schema import schema, schema_text
from tests.pure.json_schema import violations
from tests.pure.team_files import LISTS, change, example, outcome, without

DOCS = Path(__file__).parent.parent.parent / "docs"

ACROSS = {
    "dangling", "id_twice", "ends_before_start", "post_differs", "posts_overlap",
    "assignments_overlap", "too_many_open",
    "status_twice", "version_twice", "business_id_twice", "not_a_date",
}  # fmt: skip
"""What no schema tells: rows beside rows, and days that the calendar does not have."""

VALUES = [None, "text", "", 0, 1, -1, 0.5, 1.5, True, [], {}, ["c-1"], "2026-03-01", "video", 2**31]


def test_the_printed_schema_is_the_newest():
    printed = (DOCS / "rinnalla-team-1.schema.json").read_text(encoding="utf-8")

    assert printed == schema_text()


def test_what_is_written_keeps_to_the_schema():
    assert violations(example(), schema()) == []
    assert violations(json.loads(write(read(json.dumps(example())))), schema()) == []


def everywhere():
    """Every key of the file with each of the values, and without it."""
    for name in ["scale", "exported_on", "team", "settings", *LISTS]:
        yield name
        first = example()[name][0] if name in LISTS else example()[name]
        for key in first if isinstance(first, dict) else ():
            yield f"{name}.0.{key}" if name in LISTS else f"{name}.{key}"


@pytest.mark.parametrize("path", list(everywhere()))
def test_schema_and_reading_agree(path):
    changed = [change(example(), path, value) for value in VALUES]
    changed.append(without(example(), path))

    for data in changed:
        codes, against = set(outcome(data).values()), violations(data, schema())

        assert codes or not against, f"the schema refuses what is read: {against}"
        assert against or not codes - ACROSS, f"the schema takes what is refused: {codes}"


def test_a_key_that_the_format_does_not_have_is_against_the_schema():
    for name in LISTS:
        data = change(example(), f"{name}.0.xyz", 1)

        assert violations(data, schema()) == [f"{name}[0]"]
