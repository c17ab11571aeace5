"""Item V12: each of the seven measures day by day, and which jobs are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from fidelity.facts import Contact, Facts, Job
from fidelity.results import LeftOut, Score
from fidelity.scale import load
from fidelity.support import support_without_limit
from tests.pure.team import D
from tests.pure.working import days_from, job, support, with_client, working

SCALE = load("ips25-2008")
DAY = timedelta(days=1)
START = D - 300 * DAY
PLAIN = [job(f"plain-{number}", START) for number in range(5)]
MET, MISSED, NOT_ASKED = (1, 1), (0, 1), (0, 0)


def one(
    days: tuple[int, ...] = (), *, start: date = START, contact: dict | None = None, **ends: int
) -> tuple[Job, tuple[Contact, ...]]:
    """A job with face-to-face contacts; all days are counted from its start."""
    dates = {name: start + day * DAY for name, day in ends.items()}
    row = job("told", start, **dates)
    met = tuple(
        replace(support(row.client, on), **(contact or {})) for on in days_from(start, *days)
    )
    return row, met


def measured(name: str, told: tuple[Job, tuple[Contact, ...]], on: date = D) -> tuple[int, int]:
    """What the job adds to a measure's numerator and denominator."""
    row, met = told
    without = support_without_limit(working(*PLAIN), on, SCALE)
    result = support_without_limit(working(*PLAIN, row, contacts=met), on, SCALE)
    assert row.id in result.counted
    before, after = without.measures[name], result.measures[name]
    return after.numerator - before.numerator, after.denominator - before.denominator


@pytest.mark.parametrize(
    ("name", "days", "found"),
    [
        ("before_start", (-8, 0), MISSED),
        ("before_start", (-7,), MET),
        ("before_start", (-1,), MET),
        ("after_start", (-1, 4), MISSED),
        ("after_start", (0,), MET),
        ("after_start", (3,), MET),
        ("after_month_1", (29,), MISSED),
        ("after_month_1", (30,), MET),
        ("after_month_1", (300,), MET),
        ("after_month_1", (301,), MISSED),
        ("weekly_first_month", (0, 7, 14, 21), MET),
        ("weekly_first_month", (6, 13, 20, 27), MET),
        ("weekly_first_month", (-1, 7, 14, 21), MISSED),
        ("weekly_first_month", (0, 6, 14, 21), MISSED),
        ("weekly_first_month", (0, 7, 14, 28), MISSED),
        ("four_months", (0, 30, 60, 90), MET),
        ("four_months", (29, 59, 89, 119), MET),
        ("four_months", (0, 29, 60, 90), MISSED),
        ("four_months", (30, 60, 90), MISSED),
        ("four_months", (0, 30, 60, 120), MISSED),
        # Nine months are over 300 days after the start: 30 to 59 … 270 to 299.
        ("monthly_to_a_year", tuple(range(30, 300, 30)), MET),
        ("monthly_to_a_year", tuple(range(59, 300, 30)), MET),
        ("monthly_to_a_year", tuple(range(30, 270, 30)), MISSED),
        ("monthly_to_a_year", (0, *range(60, 300, 30)), MISSED),
    ],
)
def test_a_measure_asks_for_contacts_on_its_days(name, days, found):
    assert measured(name, one(days)) == found


FACE_TO_FACE = [
    ("before_start", (-1,)),
    ("after_start", (0,)),
    ("weekly_first_month", (0, 7, 14, 21)),
    ("four_months", (0, 30, 60, 90)),
    ("monthly_to_a_year", tuple(range(30, 300, 30))),
]


@pytest.mark.parametrize(("name", "days"), FACE_TO_FACE)
@pytest.mark.parametrize(
    "contact",
    [
        {"mode": "video"},
        {"mode": "phone"},
        {"reached": False},
        {"with_whom": "employer", "supports_working_client": True},
        {"with_whom": "family"},
        {"client": "client-without-job"},
        {"client": None},
    ],
)
def test_only_meeting_the_client_face_to_face_counts(name, days, contact):
    assert measured(name, one(days, contact=contact)) == MISSED


