"""The rules of a week: what is scheduled, on which day time is dated, how the rest is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from coaching.accounts.types import Span
from coaching.worktime.types import Time, WeekState, WorkKind, WorkPlace

STEP = 5
"""Times of the usual week are whole multiples of so many minutes; the longest takes what is left."""


@dataclass(frozen=True)
class WorkCalendar:
    """When a coach is at work in a team: posts with their weekly minutes, and leave."""

    posts: tuple[tuple[Span, int], ...]
    leave: tuple[Span, ...]

    def counts(self, day: date) -> bool:
        """Tell whether time on a day counts: in post and not on leave (reading 8)."""
        return self._minutes_on(day) is not None

    def is_in_post(self, monday: date) -> bool:
        """Tell whether some day of the week lies in a post."""
        return any(span.holds(day) for day in _days(monday) for span, _minutes in self.posts)

    def scheduled(self, monday: date) -> int:
        """Return the scheduled minutes of a week: a fifth of the weekly ones for each workday.

        Source: reading 7. Shares of a minute are added up before they are rounded.
        """
        fifths = sum(self._minutes_on(day) or 0 for day in _days(monday)[:5])
        return floor(Fraction(fifths, 5) + Fraction(1, 2))

    def day_of_times(self, monday: date, today: date) -> date | None:
        """Return the last workday at work up to today; None when there is none yet.

        Times of a week have one day, which must be one that counts. A day at the weekend is taken
        only when the coach was in post on no other.
        """
        days = [day for day in _days(monday) if day <= today and self.counts(day)]
        workdays = [day for day in days if day.isoweekday() <= 5]
        return max(workdays or days, default=None)

    def _minutes_on(self, day: date) -> int | None:
        if any(span.holds(day) for span in self.leave):
            return None
        return next((minutes for span, minutes in self.posts if span.holds(day)), None)


def state(
    calendar: WorkCalendar, monday: date, today: date, *, confirmed: bool, dated: date | None
) -> WeekState:
    """Return how a week stands.

    Args:
        confirmed: whether the coach has confirmed it.
        dated: the day its times are dated; None without times.
    """
    if confirmed and (dated is None or calendar.counts(dated)):
        return WeekState.CONFIRMED
    if not calendar.scheduled(monday):
        return WeekState.AWAY
    if confirmed:
        return WeekState.AGAIN
    return WeekState.RUNNING if today < monday + timedelta(days=7) else WeekState.OPEN


def laid_out(rest: int, usual: Sequence[Time]) -> tuple[Time, ...]:
    """Return what is left of a week in the shares of the usual week.

    Args:
        rest: scheduled minutes that no contact holds.
        usual: times of the newest confirmed week that has some; the first time there are none, and
            everything is work on employment services at the own office.
    """
    usual = usual or (Time(WorkKind.EMPLOYMENT, WorkPlace.OWN_OFFICE, 1),)
    whole = sum(one.minutes for one in usual)
    shares = [rest * one.minutes // whole // STEP * STEP for one in usual]
    longest = max(range(len(usual)), key=lambda n: usual[n].minutes)
    shares[longest] += rest - sum(shares)
    return tuple(
        Time(one.kind, one.place, minutes)
        for one, minutes in zip(usual, shares, strict=True)
        if minutes
    )


def _days(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in range(7)]
