"""Words of employer meetings (form B)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from coaching.contacts.types import ListedContact, Look, MeetingPurpose, NewContact


class WhyMissing(StrEnum):
    """Why an employer meeting cannot be on a client's behalf: which talk is missing."""

    NO_TALK = "no_talk"
    NOTHING_TOLD = "nothing_told"
    LATER = "later"
    REVIEW_PASSED = "review_passed"


@dataclass(frozen=True)
class Offered:
    """A client as the page offers one: `why_missing` says why the coach cannot speak for them."""

    public_id: str
    shown: str
    why_missing: WhyMissing | None = None


@dataclass(frozen=True)
class Goal:
    """What a client wants, by the version of the profile in force on the day of a meeting.

    `answers` are those of the frozen copy, by question id of form A's `definition`.
    """

    version: int
    ready_on: date
    definition: int
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Suggestion:
    """The purpose that fits the number of a meeting."""

    purpose: MeetingPurpose
    number: int


@dataclass(frozen=True)
class Ban:
    """That an employer must not be contacted: until when (None: until further notice), set by whom."""

    until: date | None
    by: str


@dataclass(frozen=True)
class MetEmployer:
    """The employer a meeting is with, as the page shows it before anything is typed.

    `last` tells who met them last; `last_person` is the code of the person met last.
    """

    id: int
    public_id: str
    name: str
    places: tuple[str, ...]
    needs: str
    ban: Ban | None
    last_on: date | None
    last_coach: str
    meetings: int
    last_person: str | None


@dataclass(frozen=True)
class NewEmployer:
    """An employer that is added with its first meeting.

    `is_other`: somebody has looked at the employers of the same name and says this is another one.
    """

    name: str
    municipality: str
    site: str = ""
    business_id: str | None = None
    is_other: bool = False


@dataclass(frozen=True)
class NewPerson:
    """A person typed on the spot; `site` is the public id of theirs, None for the only one."""

    name: str
    role: str = ""
    why_kept: str = ""
    site: str | None = None


@dataclass(frozen=True)
class NewMeeting:
    """An employer meeting as typed.

    Attributes:
        contact: the row; its `employer` is the code of the person or site, None for a new person.
        employer: public id of the card; or `new_employer`.
        needs_typed: whether the needs are other than the page showed, so that the card learns them.
        ban: whether the card is to say that the employer must not be contacted; None: not asked.
    """

    contact: NewContact
    employer: str | None = None
    new_employer: NewEmployer | None = None
    new_person: NewPerson | None = None
    needs_typed: bool = False
    ban: bool | None = None
    ban_until: date | None = None


@dataclass(frozen=True)
class CoachWeek:
    """One coach's employer contacts of a week; `counted` are the meetings that item V6 counts."""

    coach: str
    rows: tuple[ListedContact, ...]
    new: frozenset[str] = field(default_factory=frozenset)
    counted: int = 0


@dataclass(frozen=True)
class Week:
    """A team's employer log of one week, and who looked at it last."""

    team: str
    short: str
    monday: date
    coaches: tuple[CoachWeek, ...]
    look: Look | None
    may_look: bool
    teams: tuple[tuple[str, str], ...] = ()

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)

    @property
    def has_new(self) -> bool:
        """Whether something came in after the last look."""
        return any(one.new for one in self.coaches)
