"""Words of form E (forms.md, part 6 and R8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Wants(StrEnum):
    """The client's decision on coaching while working; it comes first."""

    YES = "yes"
    NOT_NOW = "not_now"
    NO = "no"


class WhyNoSupport(StrEnum):
    """Why a client does not want coaching while working; always optional."""

    MANAGES = "manages"
    ELSEWHERE = "elsewhere"
    EMPLOYER_NOT_TOLD = "employer_not_told"
    OTHER = "other"


class SupportKind(StrEnum):
    """Kinds of support (forms.md, R8)."""

    LEARNING = "learning"
    PLANNING = "planning"
    COPING = "coping"
    SUPERVISOR = "supervisor"
    WORKMATE = "workmate"
    ADJUSTING = "adjusting"
    TOOLS = "tools"
    TRAVEL = "travel"
    WAKE_UP = "wake_up"
    BENEFITS = "benefits"
    TREATMENT_TIMES = "treatment_times"
    DEBT_HOUSING = "debt_housing"
    CAREER = "career"
    OTHER = "other"


class MeetWhere(StrEnum):
    """Where client and coach meet while the job goes on."""

    WORKPLACE = "workplace"
    OUTSIDE = "outside"
    PHONE = "phone"
    MIXED = "mixed"


class PassesTo(StrEnum):
    """Who goes on with the support."""

    NOBODY = "nobody"
    TEAM_WORKER = "team_worker"
    WORKPLACE = "workplace"
    OTHER = "other"


class Step(StrEnum):
    """Steps of the support rhythm: where a planned contact comes from."""

    BEFORE = "before"
    FIRST_DAYS = "first_days"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class State(StrEnum):
    """How a planned contact stands on a day."""

    AHEAD = "ahead"
    DUE = "due"
    LATE = "late"
    MISSED = "missed"
    MADE = "made"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Plan:
    """What the rhythm is worked out from.

    `ends_on` is the last day on which support may be planned: the job's end, the hand-over or the
    end of the support, whichever comes first; None while it goes on.
    """

    start: date
    weekly_weeks: int
    then_every_days: int | None
    ends_on: date | None = None


@dataclass(frozen=True)
class Planned:
    """One contact that the plan foresees: its day, and the days on which a contact makes it.

    `number` tells which one of its step it is: the week of a weekly one; for a monthly one the day
    of the job on which its month begins, which stays the same when the rhythm changes.
    """

    step: Step
    number: int
    on: date
    first: date
    last: date
    moved_from: date | None = None
    is_dropped: bool = False


@dataclass(frozen=True)
class Change:
    """What a coach changed in one planned contact: another day, or that it is left out."""

    step: Step
    number: int
    on: date | None = None
    is_dropped: bool = False


@dataclass(frozen=True)
class Reached:
    """A contact that reached the client."""

    on: date
    face_to_face: bool


@dataclass(frozen=True)
class Standing:
    """A planned contact and how it stands; made: when, and whether face to face."""

    planned: Planned
    state: State
    made_on: date | None = None
    face_to_face: bool | None = None


@dataclass(frozen=True)
class Due:
    """A planned contact that is due, as due items take it."""

    period_id: int
    job_id: int
    job: str
    """Public id of the job."""
    step: Step
    number: int
    on: date
    first: date
    last: date
    is_late: bool


@dataclass(frozen=True)
class Quiet:
    """A support that goes on without a contact that reached the client."""

    period_id: int
    job_id: int
    job: str
    since: date
    """The last contact, or without one the day the support began."""


@dataclass(frozen=True)
class ToAsk:
    """A decision that is to be talked over again, or news to be asked for, on a day agreed on."""

    period_id: int
    job_id: int
    job: str
    on: date
    again: bool
    """Whether support is asked about again; False for asking how things go."""


QUIET_DAYS = 60
"""Days without a contact after which a support is shown; nothing ever ends it by itself."""


@dataclass(frozen=True)
class Decision:
    """What the client decided; the answers that belong to another decision are left out."""

    on: date
    wants: Wants
    ask_again_on: date | None = None
    no_reason: WhyNoSupport | None = None
    info_given: bool | None = None
    info_how: str | None = None
    contact_ok: bool | None = None
    contact_ok_on: date | None = None


@dataclass(frozen=True)
class Ending:
    """Who goes on with the support, and when and why it ended."""

    passes_to: PassesTo | None = None
    passed_on: date | None = None
    closed_on: date | None = None
    closed_reason: str | None = None
