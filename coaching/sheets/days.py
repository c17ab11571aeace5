"""Days as people write them on a sheet."""

from __future__ import annotations

import re
from datetime import date, timedelta

from coaching.sheets.cells import Kept, meant

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{4}|\d{2})(?!\d)")
_NO_YEAR = re.compile(r"(?<!\d)(\d{1,2})\s?\.\s?(\d{1,2})\s?\.?(?!\d)")

_FIRST_SERIAL = date(1899, 12, 30)
_SERIALS = range(30_000, 70_000)
"""Numbers of days that stand for 1982 to 2091 in a cell that lost its format."""


class WithoutYear(ValueError):
    """A day and a month are told, and no year."""


class Unclear(ValueError):
    """Something is told that is no day of the calendar."""


def read(cell: Kept) -> date | None:
    """Return the day a cell tells, None when it is empty.

    Raises:
        WithoutYear: "1.9."; which year, a person knows.
        Unclear: "vko 40", "31.2.2026" and other words.
    """
    said = meant(cell)
    if said is None or isinstance(said, date):
        return said
    text = str(said).strip()
    if not text:
        return None
    number = text.removesuffix(".0")
    if number.isascii() and number.isdigit() and len(number) == 5 and int(number) in _SERIALS:
        return _FIRST_SERIAL + timedelta(days=int(number))
    return _read_text(text[:60])


def _read_text(text: str) -> date:
    if found := _YEAR_FIRST.search(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _DAY_FIRST.search(text):
        day, month, year = (int(part) for part in found.groups())
        return _day(year if year > 99 else 2000 + year, month, day)
    if found := _NO_YEAR.fullmatch(text):
        # A leap year: 29.2. is a day of some year.
        _day(2024, int(found[2]), int(found[1]))
        raise WithoutYear
    raise Unclear


def _day(year: int, month: int, day: int) -> date:
    if not 1990 <= year <= 2100:
        raise Unclear
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear from None
