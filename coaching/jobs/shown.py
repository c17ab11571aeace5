"""What forms C and D show of other records, as plain JSON: a ready form keeps a copy of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.benefits.missing import STILL_FRESH
from coaching.benefits.models import BenefitsCheck
from coaching.benefits.types import CheckReason
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
from coaching.profiles.models import FormVersion
from coaching.profiles.shown import talk_as_shown
from coaching.support.models import Support

Shown = dict[str, Any]


def now(session: Session, period: ServicePeriod, job: Job) -> Shown:
    """Return what forms C and D of a job show today, by question id; None where there is nothing."""
    return {
        "employer": employer(session, job),
        "competitive": competitive(job),
        "told_employer": _talk(session, period),
        "benefit_check": _check(session, job),
        "support_agreed": support(session, job),
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


def wishes(
    session: Session, period: ServicePeriod, language: str
) -> tuple[list[str], FormVersion | None]:
    """Return the arrangements wished for in the newest form A, in words of a language, and where."""
    version = versions.newest(session, period)
    if version is None:
        return [], None
    question = versions.definition_of(version).question("adjust")
    told = version.answers.get("adjust") or ()
    return [question.option(code, language) for code in told], version


def times(session: Session, period: ServicePeriod) -> list[str]:
    """Return the codes of the times that suit, from the newest form A."""
    version = versions.newest(session, period)
    return list((version.answers.get("times") if version else None) or ())


def _talk(session: Session, period: ServicePeriod) -> Shown | None:
    talk = talks.newest(session, period)
    told = talk_as_shown(talk)
    return None if talk is None or told is None else {**told, "in_force": talk.in_force}


def _check(session: Session, job: Job) -> Shown | None:
    """Return the newest check of the job, or a fresh one made before a start that names no job."""
    of_client = and_(
        BenefitsCheck.job_id.is_(None),
        BenefitsCheck.period_id == job.period_id,
        BenefitsCheck.reason == CheckReason.BEFORE_START,
        BenefitsCheck.on >= clock.today() - STILL_FRESH,
    )
    row = session.scalar(
        select(BenefitsCheck)
        .where(or_(BenefitsCheck.job_id == job.id, of_client))
        .order_by(BenefitsCheck.job_id.is_(None), BenefitsCheck.on.desc(), BenefitsCheck.id.desc())
        .limit(1)
    )
    return None if row is None else {"on": row.on.isoformat(), "result": row.result}


def support(session: Session, job: Job) -> Shown | None:
    """Return what the client decided on support for a job; None before that."""
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
