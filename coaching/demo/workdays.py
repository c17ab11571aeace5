"""When the coaches of the demonstration are at work: Finnish holidays, leaves, a half-time week."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)

STARTED = {
    "anna": 726,
    "siv": 726,
    "mikael": 330,
    "jukka": 405,
    "paula": 300,
    "outi": 726,
    "bjorn": 405,
}
"""Days before today on which each coach's and leader's post began; Anna and Siv opened the service."""

HALF_TIME = "paula"

SUMMER_WEEK = {
    "anna": 27,
    "siv": 28,
    "mikael": 29,
    "jukka": 26,
    "paula": 28,
    "outi": 27,
    "bjorn": 28,
}
"""First week of each summer's four weeks of leave."""


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the days of a year on which Finnish offices are closed, weekends apart."""
    easter = _easter(year)
    midsummer_eve = next(
        day for day in _days_from(date(year, 6, 19), 7) if day.weekday() == 4
    )  # a Friday
    fixed = [(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)]
    moving = [easter - 2 * _DAY, easter + _DAY, easter + 39 * _DAY, midsummer_eve]
    return frozenset([*(date(year, month, day) for month, day in fixed), *moving])


def is_workday(day: date) -> bool:
    """Tell whether offices are open on a day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def on_or_before(day: date) -> date:
    """Return the day, or the last workday before it."""
    while not is_workday(day):
        day -= _DAY
    return day


@dataclass
class Calendar:
    """Who is at work on which day, up to today.

    Leaves that would fall on the last weeks before today are not taken, so that whoever looks at
    the demonstration in July or at Christmas finds the coaches at work all the same.
    """

    today: date
    leaves: dict[str, list[tuple[date, date]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Plan the leaves of everybody."""
        for who, week in SUMMER_WEEK.items():
            began = self.started(who)
            planned = [span for year in self._years() for span in _leaves(year, week)]
            self.leaves[who] = [
                (since, until) for since, until in planned if since > began and self._is_past(until)
            ]

    def started(self, who: str) -> date:
        """Return the day somebody's post began, a Monday."""
        day = self.today - STARTED[who] * _DAY
        return day - day.weekday() * _DAY

    def is_on(self, who: str, day: date) -> bool:
        """Tell whether somebody works on a day."""
        if not is_workday(day) or not self.started(who) <= day <= self.today:
            return False
        if who == HALF_TIME and day.weekday() > (1 if day.isocalendar().week % 2 else 2):
            return False
        return not any(since <= day < until for since, until in self.leaves[who])

    def days(self, who: str, monday: date) -> list[date]:
        """Return the days of a week on which somebody works."""
        return [day for day in _days_from(monday, 5) if self.is_on(who, day)]

    def next(self, who: str, day: date) -> date:
        """Return the first day from a day on that somebody works; the last one before, if none."""
        found = next((later for later in _days_from(day, 60) if self.is_on(who, later)), None)
        return found or self.last(who, min(day, self.today))

    def last(self, who: str, day: date) -> date:
        """Return the last day up to a day that somebody works."""
        found = [earlier for earlier in _days_from(day - 60 * _DAY, 61) if self.is_on(who, earlier)]
        return found[-1] if found else self.next(who, self.started(who))

    def _is_past(self, until: date) -> bool:
        return until <= self.today - 21 * _DAY

    def _years(self) -> range:
        return range(self.today.year - 2, self.today.year + 1)


def _leaves(year: int, week: int) -> list[tuple[date, date]]:
    summer = date.fromisocalendar(year, week, 1)
    winter = date.fromisocalendar(year, 9, 1)
    leaves = [(summer, summer + 28 * _DAY), (date(year, 12, 23), date(year + 1, 1, 2))]
    # Every other one goes skiing.
    return [(winter, winter + 7 * _DAY), *leaves] if week % 2 else leaves


def _days_from(first: date, number: int) -> list[date]:
    return [first + offset * _DAY for offset in range(number)]


def _easter(year: int) -> date:
    """Return Easter Sunday (Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
