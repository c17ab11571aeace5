"""What holds for the items on staff, care teams, employment services, search and community alike."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.community import time_in_the_community
from fidelity.individual_search import individual_job_search
from fidelity.organisation import tied_to_care_teams, work_with_employment_services
from fidelity.results import InsufficientData
from fidelity.scale import load
from fidelity.services_search import employer_meetings
from fidelity.staffing import all_phases, time_on_employment
from tests.pure.rows import lively, mixed, with_later_rows, with_rows_of_long_ago

SCALE = load("ips25-2008")
ITEMS = [
    all_phases,
    employer_meetings,
    individual_job_search,
    tied_to_care_teams,
    time_in_the_community,
    time_on_employment,
    work_with_employment_services,
]
SEEDS = st.integers(0, 2**32 - 1)
# A leap day, both clock changes, the ends of a year and a month, a Monday and a Sunday.
DAYS = st.sampled_from(
    [
        date(2028, 2, 29),
        date(2026, 3, 29),
        date(2026, 10, 25),
        date(2026, 12, 31),
        date(2027, 1, 4),
        date(2026, 11, 22),
    ]
)


@pytest.mark.parametrize("item", ITEMS)
@given(on=DAYS, seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_order_later_rows_and_rows_of_long_ago_change_nothing(item, on, seed):
    random = Random(seed)
    facts = lively(random, on)

    result = item(facts, on, SCALE)

    assert item(mixed(facts, random), on, SCALE) == result
    assert item(mixed(with_later_rows(facts, on), random), on, SCALE) == result
    assert item(mixed(with_rows_of_long_ago(facts), random), on, SCALE) == result


@pytest.mark.parametrize("item", ITEMS)
@given(on=DAYS, seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_points_are_whole_and_every_figure_is_exact(item, on, seed):
    result = item(lively(Random(seed), on), on, SCALE)

    if isinstance(result, InsufficientData):
        assert result.have < result.need
    else:
        assert result.points in range(1, 6)
        assert result.value == Fraction(result.numerator) / result.denominator
        assert len(set(result.counted)) == len(result.counted)
        assert not set(result.counted) & {row.id for row in result.left_out}
        assert result.next is None or result.next.points > result.points
