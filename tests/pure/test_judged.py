"""Items O7, O8 and V7: what the records show as help, and no points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Event, Facts
from fidelity.judged import aims_at_paid_work, employer_relationships, top_management_support
from fidelity.results import Judged
from fidelity.scale import load
from tests.pure.team import D, meeting

SCALE = load("ips25-2008")
START = date(2025, 11, 23)
QUARTERS = [START, date(2026, 2, 23), date(2026, 5, 23), date(2026, 8, 23)]


def events(kind: str, *days: date) -> Facts:
    return Facts(events=tuple(Event(f"e{n}", day, kind) for n, day in enumerate(days)))


@pytest.mark.parametrize(
    ("days", "told"),
    [((START, D), True), ((D,), None), ((START - timedelta(days=1), D), None), ((), None)],
)
def test_two_work_stories_a_year_tick_component_4_of_o7(days, told):
    result = aims_at_paid_work(events("work_story", *days), D, SCALE)

    assert result.components == {"1": None, "2": None, "3": None, "4": told, "5": None}
    assert result.shown_beside["work_stories"] == sum(day >= START for day in days)


def test_a_steering_group_in_each_quarter_ticks_component_4_of_o8():
    each = top_management_support(events("steering_group", *QUARTERS), D, SCALE)
    last_days = [day - timedelta(days=1) for day in QUARTERS[1:]]
    first_missing = top_management_support(events("steering_group", *last_days), D, SCALE)

    assert (each.components["4"], each.components["2"]) == (True, None)
    assert first_missing.components["4"] is None
    assert first_missing.shown_beside["quarters_with_a_steering_group"] == 3


def test_employers_met_three_times_are_shown_for_v7():
    often = [meeting(n, D - timedelta(days=n), employer="shop") for n in range(3)]
    twice = [meeting(10 + n, D, employer="mill") for n in range(2)]
    not_met = [
        meeting(20, D, employer="mill", mode="phone"),
        meeting(21, D, employer="mill", reached=False),
        meeting(22, D, employer="mill", supports_working_client=True),
        meeting(23, date(2026, 5, 22), employer="mill"),
        meeting(24, D + timedelta(days=1), employer="mill"),
        meeting(25, D),
    ]

    result = employer_relationships(Facts(contacts=(*often, *twice, *not_met)), D, SCALE)

    assert result.shown_beside == {
        "employers_met": 2,
        "employers_met_often": 1,
        "share_met_often": Fraction(1, 2),
    }
    on_the_edge = replace(not_met[3], on=date(2026, 5, 23))
    more = employer_relationships(Facts(contacts=(*twice, on_the_edge)), D, SCALE)
    assert more.shown_beside["share_met_often"] == 1


def test_without_meetings_there_is_no_share():
    assert employer_relationships(Facts(), D, SCALE).shown_beside["share_met_often"] is None


@given(
    st.lists(st.dates(START - timedelta(days=30), D + timedelta(days=9)), max_size=12),
    st.randoms(use_true_random=False),
    st.sampled_from([aims_at_paid_work, top_management_support]),
    st.sampled_from(["work_story", "steering_group", "staff_communication"]),
)
def test_order_and_what_comes_after_the_day_change_nothing(days, random, item, kind):
    facts = events(kind, *days)
    mixed = replace(facts, events=tuple(random.sample(facts.events, len(days))))
    known = replace(facts, events=tuple(row for row in facts.events if row.on <= D))

    result = item(mixed, D, SCALE)

    assert isinstance(result, Judged)
    assert result == item(known, D, SCALE)
