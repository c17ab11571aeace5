"""Whatever stands in a team file, it is read or refused by path, and never anything else."""

from __future__ import annotations

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelity.teamfile import FORMAT
from tests.pure.team_files import EXAMPLE, LISTS, change, example, outcome, without

FUZZ = settings(max_examples=120, suppress_health_check=list(HealthCheck))


def paths(value, at=""):
    """Every place of the file, as `change` takes it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield f"{at}{key}"
        if isinstance(inner, (dict, list)):
            yield from paths(inner, f"{at}{key}.")


PLACES = list(paths(example()))
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["c-1", "s-1", "e-1", "ct-1", "closed", "video", "2026-03-01", "2024-02-29"])
    | st.dates().map(str)
)
KEYS = st.text("abcxyz", max_size=4) | st.sampled_from(["id", "from", "to", "team"])
JSON = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def stands_in(data, path):
    """Whether what holds the last step of a refusal's path is there in the file."""
    *steps, _last = re.findall(r"[^.\[\]]+", path)
    for step in steps:
        data = data[int(step) if step.isdigit() else step]
    return isinstance(data, (dict, list))


@FUZZ
@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON), min_size=1, max_size=4))
def test_a_file_with_values_changed_is_read_or_refused(changes):
    data = example()
    for path, value in changes:
        try:
            change(data, path, value)
        except (LookupError, TypeError):  # an earlier change took the place away
            continue

    found = outcome(data)

    assert all(stands_in(data, path) for path in found)


@FUZZ
@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4))
def test_a_file_with_parts_taken_away_is_read_or_refused(gone):
    data = example()
    for path in gone:
        try:
            without(data, path)
        except (LookupError, TypeError):
            continue

    found = outcome(data)

    assert all(stands_in(data, path) for path in found)


@FUZZ
@given(st.dictionaries(st.sampled_from(["scale", "exported_on", "team", "settings", *LISTS]), JSON))
def test_any_json_under_the_right_keys_is_refused(data):
    assert outcome({"format": FORMAT, **data})


@FUZZ
@given(st.integers(0, len(EXAMPLE) - 1), st.integers(0, 20), st.text(max_size=4))
def test_a_text_with_letters_changed_is_read_or_refused(at, length, letters):
    raw = EXAMPLE[:at] + letters + EXAMPLE[at + length :]

    found = outcome(raw.encode("utf-8", "replace"))

    assert list(found) == [""] or "" not in found


@FUZZ
@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_refused(raw):
    assert outcome(raw)
