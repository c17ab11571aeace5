"""Words of consents (forms.md, 1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from coaching.contacts.types import With

ENDS_SOON_DAYS = 30
"""Days before its last day in which a consent is said to end soon."""


class ConsentKind(StrEnum):
    """What a consent is about."""

    MULTI_AGENCY = "multi_agency"
    """A form shared by several agencies, such as Kela's Y100."""
    EMPLOYER = "employer"
    FAMILY = "family"
    OWN_SERVICE = "own_service"


class DataGroup(StrEnum):
    """Groups of data a consent lets be told; health is always ticked on its own."""

    WORK = "work"
    SKILLS = "skills"
    SITUATION = "situation"
    BENEFITS = "benefits"
    SUPPORT = "support"
    HEALTH = "health"


class State(StrEnum):
    """Where a consent stands on a day."""

    AHEAD = "ahead"
    """The day is before it was given."""
    IN_FORCE = "in_force"
    LIMITED = "limited"
    ENDING = "ending"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


IN_FORCE = frozenset({State.IN_FORCE, State.LIMITED, State.ENDING})
"""States in which a consent lets one be in touch."""

OTHERS = tuple(one for one in With if one is not With.CLIENT)
"""Whom a consent can let one be in touch with."""

SUGGESTED = {
    ConsentKind.MULTI_AGENCY: (With.CARE_TEAM, With.EMPLOYMENT_SERVICES, With.BENEFITS_OFFICE),
    ConsentKind.EMPLOYER: (With.EMPLOYER,),
    ConsentKind.FAMILY: (With.FAMILY,),
    ConsentKind.OWN_SERVICE: (),
}
"""Whom a consent of a kind usually is about; nothing is taken without being ticked."""


def kind_for(with_whom: With) -> ConsentKind:
    """Return the kind of consent that contact with somebody usually needs."""
    named = {With.EMPLOYER: ConsentKind.EMPLOYER, With.FAMILY: ConsentKind.FAMILY}
    return named.get(with_whom, ConsentKind.MULTI_AGENCY)


@dataclass(frozen=True)
class NewConsent:
    """A consent as typed: with whom, on what, what for and how long.

    In force from `given_on` to `valid_to` (that day counts; None: for the whole stay), unless
    withdrawn by then: on the day of withdrawing it is not in force any more.
    """

    kind: ConsentKind
    given_on: date
    with_whom: tuple[With, ...] = ()
    parties: str | None = None
    data_groups: tuple[DataGroup, ...] = ()
    purpose: str | None = None
    valid_to: date | None = None
    limited_on: date | None = None
    limits: str | None = None
    withdrawn_on: date | None = None
    paper_at: str | None = None
    contact_person: str | None = None

    @property
    def last_day(self) -> date | None:
        """The last day it can be in force by what was agreed when it was given."""
        return self.valid_to

    def state_on(self, day: date) -> State:
        """Return where the consent stands on a day; what needs doing comes before how it is."""
        if day < self.given_on:
            return State.AHEAD
        if self.withdrawn_on is not None and self.withdrawn_on <= day:
            return State.WITHDRAWN
        left = self.days_left(day)
        if left is not None and left < 0:
            return State.ENDED
        if left is not None and left <= ENDS_SOON_DAYS:
            return State.ENDING
        limited = self.limited_on is not None and self.limited_on <= day
        return State.LIMITED if limited else State.IN_FORCE

    def days_left(self, day: date) -> int | None:
        """Return the days after a day in which it is in force; below 0 when it has ended."""
        return None if self.last_day is None else (self.last_day - day).days

    def covers(self, with_whom: With, day: date) -> bool:
        """Tell whether one may be in touch with somebody on a day."""
        return with_whom in self.with_whom and self.state_on(day) in IN_FORCE


FIELDS = tuple(one.name for one in fields(NewConsent))
"""What is typed of a consent, in the names of the table's columns too."""


@dataclass(frozen=True)
class ListedConsent(NewConsent):
    """A consent on record; `closed_on` is when the service of its stay ended, and it with it."""

    public_id: str = ""
    row_version: int = 0
    closed_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day it can be in force: its own, or that of its stay when that comes first."""
        days = [day for day in (self.valid_to, self.closed_on) if day is not None]
        return min(days, default=None)


def current(consents: Sequence[ListedConsent], day: date) -> list[ListedConsent]:
    """Return consents without those that are over and that a later one of their kind followed.

    Args:
        consents: of one stay, last given first.
    """
    found: list[ListedConsent] = []
    for one in consents:
        followed = any(later.kind is one.kind for later in found)
        if one.state_on(day) in IN_FORCE or not followed:
            found.append(one)
    return found


@dataclass(frozen=True)
class ConsentChange:
    """What somebody saved of a consent at once: fields with what stood there before and after.

    Values are as the history keeps them; none for the recording of the consent.
    """

    at: datetime
    by: str
    values: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True)
class Missing:
    """No consent in force lets one be in touch; `ended_on` is since when, if there was one."""

    with_whom: With
    ended_on: date | None = None


@dataclass(frozen=True)
class Renewal:
    """A consent that ends soon or has ended, and that no other one goes on from."""

    period_id: int
    public_id: str
    kind: ConsentKind
    last_day: date
