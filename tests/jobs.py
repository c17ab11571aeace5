"""Jobs made the way people make them, for tests that are about something after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.benefits.models import BenefitsCheck
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact, MeetingTask
from coaching.employers.models import Employer, EmployerSite
from coaching.jobs import ending, starting
from coaching.jobs.models import Job
from coaching.jobs.starting import NewJob
from tests.factories import make_contact, make_employer
from tests.people import Person

FILLED = {
    "how_found": "coach",
    "title": "Kitchen help",
    "contract": "permanent",
    "hours": "20",
    "open_to_all": "yes",
    "paid_by_agreement": "yes",
    "set_aside": "no",
}
"""Form C with everything that marking as ready needs but the start and the benefits check."""

ENDED = {"reason": "season", "next": "search"}


def make_meeting(
    session: Session,
    person: Person,
    period: ServicePeriod,
    employer: Employer,
    *tasks: tuple[str, str],
) -> Contact:
    """Make an employer meeting about a client at which work was agreed on."""
    (site,) = _sites(session, employer)
    contact = make_contact(
        session,
        period,
        person,
        on=clock.today(),
        with_whom="employer",
        employer_id=employer.id,
        site_id=site.id,
        meeting_purpose="terms",
        decides="yes",
        result="agreed",
    )
    for position, (task, hours) in enumerate(tasks, start=1):
        session.add(MeetingTask(contact_id=contact.id, position=position, task=task, hours=hours))
    session.flush()
    return contact


def _sites(session: Session, employer: Employer) -> list[Any]:

    return list(
        session.scalars(select(EmployerSite).where(EmployerSite.employer_id == employer.id))
    )


def begin(
    session: Session, person: Person, period: ServicePeriod, employer: Employer | None = None
) -> Job:
    """Begin a job at an employer without a meeting."""
    employer = employer or make_employer(session)
    (site,) = _sites(session, employer)
    return starting.begin(session, person.actor, period, NewJob(employer=f"s:{site.public_id}"))


def fill(session: Session, person: Person, period: ServicePeriod, job: Job, **told: Any) -> None:
    """Fill in form C, with anything else that is told."""
    version = starting.version_of(job, starting.start_form(session, job))
    answers = {**FILLED, **told}
    starting.save(session, person.actor, period, job, answers, version)


def make_job(
    session: Session,
    person: Person,
    period: ServicePeriod,
    start: date | None = None,
    employer: Employer | None = None,
    **told: Any,
) -> Job:
    """Make a job that has begun, sixty days ago unless dated."""
    start = start or clock.today() - timedelta(days=60)
    job = begin(session, person, period, employer)
    fill(session, person, period, job, start=start.isoformat(), **told)
    return job


def check_benefits(
    session: Session, person: Person, job: Job, result: str = "clear", **told: Any
) -> None:
    """Record a benefits check of a job, today unless dated."""
    period = session.get_one(ServicePeriod, job.period_id)
    values = {"on": clock.today(), "reason": "before_start", "checked_by": "coach", **told}
    session.add(
        BenefitsCheck(
            client_id=period.client_id,
            period_id=period.id,
            job_id=job.id,
            result=result,
            by_id=person.user_id,
            at=clock.now(),
            **values,
        )
    )
    session.flush()


def end_job(
    session: Session,
    person: Person,
    period: ServicePeriod,
    job: Job,
    on: date | None = None,
    **told: Any,
) -> None:
    """Record a job's end, a day ago unless dated."""
    on = on or clock.today() - timedelta(days=1)
    form = starting.get_form(session, job, "d")
    answers = {"end": on.isoformat(), "heard": on.isoformat(), **ENDED, **told}
    ending.record(session, person.actor, period, job, answers, form.row_version if form else 0)
