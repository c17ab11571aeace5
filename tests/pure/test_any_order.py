"""What holds for every computed item alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.community import time_in_the_community
from fidelity.facts import Facts
from fidelity.individual_search import individual_job_search
from fidelity.jobs import employer_variety, job_variety, permanent_competitive_jobs
from fidelity.organisation import tied_to_care_teams, work_with_employment_services
from fidelity.results import InsufficientData, Result
from fidelity.scale import Scale, load
from fidelity.services_search import employer_meetings, fast_start
from fidelity.staffing import all_phases, caseload_size, time_on_employment
from fidelity.support import support_without_limit
from tests.pure.rows import lively, mixed, with_later_rows, with_rows_of_long_ago

SCALE = load("ips25-2008")
Item = Callable[[Facts, date, Scale], Result]
ITEMS: list[Item] = [
    all_phases,
    caseload_size,
    employer_meetings,
    employer_variety,
    fast_start,
    individual_job_search,
    job_variety,
    permanent_competitive_jobs,
    support_without_limit,
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


def card(facts: Facts, on: date, *, without: Item | None = None) -> dict[str, Result]:
    return {item.__name__: item(facts, on, SCALE) for item in ITEMS if item is not without}


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=60, deadline=None)
def test_order_and_later_rows_change_nothing(on, seed):
    random = Random(seed)
    facts = lively(random, on)

    results = card(facts, on)

    assert card(mixed(facts, random), on) == results
    assert card(mixed(with_later_rows(facts, on), random), on) == results


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=20, deadline=None)
def test_rows_of_long_ago_change_nothing_but_the_first_contact_with_an_employer(on, seed):
    facts = lively(Random(seed), on)

    before = card(facts, on, without=fast_start)

    assert card(with_rows_of_long_ago(facts), on, without=fast_start) == before


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=60, deadline=None)
def test_points_are_whole_and_every_figure_is_exact(on, seed):
    for result in card(lively(Random(seed), on), on).values():
        if isinstance(result, InsufficientData):
            assert result.have < result.need
            continue
        assert result.points in range(1, 6)
        assert len(set(result.counted)) == len(result.counted)
        assert not set(result.counted) & {row.id for row in result.left_out}
        assert result.next is None or result.next.points > result.points
        assert (result.numerator is None) is (result.denominator is None)
        if result.denominator:
            assert result.value == Fraction(result.numerator) / result.denominator
        else:
            assert result.value is None
