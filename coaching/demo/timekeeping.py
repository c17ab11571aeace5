"""The weeks of working time that the coaches of the demonstration have confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from coaching.contacts.types import monday_of
from coaching.demo import words
from coaching.demo.replay import LATER, Replay
from coaching.worktime import service as worktime
from coaching.worktime.types import Time, WorkKind, WorkPlace
from coaching.worktime.weeks import laid_out

_WEEK = timedelta(days=7)

_NOT_YET = {"anna": 1, "siv": 1, "mikael": 2, "jukka": 1, "paula": 2}
"""How many of the last whole weeks each coach has not confirmed yet."""

_KINDS = (
    (WorkKind.EMPLOYMENT, WorkPlace.OWN_OFFICE),
    (WorkKind.EMPLOYMENT, WorkPlace.COMMUNITY),
    (WorkKind.EMPLOYMENT, WorkPlace.TRAVEL),
    (WorkKind.EMPLOYMENT, WorkPlace.TEAM_SITE),
    (WorkKind.EMPLOYMENT, WorkPlace.REMOTE),
    (WorkKind.OTHER, WorkPlace.OWN_OFFICE),
)

_SHARES = {
    "anna": (30, 40, 14, 8, 8, 0),
    "siv": (25, 48, 16, 8, 0, 3),
    "mikael": (46, 28, 10, 6, 6, 4),
    "jukka": (40, 26, 12, 6, 8, 8),
    "paula": (55, 20, 10, 5, 0, 10),
}
"""How each coach spends the time that no contact holds, per cent by `_KINDS`."""


class Timekeeping:
    """Each coach confirms each week on the first day at work after it; the last weeks wait."""

    def __init__(self, replay: Replay) -> None:
        self.replay, self.service = replay, replay.service

    def add(self) -> None:
        """Add everything to what is replayed."""
        calendar = self.replay.story.calendar
        for coach in words.COACHES:
            random = Random(f"working time {calendar.today.isoformat()} {coach}")
            last = monday_of(calendar.today) - (_NOT_YET[coach] + 1) * _WEEK
            monday = calendar.started(coach)
            while monday <= last:
                day = calendar.next(coach, monday + _WEEK)
                if day >= monday + _WEEK:
                    usual = _usual(coach, random)
                    self.replay.add(day, LATER, self._confirm, coach, monday, usual)
                monday += _WEEK

    def _confirm(self, coach: str, monday: date, usual: tuple[Time, ...]) -> None:
        session, actor = self.replay.session, self.service.actors[coach]
        week = worktime.load(session, actor, monday)
        if week.on is not None:
            worktime.confirm(session, actor, week, laid_out(week.rest, usual), 0)


def _usual(coach: str, random: Random) -> tuple[Time, ...]:
    """Return how a coach spends a week: about the same each time, never quite."""
    return tuple(
        Time(kind, place, round(share * random.uniform(7, 13)))
        for (kind, place), share in zip(_KINDS, _SHARES[coach], strict=True)
        if share
    )
