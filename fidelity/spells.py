"""Parts of a window: its months, its whole weeks, and which of them a coach worked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from fidelity.coaches import why_away
from fidelity.facts import ClientStay, Coach, Facts, Span
from fidelity.windows import (
    DAY,
    joined,
    last_whole_weeks,
    window_start,
    workdays,
)

Days = tuple[date, date]
"""First and last day, both included."""


def whole_weeks_inside(day: date, months: int) -> list[Days]:
    """Return the whole ISO weeks inside the window of n months that ends on `day` (rule 4)."""
    start = window_start(day, months)
    return [week for week in last_whole_weeks(day, 5 * months) if week[0] >= start]


def part_of(day: date, parts: Iterable[Days]) -> int | None:
    """Return which part a day lies in, None outside all."""
    return next((at for at, (first, last) in enumerate(parts) if first <= day <= last), None)


def worked(coach: Coach, first: date, last: date) -> bool:
    """Whether a coach was at work on at least one working day of these."""
    return any(why_away(coach, day) is None for day in workdays(first, last))


def active_clients(facts: Facts, on: date) -> dict[str, ClientStay]:
    """Return the stays with an open assignment on a day and an entry date by then, by id."""
    open_now = {row.client for row in facts.assignments if row.span.holds(on)}
    return {
        stay.id: stay
        for stay in facts.clients
        if stay.id in open_now and stay.entry_date is not None and stay.entry_date <= on
    }


SEARCHING = frozenset({"searching", "between"})


def longest_search(stay: ClientStay, on: date) -> int:
    """Return the most days in a row, up to a day, on which a client looked for work.

    Only dated statuses tell it; of several on one day the one that `status_on` gives holds.
    """
    days = sorted({row.since for row in stay.statuses if row.since <= on})
    spans = [
        Span(day, until) for day, until in pairwise([*days, on]) if stay.status_on(day) in SEARCHING
    ]
    return max(((span.end or on) - span.start for span in joined(spans)), default=DAY * 0).days
