"""What forms C and D show of other records, as plain JSON: a ready form keeps a copy of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.benefits.models import BenefitsCheck
from coaching.clients.models import ServicePeriod
from coaching.contacts.counterparts import site_words
from coaching.contacts.models import Contact
from coaching.contacts.types import With
from coaching.employers.models import Employer, EmployerSite
from coaching.jobs.competitive import is_competitive
from coaching.jobs.models import Job
from coaching.jobs.terms import weeks_lasted
from coaching.jobs.types import Answer
from coaching.profiles import talks, versions
from coaching.support.models import Support

Shown = dict[str, Any]


def now(session: Session, period: ServicePeriod, job: Job) -> Shown:
    """Return what forms C and D of a job show today, by question id; None where there is nothing."""
    return {
        "employer": employer(session, job),
        "competitive": competitive(job),
        "told_employer": _talk(session, period),
        "benefit_check": _check(session, job),
        "support_agreed": _support(session, job),
        "job": _job(session, job),
        "contact_after": _contact_after(session, job),
    }


def employer(session: Session, job: Job) -> str:
    """Return employer and site of a job in words."""
    name = session.scalar(select(Employer.name).where(Employer.id == job.employer_id))
    site = None if job.site_id is None else session.get(EmployerSite, job.site_id)
    return ", ".join(filter(None, (name, site_words(site))))


def competitive(job: Job) -> str:
    """Return yes, no or unsure: whether the job is one of the open labour market."""
    paid = Answer(job.paid_by_agreement) if job.paid_by_agreement else None
    found = is_competitive(job.open_to_all, paid, job.set_aside)
    return Answer.UNSURE if found is None else Answer.YES if found else Answer.NO


def wishes(session: Session, period: ServicePeriod, language: str) -> list[str]:
    """Return the arrangements wished for in the newest form A, in words of a language."""
    version = versions.newest(session, period)
    if version is None:
        return []
    question = versions.definition_of(version).question("adjust")
    told = version.answers.get("adjust") or []
    return [question.option(code, language) for code in told] if isinstance(told, list) else []


def times(session: Session, period: ServicePeriod) -> list[str]:
    """Return the codes of the times that suit, from the newest form A."""
    version = versions.newest(session, period)
    return list((version.answers.get("times") if version else None) or ())


def _talk(session: Session, period: ServicePeriod) -> Shown | None:
    talk = talks.newest(session, period)
    if talk is None:
        return None
    return {"on": talk.on.isoformat(), "choice": talk.choice.value, "in_force": talk.in_force}


def _check(session: Session, job: Job) -> Shown | None:
    row = session.scalar(
        select(BenefitsCheck)
        .where(BenefitsCheck.job_id == job.id)
        .order_by(BenefitsCheck.on.desc(), BenefitsCheck.id.desc())
        .limit(1)
    )
    return None if row is None else {"on": row.on.isoformat(), "result": row.result}


def _support(session: Session, job: Job) -> Shown | None:
    row = session.scalar(select(Support).where(Support.job_id == job.id))
    return None if row is None else {"on": row.decided_on.isoformat(), "wants": row.wants}


def _job(session: Session, job: Job) -> Shown:
    until = job.ended_on or clock.today()
    weeks = None if job.start is None or until < job.start else weeks_lasted(job.start, until)
    return {
        "title": job.title,
        "employer": employer(session, job),
        "start": job.start and job.start.isoformat(),
        "weeks": weeks,
    }


def _contact_after(session: Session, job: Job) -> str | None:
    found = contact_after(session, job)
    return found.isoformat() if found else None


def contact_after(session: Session, job: Job) -> date | None:
    """Return the day of the first reached contact with the client since the end was heard of."""
    if job.heard_on is None:
        return None
    return session.scalar(
        select(func.min(Contact.on)).where(
            Contact.period_id == job.period_id,
            Contact.on >= job.heard_on,
            Contact.with_whom == With.CLIENT,
            Contact.reached.is_(True),
            Contact.withdrawn_at.is_(None),
        )
    )
