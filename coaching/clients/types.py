"""Words of clients and their stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

KNOWN_BEFORE_RECORD = timedelta(days=30)
"""How long before its record was made a client may have been known, with no referral date."""


def known_since(referral_date: date | None, known_on: date) -> date:
    """Return the first day a contact or an assignment of a stay may bear.

    Args:
        referral_date: as told at intake, None when it was not.
        known_on: the day the record was made.

    Source: model.md, *Contacts*.
    """
    return referral_date or known_on - KNOWN_BEFORE_RECORD


class _Named(Protocol):
    code: str

    @property
    def name(self) -> str | None:
        """The name, when it is kept."""


def shown_as(client: _Named) -> str:
    """Return how a client is called on a page: by name when it is kept, else by code."""
    return client.name or client.code


class Status(StrEnum):
    """Where a client stands (forms.md, R3)."""

    WAITING = "waiting"
    PROFILING = "profiling"
    SEARCHING = "searching"
    AGREED = "agreed"
    WORKING_SUPPORTED = "working_supported"
    WORKING = "working"
    BETWEEN = "between"
    STUDYING = "studying"
    PAUSED = "paused"
    CLOSED = "closed"


class Decision(StrEnum):
    """What was decided of a referral at the joint first meeting (model.md, *Clients and stays*)."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    DID_NOT_WANT = "did_not_want"
    REFUSED = "refused"


class ClosingReason(StrEnum):
    """Why a stay ended (forms.md, R4; codes of readings.md, 19)."""

    IN_WORK = "in_work"
    STUDIES = "studies"
    OWN_WISH = "own_wish"
    MOVED = "moved"
    HEALTH = "health"
    OTHER_SERVICE = "other_service"
    NOT_REACHED = "not_reached"
    MISSED_APPOINTMENTS = "missed_appointments"
    TIME_LIMIT = "time_limit"
    DIED = "died"
    OTHER = "other"


COUNTED_AGAINST_OUTREACH = frozenset({ClosingReason.MISSED_APPOINTMENTS, ClosingReason.TIME_LIMIT})
"""Reasons that exist only to be counted against item V14 and ask for a second confirmation."""


class RefusalReason(StrEnum):
    """Why a referral was refused; all but the last three count as shutting out (fidelity scale, O6)."""

    READINESS = "readiness"
    SYMPTOMS = "symptoms"
    SUBSTANCE_USE = "substance_use"
    VIOLENCE = "violence"
    COGNITION = "cognition"
    NON_ADHERENCE = "non_adherence"
    APPEARANCE = "appearance"
    JOB_LOSSES = "job_losses"
    NO_INTEREST = "no_interest"
    MOVED = "moved"
    OTHER = "other"


class WantsWork(StrEnum):
    """Whether the client wants paid work: the only thing asked for entry."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


class ServiceLanguage(StrEnum):
    """The client's language of service."""

    FI = "fi"
    SV = "sv"
    PLAIN_FI = "plain_fi"
    OTHER = "other"


class ContactWay(StrEnum):
    """How the client likes to be reached."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    IN_PERSON = "in_person"
    VIA_SOMEBODY = "via_somebody"


class ReferralSource(StrEnum):
    """Where a client came from (forms.md, R1); the organisation may rename and hide them."""

    EMPLOYMENT = "employment"
    SOCIAL = "social"
    DISABILITY = "disability"
    ACTIVITY = "activity"
    REHABWORK = "rehabwork"
    MENTAL = "mental"
    HEALTH = "health"
    KELA = "kela"
    PENSION = "pension"
    SCHOOL = "school"
    NGO = "ngo"
    PRISON = "prison"
    SELF = "self"
    OTHER = "other"


class Income(StrEnum):
    """Main sources of income (forms.md, R2 with words.md, part 17)."""

    DISABILITY_KELA = "disability_kela"
    DISABILITY_WORK = "disability_work"
    PARTIAL_DISABILITY = "partial_disability"
    REHAB_SUBSIDY = "rehab_subsidy"
    PARTIAL_REHAB_SUBSIDY = "partial_rehab_subsidy"
    GUARANTEE_PENSION = "guarantee_pension"
    GENERAL = "general"
    EARNINGS_RELATED = "earnings_related"
    REHAB_ALLOWANCE = "rehab_allowance"
    REHAB_YOUNG = "rehab_young"
    SICKNESS = "sickness"
    PARTIAL_SICKNESS = "partial_sickness"
    STUDENT = "student"
    SOCIAL_ASSISTANCE = "social_assistance"
    WAGE = "wage"
    NONE = "none"
    OTHER = "other"
    HOUSING_PENSIONER = "housing_pensioner"
    HOUSING_GENERAL = "housing_general"
    DISABILITY_ALLOWANCE = "disability_allowance"
    CARE_ALLOWANCE = "care_allowance"


PHASE_OF_STATUS = {
    Status.WAITING: 1,
    Status.PROFILING: 2,
    Status.SEARCHING: 3,
    Status.BETWEEN: 3,
    Status.AGREED: 4,
    Status.WORKING_SUPPORTED: 5,
    Status.WORKING: 5,
}
"""The phase shown on a client's page; paused, studying and closed show none (model.md, *Contacts*)."""


