"""On which days a recurring meeting is expected: worked out from its rhythm and never stored."""

from __future__ import annotations

from datetime import date, timedelta

_WEEK = timedelta(days=7)


def days(
    since: date, until: date | None, weekday: int, every_weeks: int, first: date, last: date
) -> list[date]:
    """Return the days of a rhythm from a first to a last day, oldest first.

    Args:
        since: the first such weekday from this day on is the first of the rhythm.
        until: first day on which it is not held any more.
        weekday: 1 for Monday to 7 for Sunday.
    """
    start = since + timedelta(days=(weekday - since.isoweekday()) % 7)
    step = every_weeks * _WEEK
    missed = max(0, -((start - first) // step))
    found, day = [], start + missed * step
    while day <= last and (until is None or day < until):
        found.append(day)
        day += step
    return found
