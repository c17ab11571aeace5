"""Totals, ranges and bands: cases T-01 to T-14 and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.scale import load
from fidelity.scorecard import PointsRefused, totals
from tests.pure.casebook import cases

SCALE = load("ips25-2008")
IDS = [item.id for item in SCALE.items]

POINTS = st.dictionaries(st.sampled_from(IDS), st.none() | st.integers(1, 5))


def spread(total: int, scored: int) -> dict[str, int | None]:
    """Give points to the first items so that they sum up to a total."""
    points = dict.fromkeys(IDS[:scored], 1)
    left = total - scored
    for item in points:
        added = min(4, left)
        points[item] += added
        left -= added
    assert left == 0
    return {item: points.get(item) for item in IDS}


@pytest.mark.parametrize("case", cases("totals", "bands"))
def test_total_falls_in_its_band(case):
    result = totals(spread(case["total"], 25), SCALE)

    assert result.sum == case["total"]
    assert result.band is not None
    assert result.band.id == case["band"]


@pytest.mark.parametrize("case", cases("totals", "ranges"))
def test_missing_items_give_a_range(case):
    result = totals(spread(case["sum"], case["scored"]), SCALE)

    assert (result.scored, result.sum) == (case["scored"], case["sum"])
    assert (result.lowest, result.highest) == (case["lowest"], case["highest"])
    assert [result.band_lowest.id, result.band_highest.id] == case["bands"]
    assert (result.band is None) == (case["bands"][0] != case["bands"][1])


@given(POINTS)
def test_totals_stay_on_the_scale_and_the_range_holds_the_sum(points):
    result = totals(points, SCALE)

    assert 25 <= result.lowest <= result.highest <= 125
    assert result.highest - result.lowest == 4 * (25 - result.scored)


@given(POINTS, st.sampled_from(IDS))
def test_a_better_item_never_lowers_a_total(points, item):
    worse, better = totals({**points, item: 2}, SCALE), totals({**points, item: 3}, SCALE)

    assert better.lowest == worse.lowest + 1
    assert better.highest == worse.highest + 1


@pytest.mark.parametrize(
    "points", [{"X1": 3}, {"S1": 6}, {"S1": 0}, {"S1": True}, {"S1": "5"}, {"S1": 3.0}]
)
def test_points_that_are_not_points_are_refused(points):
    with pytest.raises(PointsRefused):
        totals(points, SCALE)
