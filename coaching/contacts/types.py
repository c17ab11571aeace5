"""Words of contacts and employer meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """What a contact was about (forms.md, R5, and coming to the service; codes of readings.md, 19)."""

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
"""Phases follow the purpose; benefits, care team, network and other give none (model.md, *Contacts*)."""


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


class Period(StrEnum):
    """Spans of time a list of contacts can be narrowed to."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


NOTE_LIMIT = 2000
"""Characters of a note (forms.md 1.3); a longer one is kept on the page and refused, never cut."""


@dataclass(frozen=True)
class NewContact:
    """A contact as typed. `minutes` is whole minutes. Employer columns are None for other contacts."""

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
    employer_public_id: str | None = None
    site_public_id: str | None = None
    person_public_id: str | None = None
    decides: Decides | None = None
    meeting_purpose: MeetingPurpose | None = None
    client_present: bool | None = None
    matches_goals: bool | None = None
