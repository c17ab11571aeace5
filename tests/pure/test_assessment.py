"""Item V3: sessions to a profile, profiles kept up from each job, and the warning about steps."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.assessment import work_based_assessment
from fidelity.facts import Facts, Job, PlanVersion
from fidelity.results import LeftOut, Measure
from fidelity.scale import load
from tests.pure.team import D

SCALE = load("ips25-2008")
START = date(2025, 11, 23)
BEGAN = D - timedelta(days=100)


def job(start: date = BEGAN, end: date | None = None, **values: object) -> Job:
    return Job("j", "c", "shop", "cook", start, end, **values)


@pytest.mark.parametrize(
    ("sessions", "median", "within"),
    [([2, 3, 5], Fraction(3), 2), ([2, 3], Fraction(5, 2), 2), ([], None, 0)],
)
def test_the_median_of_sessions_to_the_first_profile(sessions, median, within):
    plans = tuple(PlanVersion(f"c{n}", 1, D, session) for n, session in enumerate(sessions))

    beside = work_based_assessment(Facts(plans=plans), D, SCALE).shown_beside

    assert beside["median_sessions"] == median
    assert (beside["first_profiles"], beside["within_sessions"]) == (len(sessions), within)


def test_later_versions_and_profiles_from_before_the_window_are_not_first_ones():
    old = PlanVersion("old", 1, START - timedelta(days=1), 9)
    edge = PlanVersion("edge", 1, START, 3)
    plans = (old, PlanVersion("old", 2, D, 9), edge, PlanVersion("edge", 2, D, 9))

    beside = work_based_assessment(Facts(plans=plans), D, SCALE).shown_beside

    assert (beside["median_sessions"], beside["first_profiles"]) == (3, 1)


@pytest.mark.parametrize(("days", "kept"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_a_version_within_thirty_days_keeps_the_profile_up(days, kept):
    plan = PlanVersion("c", 2, BEGAN + timedelta(days=days), 4)

    result = work_based_assessment(Facts(jobs=(job(),), plans=(plan,)), D, SCALE)

    assert result.measures["kept_up"] == Measure(kept, 1)


def test_a_start_and_an_end_are_asked_about_each_once_thirty_days_have_passed():
    open_end = job(end=D - timedelta(days=30))
    passed = job(end=D - timedelta(days=31))
    new = job(start=D - timedelta(days=30))

    assert work_based_assessment(Facts(jobs=(open_end,)), D, SCALE).measures["kept_up"] == (
        Measure(0, 1)
    )
    assert work_based_assessment(Facts(jobs=(passed,)), D, SCALE).measures["kept_up"] == (
        Measure(0, 2)
    )
    result = work_based_assessment(Facts(jobs=(new,)), D, SCALE)
    assert result.measures["kept_up"].value is None
    assert result.left_out == (LeftOut("j", "days_not_over"),)


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ({}, 0),
        ({"open_to_all": True, "paid_by_agreement": True, "set_aside": False}, 0),
        ({"open_to_all": False}, 1),
        ({"paid_by_agreement": False}, 1),
        ({"set_aside": True}, 1),
    ],
)
def test_a_placement_that_is_a_step_before_work_gives_a_warning(values, steps):
    result = work_based_assessment(Facts(jobs=(job(**values),)), D, SCALE)

    assert result.shown_beside["stepwise_placements"] == steps
    assert result.note == ("stepwise_placements" if steps else None)
    assert (result.ceiling, result.proposal, dict(result.components)) == (None, None, {})


DAYS = st.dates(START - timedelta(days=40), D + timedelta(days=5))
PLANS = st.lists(
    st.builds(PlanVersion, st.sampled_from(["c", "d"]), st.integers(1, 9), DAYS, st.integers(1, 6)),
    max_size=9,
    unique_by=lambda row: (row.client, row.on),
)


@given(PLANS, st.lists(DAYS, max_size=4), st.randoms(use_true_random=False))
def test_order_and_what_comes_after_the_day_change_nothing(plans, starts, random):
    jobs = [Job(f"j{n}", "c", "shop", "cook", day) for n, day in enumerate(starts)]
    mixed = Facts(
        jobs=tuple(random.sample(jobs, len(jobs))), plans=tuple(random.sample(plans, len(plans)))
    )
    known = Facts(
        jobs=tuple(row for row in jobs if row.start <= D),
        plans=tuple(row for row in plans if row.on <= D),
    )

    assert work_based_assessment(mixed, D, SCALE) == work_based_assessment(known, D, SCALE)


@given(PLANS, DAYS)
def test_one_version_more_never_lowers_the_share(plans, on):
    jobs = (job(), job(end=D - timedelta(days=40)))
    before = work_based_assessment(Facts(jobs=jobs, plans=tuple(plans)), D, SCALE)
    more = PlanVersion("c", 10, on, 3)
    after = work_based_assessment(Facts(jobs=jobs, plans=(*plans, more)), D, SCALE)

    assert before.measures["kept_up"].value <= after.measures["kept_up"].value
