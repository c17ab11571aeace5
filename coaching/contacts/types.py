"""Words of contacts and employer meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class With(StrEnum):
    """With whom a contact was (forms.md 1.3)."""

    CLIENT = "client"
    EMPLOYER = "employer"
    CARE_TEAM = "care_team"
    EMPLOYMENT_SERVICES = "employment_services"
    BENEFITS_OFFICE = "benefits_office"
    FAMILY = "family"
    OTHER = "other"


class Mode(StrEnum):
    """How a contact was made."""

    FACE_TO_FACE = "face_to_face"
    VIDEO = "video"
    PHONE = "phone"
    MESSAGE = "message"


class Place(StrEnum):
    """Where a contact was made; needed when face to face."""

    OWN_OFFICE = "own_office"
    TEAM_SITE = "team_site"
    WORKPLACE = "workplace"
    COMMUNITY = "community"
    HOME = "home"
    REMOTE = "remote"


class Purpose(StrEnum):
    """What a contact was about (forms.md, R5, and coming to the service; readings.md, 19)."""

    COMING_TO_SERVICE = "coming_to_service"
    GETTING_TO_KNOW = "getting_to_know"
    PROFILE = "profile"
    DISCLOSURE_TALK = "disclosure_talk"
    BENEFITS = "benefits"
    JOB_SEARCH = "job_search"
    EMPLOYER_MEETING = "employer_meeting"
    SUPPORT_AT_WORK = "support_at_work"
    SUPPORT_OUTSIDE_WORK = "support_outside_work"
    CARE_TEAM = "care_team"
    NETWORK = "network"
    OUTREACH = "outreach"
    JOB_LOSS = "job_loss"
    OTHER = "other"


class Phase(StrEnum):
    """The six phases of item S3."""

    INTAKE = "intake"
    ENGAGEMENT = "engagement"
    ASSESSMENT = "assessment"
    PLACEMENT = "placement"
    COACHING = "coaching"
    FOLLOW_ALONG = "follow_along"


PHASE_OF_PURPOSE = {
    Purpose.COMING_TO_SERVICE: Phase.INTAKE,
    Purpose.GETTING_TO_KNOW: Phase.ENGAGEMENT,
    Purpose.DISCLOSURE_TALK: Phase.ENGAGEMENT,
    Purpose.OUTREACH: Phase.ENGAGEMENT,
    Purpose.PROFILE: Phase.ASSESSMENT,
    Purpose.JOB_SEARCH: Phase.PLACEMENT,
    Purpose.EMPLOYER_MEETING: Phase.PLACEMENT,
    Purpose.SUPPORT_AT_WORK: Phase.COACHING,
    Purpose.SUPPORT_OUTSIDE_WORK: Phase.FOLLOW_ALONG,
    Purpose.JOB_LOSS: Phase.FOLLOW_ALONG,
}
"""Phases follow the purpose; benefits, care team, network and other give none (model.md)."""


class MadeBy(StrEnum):
    """Who made the contact with an employer."""

    COACH = "coach"
    CLIENT = "client"


class Decides(StrEnum):
    """Whether the person met decides on hiring, as it stood that day."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class MeetingPurpose(StrEnum):
    """Purposes of an employer meeting (forms.md, B.purpose)."""

    NEEDS = "needs"
    SERVICE = "service"
    SPEAK_FOR_CLIENT = "speak_for_client"
    VACANCY = "vacancy"
    INTERVIEW = "interview"
    TERMS = "terms"
    THANKS = "thanks"
    SUPPORT_AT_WORK = "support_at_work"


class Result(StrEnum):
    """What an employer meeting led to (forms.md, R6)."""

    NOTHING_NOW = "nothing_now"
    MAY_COME_BACK = "may_come_back"
    ASKED_DETAILS = "asked_details"
    """The employer asked for the client's details; they go out with the client's consent only."""
    INTERVIEW = "interview"
    TRYOUT = "tryout"
    """A visit or a work try-out; not a job."""
    AGREED = "agreed"
    """Agreed on work: form C goes on from here."""
    NOT_SUITABLE = "not_suitable"
    DO_NOT_CONTACT = "do_not_contact"


class Told(StrEnum):
    """What the coach told the employer (forms.md, B.told)."""

    SERVICE = "service"
    STRENGTHS = "strengths"
    PAY_SUBSIDY = "pay_subsidy"
    ARRANGEMENTS = "arrangements"
    TRYOUT_IS_NO_JOB = "tryout_is_no_job"


class Agreed(StrEnum):
    """How it stood with the client's consent when no recorded one was in force."""

    BY_WORD = "by_word"
    """The client agreed by word of mouth on this contact."""
    NOTHING_TOLD = "nothing_told"
    """Nothing about the client was told, as when somebody called and was only listened to."""


