"""The decision of form E comes first; a client who says yes has a plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from coaching import clock
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.service import check_day
from coaching.errors import NotThere
from coaching.jobs import papers, statuses
from coaching.jobs.models import Job
from coaching.profiles import talks
from coaching.profiles.types import Disclosure
from coaching.support import planned, rhythm
from coaching.support.answers import COLUMNS, FORM, as_value
from coaching.support.holding import freeze, hold, note, of_job, write
from coaching.support.models import Support
from coaching.support.refusals import (
    AnswerMissing,
    BeforeLastDecision,
    FormReady,
    JobFellThrough,
    NotAfterDecision,
    NothingMayBeTold,
    WantsNoSupport,
)
from coaching.support.types import Decision, SupportKind, ToAsk, Wants
from coaching.uselog.types import Action

__all__ = ["decide", "find_job", "is_nothing_told", "of_job", "save_plan", "to_ask"]


# ---- reading


def find_job(session: Session, period: ServicePeriod, public_id: str) -> Job:
    """Return a job of a stay.

    Raises:
        NotThere: the stay has no such job.
    """
    job = session.scalar(select(Job).where(Job.public_id == public_id, Job.period_id == period.id))
    if job is None:
        raise NotThere
    return job


def to_ask(session: Session, period_ids: Collection[int], today: date) -> list[ToAsk]:
    """Return the decisions to talk over again, and the clients to ask how things go, by today.

    Asking again is done once a newer decision is there; asking how things go, once a contact has
    reached the client on that day or later. A job that has ended is not asked about.
    """
    rows = session.execute(
        select(Job, Support)
        .join(Support, Support.job_id == Job.id)
        .join(ServicePeriod, ServicePeriod.id == Job.period_id)
        .where(
            Job.period_id.in_(period_ids),
            Job.ended_on.is_(None),
            Job.cancelled_on.is_(None),
            ServicePeriod.closed_on.is_(None),
            or_(Support.ask_again_on <= today, Support.contact_ok_on <= today),
        )
    )
    last = planned.last_reached(session, period_ids, today)
    found = []
    for job, support in rows:
        about = (job.period_id, job.id, job.public_id)
        again, how = support.ask_again_on, support.contact_ok_on
        if again is not None and again <= today:
            found.append(ToAsk(*about, on=again, again=True))
        elif how is not None and last.get(job.period_id, date.min) < how <= today:
            found.append(ToAsk(*about, on=how, again=False))
    return sorted(found, key=lambda one: (one.on, one.job_id))


def is_nothing_told(session: Session, period: ServicePeriod) -> bool:
    """Tell whether the client has decided that the employer is told nothing."""
    talk = talks.newest(session, period)
    return talk is not None and talk.choice is Disclosure.NOTHING


# ---- the decision


def decide(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    new: Decision,
    shown_version: int = 0,
) -> Support:
    """Keep what the client decided; a later decision takes the place of an earlier one.

    No, or not now, ends the form with four answers, so that it is ready at once. Yes leaves it open
    for the plan. Answers of an earlier decision stay in the history; the plan stays too, so that a
    client who says yes again need not tell it twice.
    Source: forms.md, part 6 (decision) and check 4.

    Raises:
        NotOpen, JobFellThrough: the stay has ended, or the job never began.
        DayAhead, DayBeforeKnown: the decision lies in the future, or before the client was known.
        BeforeLastDecision: it says something else than a later one.
        AnswerMissing, NotAfterDecision: what belongs to the decision is missing, or its day is past.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    support = hold(session, period, job, shown_version)
    _refuse_decision(period, job, support, new)
    values = _values_of(new)
    if support is None:
        support = Support(job_id=job.id, by_id=actor.user_id, at=clock.now(), **values)
        if new.wants is Wants.YES:
            support.weekly_weeks, support.then_every_days = rhythm.WEEKS, rhythm.EVERY_DAYS
        session.add(support)
        changed, action = dict(values), Action.CREATE
    else:
        changed = write(support, values)
        if new.wants is Wants.YES and support.weekly_weeks is None:
            support.weekly_weeks, support.then_every_days = rhythm.WEEKS, rhythm.EVERY_DAYS
        flag_modified(support, "wants")
        action = Action.CHANGE
    session.flush()
    paper = papers.open_for(session, actor, job, FORM)
    changed |= papers.write(session, paper, {"info_how": new.info_how})
    if new.wants is Wants.YES:
        if papers.is_ready(paper):
            papers.reopen(session, paper)
    else:
        freeze(session, period, job, support, paper)
    note(session, actor, period, support, action, changed)
    statuses.follow(session, actor, period)
    return support