@pytest.mark.parametrize(
    ("mode", "reached"), [("video", True), ("message", True), ("phone", False)]
)
def test_any_way_of_reaching_the_client_counts_after_the_first_month_and_after_a_loss(
    mode, reached
):
    contact = {"mode": mode, "reached": reached}
    later = one((40,), contact=contact)
    lost = one((102,), contact=contact, end=100, heard_on=100)

    assert measured("after_month_1", later) == (reached, 1)
    assert measured("after_loss", lost) == (reached, 1)


LAST_DAYS = {
    "after_start": 3,
    "weekly_first_month": 27,
    "after_month_1": 59,
    "monthly_to_a_year": 59,
    "four_months": 119,
}
EVERY_WEEK = tuple(range(-7, 301, 7))


@pytest.mark.parametrize(("name", "last"), LAST_DAYS.items())
@pytest.mark.parametrize("stop", ["end", "support_declined_on", "support_handed_over_on"])
def test_a_measure_is_asked_when_its_last_day_lies_before_the_end_a_refusal_or_a_hand_over(
    name, last, stop
):
    assert measured(name, one(EVERY_WEEK, **{stop: last})) == NOT_ASKED
    assert measured(name, one(EVERY_WEEK, **{stop: last + 1})) == MET


@pytest.mark.parametrize("name", ["after_month_1", "monthly_to_a_year", "four_months"])
def test_a_measure_is_asked_when_its_last_day_lies_before_the_day_scored(name):
    last = LAST_DAYS[name]

    assert measured(name, one(EVERY_WEEK, start=D - last * DAY)) == NOT_ASKED
    assert measured(name, one(EVERY_WEEK, start=D - (last + 1) * DAY)) == MET


@pytest.mark.parametrize("stop", ["end", "support_declined_on", "support_handed_over_on"])
def test_the_months_asked_are_those_over_before_the_job_the_wish_or_the_support_ended(stop):
    name = "monthly_to_a_year"

    assert measured(name, one((30, 60), **{stop: 119})) == MET
    assert measured(name, one((30, 60), **{stop: 120})) == MISSED
    assert measured(name, one((30, 60, 119), **{stop: 120})) == MET


def test_the_year_of_months_ends_on_day_359():
    row, met = one(tuple(range(30, 331, 30)), start=D - 395 * DAY)
    end = D - 31 * DAY

    result = support_without_limit(working(*PLAIN, row, contacts=met), D, SCALE)

    assert (row.start, end) == (result.window.start, result.window.end)
    assert result.measures["monthly_to_a_year"].numerator == 1


@pytest.mark.parametrize("what", ["end", "support_declined_on", "support_handed_over_on"])
def test_what_is_dated_after_the_day_is_not_known(what):
    start = D - 59 * DAY

    assert measured("weekly_first_month", one(EVERY_WEEK, start=start, **{what: 60})) == MET
    assert measured("after_loss", one((), start=start, end=60, heard_on=40)) == NOT_ASKED


def test_before_the_start_is_asked_of_every_job():
    for stop in ("end", "support_declined_on", "support_handed_over_on"):
        assert measured("before_start", one((-3,), **{stop: 1})) == MET


