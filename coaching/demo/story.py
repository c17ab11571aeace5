"""The story of the demonstration: people, their stays and contacts, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from coaching.clients.types import (
    ClosingReason,
    Decision,
    RefusalReason,
    ServiceLanguage,
    Status,
    WantsWork,
)
from coaching.contacts.types import MadeBy, MeetingPurpose, Mode, Place, Purpose, Result, With
from coaching.demo import words
from coaching.demo.fields import Field
from coaching.profiles.types import TELLS, Disclosure

TALK_HOLDS = timedelta(days=200)
"""How long after a disclosure talk it is had again when employers may be told something."""

TALK_SOON_AGAIN = timedelta(days=60)
"""How long after it when the client will decide later."""


@dataclass(frozen=True)
class Told:
    """One contact of the story; `employer` and `person` are indexes of its workplaces."""

    on: date
    coach: str
    with_whom: With
    mode: Mode
    place: Place | None
    minutes: int | None
    purpose: Purpose
    note: str | None
    reached: bool = True
    joint: bool = False
    employer: int | None = None
    person: int = 0
    meeting_purpose: MeetingPurpose | None = None
    result: Result | None = None
    client_present: bool | None = None
    matches_goals: bool | None = None
    made_by: MadeBy = MadeBy.COACH


@dataclass(frozen=True)
class Pause:
    """A pause of a stay: with the place kept until it ends, or with the place given up."""

    since: date
    until: date | None
    keep_place: bool


@dataclass(frozen=True)
class Job:
    """Work that was agreed on, by the index of the employer, and when it began and ended.

    `starts` is the day agreed on for a job that has not begun by the end of the story.
    """

    agreed: date
    employer: int
    began: date | None = None
    ended: date | None = None
    starts: date | None = None

    @property
    def is_own(self) -> bool:
        """Whether the client came to the service with it."""
        return self.agreed == self.began


@dataclass
class Stay:
    """One stay of the story. `coaches` tells who coaches from which day on, nobody when empty."""

    person: Person
    team: int
    source: str
    referred: date
    decision: Decision
    decided: date
    by: str
    coaches: list[tuple[date, str]] = field(default_factory=list)
    entered: date | None = None
    waits_since: date | None = None
    in_work: bool = False
    refusal: RefusalReason | None = None
    reason: str | None = None
    course: list[tuple[date, Status]] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    closed: tuple[date, ClosingReason] | None = None
    talks: list[tuple[date, Disclosure]] = field(default_factory=list)
    contacts: list[Told] = field(default_factory=list)

    @property
    def called_leader(self) -> bool:
        """Whether the leader took the referral's call, since no coach had the client then."""
        return self.by in words.LEADERS or not self.coaches

    def coach_on(self, day: date) -> str | None:
        """Return who coaches on a day."""
        found = [coach for since, coach in self.coaches if since <= day]
        gone = self.closed is not None and day > self.closed[0]
        gave_up = any(not pause.keep_place and day >= pause.since for pause in self.pauses)
        return found[-1] if found and not gone and not gave_up else None

    def status_on(self, day: date) -> Status:
        """Return where the client stands on a day, as the pauses and the course tell."""
        if any(pause.since <= day < (pause.until or date.max) for pause in self.pauses):
            return Status.PAUSED
        return [status for since, status in self.course if since <= day][-1]

    def may_visit(self, day: date) -> bool:
        """Tell whether the client lets employers know on a day that a coach is there."""
        decided = [(on, choice) for on, choice in self.talks if on <= day]
        return bool(decided) and decided[-1][1] in TELLS and day <= decided[-1][0] + TALK_HOLDS

    def has_talked(self, day: date) -> bool:
        """Tell whether it has been talked over by a day what employers may be told."""
        return any(on <= day for on, _choice in self.talks)

    def job_on(self, day: date) -> Job | None:
        """Return the job agreed on or held on a day."""
        held = [job for job in self.jobs if job.agreed <= day < (job.ended or date.max)]
        return held[-1] if held else None


@dataclass
class Person:
    """One client of the story. `swedish` tells the language of the client's own words."""

    name: str
    birth_year: int
    language: ServiceLanguage
    swedish: bool
    interpreter: bool
    work: Field
    goal: str
    job_types: tuple[str, ...]
    strengths: tuple[str, ...]
    ways: tuple[str, ...]
    details: str
    income: tuple[str, ...]
    care_team: int | None
    helpers: tuple[tuple[str, str], ...]
    disclosure: Disclosure
    hours: int
    area: str
    wants_work: WantsWork = WantsWork.YES
    stays: list[Stay] = field(default_factory=list)
