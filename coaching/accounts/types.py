"""Words of people and their work: roles, grants, and who is acting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Role(StrEnum):
    """What a person does in a post."""

    COACH = "coach"
    LEADER = "leader"


class Grant(StrEnum):
    """What a person may do without a post."""

    MANAGER = "manager"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


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


@dataclass(frozen=True)
class NewPost:
    """A post as typed: FTE above 0 and at most 1, minutes a week, half-open dates."""

    team_id: int
    role: Role
    fte: Decimal
    weekly_minutes: int
    since: date
    until: date | None


FULL_WEEK_MINUTES = 38 * 60 + 15
"""Weekly minutes of a full-time post (model.md, *People and time*)."""
