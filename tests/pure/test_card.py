"""The live card: each item of the scale once, the totals of what is computed, and what never changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.card import RULES, card, points
from fidelity.facts import Facts
from fidelity.results import Assisted, InsufficientData, Judged, Score
from fidelity.scale import BrokenScale, Kind, load, read
from fidelity.windows import months_after
from tests.pure.rows import lively, mixed, with_later_rows
from tests.pure.team import D, coach, stays
from tests.pure.working import supported

SCALE = load("ips25-2008")
GIVES = {
    Kind.COMPUTED: (Score, InsufficientData),
    Kind.ASSISTED: (Assisted,),
    Kind.JUDGED: (Judged,),
}
DAYS = st.sampled_from(
    [date(2028, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), D]
)


def test_every_item_of_the_scale_stands_in_its_order_with_a_result_of_its_kind():
    made = card(lively(Random(1), D), "north", D, SCALE)

    assert list(made.results) == [item.id for item in SCALE.items]
    assert (made.team, made.on, made.scale) == ("north", D, SCALE)
    for item in SCALE.items:
        result = made.results[item.id]
        assert isinstance(result, GIVES[item.kind])
        assert (result.item, result.scale) == (item.id, SCALE.version)


def test_totals_add_up_the_computed_items_that_have_points():
    clients, assigned = stays(41, [coach("a"), coach("b")])

    made = card(Facts((coach("a"), coach("b")), clients, assigned), "north", D, SCALE)

    given_points = [value for value in points(made.results).values() if value is not None]
    assert made.results["S1"].value == Fraction(41, 2)
    assert (made.totals.scored, made.totals.sum) == (len(given_points), sum(given_points))
    assert made.totals.lowest == sum(given_points) + 25 - len(given_points)


def test_v12_counts_with_the_points_that_hold_until_a_person_confirms():
    made = card(supported(5, D), "north", D, SCALE)

    result = made.results["V12"]
    assert (result.points, result.points_if_confirmed) == (4, 5)
    assert points(made.results)["V12"] == 4


@pytest.mark.parametrize(
    "facts",
    [Facts(), Facts((coach(start=D),)), Facts((coach(end=D),))],
    ids=["none", "new", "gone"],
)
def test_a_team_with_nothing_has_a_card_without_points_that_nobody_earned(facts):
    made = card(facts, "north", D, SCALE)

    # No job at all gives V10 one point (reading 46); everything else has too little data.
    assert {item: value for item, value in points(made.results).items() if value} == {"V10": 1}
    assert (made.totals.lowest, made.totals.highest) == (25, 121)


@given(DAYS, st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_order_and_what_comes_after_the_day_change_nothing_on_the_card(on, seed):
    random = Random(seed)
    facts = lively(random, on)
    made = card(facts, "north", on, SCALE)

    assert card(mixed(facts, random), "north", on, SCALE) == made
    assert card(mixed(with_later_rows(facts, on), random), "north", on, SCALE) == made


@given(DAYS, st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_what_is_counted_is_not_left_out_and_points_are_on_the_scale(on, seed):
    made = card(lively(Random(seed), on), "north", on, SCALE)

    assert all(value in (None, 1, 2, 3, 4, 5) for value in points(made.results).values())
    for result in made.results.values():
        assert result.window.end <= on
        if isinstance(result, Score | Assisted):
            assert len(set(result.counted)) == len(result.counted)
            assert not set(result.counted) & {row.id for row in result.left_out}


def test_the_card_of_a_past_day_is_that_of_the_records_of_then():
    facts = lively(Random(3), D)
    month = months_after(D, -1)
    then = replace(
        facts,
        contacts=tuple(row for row in facts.contacts if row.on <= month),
        events=tuple(row for row in facts.events if row.on <= month),
        work_time=tuple(row for row in facts.work_time if row.on <= month),
    )

    assert card(facts, "north", month, SCALE) == card(then, "north", month, SCALE)


SMALL = """
version = "small"
bands = [{ id = "all", from = 2, to = 10, mark = "P" }]
[items.S1]
kind = "computed"
better = "less"
unit = "clients per FTE"
thresholds = [{ points = 5, edge = 10, mark = "P" }]
[items.%s]
kind = "%s"
unit = "as judged"
mark = "P"
[rules.S1]
absence_days = 30
"""


def test_another_scale_of_known_rules_needs_no_code():
    small = read(SMALL % ("O99", "judged"))
    clients, assigned = stays(11, [coach()])

    made = card(Facts((coach(),), clients, assigned), "north", D, small)

    assert made.results["S1"].points == 1
    assert isinstance(made.results["O99"], Judged)
    assert (made.totals.lowest, made.totals.highest) == (2, 6)


@pytest.mark.parametrize("kind", ["computed", "assisted"])
def test_an_item_without_a_known_rule_is_named(kind):
    with pytest.raises(BrokenScale, match="O99"):
        card(Facts(), "north", D, read(SMALL % ("O99", kind)))


def test_a_rule_is_known_for_each_item():
    assert set(RULES) == {item.id for item in SCALE.items}
