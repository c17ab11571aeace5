"""Words of working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class WorkKind(StrEnum):
    """Whether time went to employment services (fidelity scale, S2)."""

    EMPLOYMENT = "employment"
    OTHER = "other"


class WorkPlace(StrEnum):
    """Where time was spent: the places of a contact, a day centre, and on the way."""

    OWN_OFFICE = "own_office"
    TEAM_SITE = "team_site"
    DAY_CENTRE = "day_centre"
    WORKPLACE = "workplace"
    COMMUNITY = "community"
    HOME = "home"
    REMOTE = "remote"
    TRAVEL = "travel"


class WeekState(StrEnum):
    """How a week stands with a coach.

    `AGAIN` was confirmed, but its time stands on a day that has become leave or lies outside the
    post by now, so that it is not counted (reading 8). `RUNNING` is this week before it is
    confirmed. `AWAY` is a week without a scheduled minute: nothing is asked.
    """

    CONFIRMED = "confirmed"
    AGAIN = "again"
    OPEN = "open"
    RUNNING = "running"
    AWAY = "away"

    @property
    def is_waiting(self) -> bool:
        """Whether the coach is asked to confirm the week."""
        return self in (WeekState.OPEN, WeekState.AGAIN)


@dataclass(frozen=True)
class Time:
    """Minutes of one kind at one place that no contact holds."""

    kind: WorkKind
    place: WorkPlace
    minutes: int


@dataclass(frozen=True)
class Held:
    """What the own contacts of a week hold.

    Attributes:
        by_place: minutes by place, the most first; None for contacts without a place.
        without_length: contacts whose length nobody has said; they add no minute (reading 28).
        left_out: minutes on days of leave or outside the post, which do not count (reading 8).
    """

    by_place: tuple[tuple[WorkPlace | None, int], ...] = ()
    without_length: int = 0
    left_out: int = 0

    @property
    def minutes(self) -> int:
        """Minutes that count."""
        return sum(minutes for _place, minutes in self.by_place)


@dataclass(frozen=True)
class ListedWeek:
    """A week of the list: minutes scheduled, minutes recorded (contacts and times), its state."""

    monday: date
    scheduled: int
    recorded: int
    state: WeekState


@dataclass(frozen=True)
class WaitingWeek:
    """A week that a coach has not confirmed; `team` is its short name."""

    monday: date
    team: str
    team_name: str
    several_teams: bool


@dataclass(frozen=True)
class Week:
    """A coach's week in a team, for its page.

    Attributes:
        on: the day its times are dated; None while there is no day at work up to today.
        times: those confirmed, or of the usual week when nothing is confirmed yet.
        row_version: of the confirmed week, 0 before.
        teams: short name and name of the coach's teams of that week.
        weeks: the last weeks, newest first.
    """

    team_id: int
    team: str
    team_name: str
    monday: date
    scheduled: int
    held: Held
    on: date | None
    times: tuple[Time, ...]
    state: WeekState
    row_version: int
    teams: tuple[tuple[str, str], ...]
    weeks: tuple[ListedWeek, ...]

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def is_confirmed(self) -> bool:
        """Whether it was confirmed, however it stands by now."""
        return self.row_version > 0

    @property
    def rest(self) -> int:
        """Scheduled minutes that no contact holds; none when the contacts hold more."""
        return max(0, self.scheduled - self.held.minutes)
