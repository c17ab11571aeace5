"""Points by components: the tables of the specification, and what is possible while some are open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.components import numbered, points, still_possible
from fidelity.scale import load
from tests.pure.casebook import cases

SCALE = load("ips25-2008")
COUNTED = [item for item in SCALE.items if item.components]


@pytest.mark.parametrize("case", cases("components", "five") + cases("components", "other"))
def test_points_follow_the_number_of_components(case):
    item = SCALE.item(case["item"])
    known = {number: number <= case["present"] for number in range(1, len(item.components))}

    assert points(item, numbered(item, known)) == case["points"]


@given(st.sampled_from(COUNTED), st.data())
def test_while_a_component_is_open_there_are_no_points_but_a_range_that_holds(item, data):
    known = {n: data.draw(st.none() | st.booleans()) for n in range(1, len(item.components))}
    said = {n: data.draw(st.booleans()) if value is None else value for n, value in known.items()}
    span = still_possible(item, numbered(item, known))

    assert (points(item, numbered(item, known)) is None) == (None in known.values())
    assert span["least_points"] <= points(item, numbered(item, said)) <= span["most_points"]
