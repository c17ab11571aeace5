"""Item V12: the worked cases on raw records, the levels, and what must never lower the points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.facts import Contact, Facts, Job
from fidelity.results import InsufficientData, Next, Score
from fidelity.scale import load
from fidelity.support import support_without_limit
from tests.pure.casebook import cases
from tests.pure.team import D
from tests.pure.working import days_from, job, support, working

SCALE = load("ips25-2008")
DAY = timedelta(days=1)
START = D - 200 * DAY
"""Of a job whose months up to day 179 are over on D."""
WEEKS, MONTHS, LATE_MONTHS = (5, 10, 17, 24), (29, 45, 75, 105), (45, 75, 105, 135, 165)


def long_jobs(case: dict[str, int]) -> tuple[list[Job], list[Contact]]:
    """A hundred jobs of 200 days; the first of them have what a measure asks, so many as it says."""
    jobs, contacts = [], []
    four, monthly = case["four_months"], case["monthly_to_a_year"]
    for number in range(100):
        row = job(f"long-{number}", START)
        # One who is met each month but the first adds to the months and not to the four.
        only_monthly = number >= 100 - max(0, monthly - four)
        days = set(MONTHS if number < four else ())
        days |= set(LATE_MONTHS if number < min(four, monthly) or only_monthly else ())
        days |= set(WEEKS if number < case["weekly_first_month"] else ())
        days |= {-1} if number < case["before_start"] else set()
        days |= {3} if number < case["after_start"] else set()
        contacts += [support(row.client, on) for on in days_from(START, *sorted(days))]
        if max(days, default=0) < 30 and number < case["after_month_1"] - max(0, monthly - four):
            contacts.append(support(row.client, START + 40 * DAY, mode="phone"))
        jobs.append(row)
    return jobs, contacts


def lost_jobs(case: dict[str, int]) -> tuple[list[Job], list[Contact]]:
    """A hundred jobs that ended after ten days, heard of ten days later."""
    jobs, contacts = [], []
    for number in range(100):
        row = job(f"lost-{number}", START, end=START + 10 * DAY, heard_on=START + 20 * DAY)
        days = [-7] if number < case["before_start"] else []
        days += [0] if number < case["after_start"] else []
        contacts += [support(row.client, on) for on in days_from(START, *days)]
        if number < case["after_loss"]:
            contacts.append(support(row.client, START + 23 * DAY, mode="message"))
        jobs.append(row)
    return jobs, contacts


def told(case: dict[str, int]) -> Facts:
    jobs, contacts = long_jobs(case)
    if "after_loss" in case:
        more_jobs, more_contacts = lost_jobs(case)
        jobs, contacts = jobs + more_jobs, contacts + more_contacts
    return working(*jobs, contacts=tuple(contacts))


@pytest.mark.parametrize("case", cases("v12"))
def test_support_without_limit(case):
    if "reason" in case:
        jobs = [job(str(number), START) for number in range(case["jobs"])]
        result = support_without_limit(working(*jobs), D, SCALE)

        assert isinstance(result, InsufficientData)
        assert (result.reason_code, result.have, result.need) == (
            case["reason"],
            case["have"],
            case["need"],
        )
        return
    case = dict(case)
    points = case.pop("points")

    result = support_without_limit(told(case), D, SCALE)

    assert isinstance(result, Score)
    assert (result.value, result.numerator, result.denominator) == (None, None, None)
    shares = {name: measure.value for name, measure in result.measures.items()}
    assert shares == {"after_loss": None} | {name: Fraction(p, 100) for name, p in case.items()}
    assert (result.points, result.points_if_confirmed) == (
        min(points, 4),
        5 if points == 5 else None,
    )


FULL = {
    "after_month_1": 100,
    "four_months": 100,
    "weekly_first_month": 100,
    "monthly_to_a_year": 100,
    "before_start": 100,
    "after_start": 100,
    "after_loss": 100,
}


@pytest.mark.parametrize(
    ("shares", "following"),
    [
        ({}, None),
        (
            {"before_start": 79, "after_loss": 0},
            Next(5, Fraction(4, 5), ("before_start", "after_loss")),
        ),
        ({"weekly_first_month": 70}, Next(4, Fraction(4, 5), ("weekly_first_month",))),
        (
            {"weekly_first_month": 10, "monthly_to_a_year": 0, "four_months": 40},
            Next(3, Fraction(1, 2), ("four_months",)),
        ),
        (
            {"after_month_1": 0, "four_months": 0, "monthly_to_a_year": 0},
            Next(2, Fraction(1, 100), ("after_month_1",)),
        ),
    ],
)
def test_the_next_threshold_names_the_measures_that_must_reach_it(shares, following):
    assert support_without_limit(told({**FULL, **shares}), D, SCALE).next == following


def test_the_usual_share_is_a_setting_and_the_half_is_not():
    facts = told({**FULL, "weekly_first_month": 70, "before_start": 70, "four_months": 45})
    facts = replace(facts, settings=replace(facts.settings, usual_share=Fraction(7, 10)))
    lower = told({**FULL, "weekly_first_month": 0, "monthly_to_a_year": 0, "four_months": 49})
    lower = replace(lower, settings=replace(lower.settings, usual_share=Fraction(2, 5)))

    result = support_without_limit(facts, D, SCALE)

    assert (result.points_if_confirmed, result.shown_beside["usual_share"]) == (5, Fraction(7, 10))
    assert support_without_limit(lower, D, SCALE).points == 2


def test_five_jobs_of_which_three_lasted_120_days_are_enough_and_two_are_not():
    short = [job(f"short-{n}", D - 119 * DAY) for n in range(2)]
    long = [job(f"long-{n}", D - 120 * DAY) for n in range(3)]
    shorter = replace(long[0], start=D - 119 * DAY)

    enough = support_without_limit(working(*short, *long), D, SCALE)
    few = support_without_limit(working(*short, shorter, *long[1:]), D, SCALE)

    assert (enough.points, enough.measures["four_months"].denominator) == (1, 3)
    assert isinstance(few, InsufficientData)
    assert (few.reason_code, few.have, few.need, few.of) == ("too_few_jobs", 2, 3, "four_months")


JOBS = st.lists(
    st.tuples(
        st.integers(25, 420),
        st.none() | st.integers(0, 400),
        st.none() | st.integers(-5, 300),
        st.none() | st.integers(-5, 300),
        st.none() | st.integers(-5, 400),
    ),
    min_size=3,
    max_size=9,
)
CONTACTS = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.integers(-10, 420),
        st.sampled_from(["face_to_face", "video", "phone"]),
        st.booleans(),
    ),
    max_size=60,
)


def drawn(rows: list, contacts: list) -> Facts:
    """Jobs told by days: when they began before D, and from then their end, refusal, hand-over, news."""
    jobs = []
    for number, (ago, *days) in enumerate(rows):
        start = D - ago * DAY
        dates = [None if day is None else start + day * DAY for day in days]
        names = ("end", "support_declined_on", "support_handed_over_on", "heard_on")
        jobs.append(job(str(number), start, **dict(zip(names, dates, strict=True))))
    met = [
        support(
            jobs[of % len(jobs)].client,
            jobs[of % len(jobs)].start + day * DAY,
            id=f"support-{number}",
            mode=mode,
            reached=reached,
        )
        for number, (of, day, mode, reached) in enumerate(contacts)
    ]
    return working(*jobs, contacts=tuple(met))


def best(result: Score) -> int:
    return result.points_if_confirmed or result.points


@settings(max_examples=60)
@given(JOBS, CONTACTS, CONTACTS)
def test_support_contacts_never_lower_the_points_and_few_jobs_give_none(rows, contacts, more):
    before = support_without_limit(drawn(rows, contacts), D, SCALE)
    after = support_without_limit(drawn(rows, contacts + more), D, SCALE)

    if isinstance(before, InsufficientData):
        assert after == before
        assert before.have < before.need
    else:
        assert 1 <= best(before) <= best(after) <= 5
        assert before.points <= after.points <= 4
        for name, measure in before.measures.items():
            assert measure.numerator <= after.measures[name].numerator <= measure.denominator
            assert measure.denominator == after.measures[name].denominator


@settings(max_examples=60)
@given(JOBS, CONTACTS, st.randoms(use_true_random=False))
def test_order_and_what_is_dated_after_the_day_change_nothing(rows, contacts, random):
    facts = drawn(rows, contacts)
    met = [row for row in facts.contacts if row.on <= D]
    jobs = [known(row) for row in facts.jobs]
    random.shuffle(met)
    random.shuffle(jobs)
    mixed = replace(facts, jobs=tuple(jobs), contacts=tuple(met))

    assert support_without_limit(mixed, D, SCALE) == support_without_limit(facts, D, SCALE)


def known(row: Job) -> Job:
    """The job without what is dated after D."""

    def by(day: date | None) -> date | None:
        return None if day is None or day > D else day

    return replace(
        row,
        end=by(row.end),
        heard_on=by(row.heard_on),
        support_declined_on=by(row.support_declined_on),
        support_handed_over_on=by(row.support_handed_over_on),
    )