class Period(StrEnum):
    """Spans of time a list of contacts can be narrowed to."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


class LogColumn(StrEnum):
    """Columns of the log of employer meetings as a file (forms.md, part 3), in their order."""

    ON = "on"
    EMPLOYER = "employer"
    BUSINESS_ID = "business_id"
    MUNICIPALITY = "municipality"
    SITE = "site"
    PERSON = "person"
    ROLE = "role"
    PHONE = "phone"
    EMAIL = "email"
    DECIDES = "decides"
    PURPOSE = "purpose"
    RESULT = "result"
    NEXT_STEP = "next_step"
    NEXT_ON = "next_on"
    COACH = "coach"
    NOTE = "note"


NOTE_LIMIT = 2000
"""Characters of a note (forms.md 1.3); a longer one is kept on the page and refused, never cut."""

UNDO_DAYS = 30
"""Days in which a withdrawn contact can be brought back; then its text is blanked (model.md)."""

REAL_MEETING_MODES = frozenset({Mode.FACE_TO_FACE, Mode.VIDEO})
"""How a real meeting is held: with the client, reached (model.md, *Clients and stays*)."""


def monday_of(day: date) -> date:
    """Return the first day of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def first_day_of(period: Period, today: date) -> date | None:
    """Return the first day of the week, month, quarter or year that a day lies in; None for all."""
    if period is Period.WEEK:
        return monday_of(today)
    if period is Period.MONTH:
        return today.replace(day=1)
    if period is Period.QUARTER:
        return today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    return today.replace(month=1, day=1) if period is Period.YEAR else None


@dataclass(frozen=True)
class Task:
    """A task an employer might give: hours a week in the one form of the forms (20, 15–20)."""

    task: str
    hours: str = ""
    when: str = ""
    can_be_shaped: bool | None = None


@dataclass(frozen=True)
class NewContact:
    """A contact as typed. `minutes` is whole minutes; employer columns are None for other contacts.

    `employer` is an `EmployerChoice.code`; `team` the short name of the team that a contact about
    no client belongs to, needed from a person who works in several.
    """

    on: date
    with_whom: With
    mode: Mode
    place: Place | None
    minutes: int | None
    reached: bool
    purposes: tuple[Purpose, ...]
    joint: bool
    note: str | None
    made_by: MadeBy = MadeBy.COACH
    employer: str | None = None
    decides: Decides | None = None
    meeting_purpose: MeetingPurpose | None = None
    client_present: bool | None = None
    matches_goals: bool | None = None
    agreed: Agreed | None = None
    team: str | None = None
    result: Result | None = None
    told: tuple[Told, ...] = ()
    needs: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    tasks: tuple[Task, ...] = ()

    @property
    def is_real_meeting(self) -> bool:
        """Whether the contact is a real meeting: coaching begins with the first one."""
        return self.with_whom is With.CLIENT and self.mode in REAL_MEETING_MODES and self.reached


@dataclass(frozen=True)
class LastTime:
    """What is carried into a new contact: with whom, how and where it was the last time."""

    on: date
    with_whom: With
    mode: Mode
    place: Place | None


@dataclass(frozen=True)
class ClientChoice:
    """A client a contact can be logged about: `public_id` is the stay's.

    `latest` marks the few that are offered first; `last` is the newest contact about the client.
    """

    public_id: str
    shown: str
    status: StrEnum
    latest: bool = False
    last: LastTime | None = None


@dataclass(frozen=True)
class EmployerChoice:
    """A person at an employer, or a site when `person` is empty.

    `code` is what forms carry: `p:` or `s:` with the public id.
    """

    code: str
    employer: str
    site: str
    person: str = ""
    decides: Decides | None = None
    no_contact: bool = False


@dataclass(frozen=True)
class ListedContact:
    """A contact as a list shows it: what the person who looks may not see is None or empty.

    `period_public_id` and `client` are given only to a person who may see that client. `key` is the
    public id pages turn by; `may_open` says that an employer meeting has a page for this person.
    """

    key: str
    on: date
    coach: str
    coach_id: int
    with_whom: With
    mode: Mode | None = None
    place: Place | None = None
    minutes: int | None = None
    reached: bool = True
    purposes: tuple[Purpose, ...] = ()
    joint: bool = False
    note: str | None = None
    client: str | None = None
    period_public_id: str | None = None
    employer: str | None = None
    employer_public_id: str | None = None
    site: str = ""
    person: str = ""
    decides: Decides | None = None
    meeting_purpose: MeetingPurpose | None = None
    client_present: bool | None = None
    matches_goals: bool | None = None
    made_by: MadeBy = MadeBy.COACH
    agreed: Agreed | None = None
    result: Result | None = None
    told: tuple[Told, ...] = ()
    needs: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    may_open: bool = False
    may_change: bool = False
    withdrawn_on: date | None = None
    logged_at: datetime | None = None
    row_version: int = 0


@dataclass(frozen=True)
class Look:
    """When a leader looked at the employer log of a week, and who."""

    at: datetime
    by: str


@dataclass(frozen=True)
class ContactPage:
    """Some contacts, newest first; `older` leads on to those before them, if there are any."""

    rows: tuple[ListedContact, ...]
    older: str | None = None


@dataclass(frozen=True)
class LastMeeting:
    """When an employer was last met, by whom, and how many times in all."""

    on: date
    coach: str
    count: int


@dataclass(frozen=True)
class Narrowed:
    """What a list of contacts is narrowed to.

    `coach` is the public id of a coach of a team the person leads; `team` widens a coach's own list
    to the employer contacts of the whole team.
    """

    kind: With | None = None
    period: Period = Period.ALL
    coach: str | None = None
    team: bool = False
