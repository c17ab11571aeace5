"""Days, windows of calendar months, and whole ISO weeks (fidelity scale, part 2, rule 4)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from fidelity.facts import Span

DAY = timedelta(days=1)


def months_before(day: date, months: int) -> date:
    """Return the day n calendar months earlier; a day that does not exist becomes the month's last."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """Return the day n calendar months later; a day that does not exist becomes the month's last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def window_start(day: date, months: int) -> date:
    """Return the first day of the window of n months that ends on `day`."""
    return months_before(day, months) + DAY


def month_parts(day: date, months: int) -> list[tuple[date, date]]:
    """Return first and last day of the n parts of the window of n months that ends on `day`.

    The window is cut at the day one, two … calendar months earlier; oldest first (reading 12).
    """
    return [
        (window_start(day, back + 1), months_before(day, back)) for back in reversed(range(months))
    ]


def last_whole_weeks(day: date, count: int) -> list[tuple[date, date]]:
    """Return Monday and Sunday of the last n whole ISO weeks whose Sunday is on or before `day`.

    Oldest first (reading 11).
    """
    sunday = day - timedelta(days=day.isoweekday() % 7)
    return [
        (sunday - timedelta(days=7 * back + 6), sunday - timedelta(days=7 * back))
        for back in range(count - 1, -1, -1)
    ]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans with those that touch or overlap made one (reading 26)."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        last = result[-1] if result else None
        if last is not None and (last.end is None or span.start <= last.end):
            end = None if last.end is None or span.end is None else max(last.end, span.end)
            result[-1] = Span(last.start, end)
        else:
            result.append(span)
    return result


def share_a_day(*spans: Span) -> bool:
    """Whether some day lies in every one of the spans."""
    start = max(span.start for span in spans)
    return all(span.end is None or start < span.end for span in spans)


def workdays(first: date, last: date) -> list[date]:
    """Return Mondays to Fridays from `first` to `last`, both included."""
    days = (last - first).days + 1
    return [day for offset in range(days) if (day := first + offset * DAY).isoweekday() <= 5]