@dataclass(frozen=True)
class Intake:
    """What the intake page tells: the person, the referral, the first meeting, the decision.

    `entry_date` is the day of the first real meeting, None when it has not been held. `refusal` is
    given with the decision REFUSED only. `coach_id` is needed with ACCEPTED only. `language` and
    `needs_interpreter` are None for somebody who comes back and was not asked again.
    """

    team_id: int
    decision: Decision
    decided_on: date
    referral_source: str
    referral_date: date | None
    wants_work: WantsWork
    in_work_at_entry: bool
    name: str | None = None
    birth_year: int | None = None
    language: ServiceLanguage | None = ServiceLanguage.FI
    needs_interpreter: bool | None = False
    contact_ways: tuple[str, ...] = ()
    contact_details: str | None = None
    main_income: tuple[str, ...] = ()
    care_team_id: int | None = None
    legal_basis: str | None = None
    entry_date: date | None = None
    refusal: RefusalReason | None = None
    reason_words: str | None = None
    coach_id: int | None = None
    returning_client_id: int | None = None
    not_the_same: bool = False
    """The person looked at those who are alike and said that this is somebody else."""
    known_on: date | None = None
    """The day the client was known from, for one of a list kept before; today without."""
    coached_from: date | None = None
    """First day with the coach; the day of the decision without."""
    status: Status = Status.PROFILING
    """Where a client who is accepted, or waits after work was begun, stands."""


CLOSED_BY = {
    RefusalReason.NO_INTEREST: ClosingReason.OWN_WISH,
    RefusalReason.MOVED: ClosingReason.MOVED,
}
"""Closing reasons of refused referrals; every other refusal closes with *other*."""

BY_HAND = (
    Status.PROFILING,
    Status.SEARCHING,
    Status.AGREED,
    Status.WORKING_SUPPORTED,
    Status.WORKING,
    Status.BETWEEN,
    Status.STUDYING,
)
"""Statuses a coach sets by hand; waiting, paused and closed follow from their own pages."""

UNDO_DAYS = 30
"""Days within which a closing can be undone (model.md, *Clients and stays*)."""


@dataclass(frozen=True)
class Helper:
    """Somebody else who supports the client (forms.md 1.1, other helpers)."""

    role: str
    organisation: str
    may_contact: bool


@dataclass(frozen=True)
class Card:
    """The client card as people edit it: the person's part and the stay's part."""

    name: str | None
    birth_year: int | None
    language: str
    needs_interpreter: bool
    contact_ways: tuple[str, ...]
    contact_details: str | None
    main_income: tuple[str, ...]
    referral_source: str
    referral_date: date | None
    wants_work: str
    entry_date: date | None
    in_work_at_entry: bool
    care_team_id: int | None
    legal_basis: str | None
    other_helpers: tuple[Helper, ...]


@dataclass(frozen=True)
class Likely:
    """A client the person may see who may be the one being taken in."""

    client_id: int
    public_id: str
    shown: str
    code: str
    birth_year: int | None
    status: str
    period_public_id: str


@dataclass(frozen=True)
class Head:
    """What stands at the head of a client's pages; made before anything is written."""

    period_id: int
    public_id: str
    shown: str
    code: str
    status: Status
    phase: int | None
    since: date
    team_id: int
    team: str
    coach_id: int | None
    coach: str | None
    known: date
    referral_date: date | None
    entry_date: date | None
    days: int | None
    waiting_since: date | None
    closed_on: date | None
    closed_reason: ClosingReason | None
    decision: Decision
    refusal: RefusalReason | None
    row_version: int
    in_charge: bool
    undo_until: date | None

    @property
    def is_open(self) -> bool:
        """The stay goes on."""
        return self.closed_on is None


@dataclass(frozen=True)
class Row:
    """One client in the list."""

    period_id: int
    public_id: str
    shown: str
    code: str
    status: Status
    phase: int | None
    coach: str | None
    days: int | None
    last_contact: date | None


@dataclass(frozen=True)
class Listed:
    """One page of the list: `after` leads to the next page, None on the last one."""

    rows: tuple[Row, ...]
    total: int
    after: str | None
    begins_at: int = 1


class Order(StrEnum):
    """How the list of clients is put in order."""

    NAME = "name"
    CODE = "code"
    DAYS = "days"


@dataclass(frozen=True)
class Choice:
    """What the list of clients is narrowed to.

    `coach` is a coach's public id, or None for everybody the person may see; `status` is a status
    or None for every open one.
    """

    status: Status | None = None
    coach: str | None = None
    words: str = ""
    order: Order = Order.NAME
    after: str | None = None


@dataclass(frozen=True)
class Queued:
    """One line of the waiting list. `shown`, `reason` and the right to open are the leader's."""

    period_id: int
    public_id: str
    position: int
    code: str
    since: date
    team_id: int
    team: str
    shown: str | None = None
    reason: str | None = None
    may_open: bool = False
    from_pause: bool = False
