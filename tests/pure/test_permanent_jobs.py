"""Item V10: the worked cases, what a permanent competitive job is, and when a job is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Facts
from fidelity.jobs import permanent_competitive_jobs
from fidelity.results import LeftOut, Next, Score
from fidelity.scale import load
from tests.pure.casebook import cases
from tests.pure.team import LONG_AGO, D
from tests.pure.working import job, with_client, working

SCALE = load("ips25-2008")
DAY = timedelta(days=1)
FIRST = date(2026, 5, 23)
"""First day of the six months that end on D."""


def held(good: int, count: int, people: int, **settings: object) -> Facts:
    """Jobs held in the window, the first of them still, the last not permanent."""
    jobs = [
        job(
            str(number),
            LONG_AGO,
            end=None if number < people else D - timedelta(days=7),
            ends_by_programme=number >= good,
        )
        for number in range(count)
    ]
    return working(*jobs, **settings)


def one_more(**values: object) -> Facts:
    """Twelve good jobs and one that is told of."""
    client = {"closed_on": values.pop("closed_on", None)}
    facts = working(*held(12, 12, 12).jobs, job("told", **{"start": D - DAY, **values}))
    return with_client(facts, "client-told", **client)


@pytest.mark.parametrize("case", cases("v10"))
def test_permanent_competitive_jobs(case):
    result = permanent_competitive_jobs(held(case["good"], case["held"], case["people"]), D, SCALE)

    assert isinstance(result, Score)
    assert (result.numerator, result.denominator) == (case["good"], case["held"])
    assert result.shown_beside["people_in_job"] == case["people"]
    assert (result.value, result.points) == (Fraction(case["share"]), case["points"])


@pytest.mark.parametrize(
    ("values", "good"),
    [
        ({}, True),
        ({"open_to_all": None}, False),
        ({"open_to_all": False}, False),
        ({"paid_by_agreement": None}, False),
        ({"paid_by_agreement": False}, False),
        ({"set_aside": None}, False),
        ({"set_aside": True}, False),
        ({"ends_by_programme": True}, False),
        ({"contract": "seasonal"}, True),
        ({"contract": "agency"}, True),
        ({"contract": "fixed_term"}, True),
        ({"subsidy": True}, True),
    ],
)
def test_a_job_without_the_right_answers_stays_in_the_jobs_held(values, good):
    result = permanent_competitive_jobs(one_more(**values), D, SCALE)

    assert (result.numerator, result.denominator) == (12 + good, 13)
    assert "job-told" in result.counted


def test_subsidised_and_fixed_term_jobs_are_told_to_the_reviewer_and_subsidy_is_a_setting():
    facts = one_more(subsidy=True, contract="fixed_term")
    strict = replace(facts, settings=replace(facts.settings, count_subsidised=False))

    result = permanent_competitive_jobs(facts, D, SCALE)

    assert (result.shown_beside["subsidised"], result.shown_beside["fixed_term"]) == (1, 1)
    assert permanent_competitive_jobs(strict, D, SCALE).numerator == 12


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"start": LONG_AGO, "end": FIRST}, False),
        ({"start": LONG_AGO, "end": FIRST + DAY}, True),
        ({"start": LONG_AGO, "closed_on": FIRST}, False),
        ({"start": LONG_AGO, "closed_on": FIRST + DAY}, True),
        ({"start": LONG_AGO, "end": D, "closed_on": FIRST}, False),
        ({"start": FIRST, "end": FIRST}, True),
        ({"start": FIRST - DAY, "end": FIRST - DAY}, False),
        ({"start": D}, True),
        ({"start": D, "end": D}, True),
        ({"start": D + DAY}, False),
        ({"start": D - DAY, "end": D - 2 * DAY}, False),
        ({"start": D - DAY, "closed_on": D - 2 * DAY}, False),
    ],
)
def test_a_job_is_held_from_its_start_until_it_ended_or_the_client_was_closed(values, counts):
    result = permanent_competitive_jobs(one_more(**values), D, SCALE)

    assert ("job-told" in result.counted) is counts


@pytest.mark.parametrize(
    ("values", "people"),
    [
        ({}, 13),
        ({"end": D}, 12),
        ({"end": D + DAY}, 13),
        ({"start": D, "end": D}, 13),
        ({"closed_on": D}, 12),
        ({"closed_on": D + DAY}, 13),
        ({"open_to_all": None}, 13),
    ],
)
def test_who_holds_a_job_on_the_day_is_in_a_job_now(values, people):
    result = permanent_competitive_jobs(one_more(**{"start": D - 9 * DAY, **values}), D, SCALE)

    assert result.shown_beside["people_in_job"] == people


def test_a_job_that_ended_before_it_began_is_shown_as_never_held():
    result = permanent_competitive_jobs(one_more(end=D - 2 * DAY), D, SCALE)

    assert result.left_out == (LeftOut("job-told", "never_held"),)


def test_two_jobs_or_two_stays_of_one_person_are_one_person():
    facts = held(20, 20, 10)
    second = replace(facts.jobs[1], client="client-0")
    facts = replace(facts, jobs=(facts.jobs[0], second, *facts.jobs[2:]))
    again = with_client(held(20, 20, 10), "client-1", person="somebody")
    again = with_client(again, "client-2", person="somebody")

    for few in (facts, again):
        result = permanent_competitive_jobs(few, D, SCALE)

        assert (result.points, result.shown_beside["people_in_job"]) == (1, 9)


def test_the_job_held_at_entry_is_neither_a_job_held_nor_a_person_in_a_job():
    facts = with_client(held(20, 20, 10), "client-0", in_work_at_entry=True, entry_date=LONG_AGO)

    result = permanent_competitive_jobs(facts, D, SCALE)

    assert result.left_out == (LeftOut("job-0", "held_at_entry"),)
    assert (result.points, result.denominator) == (1, 19)


def test_no_jobs_give_one_point_without_a_value():
    for least in (10, 0):
        result = permanent_competitive_jobs(working(min_current_jobs=least), D, SCALE)

        assert (result.points, result.value, result.denominator) == (1, None, 0)


def test_how_many_people_are_enough_is_a_setting():
    facts = held(20, 20, 9, min_current_jobs=9)

    result = permanent_competitive_jobs(facts, D, SCALE)

    assert (result.points, result.shown_beside["min_current_jobs"]) == (5, 9)


@pytest.mark.parametrize(
    ("facts", "following"),
    [
        (held(17, 20, 12), Next(5, Fraction(95, 100))),
        (held(20, 20, 12), None),
        (held(20, 20, 9), Next(5, Fraction(10), ("people_in_job",))),
        (held(16, 20, 8), Next(3, Fraction(10), ("people_in_job",))),
        (held(2, 20, 8), Next(2, Fraction(40), ("people_in_job",))),
        (held(2, 20, 12), Next(2, Fraction(65, 100))),
        (working(), Next(5, Fraction(10), ("people_in_job",))),
    ],
)
def test_the_next_step_is_the_share_or_the_people_who_are_missing(facts, following):
    assert permanent_competitive_jobs(facts, D, SCALE).next == following


@pytest.mark.parametrize("few", [held(16, 20, 8), held(2, 20, 8), held(20, 20, 0), working()])
def test_the_people_who_are_missing_raise_the_points_as_told(few):
    before = permanent_competitive_jobs(few, D, SCALE)
    missing = int(before.next.edge) - before.shown_beside["people_in_job"]

    def with_people(count: int) -> Facts:
        return working(*few.jobs, *(job(f"new-{number}", D) for number in range(count)))

    assert permanent_competitive_jobs(with_people(missing), D, SCALE).points == before.next.points
    assert permanent_competitive_jobs(with_people(missing - 1), D, SCALE).points == 1


@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2026, 3, 29), date(2026, 10, 25)])
def test_a_leap_day_and_the_days_the_clock_changes_are_days_like_others(on):
    today = working(*(job(str(number), on) for number in range(10)))

    assert permanent_competitive_jobs(today, on, SCALE).points == 5
    assert permanent_competitive_jobs(today, on - DAY, SCALE).points == 1


JOBS = st.lists(
    st.tuples(st.integers(-400, 30), st.integers(0, 400), st.booleans(), st.booleans()),
    max_size=25,
)


def of(rows: list[tuple[int, int, bool, bool]]) -> Facts:
    return working(
        *(
            job(
                str(number),
                D + start * DAY,
                end=D + (start + lasts) * DAY,
                ends_by_programme=programme,
                set_aside=apart,
            )
            for number, (start, lasts, programme, apart) in enumerate(rows)
        ),
        min_current_jobs=5,
    )


@given(JOBS, st.randoms(use_true_random=False))
def test_order_and_what_is_dated_after_the_day_change_nothing(rows, random):
    facts = of(rows)
    before = permanent_competitive_jobs(facts, D, SCALE)
    jobs = [
        replace(row, end=None if row.end and row.end > D else row.end)
        for row in facts.jobs
        if row.start <= D
    ]
    random.shuffle(jobs)

    assert permanent_competitive_jobs(replace(facts, jobs=tuple(jobs)), D, SCALE) == before


@given(JOBS)
def test_one_more_permanent_competitive_job_now_never_lowers_the_points(rows):
    before = permanent_competitive_jobs(of(rows), D, SCALE)
    more = working(*of(rows).jobs, job("more", D), min_current_jobs=5)

    assert 1 <= before.points <= permanent_competitive_jobs(more, D, SCALE).points <= 5
