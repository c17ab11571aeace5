"""Words of form E (forms.md, part 6 and R8)."""

from __future__ import annotations

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
    BY_HAND = "by_hand"