@pytest.mark.parametrize(
    ("days", "values", "found"),
    [
        ((100,), {"end": 100, "heard_on": 100}, MET),
        ((103,), {"end": 100, "heard_on": 100}, MET),
        ((99, 104), {"end": 100, "heard_on": 100}, MISSED),
        ((90,), {"end": 100, "heard_on": 90}, MET),
        ((103,), {"end": 100}, NOT_ASKED),
        ((103,), {"heard_on": 100}, NOT_ASKED),
        ((296,), {"end": 290, "heard_on": 297}, NOT_ASKED),
        ((296,), {"end": 290, "heard_on": 296}, MET),
        ((102,), {"end": 100, "heard_on": 100, "support_declined_on": 103}, NOT_ASKED),
        ((102,), {"end": 100, "heard_on": 100, "support_declined_on": 104}, MET),
        ((102,), {"end": 100, "heard_on": 100, "support_handed_over_on": 103}, NOT_ASKED),
        ((102,), {"end": 100, "heard_on": 100, "support_handed_over_on": 104}, MET),
    ],
)
def test_a_loss_asks_for_a_contact_within_three_days_of_hearing_of_it(days, values, found):
    assert measured("after_loss", one(days, **values)) == found


def looked_at(facts: Facts, on: date = D) -> Score:
    result = support_without_limit(facts, on, SCALE)
    assert isinstance(result, Score)
    return result


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (D, date(2025, 10, 23), date(2026, 10, 22)),
        (date(2024, 3, 31), date(2023, 3, 1), date(2024, 2, 29)),
        (date(2025, 3, 31), date(2024, 2, 29), date(2025, 2, 28)),
        (date(2026, 4, 29), date(2025, 3, 30), date(2026, 3, 29)),
        (date(2026, 11, 25), date(2025, 10, 26), date(2026, 10, 25)),
    ],
)
def test_the_jobs_looked_at_began_in_the_year_up_to_31_days_before_the_day(on, first, last):
    edges = [first - DAY, first, last, last + DAY]
    jobs = [job(f"edge-{number}", start) for number, start in enumerate(edges)]
    plain = [job(f"plain-{number}", on - 150 * DAY) for number in range(5)]

    result = looked_at(working(*plain, *jobs), on)

    assert (result.window.start, result.window.end) == (first, last)
    assert {"job-edge-1", "job-edge-2"} == set(result.counted) - {row.id for row in plain}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"open_to_all": None}, "not_competitive"),
        ({"paid_by_agreement": False}, "not_competitive"),
        ({"set_aside": True}, "not_competitive"),
        ({"support_declined_on": START}, "support_declined"),
        ({"support_declined_on": START - DAY}, "support_declined"),
        ({"support_declined_on": START + DAY}, None),
        ({"ends_by_programme": True}, None),
        ({"subsidy": True}, None),
    ],
)
def test_a_job_that_is_not_competitive_or_was_declined_at_once_is_left_out(values, reason):
    result = looked_at(working(*PLAIN, job("told", START, **values)))

    assert result.left_out == ((LeftOut("job-told", reason),) if reason else ())
    assert ("job-told" in result.counted) is (reason is None)


def test_a_subsidised_job_is_left_out_where_the_setting_says_so():
    told = job("told", START, subsidy=True)

    result = looked_at(working(*PLAIN, told, count_subsidised=False))

    assert result.left_out == (LeftOut("job-told", "not_competitive"),)


def test_the_job_held_at_entry_is_left_out_and_a_later_one_is_not():
    facts = working(*PLAIN, job("told", START), job("next", START + DAY, client="client-told"))
    facts = with_client(facts, "client-told", in_work_at_entry=True, entry_date=START)

    result = looked_at(facts)

    assert result.left_out == (LeftOut("job-told", "held_at_entry"),)
    assert "job-next" in result.counted


def test_closing_the_client_does_not_end_the_job():
    row, met = one(EVERY_WEEK)
    facts = working(*PLAIN, row, contacts=met)

    closed = with_client(facts, row.client, closed_on=START + 10 * DAY)

    assert looked_at(closed) == looked_at(facts)


def test_a_meeting_counts_for_each_job_of_the_client():
    second = job("second", START + 10 * DAY, client="client-told")
    row, met = one((0, 7, 14, 21, 28, 35))

    result = looked_at(working(*PLAIN, row, second, contacts=met))

    assert result.measures["weekly_first_month"].value == Fraction(2, 7)
