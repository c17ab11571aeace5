"""The records of a team file: what scoring reads, with the names, codes and hours beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fidelity.facts import (
    Assignment,
    ClientStay,
    Coach,
    Contact,
    Employer,
    Event,
    Facts,
    Job,
    Leader,
    Offer,
    PlanVersion,
    Post,
    Referral,
    Settings,
    Span,
    WorkTime,
)

FORMAT = "rinnalla-team/1"


def by_days(span: Span) -> tuple[date, bool, date]:
    """Return what sorts spans: by first day, then by end, open ones last."""
    return span.start, span.end is None, span.end or span.start


@dataclass(frozen=True)
class Team:
    """The team, with the two settings of the service that O1 and O6 read."""

    id: str
    name: str
    separate_from_treatment: bool
    written_exclusion_rule: bool


@dataclass(frozen=True)
class CareTeam:
    """A care team (the format's treatment team)."""

    id: str
    name: str


@dataclass(frozen=True)
class NamedLeader:
    """A leader and the name."""

    leader: Leader
    name: str | None = None


@dataclass(frozen=True)
class NamedCoach:
    """A coach (the format's specialist) and the name."""

    coach: Coach
    name: str | None = None

    @property
    def newest(self) -> Post:
        """The post that begins last; its figures stand in the format's own keys."""
        return max(self.coach.posts, key=lambda post: by_days(post.span))

    @property
    def start(self) -> date:
        """The first day of the first post."""
        return self.coach.started

    @property
    def end(self) -> date | None:
        """The day after the last post's last day."""
        return self.newest.span.end

    @property
    def several_posts(self) -> tuple[Post, ...]:
        """The posts where there are more than one; one stands in the format's own keys."""
        return self.coach.posts if len(self.coach.posts) > 1 else ()


@dataclass(frozen=True)
class NamedStay:
    """A client's stay, with its dated statuses, and the client's code and name."""

    stay: ClientStay
    code: str
    name: str | None = None


@dataclass(frozen=True)
class NamedEmployer:
    """An employer, the name and the business ID."""

    employer: Employer
    name: str
    business_id: str | None = None


@dataclass(frozen=True)
class JobWithHours:
    """A job and its hours a week."""

    job: Job
    hours_per_week: Fraction | None = None


@dataclass(frozen=True)
class DatedStatus:
    """A client's status from a day on, as a row of its own (reading 2)."""

    client: str
    status: str
    since: date


@dataclass(frozen=True)
class TeamFile:
    """Everything a team file holds, each list in the order of `writing.in_order`."""

    scale: str
    exported_on: date
    team: Team
    settings: Settings
    care_teams: tuple[CareTeam, ...] = ()
    leaders: tuple[NamedLeader, ...] = ()
    coaches: tuple[NamedCoach, ...] = ()
    clients: tuple[NamedStay, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    employers: tuple[NamedEmployer, ...] = ()
    contacts: tuple[Contact, ...] = ()
    work_time: tuple[WorkTime, ...] = ()
    jobs: tuple[JobWithHours, ...] = ()
    referrals: tuple[Referral, ...] = ()
    plans: tuple[PlanVersion, ...] = ()
    events: tuple[Event, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def format(self) -> str:
        """The version of the format."""
        return FORMAT

    @property
    def statuses(self) -> tuple[DatedStatus, ...]:
        """The dated statuses of all stays, in the order of the stays."""
        return tuple(
            DatedStatus(row.stay.id, dated.status, dated.since)
            for row in self.clients
            for dated in row.stay.statuses
        )


def facts_of(file: TeamFile) -> Facts:
    """Return what scoring reads: the records without names, codes and hours.

    The format holds no dated changes of jobs, no flag for mentoring and not what a disclosure talk
    says, so these stay unknown.
    """
    return Facts(
        coaches=tuple(row.coach for row in file.coaches),
        clients=tuple(row.stay for row in file.clients),
        assignments=file.assignments,
        contacts=file.contacts,
        events=file.events,
        settings=file.settings,
        leaders=tuple(row.leader for row in file.leaders),
        employers=tuple(row.employer for row in file.employers),
        work_time=file.work_time,
        jobs=tuple(row.job for row in file.jobs),
        referrals=file.referrals,
        plans=file.plans,
        offers=file.offers,
        separate_from_treatment=file.team.separate_from_treatment,
        written_exclusion_rule=file.team.written_exclusion_rule,
    )
