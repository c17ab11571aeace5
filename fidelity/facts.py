"""The plain records that scoring reads: ids, dates and numbers, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Span:
    """Days from `start` on, before `end`; open-ended without one (half-open)."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Post:
    """A coaching post in force for a span: FTE above 0 and at most 1, contracted minutes a week."""

    span: Span
    fte: Fraction
    weekly_minutes: int


@dataclass(frozen=True)
class Coach:
    """A coach (the scale's specialist) with posts in the team and leave."""

    id: str
    posts: tuple[Post, ...]
    leave: tuple[Span, ...] = ()

    @property
    def started(self) -> date:
        """The first day of the first post (readings 1 and 22)."""
        return min(post.span.start for post in self.posts)

    def post_on(self, day: date) -> Post | None:
        """Return the post in force on a day."""
        return next((post for post in self.posts if post.span.holds(day)), None)


@dataclass(frozen=True)
class StatusFrom:
    """A client's status from a day on."""

    status: str
    since: date


@dataclass(frozen=True)
class ClientStay:
    """A client's stay in the team (the format's client row)."""

    id: str
    entry_date: date | None
    in_work_at_entry: bool
    statuses: tuple[StatusFrom, ...] = ()
    closed_on: date | None = None

    def status_on(self, day: date) -> str | None:
        """Return the newest status known on a day, None before the first (reading 2)."""
        known = [row for row in self.statuses if row.since <= day]
        return max(known, key=lambda row: row.since).status if known else None


@dataclass(frozen=True)
class Assignment:
    """A coach coaches a client for a span."""

    client: str
    coach: str
    span: Span


@dataclass(frozen=True)
class Contact:
    """One contact. `decides` is True, False or None when not sure."""

    id: str
    on: date
    coach: str
    client: str | None
    with_whom: str
    mode: str
    reached: bool
    decides: bool | None = None
    supports_working_client: bool = False


@dataclass(frozen=True)
class LogReview:
    """The leader looked at the employer log; counts for every coach of the team (reading 6)."""

    id: str
    on: date


@dataclass(frozen=True)
class Settings:
    """Settings of the project (marked P); shown beside the score."""

    active_contact_days: int | None = None
    count_video: bool = False


@dataclass(frozen=True)
class Facts:
    """The records of one team, in any order; what lies after the day scored is not looked at."""

    coaches: tuple[Coach, ...] = ()
    clients: tuple[ClientStay, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    log_reviews: tuple[LogReview, ...] = ()
    settings: Settings = Settings()