def _refuse_decision(
    period: ServicePeriod, job: Job, support: Support | None, new: Decision
) -> None:
    if period.closed_on is not None:
        raise NotOpen
    if job.cancelled_on is not None:
        raise JobFellThrough
    check_day(period, "date", new.on)
    changes_mind = support is not None and support.wants != new.wants
    if support is not None and changes_mind and new.on < support.decided_on:
        raise BeforeLastDecision(latest=support.decided_on)
    if new.wants is Wants.YES:
        return
    if new.wants is Wants.NOT_NOW and new.ask_again_on is None:
        raise AnswerMissing("ask_again")
    if new.contact_ok is None:
        raise AnswerMissing("contact_ok")
    if new.info_given is None:
        raise AnswerMissing("info_given")
    for field, day in (("ask_again", new.ask_again_on), ("contact_when", new.contact_ok_on)):
        if day is not None and day <= new.on:
            raise NotAfterDecision(field)


def _values_of(new: Decision) -> dict[str, Any]:
    """Return the columns of a decision; those that belong to another decision are emptied."""
    yes, later = new.wants is Wants.YES, new.wants is Wants.NOT_NOW
    values = {
        "decided_on": new.on,
        "wants": new.wants.value,
        "ask_again_on": new.ask_again_on if later else None,
        "no_reason": None if yes or new.no_reason is None else new.no_reason.value,
        "info_given": None if yes else new.info_given,
    }
    if not yes or new.contact_ok is not None:
        values["contact_ok"] = new.contact_ok
        values["contact_ok_on"] = new.contact_ok_on if new.contact_ok else None
    return values


# ---- the plan


def save_plan(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    answers: Mapping[str, Any],
    shown_version: int,
) -> None:
    """Save the plan of a client who wants support; a draft is saved with anything missing.

    Args:
        answers: by question id of form E, as its definition keeps them; others stay as they are.

    Raises:
        NotOpen, WantsNoSupport: the stay has ended, or the client has not said yes.
        FormReady: the form is ready; it is reopened first.
        NothingMayBeTold: support at the workplace though nothing may be told there.
        NotAfterDecision: the next talk, or the day to ask, is not after the decision.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    support = hold(session, period, job, shown_version)
    if period.closed_on is not None:
        raise NotOpen
    if support is None or support.wants != Wants.YES:
        raise WantsNoSupport
    paper = papers.open_for(session, actor, job, FORM)
    if papers.is_ready(paper):
        raise FormReady
    if is_nothing_told(session, period):
        _refuse_telling(answers)
    for field in ("review", "contact_when"):
        if (day := answers.get(field)) and date.fromisoformat(day) <= support.decided_on:
            raise NotAfterDecision(field)
    asked = [name for name in COLUMNS if name in answers]
    columns = {COLUMNS[name]: as_value(name, answers[name]) for name in asked}
    if "kinds" in answers:
        columns["kinds"] = tuple(row["kind"] for row in answers["kinds"] or ())
    changed = write(support, columns)
    sealed = {name: value for name, value in answers.items() if name not in COLUMNS}
    changed |= papers.write(session, paper, sealed)
    if changed:
        flag_modified(support, "wants")
        session.flush()
        note(session, actor, period, support, Action.CHANGE, changed)


def _refuse_telling(answers: Mapping[str, Any]) -> None:
    if answers.get("where") == "workplace":
        raise NothingMayBeTold("where")
    if any(row.get("kind") == SupportKind.SUPERVISOR for row in answers.get("kinds") or ()):
        raise NothingMayBeTold("kinds")
    if answers.get("employer_support") == "yes":
        raise NothingMayBeTold("employer_support")
