"""What the teams of the demonstration hold together, and the treatment teams of their coaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from coaching.accounts import quality
from coaching.accounts.models import Team
from coaching.demo import words
from coaching.demo.replay import LATER, Replay
from coaching.demo.workdays import is_workday
from coaching.teamwork import events, links, rhythm, series
from coaching.teamwork.models import EventSeries
from coaching.teamwork.types import (
    WITH_LEADER,
    WITH_PEOPLE,
    EventKind,
    NewEvent,
    NewLink,
    NewSeries,
)

_DAY = timedelta(days=1)

ATTACHED = {"anna": (0, 2), "siv": (1, 0), "mikael": (1,), "jukka": (3, 4), "paula": (3,)}
"""The treatment teams that each coach belongs to, by their place in `words.CARE_TEAMS`."""

NEW = {"mikael": 200, "paula": 10_000}
"""Coaches who are new or need help, for so many days after they began."""

_LEADER_GOES_ALONG = 0.15
"""How often the leader comes along to a meeting of a treatment team."""


@dataclass(frozen=True)
class _Held:
    """A recurring meeting of the story; `told` is how many days before today telling of it ends."""

    team: int
    kind: EventKind
    weekday: int
    every_weeks: int
    told: int
    care_team: int | None = None


RECURRING = (
    _Held(0, EventKind.GROUP_SUPERVISION, 2, 1, 6),
    _Held(0, EventKind.CARE_TEAM_MEETING, 3, 1, 0, 0),
    _Held(0, EventKind.CARE_TEAM_MEETING, 4, 1, 6, 1),
    _Held(0, EventKind.CARE_TEAM_MEETING, 1, 2, 0, 2),
    _Held(0, EventKind.OUTCOME_REVIEW, 3, 13, 0),
    _Held(0, EventKind.EMPLOYMENT_SERVICES_MEETING, 4, 4, 0),
    _Held(0, EventKind.STEERING_GROUP, 1, 13, 0),
    _Held(1, EventKind.GROUP_SUPERVISION, 1, 1, 13),
    _Held(1, EventKind.CARE_TEAM_MEETING, 2, 1, 0, 3),
    _Held(1, EventKind.OUTCOME_REVIEW, 2, 13, 0),
    _Held(1, EventKind.EMPLOYMENT_SERVICES_MEETING, 2, 4, 0),
)


class Gatherings:
    """Recurring meetings with their times, mentoring, work stories and treatment teams."""

    def __init__(self, replay: Replay) -> None:
        self.replay, self.calendar = replay, replay.story.calendar
        self.session, self.service = replay.session, replay.service
        self.random = Random(f"gatherings {self.calendar.today.isoformat()}")
        self._series: dict[_Held, EventSeries] = {}

    def add(self) -> None:
        """Add everything to what is replayed."""
        for held in RECURRING:
            self._recurring(held)
        for coach in words.COACHES:
            began = self.calendar.started(coach)
            self.replay.add(began, LATER, self._attach, coach, began)
            self._mentoring(coach, began)
        for team in range(len(words.TEAMS)):
            for days in (410, 190, 25):
                self._once(team, EventKind.WORK_STORIES, days)
            self._once(team, EventKind.STAFF_COMMUNICATION, 300)

    def _recurring(self, held: _Held) -> None:
        leader, today = words.LEADERS[held.team], self.calendar.today
        began = self.calendar.started(leader)
        self.replay.add(began, LATER, self._begin, held, began)
        for day in rhythm.days(began, None, held.weekday, held.every_weeks, began, today):
            told_on = self.calendar.next(leader, day)
            if day <= today - held.told * _DAY and told_on >= day:
                people = self._people(held, day)
                fell_out = not is_workday(day) or not people or self.random.random() < 0.06
                self.replay.add(told_on, LATER, self._tick, held, day, () if fell_out else people)

    def _people(self, held: _Held, day: date) -> tuple[str, ...]:
        """Return who was there: those at work, who belong to the treatment team if it is of one."""
        coaches = [
            coach
            for coach in words.COACHES
            if words.TEAM_OF[coach] == held.team
            and self.calendar.is_on(coach, day)
            and (held.care_team is None or held.care_team in ATTACHED[coach])
        ]
        leader = words.LEADERS[held.team]
        comes = held.kind in WITH_LEADER or self.random.random() < _LEADER_GOES_ALONG
        if comes and self.calendar.is_on(leader, day):
            coaches.append(leader)
        return tuple(coaches)

    def _mentoring(self, coach: str, began: date) -> None:
        """Let the leader say of each coach whether they are new, and go along with those who are."""
        leader = words.LEADERS[words.TEAM_OF[coach]]
        until = began + timedelta(days=NEW.get(coach, 0))
        told = self.calendar.next(leader, began + 7 * _DAY)
        self.replay.add(told, LATER, self._tell, coach, told < until)
        if told < until <= self.calendar.today:
            self.replay.add(self.calendar.next(leader, until), LATER, self._tell, coach, False)
        day = began + 20 * _DAY
        while day < min(until, self.calendar.today - 3 * _DAY):
            both = self.calendar.next(coach, self.calendar.next(leader, day))
            if self.calendar.is_on(leader, both) and both >= day:
                self.replay.add(
                    both, LATER, self._add, leader, EventKind.FIELD_MENTORING, both, coach
                )
            day += timedelta(days=self.random.randrange(24, 34))

    def _once(self, team: int, kind: EventKind, days: int) -> None:
        leader = words.LEADERS[team]
        day = self.calendar.today - days * _DAY
        if day > self.calendar.started(leader):
            on = self.calendar.next(leader, day)
            self.replay.add(on, LATER, self._add, leader, kind, on)

    # ---- writing

    def _begin(self, held: _Held, began: date) -> None:
        leader = words.LEADERS[held.team]
        care_team = None if held.care_team is None else self.service.care_teams[held.care_team]
        new = NewSeries(held.kind, held.weekday, held.every_weeks, began, None, care_team)
        self._series[held] = series.add(
            self.session, self.service.actors[leader], self._team(leader), new
        )

    def _tick(self, held: _Held, day: date, people: tuple[str, ...]) -> None:
        leader = words.LEADERS[held.team]
        named = self._ids(people) if held.kind in WITH_PEOPLE else ()
        events.tick(
            self.session,
            self.service.actors[leader],
            self._team(leader),
            self._series[held],
            day,
            held=bool(people),
            people=named,
        )

    def _add(self, leader: str, kind: EventKind, on: date, *people: str) -> None:
        new = NewEvent(on, kind, self._ids(people))
        events.add(self.session, self.service.actors[leader], self._team(leader), new)

    def _attach(self, coach: str, began: date) -> None:
        leader = words.LEADERS[words.TEAM_OF[coach]]
        for place in ATTACHED[coach]:
            (public_id,) = self._ids((coach,))
            new = NewLink(public_id, self.service.care_teams[place], began)
            links.add(self.session, self.service.actors[leader], self._team(leader), new)

    def _tell(self, coach: str, is_new: bool) -> None:
        leader = words.LEADERS[words.TEAM_OF[coach]]
        team = self._team(leader)
        told = quality.load(self.session, team)
        name = self.service.users[coach].name
        quality.save(
            self.session,
            self.service.actors[leader],
            team,
            apart_from_treatment=told.apart_from_treatment,
            excludes_by_rule=told.excludes_by_rule,
            needs_mentoring={one.post_id: is_new for one in told.coaches if one.name == name},
            version=told.version,
        )

    def _ids(self, people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.service.users[one].public_id for one in people)

    def _team(self, leader: str) -> Team:
        return self.service.teams[words.TEAM_OF[leader]]
