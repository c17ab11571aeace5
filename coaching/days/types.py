"""Words of the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coaching.caseload.types import Caseload
from coaching.contacts.types import ClientChoice, ListedContact
from coaching.worktime.types import WaitingWeek


@dataclass(frozen=True)
class ReviewDue:
    """When a team's next review is due; None before its first client."""

    team: str
    short: str
    on: date | None


@dataclass(frozen=True)
class WeekToLookAt:
    """A past week whose employer log the leader has not looked at yet."""

    team: str
    short: str
    monday: date


@dataclass(frozen=True)
class MeetingsToTick:
    """How many recurring meetings of a team wait to be ticked as held or not held."""

    team: str
    short: str
    number: int


@dataclass(frozen=True)
class Day:
    """What the first page shows: one's own places and clients, or the team's for its leader.

    `caseload` is None for a leader who coaches nobody; `team` holds the coaches a leader leads,
    without squares, `weeks` the weeks of the employer log not looked at, and `to_tick` the teams
    with recurring meetings to tick. `quiet` are the own clients, the one without contact for
    longest first. `worktime` are the past weeks whose working time a coach has not confirmed.
    """

    caseload: Caseload | None
    waiting: int
    quiet: tuple[ClientChoice, ...]
    latest: tuple[ListedContact, ...]
    team: tuple[Caseload, ...]
    reviews: tuple[ReviewDue, ...]
    weeks: tuple[WeekToLookAt, ...] = ()
    worktime: tuple[WaitingWeek, ...] = ()
    to_tick: tuple[MeetingsToTick, ...] = ()


@dataclass(frozen=True)
class UnsavedText:
    """Text that was typed on a page and not saved: where, about whom, when.

    `address` shows it again; `whom` is empty when it is about nobody, or about several.
    """

    public_id: str
    address: str
    words: str
    whom: str
    at: datetime
