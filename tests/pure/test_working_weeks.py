"""A week of working time: what is scheduled, its day, its state, and the usual week laid out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.accounts.types import Span
from coaching.worktime.types import Time, WeekState, WorkKind, WorkPlace
from coaching.worktime.weeks import STEP, WorkCalendar, laid_out, state

MONDAY = date(2026, 11, 16)
FRIDAY, SUNDAY, NEXT = date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23)
FULL = 2295  # 38 h 15 min
FIRST = date(2024, 1, 1)


def at_work(*leave, posts=((FIRST, None, FULL),)):
    """Return the calendar of a coach with posts and leave, each as first day and first day after."""
    return WorkCalendar(
        tuple((Span(since, until), minutes) for since, until, minutes in posts),
        tuple(Span(*one) for one in leave),
    )


class TestScheduled:
    def test_a_week_at_work_has_the_minutes_of_the_post(self):
        assert at_work().scheduled(MONDAY) == FULL

    def test_each_workday_is_a_fifth_and_shares_of_a_minute_are_added_up_first(self):
        calendar = at_work(posts=((FIRST, None, 1148),))

        whole = calendar.scheduled(MONDAY)
        short = at_work((FRIDAY, NEXT), posts=((FIRST, None, 1148),)).scheduled(MONDAY)

        assert (whole, short) == (1148, 918)  # 4 x 229.6 = 918.4

    def test_leave_and_days_outside_the_post_are_not_scheduled(self):
        wednesday = MONDAY + timedelta(days=2)

        assert at_work((MONDAY, NEXT)).scheduled(MONDAY) == 0
        assert at_work((wednesday, None)).scheduled(MONDAY) == 918
        assert at_work(posts=((wednesday, None, FULL),)).scheduled(MONDAY) == 1377
        assert at_work(posts=((FIRST, wednesday, FULL),)).scheduled(MONDAY) == 918

    def test_a_post_that_changes_within_the_week_gives_each_day_its_own(self):
        wednesday = MONDAY + timedelta(days=2)
        calendar = at_work(posts=((FIRST, wednesday, FULL), (wednesday, None, 1000)))

        assert calendar.scheduled(MONDAY) == 2 * 459 + 3 * 200

    def test_the_weekend_is_not_scheduled_on_either_change_of_the_clock(self):
        assert at_work().scheduled(date(2026, 3, 23)) == at_work().scheduled(date(2026, 10, 19))

    def test_the_week_of_29_february_is_as_any_other(self):
        assert at_work().scheduled(date(2024, 2, 26)) == FULL


class TestDay:
    @pytest.mark.parametrize(
        ("leave", "today", "day"),
        [
            ((), NEXT, FRIDAY),
            ((), date(2026, 11, 18), date(2026, 11, 18)),
            ([(FRIDAY, NEXT)], NEXT, date(2026, 11, 19)),
            ([(MONDAY, NEXT)], NEXT, None),
            ([(MONDAY, date(2026, 11, 18))], date(2026, 11, 17), None),
        ],
    )
    def test_it_is_the_last_workday_at_work_up_to_today(self, leave, today, day):
        assert at_work(*leave).day_of_times(MONDAY, today) == day

    def test_a_post_of_a_weekend_alone_is_dated_there(self):
        calendar = at_work(posts=((FRIDAY + timedelta(days=1), None, FULL),))

        assert calendar.day_of_times(MONDAY, NEXT) == SUNDAY


class TestState:
    @pytest.mark.parametrize(
        ("leave", "today", "confirmed", "dated", "stands"),
        [
            ((), NEXT, False, None, WeekState.OPEN),
            ((), SUNDAY, False, None, WeekState.RUNNING),
            ((), NEXT, True, FRIDAY, WeekState.CONFIRMED),
            ((), NEXT, True, None, WeekState.CONFIRMED),
            ([(FRIDAY, NEXT)], NEXT, True, FRIDAY, WeekState.AGAIN),
            ([(MONDAY, NEXT)], NEXT, False, None, WeekState.AWAY),
            ([(MONDAY, NEXT)], NEXT, True, FRIDAY, WeekState.AWAY),
        ],
    )
    def test_it_says_what_is_asked_of_the_coach(self, leave, today, confirmed, dated, stands):
        found = state(at_work(*leave), MONDAY, today, confirmed=confirmed, dated=dated)

        assert found is stands
        assert found.is_waiting is (stands in (WeekState.OPEN, WeekState.AGAIN))


class TestLaidOut:
    def test_the_first_week_is_employment_support_at_the_own_office(self):
        assert laid_out(1545, ()) == (Time(WorkKind.EMPLOYMENT, WorkPlace.OWN_OFFICE, 1545),)

    def test_the_rest_takes_the_shares_of_the_usual_week_and_the_longest_what_is_left(self):
        office = Time(WorkKind.EMPLOYMENT, WorkPlace.OWN_OFFICE, 900)
        travel = Time(WorkKind.EMPLOYMENT, WorkPlace.TRAVEL, 300)

        found = laid_out(1003, (travel, office))

        assert [one.minutes for one in found] == [250, 753]
        assert [one.place for one in found] == [WorkPlace.TRAVEL, WorkPlace.OWN_OFFICE]

    def test_nothing_is_left_of_a_week_that_contacts_fill(self):
        assert laid_out(0, (Time(WorkKind.OTHER, WorkPlace.HOME, 60),)) == ()

    @given(
        rest=st.integers(0, 3000),
        usual=st.lists(
            st.builds(
                Time,
                st.sampled_from(WorkKind),
                st.sampled_from(WorkPlace),
                st.integers(1, 10080),
            ),
            max_size=16,
        ),
    )
    def test_no_minute_is_lost_or_made(self, rest, usual):
        found = laid_out(rest, usual)

        assert sum(one.minutes for one in found) == rest
        assert all(one.minutes > 0 for one in found)
        assert sum(1 for one in found if one.minutes % STEP) <= 1
