"""The plain records that scoring reads: ids, dates and numbers, never a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import attrgetter


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
class Attachment:
    """A coach belongs to a treatment team for a span."""

    care_team: str
    span: Span


@dataclass(frozen=True)
class Coach:
    """A coach (the scale's specialist) with posts in the team, leave, and treatment teams.

    `needs_mentoring` tells that the leader has flagged the coach as new or in need of help, None
    when nobody has said (fidelity scale, O5).
    """

    id: str
    posts: tuple[Post, ...]
    leave: tuple[Span, ...] = ()
    care_teams: tuple[Attachment, ...] = ()
    leader: str | None = None
    needs_mentoring: bool | None = None

    @property
    def started(self) -> date:
        """The first day of the first post (readings 1 and 22)."""
        return min(post.span.start for post in self.posts)

    def post_on(self, day: date) -> Post | None:
        """Return the post in force on a day."""
        return next((post for post in self.posts if post.span.holds(day)), None)


@dataclass(frozen=True)
class Leader:
    """Who leads the team, with the FTE of the post."""

    id: str
    fte: Fraction
    span: Span


@dataclass(frozen=True)
class StatusFrom:
    """A client's status from a day on."""

    status: str
    since: date


@dataclass(frozen=True)
class ClientStay:
    """A client's stay in the team (the format's client row).

    `person` joins stays of one person; `status_now` is the status of the day of an export, used
    where no dated status is known (reading 2).
    """

    id: str
    entry_date: date | None
    in_work_at_entry: bool
    statuses: tuple[StatusFrom, ...] = ()
    closed_on: date | None = None
    person: str | None = None
    care_team: str | None = None
    closed_reason: str | None = None
    status_now: str | None = None

    def status_on(self, day: date) -> str | None:
        """Return the newest status known on a day, before the first the one of now (reading 2)."""
        known = [row for row in self.statuses if row.since <= day]
        return max(known, key=lambda row: row.since).status if known else self.status_now

    def has_dated_status(self, day: date) -> bool:
        """Whether the status on a day comes from a dated row."""
        return any(row.since <= day for row in self.statuses)

    @property
    def who(self) -> str:
        """The person, or the stay where nobody has said whose it is (reading 45)."""
        return self.person or self.id


@dataclass(frozen=True)
class Assignment:
    """A coach coaches a client for a span."""

    client: str
    coach: str
    span: Span


@dataclass(frozen=True)
class Contact:
    """One contact. `decides` and `matches_goals` are True, False or None when not sure or not asked.

    `minutes` is None when nobody has said how long it took; `joint` tells that somebody of a
    treatment team was there too.
    """

    id: str
    on: date
    coach: str
    client: str | None
    with_whom: str
    mode: str
    reached: bool
    decides: bool | None = None
    supports_working_client: bool = False
    place: str | None = None
    minutes: int | None = None
    purposes: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    employer: str | None = None
    matches_goals: bool | None = None
    joint: bool = False


@dataclass(frozen=True)
class WorkTime:
    """Working time that no contact holds: minutes of a kind (employment, other) at a place."""

    coach: str
    on: date
    minutes: int
    kind: str
    place: str | None


@dataclass(frozen=True)
class Employer:
    """An employer; those of one `chain` are one employer for V9 (reading 44)."""

    id: str
    chain: str | None = None


@dataclass(frozen=True)
class Job:
    """A job of a client; `end` is the first day without it (reading 23).

    The three answers behind a competitive job are True, False or None when not known.
    """

    id: str
    client: str
    employer: str
    title: str
    start: date
    end: date | None = None
    kind_code: str | None = None
    end_reason: str | None = None
    heard_on: date | None = None
    contract: str = "permanent"
    ends_by_programme: bool = False
    open_to_all: bool | None = None
    paid_by_agreement: bool | None = None
    set_aside: bool | None = None
    subsidy: bool = False
    support_declined_on: date | None = None
    support_handed_over_on: date | None = None


@dataclass(frozen=True)
class JobChange:
    """Hours or pay of a job changed on a day (fidelity scale, V1)."""

    job: str
    on: date


@dataclass(frozen=True)
class Referral:
    """A referral: where from, and what was decided; `reason` of a refusal."""

    id: str
    on: date
    source: str
    decision: str
    decided_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class PlanVersion:
    """A version of a client's profile with its plan, after how many sessions (reading 38)."""

    client: str
    version: int
    on: date
    session: int


@dataclass(frozen=True)
class Event:
    """Something the team did together, with the coaches and leaders who were there.

    A log review counts for every coach of the team, whoever is named in it (reading 6).
    """

    id: str
    on: date
    kind: str
    people: tuple[str, ...] = ()
    care_team: str | None = None


LOG_REVIEW = "log_review"


@dataclass(frozen=True)
class Offer:
    """Benefits counselling or a disclosure talk that was offered to a client.

    `reason` is before_job, change or search. `says_what` tells whether the record of a disclosure
    talk says what may be told, None when nothing tells.
    """

    client: str
    on: date
    kind: str
    trained: bool
    reason: str
    says_what: bool | None = None


@dataclass(frozen=True)
class Settings:
    """Settings of the project (marked P); shown beside the score."""

    active_contact_days: int | None = None
    usual_share: Fraction = Fraction(4, 5)
    count_video: bool = False
    count_travel: bool = False
    allowed_per_kind: int = 1
    branch_is_employer: bool = False
    min_current_jobs: int = 10
    count_subsidised: bool = True


@dataclass(frozen=True)
class Facts:
    """The records of one team, in any order; what lies after the day scored is not looked at.

    `separate_from_treatment` (O1) and `written_exclusion_rule` (O6) are settings of the service.
    """

    coaches: tuple[Coach, ...] = ()
    clients: tuple[ClientStay, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    events: tuple[Event, ...] = ()
    settings: Settings = Settings()
    leaders: tuple[Leader, ...] = ()
    employers: tuple[Employer, ...] = ()
    work_time: tuple[WorkTime, ...] = ()
    jobs: tuple[Job, ...] = ()
    job_changes: tuple[JobChange, ...] = ()
    referrals: tuple[Referral, ...] = ()
    plans: tuple[PlanVersion, ...] = ()
    offers: tuple[Offer, ...] = ()
    separate_from_treatment: bool = False
    written_exclusion_rule: bool = False

    def contacts_between(self, first: date, last: date) -> Sequence[Contact]:
        """Return the contacts from `first` to `last`, both included, by day."""
        return _between(self._by_day, first, last)

    def contacts_with(self, whom: str, first: date, last: date) -> Sequence[Contact]:
        """Return the contacts with somebody from `first` to `last`, both included, by day."""
        return _between(self._by_whom.get(whom, []), first, last)

    @cached_property
    def _by_day(self) -> list[Contact]:
        """The contacts by day: put in order once for all items of a card."""
        return sorted(self.contacts, key=_DAY)

    @cached_property
    def _by_whom(self) -> Mapping[str, list[Contact]]:
        found: dict[str, list[Contact]] = defaultdict(list)
        for row in self._by_day:
            found[row.with_whom].append(row)
        return found


_DAY = attrgetter("on")


def _between(rows: list[Contact], first: date, last: date) -> Sequence[Contact]:
    return rows[bisect_left(rows, first, key=_DAY) : bisect_right(rows, last, key=_DAY)]
