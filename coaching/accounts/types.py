"""Words of people and their work: roles, grants, and who is acting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person does in a post."""

    COACH = "coach"
    LEADER = "leader"


class Grant(StrEnum):
    """What a person may do without a post."""

    MANAGER = "manager"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


GIVEN_BY_ADMINISTRATOR = (Grant.MANAGER, Grant.ADMINISTRATOR)
"""Grants that the administrator gives; a reviewer is named in a review."""


class Language(StrEnum):
    """Languages of the program."""

    FI = "fi"
    SV = "sv"
    EN = "en"


@dataclass(frozen=True)
class Actor:
    """Who is acting: a signed-in person with the posts in force today and the grants.

    `coach_of` and `leader_of` hold team ids. `session_id` is the row of the sign-in, None on the
    command line.
    """

    user_id: int
    public_id: str
    name: str
    language: str
    coach_of: frozenset[int] = field(default_factory=frozenset)
    leader_of: frozenset[int] = field(default_factory=frozenset)
    grants: frozenset[Grant] = field(default_factory=frozenset)
    must_change_password: bool = False
    key_n: bool = True
    session_id: int | None = None

    @property
    def is_coach(self) -> bool:
        """Coaches in at least one team today."""
        return bool(self.coach_of)

    @property
    def is_leader(self) -> bool:
        """Leads at least one team today."""
        return bool(self.leader_of)

    @property
    def is_manager(self) -> bool:
        """Sees figures of all teams."""
        return Grant.MANAGER in self.grants

    @property
    def is_reviewer(self) -> bool:
        """Is an outside reviewer."""
        return Grant.REVIEWER in self.grants

    @property
    def is_administrator(self) -> bool:
        """Keeps people, teams, lists and settings."""
        return Grant.ADMINISTRATOR in self.grants

    @property
    def teams(self) -> frozenset[int]:
        """Teams the person works in today."""
        return self.coach_of | self.leader_of


FULL_WEEK_MINUTES = 38 * 60 + 15
"""Weekly minutes of a full-time post (model.md, *People and time*)."""


def minutes_of(fte: Decimal) -> int:
    """Return the weekly minutes of a post of this share of full time, when nothing else is agreed."""
    return int(FULL_WEEK_MINUTES * fte)


@dataclass(frozen=True)
class NewPost:
    """A post as typed: FTE above 0 and at most 1, minutes a week, half-open dates."""

    team_id: int
    role: Role
    fte: Decimal
    weekly_minutes: int
    since: date
    until: date | None


@dataclass(frozen=True)
class Span:
    """Days from the first one to the first one after, which is None while it goes on."""

    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the day lies within."""
        return self.since <= on and (self.until is None or on < self.until)

    def is_coming(self, on: date) -> bool:
        """Tell whether it begins only after the day."""
        return on < self.since

    def meets(self, other: Span) -> bool:
        """Tell whether the two have a day in common."""
        first_after = min(one.until or date.max for one in (self, other))
        return max(self.since, other.since) < first_after


@dataclass(frozen=True)
class PostCard:
    """A post as the administration page shows it."""

    public_id: str
    team: str
    role: Role
    fte: Decimal
    weekly_minutes: int
    span: Span


@dataclass(frozen=True)
class AbsenceCard:
    """An absence as the administration page shows it."""

    public_id: str
    span: Span


@dataclass(frozen=True)
class PersonCard:
    """A person as the administration page shows one: posts by when they are, rights, sign-in.

    `away` is the absence that goes on today.
    """

    public_id: str
    user_name: str
    name: str
    grants: tuple[Grant, ...]
    now: tuple[PostCard, ...]
    coming: tuple[PostCard, ...]
    ended: tuple[PostCard, ...]
    away: AbsenceCard | None
    absences: tuple[AbsenceCard, ...]
    must_change_password: bool
    closed_on: date | None

    @property
    def sees_nothing(self) -> bool:
        """Has neither a post today nor a right: may sign in, but finds nothing there."""
        return not self.now and not self.grants


@dataclass(frozen=True)
class TeamCard:
    """A team as the administration page shows it: who leads it and how many coach in it today."""

    public_id: str
    name: str
    short: str
    leaders: tuple[str, ...]
    coaches: int


@dataclass(frozen=True)
class Option:
    """An option of one of the organisation's lists; `key` leads to it.

    `is_own` is False while the organisation has not touched the list, and the program's words hold.
    """

    key: str
    code: str
    words: dict[str, str]
    hidden: bool = False
    row_version: int = 0
    is_own: bool = True


@dataclass(frozen=True)
class SavedChange:
    """What was saved at once of one record: who, when, and the new values by field.

    `record` is what people call the record, empty when that cannot be told any more; `about` is the
    public id of the person whom it concerns, empty when it is no person's.
    """

    at: datetime
    by: str
    kind: str
    record: str
    values: tuple[tuple[str, Any], ...]
    about: str = ""


@dataclass(frozen=True)
class CoachMentored:
    """A coach of today: public id of the post, name, whether new or in need of help if told."""

    post_id: str
    name: str
    needs_mentoring: bool | None


@dataclass(frozen=True)
class TeamQuality:
    """What is told of a team; `version` counts up with every change of any part of it."""

    apart_from_treatment: bool
    excludes_by_rule: bool
    coaches: tuple[CoachMentored, ...]
    version: int
