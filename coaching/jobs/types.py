"""Words of jobs (forms.md, parts 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HowFound(StrEnum):
    """How a job was found."""

    COACH = "coach"
    OWN_SEARCH = "own_search"
    NETWORK = "network"
    ADVERT = "advert"
    AGENCY = "agency"
    RETURN = "return"


class Contract(StrEnum):
    """How long a job is agreed to last."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    ON_CALL = "on_call"
    SEASONAL = "seasonal"
    AGENCY = "agency"
    APPRENTICESHIP = "apprenticeship"


class Answer(StrEnum):
    """Yes, no, or not known yet."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class OverLimit(StrEnum):
    """Whether pay may exceed the person's own earnings limit."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NO_LIMIT = "no_limit"


class Subsidy(StrEnum):
    """What the employer is paid towards the job."""

    WAGE_SUBSIDY = "wage_subsidy"
    WORKPLACE = "workplace"
    APPRENTICESHIP = "apprenticeship"
    OTHER = "other"


class ChangeKind(StrEnum):
    """What changed in a job while it went on."""

    HOURS = "hours"
    TASKS = "tasks"
    CONTRACT = "contract"
    SUPERVISOR = "supervisor"
    PAY_UP = "pay_up"
    PAY_DOWN = "pay_down"


class EndReason(StrEnum):
    """Main reason of a job's end (forms.md, R7)."""

    BETTER_JOB = "better_job"
    FIXED_TERM = "fixed_term"
    SEASON = "season"
    STUDIES = "studies"
    HEALTH = "health"
    TASKS = "tasks"
    TIMES_OR_TRAVEL = "times_or_travel"
    RELATIONS = "relations"
    PAY_OR_BENEFITS = "pay_or_benefits"
    LESS_WORK = "less_work"
    TRIAL_PERIOD = "trial_period"
    DISMISSED = "dismissed"
    FAMILY = "family"
    MOVED = "moved"
    RETIRED = "retired"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class WhoDecided(StrEnum):
    """Whose decision a job's end was."""

    CLIENT = "client"
    EMPLOYER = "employer"
    TOGETHER = "together"
    CONTRACT = "contract"


class Next(StrEnum):
    """What comes after a job's end; asked whatever the reason was."""

    SEARCH = "search"
    NEW_JOB = "new_job"
    STUDIES = "studies"
    BREAK = "break"
    SERVICE_ENDS = "service_ends"


class FormState(StrEnum):
    """A form is open or ready (model.md, *Forms*)."""

    OPEN = "open"
    READY = "ready"


@dataclass(frozen=True)
class NewChange:
    """A change as typed; what belongs to another kind is dropped. `supervisor` is a public id."""

    on: date
    kind: ChangeKind
    hours: str | None = None
    contract: Contract | None = None
    contract_end: date | None = None
    supervisor: str | None = None
    words: str | None = None


class MovedStart(StrEnum):
    """What happens to planned contacts of support when a job's start is moved."""

    ALONG = "along"
    STAY = "stay"
