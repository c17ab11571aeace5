"""`rinnalla score FILE`: sums, ranges, and one clear line for whatever cannot be scored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.scorefile import ScoreFileRefused, score


def file(**values: object) -> bytes:
    return json.dumps({"scale": "ips25-2008", "items": {}, **values}).encode()


def test_items_left_out_count_as_null():
    result = score(file(items={"S1": 5, "V4": None}))

    assert result == {
        "scored": 1,
        "sum": 5,
        "lowest": 29,
        "highest": 125,
        "band_lowest": "not_ips",
        "band_highest": "exemplary",
    }


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[1, 2]", "no object"),
        (b'{"items": {}}', "scale"),
        (b'{"scale": "ips25-2008"}', "items"),
        (b'{"scale": "ips25-2008", "items": {"S1": NaN}}', "NaN"),
        (b'{"scale": "ips25-2008", "items": {"S1": 1, "S1": 2}}', "twice"),
        (file(scale="ips99"), "ips99"),
        (file(extra=1), "extra"),
        (file(items={"S9": 1}), "S9"),
        (file(items={"S1": 6}), "S1"),
        (file(items={"S1": 0}), "S1"),
        (file(items={"S1": True}), "S1"),
        (file(items={"S1": 3.0}), "S1"),
        (file(items={"S1": "3"}), "S1"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_what_cannot_be_scored_is_refused_in_one_line(raw, named):
    with pytest.raises(ScoreFileRefused) as refused:
        score(raw)

    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


def outcome(raw):
    """Return the result of a file, or the words it is refused with; nothing else may come up."""
    try:
        return score(raw)
    except ScoreFileRefused as refused:
        return str(refused)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_result_or_a_refusal(raw):
    assert outcome(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.sampled_from(["ips25-2008"]) | JSON,
    JSON | st.dictionaries(st.sampled_from(["S1", "V14", "X"]), JSON),
)
def test_any_json_gives_a_result_or_a_refusal(scale, items):
    found = outcome(json.dumps({"scale": scale, "items": items}).encode())

    assert isinstance(found, str) or 25 <= found["lowest"] <= 125
