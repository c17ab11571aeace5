"""A client with all five forms: everything in them, or as little as the program lets them hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts import organisation
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    Decides,
    MeetingPurpose,
    Mode,
    NewContact,
    Place,
    Result,
    Task,
    Told,
    With,
)
from coaching.employers.models import EmployerPerson
from coaching.jobs import beginning, papers, starting
from coaching.jobs.beginning import NewJob
from coaching.jobs.models import Job
from coaching.meetings import service as meetings
from coaching.meetings.types import NewMeeting
from coaching.profiles import versions
from coaching.support import course, deciding
from coaching.support.types import Decision, Ending, PassesTo, Wants, WhyNoSupport
from tests import jobs
from tests.contacts import person_of
from tests.factories import make_consent, make_contact, make_employer
from tests.people import Person
from tests.profiles import make_everything

DAY = timedelta(days=1)

MET: dict[str, Any] = {
    "minutes": 50,
    "joint": True,
    "decides": Decides.YES,
    "client_present": True,
    "matches_goals": True,
    "needs": "Somebody who keeps the kitchen going in the mornings",
    "tasks": (Task("Dishes and floors", "15–20", "mornings", True), Task("Salads", "10")),
    "told": tuple(Told),
    "next_step": "Walk through the kitchen together",
    "note": "The yard is at the back",
}
"""What form B holds beside the day, the employer, the client and what came of it."""

BEGUN: dict[str, Any] = {
    **jobs.FILLED,
    "contract": "fixed_term",
    "kind_code": "9412",
    "schedule": "Mornings from six, every other Saturday",
    "pay": "14.20 an hour",
    "subsidies": ["wage_subsidy", "other"],
    "told_as_agreed": True,
    "adjust": [{"what": "a quiet corner", "who": "Siv", "by": "2027-01-15"}],
    "induction": "Two weeks beside Mirja",
    "health_told": "yes",
    "over_limit": "unsure",
}
"""Form C but for its days, the supervisor and what it shows of other records."""

PLANNED: dict[str, Any] = {
    "kinds": [{"kind": "coping", "who": "coach"}, {"kind": "tools", "who": "workmate"}],
    "where": "mixed",
    "weekly_weeks": 6,
    "then_every": 14,
    "contact_ok": "yes",
    "employer_support": "yes",
    "employer_kinds": ["induction", "shaping"],
    "warning": "I stop answering the phone",
    "warning_call": "My sister first, then the coach",
    "other_help": "The neighbour drives on Saturdays",
    "career": ["more_hours", "studies"],
}
"""The plan of form E but for its days."""

ENDED: dict[str, Any] = {
    "reason": "season",
    "who": "contract",
    "client_view": "It went well while it lasted",
    "employer_view": "Welcome back in spring",
    "went_well": ["Never once late", "Learned the till"],
    "to_strengths": True,
    "lesson": "A break every hour keeps the day whole",
    "next": "search",
    "benefits": ["jobseeker", "kela"],
    "reference": "yes",
}
"""Form D but for its days."""


NOT_NOW = Decision(
    clock.today(),
    Wants.NOT_NOW,
    ask_again_on=clock.today() + 30 * DAY,
    no_reason=WhyNoSupport.MANAGES,
    info_given=True,
    info_how="Call the coach at any time",
    contact_ok=True,
    contact_ok_on=clock.today() + 60 * DAY,
)
"""A decision that fills in what the plan of a yes leaves empty."""


@dataclass(frozen=True)
class AllForms:
    """The records that hold the five forms of a client, by their public ids; A is version `profile`."""

    profile: str
    meeting: str
    job: str
    declined: str | None = None
    """Another job with form E, whose client does not want support now."""

    def record(self, form: str) -> str:
        """Return what names a form in the address of its copy."""
        return {"a": self.profile, "b": self.meeting}.get(form, self.job)


def make_full(session: Session, person: Person, period: ServicePeriod) -> AllForms:
    """Fill in all five forms from the first question to the last."""
    organisation.put(session, None, "asks_pay", True)
    period.other_helpers = [
        {"role": "nurse", "organisation": "Clinic", "contact": "", "may_contact": False}
    ]
    make_everything(session, person, period)
    make_consent(session, period)
    meeting = _meet(session, person.actor, period)
    job = _begin(session, person, period, meeting)
    _support(session, person.actor, period, job)
    starting.mark_ready(session, person.actor, period, job)
    make_contact(session, period, person, on=clock.today())
    jobs.end_job(session, person, period, job, **ENDED)
    laundry = make_employer(session, "Puhdas Pesula Oy")
    declined = jobs.make_job(session, person, period, clock.today() - 3 * DAY, laundry)
    deciding.decide(session, person.actor, period, declined, NOT_NOW)
    # The job's end has begun the next version of A; the full one is the first.
    return AllForms("1", meeting.public_id, job.public_id, declined.public_id)


def make_empty(session: Session, person: Person, period: ServicePeriod) -> AllForms:
    """Open all five forms with nothing in them that could be left out."""
    versions.begin(session, person.actor, period)
    employer = make_employer(session, "Tyhjä Oy")
    meeting = make_contact(
        session, period, person, with_whom=With.EMPLOYER, employer_id=employer.id, minutes=None,
        purposes=(), place=None, mode=Mode.PHONE, reached=False,
    )  # fmt: skip
    job = jobs.begin(session, person, period, employer)
    papers.open_for(session, person.actor, job, "d")
    papers.open_for(session, person.actor, job, "e")
    return AllForms("1", meeting.public_id, job.public_id)


def make_general_meeting(session: Session, person: Person, **told: Any) -> Contact:
    """Log a meeting about no client, with everything that such a meeting tells."""
    employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    of_client = ("client_present", "matches_goals", "joint")
    plain = {key: value for key, value in MET.items() if key not in of_client}
    new = _meeting(session, employer, **{**plain, **told})
    return meetings.log(session, person.actor, None, new)


def _meeting(session: Session, employer: Any, **told: Any) -> NewMeeting:
    plain = NewContact(
        on=clock.today(),
        with_whom=With.EMPLOYER,
        mode=Mode.FACE_TO_FACE,
        place=Place.WORKPLACE,
        minutes=None,
        reached=True,
        purposes=(),
        joint=False,
        note=None,
        meeting_purpose=MeetingPurpose.SERVICE,
        result=Result.MAY_COME_BACK,
        employer=f"p:{person_of(session, employer).public_id}",
        next_on=clock.today() + 7 * DAY,
    )
    return NewMeeting(replace(plain, **told), employer=employer.public_id)


def _meet(session: Session, actor: Actor, period: ServicePeriod) -> Contact:
    employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    agreed = {"meeting_purpose": MeetingPurpose.TERMS, "result": Result.AGREED}
    return meetings.log(session, actor, period, _meeting(session, employer, **MET, **agreed))


def _begin(session: Session, person: Person, period: ServicePeriod, meeting: Contact) -> Job:
    new = NewJob(None, "Dishes and floors", "15–20")
    job = beginning.begin(session, person.actor, period, new, meeting)
    supervisor = session.scalars(
        select(EmployerPerson).where(EmployerPerson.id == meeting.person_id)
    ).one()
    today = clock.today()
    told = {
        "supervisor": {"id": supervisor.public_id, "name": supervisor.name},
        "start": (today - 30 * DAY).isoformat(),
        "contract_end": (today + 60 * DAY).isoformat(),
        "subsidy_until": (today + 30 * DAY).isoformat(),
    }
    jobs.fill(session, person, period, job, **{**BEGUN, **told})
    jobs.check_benefits(session, person, job)
    return job


def _support(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    today, yes = clock.today(), Decision(clock.today() - 20 * DAY, Wants.YES)
    support = deciding.decide(session, actor, period, job, yes)
    days = {
        "review": (today + 30 * DAY).isoformat(),
        "contact_when": (today + 90 * DAY).isoformat(),
    }
    deciding.save_plan(session, actor, period, job, {**PLANNED, **days}, support.row_version)
    ending = Ending(PassesTo.WORKPLACE, today - DAY, today - DAY, "own_wish")
    course.end(session, actor, period, job, ending, support.row_version)
    course.mark_ready(session, actor, period, job)
