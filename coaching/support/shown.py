"""What form E shows of other records, as plain JSON: the job, form A and C, other helpers, the rhythm."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.clients.models import ServicePeriod
from coaching.employers.models import Employer
from coaching.jobs import papers
from coaching.jobs.models import Job
from coaching.profiles import versions
from coaching.support import planned
from coaching.support.models import Support
from coaching.support.types import State

Shown = dict[str, Any]


def now(session: Session, period: ServicePeriod, job: Job, support: Support | None) -> Shown:
    """Return what the form shows today, by question id; None where there is nothing."""
    profile = versions.newest(session, period)
    answers = (profile.answers or {}) if profile else {}
    return {
        "job": _job(session, job),
        "goal": answers.get("goal"),
        "support_needs": answers.get("support_needs"),
        "adjust": _adjust(session, job) or _wished(profile, answers),
        "helpers": _helpers(period),
        "rhythm": _rhythm(session, job, support),
    }


def _job(session: Session, job: Job) -> Shown:
    employer = session.scalar(select(Employer.name).where(Employer.id == job.employer_id))
    return {
        "title": job.title,
        "employer": employer,
        "start": job.start and job.start.isoformat(),
    }


def _adjust(session: Session, job: Job) -> Shown | None:
    """Return the arrangements agreed in form C, with the version of the form they are words of."""
    paper = papers.of_job(session, job, "c")
    answer = (paper.answers or {}).get("adjust") if paper else None
    return (
        {"form": "c", "version": paper.definition, "answer": answer} if paper and answer else None
    )


def _wished(profile: Any, answers: Shown) -> Shown | None:
    """Return the arrangements wished for in form A, as long as form C has none."""
    answer = answers.get("adjust")
    return {"form": "a", "version": profile.definition, "answer": answer} if answer else None


def _helpers(period: ServicePeriod) -> list[Shown] | None:
    """Return the card's other helpers, by role and organisation."""
    return [
        {"role": one.get("role"), "organisation": one.get("organisation")}
        for one in period.other_helpers or ()
    ] or None


def _rhythm(session: Session, job: Job, support: Support | None) -> list[Shown] | None:
    found = planned.of_job(session, job, support, clock.today())
    return [
        {
            "step": one.planned.step.value,
            "number": one.planned.number,
            "on": one.planned.on.isoformat(),
        }
        for one in found
        if one.state is not State.DROPPED
    ] or None
