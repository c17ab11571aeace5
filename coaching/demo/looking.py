"""The leaders' looks at the employer logs, and mappings of skills that clients brought along."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from coaching.contacts import log_reviews
from coaching.contacts.types import monday_of
from coaching.demo import words, work_words
from coaching.demo.replay import LATER, Replay
from coaching.demo.story import Stay
from coaching.profiles import mappings
from coaching.profiles.types import NewMapping

_WEEK = timedelta(days=7)
_NOT_YET = (1, 2)
"""How many of the last whole weeks each team's leader has not looked at yet."""


class Looks:
    """The leaders' looks, week by week; the last weeks are still to be looked at."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay

    def add(self) -> None:
        """Add everything to what is replayed."""
        calendar = self.replay.story.calendar
        for team, leader in enumerate(words.LEADERS):
            random = Random(f"looks {calendar.today.isoformat()} {leader}")
            this_week = monday_of(calendar.today)
            monday = calendar.started(leader)
            while monday < this_week - _NOT_YET[team] * _WEEK:
                day = calendar.next(leader, monday + _WEEK + timedelta(days=random.randrange(3)))
                recent = (this_week - monday) < 9 * _WEEK
                if monday + _WEEK <= day and (recent or random.random() < 0.9):
                    self.replay.add(day, LATER, self._look, team, leader, monday)
                monday += _WEEK

    def _look(self, team: int, leader: str, monday: date) -> None:
        service = self.replay.service
        actor, team_id = service.actors[leader], service.teams[team].id
        log_reviews.mark(self.replay.session, actor, team_id, monday)


class Mappings:
    """Mappings of skills made elsewhere, which some clients bring along."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay

    def add(self) -> None:
        """Add everything to what is replayed."""
        for number, stay in enumerate(self.replay.story.stays):
            if stay.coaches and stay.entered is not None and number % 6 == 2:
                day = self.replay.story.calendar.next(stay.coaches[0][1], stay.entered)
                if stay.closed is None or day < stay.closed[0]:
                    self.replay.add(day, LATER, self._map, stay, day, number)

    def _map(self, stay: Stay, day: date, number: int) -> None:
        bank = work_words.SV if stay.person.swedish else work_words.FI
        tool, summary = bank.mappings[number % len(bank.mappings)]
        made = day - timedelta(days=30 + 11 * (number % 5))
        actor, period = self.replay.coach(stay, day), self.replay.periods[id(stay)]
        new = NewMapping(made, tool, summary, bank.mapping_at)
        mappings.save(self.replay.session, actor, period, new)
