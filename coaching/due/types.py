"""Words of due items, and the plain facts of one stay that the rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coaching.clients.types import Status
from coaching.support.types import Step, Wants


class DueKind(StrEnum):
    """What is due; each starts the entry that settles it."""

    AFTER_END = "after_end"
    BENEFITS = "benefits"
    SUPPORT_CONTACT = "support_contact"
    SUPPORT_DECISION = "support_decision"
    ASK_AGAIN = "ask_again"
    SUPPORT_REVIEW = "support_review"
    ASK_HOW = "ask_how"
    FIRST_MEETING = "first_meeting"
    PROFILE = "profile"
    NEW_PROFILE = "new_profile"
    BENEFITS_CHANGE = "benefits_change"
    TALK = "talk"
    CONSENT = "consent"
    QUIET = "quiet"
    NEXT_STEP = "next_step"


@dataclass(frozen=True)
class Planned:
    """A contact that the support plan foresees and that is not made: its day, and the good days.

    `number` tells those of one step apart: the week of a weekly one, the day of a monthly one.
    """

    step: Step
    on: date
    first: date
    until: date
    number: int = 1


@dataclass(frozen=True)
class Change:
    """A change of hours or pay, and whether benefits were checked for it."""

    public_id: str
    on: date
    checked: bool


@dataclass(frozen=True)
class Job:
    """What rules read of one job; `wants` is None before the client has decided on support."""

    public_id: str
    start: date | None = None
    ended_on: date | None = None
    heard_on: date | None = None
    checked: bool = False
    wants: Wants | None = None
    ask_again_on: date | None = None
    contact_ok_on: date | None = None
    review_on: date | None = None
    support_closed_on: date | None = None
    changes: tuple[Change, ...] = ()
    planned: tuple[Planned, ...] = ()

    def goes_on(self, day: date) -> bool:
        """Tell whether the job has not ended by a day."""
        return self.ended_on is None or self.ended_on > day


@dataclass(frozen=True)
class Consent:
    """A consent that was not withdrawn: its kind and its last day, None without one."""

    kind: str
    valid_to: date | None


@dataclass(frozen=True)
class Stay:
    """What the records say of one stay up to a day.

    `last_seen` is the newest reached contact with the client; `known_since` the day the coach has
    had the client from; `profile_days` the days of meetings about the profile, oldest first;
    `ready_days` those on which a version of form A was ready; `talk_review_on` of the newest talk;
    `brought_on` the day on which a client of a list kept before came into Rinnalla.
    """

    status: Status
    entry_date: date | None = None
    brought_on: date | None = None
    in_work_at_entry: bool = False
    known_since: date | None = None
    last_seen: date | None = None
    met_employer: bool = False
    profile_days: tuple[date, ...] = ()
    ready_days: tuple[date, ...] = ()
    jobs: tuple[Job, ...] = ()
    talk_review_on: date | None = None
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True)
class Due:
    """One thing that is due: since when it has been shown, and the day it should be done by.

    `on` is None where no day is set; `planned_on` is the very day of a planned contact. `job` and
    `change` are public ids, `detail` a code (the step of a planned contact, the kind of a consent),
    `number` that of the step.
    """

    kind: DueKind
    since: date
    on: date | None = None
    job: str | None = None
    change: str | None = None
    detail: str = ""
    planned_on: date | None = None
    number: int = 1

    @property
    def day(self) -> date:
        """The day it stands on in a calendar."""
        return self.planned_on or self.on or self.since

    def is_late(self, today: date) -> bool:
        """Tell whether its day has passed."""
        return self.on is not None and self.on < today


@dataclass(frozen=True)
class Line:
    """A due item with whom it is about, as a page shows it.

    `period` is the stay's public id and `client` how the client is called; both are None for a
    step agreed with an employer in general, which `employer` and `employer_id` name then.
    """

    due: Due
    period: str | None = None
    client: str | None = None
    coach: str = ""
    employer: str | None = None
    employer_id: str | None = None
