"""Words of what a team does together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    """What was held (exchange format; the look at the employer log is a row of its own table)."""

    GROUP_SUPERVISION = "group_supervision"
    INDIVIDUAL_SUPERVISION = "individual_supervision"
    FIELD_MENTORING = "field_mentoring"
    CARE_TEAM_MEETING = "care_team_meeting"
    OUTCOME_REVIEW = "outcome_review"
    STEERING_GROUP = "steering_group"
    STAFF_COMMUNICATION = "staff_communication"
    EMPLOYMENT_SERVICES_MEETING = "employment_services_meeting"
    WORK_STORIES = "work_story"
    """People who found work tell others and the staff about it (fidelity scale, O7)."""


ONE_BY_ONE = frozenset({EventKind.INDIVIDUAL_SUPERVISION, EventKind.FIELD_MENTORING})
"""Kinds held with some coach at a time: nobody is there unless named, and they do not recur."""

WITH_LEADER = frozenset({EventKind.GROUP_SUPERVISION, EventKind.OUTCOME_REVIEW})
"""Kinds that the leader holds, so that the leader is there unless told otherwise."""

WITH_PEOPLE = ONE_BY_ONE | WITH_LEADER | {EventKind.CARE_TEAM_MEETING}
"""Kinds of which it matters who was there (items O2 and O5); of others it is not asked."""

RECURRING = tuple(kind for kind in EventKind if kind not in ONE_BY_ONE)
"""Kinds that a team can hold again and again on a weekday."""

LOOK_BACK_DAYS = 35
"""Days in which a recurring meeting waits to be ticked; older ones are not asked for any more."""

MOST_WEEKS = 13
"""Weeks from one time of a recurring meeting to the next, at most: a quarter."""


@dataclass(frozen=True)
class NewEvent:
    """Something that was held, or fell out, as typed; `people` are public ids."""

    on: date
    kind: EventKind
    people: tuple[str, ...] = ()
    care_team_id: int | None = None
    held: bool = True


@dataclass(frozen=True)
class NewSeries:
    """A recurring meeting as typed: weekday 1 to 7, every so many weeks; `until` is half-open."""

    kind: EventKind
    weekday: int
    every_weeks: int
    since: date
    until: date | None = None
    care_team_id: int | None = None


@dataclass(frozen=True)
class NewLink:
    """A coach, by public id, belongs to a treatment team for a span; `until` is half-open."""

    coach: str
    care_team_id: int
    since: date
    until: date | None = None


@dataclass(frozen=True)
class ListedEvent:
    """Something of the calendar, with the names of who was there."""

    public_id: str
    on: date
    kind: EventKind
    care_team: str
    held: bool
    people: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """A month of the calendar, newest first."""

    first: date
    events: tuple[ListedEvent, ...]


@dataclass(frozen=True)
class CalendarPage:
    """Some months of the calendar; `older` is the month the next page begins with."""

    months: tuple[Month, ...]
    older: date | None


@dataclass(frozen=True)
class Waiting:
    """A day of a recurring meeting of which nobody has told whether it was held."""

    series_id: str
    on: date
    kind: EventKind
    care_team: str


@dataclass(frozen=True)
class ListedSeries:
    """A recurring meeting; `until` is the first day on which it is not held any more."""

    public_id: str
    kind: EventKind
    care_team: str
    weekday: int
    every_weeks: int
    since: date
    until: date | None


@dataclass(frozen=True)
class ListedLink:
    """A treatment team of a coach with its span."""

    public_id: str
    care_team: str
    since: date
    until: date | None


@dataclass(frozen=True)
class CoachLinks:
    """A coach of the team with the treatment teams, newest first."""

    name: str
    links: tuple[ListedLink, ...]
