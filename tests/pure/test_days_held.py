"""Days on which a job was held, spans that share a day, and months cut from a window."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Span
from fidelity.held import days_held
from fidelity.windows import month_parts, share_a_day, window_start
from tests.pure.rows import DAY, job

START = date(2026, 5, 4)
DATES = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("end", "closed_on", "until"),
    [
        (None, None, None),
        (START + 9 * DAY, None, START + 9 * DAY),
        (None, START + 5 * DAY, START + 5 * DAY),
        (START + 9 * DAY, START + 5 * DAY, START + 5 * DAY),
        (START + 3 * DAY, START + 5 * DAY, START + 3 * DAY),
        (START, None, START + DAY),
        (START, START + DAY, START + DAY),
    ],
)
def test_a_job_is_held_until_its_end_or_the_closing_whichever_comes_first(end, closed_on, until):
    assert days_held(job("job", START, end), closed_on) == Span(START, until)


def test_a_job_that_ended_before_it_began_was_never_held():
    assert days_held(job("job", START, START - DAY), None) is None


@pytest.mark.parametrize("closed_on", [START, START - DAY])
def test_a_job_that_began_when_the_client_was_closed_was_never_held(closed_on):
    # Reading 23 gives a job its first day when it ended on it; a closing on that day comes first.
    assert days_held(job("job", START), closed_on) is None
    assert days_held(job("job", START, START), closed_on) is None


@given(DATES, st.integers(0, 40), DATES, st.integers(0, 40))
def test_spans_share_a_day_when_some_day_lies_in_both(first, length, second, other):
    one, two = Span(first, first + length * DAY), Span(second, second + other * DAY)
    days = [first + n * DAY for n in range(length)]

    assert share_a_day(one, two) is any(two.holds(day) for day in days)
    assert share_a_day(Span(first), two) is (other > 0 and first < second + other * DAY)


@given(DATES, st.integers(1, 12))
def test_parts_of_a_window_cover_it_once_oldest_first(day, months):
    parts = month_parts(day, months)

    assert len(parts) == months
    assert (parts[0][0], parts[-1][1]) == (window_start(day, months), day)
    assert all(first <= last for first, last in parts)
    assert all(then[0] - now[1] == timedelta(days=1) for now, then in pairwise(parts))


def test_parts_are_cut_at_the_same_day_of_each_month_or_its_last():
    assert month_parts(date(2028, 5, 31), 3) == [
        (date(2028, 3, 1), date(2028, 3, 31)),
        (date(2028, 4, 1), date(2028, 4, 30)),
        (date(2028, 5, 1), date(2028, 5, 31)),
    ]
    assert month_parts(date(2028, 4, 30), 2) == [
        (date(2028, 3, 1), date(2028, 3, 30)),
        (date(2028, 3, 31), date(2028, 4, 30)),
    ]
