"""What the items scored per coach share: who is in post, new or away, and how long a week is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.coaches import in_post, is_new, part_worked, scheduled_minutes, why_away
from fidelity.facts import Coach, Facts, Post, Span
from fidelity.scale import load
from tests.pure.rows import DAY
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")
MONDAY = date(2026, 11, 16)
SUNDAY = D


def employed(*posts: tuple[Span, int], leave: tuple[Span, ...] = ()) -> Coach:
    return Coach("aino", tuple(Post(span, Fraction(1), minutes) for span, minutes in posts), leave)


def test_in_post_from_the_first_day_until_the_end_day_by_id():
    coaches = (
        coach("oona", start=D),
        coach("eino", end=D + DAY),
        coach("gone", end=D),
        coach("later", start=D + DAY),
    )

    assert [one.id for one in in_post(Facts(coaches), D)] == ["eino", "oona"]


@pytest.mark.parametrize(("days", "new"), [(0, True), (89, True), (90, False)])
def test_a_coach_is_new_for_ninety_days_from_the_first_post(days, new):
    start = D - days * DAY
    one = employed((Span(D), 1000), (Span(start, D), 1000))

    assert is_new(one, D, SCALE) is new


def test_a_day_before_the_post_from_its_end_on_or_on_leave_is_away():
    away = Span(MONDAY, MONDAY + 2 * DAY)
    one = coach(start=MONDAY - 7 * DAY, end=SUNDAY, leave=(away,))

    assert why_away(one, MONDAY - 8 * DAY) == "outside_post"
    assert why_away(one, MONDAY - 7 * DAY) is None
    assert why_away(one, MONDAY) == "on_leave"
    assert why_away(one, MONDAY + DAY) == "on_leave"
    assert why_away(one, MONDAY + 2 * DAY) is None
    assert why_away(one, SUNDAY) == "outside_post"


@pytest.mark.parametrize(
    ("first", "last", "minutes"),
    [
        (MONDAY, SUNDAY, 1000),
        (MONDAY, MONDAY, 200),
        (SUNDAY - DAY, SUNDAY, 0),
        (MONDAY - 7 * DAY, SUNDAY, 2000),
    ],
)
def test_a_day_from_monday_to_friday_is_a_fifth_of_the_week(first, last, minutes):
    assert scheduled_minutes(employed((Span(LONG_AGO), 1000)), first, last) == minutes


def test_minutes_that_do_not_divide_by_five_stay_exact():
    one = employed((Span(LONG_AGO), 2297))

    assert scheduled_minutes(one, MONDAY, MONDAY) == Fraction(2297, 5)


def test_a_day_has_the_minutes_of_its_own_post_which_are_not_multiplied_by_fte():
    change = MONDAY + 2 * DAY
    one = employed((Span(change), 500), (Span(LONG_AGO, change), 1000))
    half = replace(one, posts=tuple(replace(post, fte=Fraction(1, 2)) for post in one.posts))

    assert scheduled_minutes(half, MONDAY, SUNDAY) == 2 * 200 + 3 * 100


def test_leave_that_overlaps_is_taken_off_once_and_open_leave_goes_on():
    twice = (Span(MONDAY, MONDAY + 2 * DAY), Span(MONDAY + DAY, MONDAY + 3 * DAY))
    one = employed((Span(LONG_AGO), 1000), leave=twice)
    gone = employed((Span(LONG_AGO), 1000), leave=(Span(MONDAY + DAY),))

    assert scheduled_minutes(one, MONDAY, SUNDAY) == 400
    assert scheduled_minutes(gone, MONDAY, SUNDAY + 7 * DAY) == 200


def test_a_part_week_is_what_leave_left_of_the_weeks_scheduled_minutes():
    away = Span(MONDAY, MONDAY + DAY)
    weekend = Span(MONDAY + 5 * DAY, MONDAY + 7 * DAY)
    change = MONDAY + DAY

    assert part_worked(employed((Span(LONG_AGO), 1000)), MONDAY, SUNDAY) == 1
    assert part_worked(employed((Span(LONG_AGO), 1000), leave=(away,)), MONDAY, SUNDAY) == (
        Fraction(4, 5)
    )
    assert part_worked(employed((Span(LONG_AGO), 1000), leave=(weekend,)), MONDAY, SUNDAY) == 1
    assert (
        part_worked(
            employed((Span(LONG_AGO, change), 500), (Span(change), 1000), leave=(away,)),
            MONDAY,
            SUNDAY,
        )
    ) == Fraction(800, 900)


def test_the_first_and_the_last_week_of_a_coach_are_whole_weeks_of_the_days_in_post():
    first = employed((Span(MONDAY + 3 * DAY), 1000))
    last = employed((Span(LONG_AGO, MONDAY + 2 * DAY), 1000))
    not_yet = employed((Span(SUNDAY + DAY), 1000))

    assert part_worked(first, MONDAY, SUNDAY) == 1
    assert part_worked(last, MONDAY, SUNDAY) == 1
    assert part_worked(not_yet, MONDAY, SUNDAY) == 0


@pytest.mark.parametrize(
    "monday", [date(2026, 3, 23), date(2026, 10, 19), date(2028, 2, 28), date(2026, 12, 28)]
)
def test_a_week_is_a_week_over_changes_of_the_clock_a_leap_day_and_new_year(monday):
    one = employed((Span(LONG_AGO), 1000))

    assert scheduled_minutes(one, monday, monday + 6 * DAY) == 1000


@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 40),
)
def test_leave_never_adds_scheduled_minutes(begins, days, length):
    plain = employed((Span(MONDAY - 30 * DAY), 1000))
    start = MONDAY - begins * DAY
    away = replace(plain, leave=(Span(start, start + days * DAY),))
    last = MONDAY + length * DAY

    assert 0 <= scheduled_minutes(away, MONDAY, last) <= scheduled_minutes(plain, MONDAY, last)
