"""Form E of a job: the client's decision, the plan, ready and reopened, and how support ends.

What rules read stands in columns of `support`; the other answers are kept sealed with the job
(`jobs.papers`). `answers_of` and the writers here turn one into the other, so that pages and copies
see one form.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.service import check_day
from coaching.clients.statuses import lock_periods
from coaching.definitions import reading
from coaching.definitions.types import Definition, Question, is_empty
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs import papers, statuses
from coaching.jobs.models import Job, JobForm
from coaching.profiles import talks
from coaching.profiles.types import Disclosure
from coaching.support import planned, rhythm, shown
from coaching.support.models import Support
from coaching.support.refusals import (
    AnswerMissing,
    AnswersMissing,
    BeforeDecision,
    BeforeLastDecision,
    FormOpen,
    FormReady,
    JobFellThrough,
    NotAfterDecision,
    NothingMayBeTold,
    ReasonOfEnd,
    WantsNoSupport,
)
from coaching.support.types import Decision, Ending, SupportKind, ToAsk, Wants
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

FORM = "e"
RECORD = "support"
"""Kind of a support in the history of values."""

COLUMNS = {
    "date": "decided_on",
    "wants": "wants",
    "ask_again": "ask_again_on",
    "no_reason": "no_reason",
    "contact_ok": "contact_ok",
    "contact_when": "contact_ok_on",
    "info_given": "info_given",
    "where": "meet_where",
    "weekly_weeks": "weekly_weeks",
    "then_every": "then_every_days",
    "employer_support": "employer_support",
    "review": "review_on",
    "step_down": "passes_to",
    "step_down_on": "passed_on",
    "closed": "closed_on",
    "closed_reason": "closed_reason",
}
"""Home of the answers that rules read: question of form E, column of `support`."""

_AFTER_NO = ("info_given",)
_AFTER_YES = ("kinds",)


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


def of_job(session: Session, job: Job) -> Support | None:
    """Return what was decided on support for a job, None before the decision."""
    return session.scalar(select(Support).where(Support.job_id == job.id))


def definition(paper: JobForm | None) -> Definition:
    """Return the definition that form E of a job is filled in with."""
    return papers.definition_of(paper) if paper else reading.newest(FORM)


def answers_of(support: Support | None, paper: JobForm | None) -> dict[str, Any]:
    """Return every answer of form E by question id, of kinds that JSON can hold."""
    sealed = dict(paper.answers or {}) if paper else {}
    if support is None:
        return sealed
    columns = {name: _as_answer(getattr(support, column)) for name, column in COLUMNS.items()}
    return {key: value for key, value in {**sealed, **columns}.items() if value is not None}


def missing(support: Support | None, paper: JobForm | None) -> list[Question]:
    """Return the questions that marking as ready asks for and that have no answer.

    Source: forms.md, part 6: date, decision, whether to ask later; then what was told (no) or the
    kinds of support (yes).
    """
    form, answers = definition(paper), answers_of(support, paper)
    wants_it = support is not None and support.wants == Wants.YES
    asked = ["date", "wants", "contact_ok", *(_AFTER_YES if wants_it else _AFTER_NO)]
    return [form.question(name) for name in asked if is_empty(answers.get(name))]


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
    support = _hold(session, period, job, shown_version)
    _refuse_decision(period, job, support, new)
    values = _values_of(new)
    if support is None:
        support = Support(job_id=job.id, by_id=actor.user_id, at=clock.now(), **values)
        if new.wants is Wants.YES:
            support.weekly_weeks, support.then_every_days = rhythm.WEEKS, rhythm.EVERY_DAYS
        session.add(support)
        changed, action = dict(values), Action.CREATE
    else:
        changed = _write(support, values)
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
        _freeze(session, period, job, support, paper)
    _note(session, actor, period, support, action, changed)
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
    support = _hold(session, period, job, shown_version)
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
    columns = {COLUMNS[name]: _as_value(name, answers[name]) for name in COLUMNS.keys() & answers}
    if "kinds" in answers:
        columns["kinds"] = tuple(row["kind"] for row in answers["kinds"] or ())
    changed = _write(support, columns)
    sealed = {name: value for name, value in answers.items() if name not in COLUMNS}
    changed |= papers.write(session, paper, sealed)
    if changed:
        flag_modified(support, "wants")
        session.flush()
        _note(session, actor, period, support, Action.CHANGE, changed)


def _refuse_telling(answers: Mapping[str, Any]) -> None:
    if answers.get("where") == "workplace":
        raise NothingMayBeTold("where")
    if any(row.get("kind") == SupportKind.SUPERVISOR for row in answers.get("kinds") or ()):
        raise NothingMayBeTold("kinds")
    if answers.get("employer_support") == "yes":
        raise NothingMayBeTold("employer_support")


# ---- ready, reopened, ended


def mark_ready(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    shown_version: int | None = None,
) -> None:
    """Mark form E ready and freeze a copy of everything it showed.

    Raises:
        NotOpen, FormReady: the stay has ended, or the form is ready already.
        AnswersMissing: answers are missing.
        NotThere: nothing is decided yet.
    """
    support, paper = _both(session, period, job, shown_version)
    if papers.is_ready(paper):
        raise FormReady
    left = missing(support, paper)
    if left:
        raise AnswersMissing(count=len(left))
    _freeze(session, period, job, support, paper)
    _note(session, actor, period, support, Action.CHANGE, {"state": "ready"})


def reopen(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Open form E again; its day of being ready stays known.

    Raises:
        NotOpen, FormOpen: the stay has ended, or the form is open.
        NotThere: nothing is decided yet.
    """
    support, paper = _both(session, period, job, None)
    if not papers.is_ready(paper):
        raise FormOpen
    papers.reopen(session, paper)
    _note(session, actor, period, support, Action.CHANGE, {"state": "reopened"})


def end(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    new: Ending,
    shown_version: int,
) -> None:
    """Keep who goes on with the support, or that it ended and why; also in a form that is ready.

    Source: forms.md, part 6 (stepping down). Closing the client is an act of its own.

    Raises:
        NotOpen: the stay has ended.
        NotThere: nothing is decided yet.
        AnswerMissing, ReasonOfEnd: a day without its answer, or the other way round.
        DayAhead: support ended in the future.
        BeforeDecision: a day before the decision.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    support, paper = _both(session, period, job, shown_version)
    if new.passes_to is None and new.passed_on is not None:
        raise AnswerMissing("step_down")
    if new.passes_to is not None and new.passed_on is None:
        raise AnswerMissing("step_down_on")
    if (new.closed_on is None) != (new.closed_reason is None):
        raise ReasonOfEnd if new.closed_reason is None else AnswerMissing("closed")
    for field, day in (("step_down_on", new.passed_on), ("closed", new.closed_on)):
        if day is not None and day < support.decided_on:
            raise BeforeDecision(field, decided=support.decided_on)
    if new.closed_on is not None:
        check_day(period, "closed", new.closed_on)
    values = {
        "passes_to": new.passes_to and new.passes_to.value,
        "passed_on": new.passed_on,
        "closed_on": new.closed_on,
        "closed_reason": new.closed_reason,
    }
    changed = _write(support, values)
    if not changed:
        return
    session.flush()
    if papers.is_ready(paper):
        frozen = dict(paper.frozen or {})
        answers = dict(frozen.get("answers", {}))
        for name in ("step_down", "step_down_on", "closed", "closed_reason"):
            answers[name] = _as_answer(getattr(support, COLUMNS[name]))
        told = {key: value for key, value in answers.items() if value is not None}
        papers.freeze(session, paper, {**frozen, "answers": told})
    _note(session, actor, period, support, Action.CHANGE, changed)
    statuses.follow(session, actor, period)


# ---- parts


def _hold(
    session: Session, period: ServicePeriod, job: Job, shown_version: int | None
) -> Support | None:
    """Hold the stay for this transaction and read the support anew; refuse an older page."""
    lock_periods(session, [period.id])
    support = of_job(session, job)
    if support is not None:
        session.refresh(support, with_for_update=True)
    version = support.row_version if support else 0
    if shown_version is not None and shown_version != version:
        writer = history.last_writer(session, RECORD, support.public_id) if support else ""
        raise ChangedMeanwhile(user=writer)
    return support


def _both(
    session: Session, period: ServicePeriod, job: Job, shown_version: int | None
) -> tuple[Support, JobForm]:
    support, paper = _hold(session, period, job, shown_version), papers.of_job(session, job, FORM)
    if support is None or paper is None:
        raise NotThere
    if period.closed_on is not None:
        raise NotOpen
    return support, paper


def _freeze(
    session: Session, period: ServicePeriod, job: Job, support: Support, paper: JobForm
) -> None:
    frozen = {
        "answers": answers_of(support, paper),
        "shown": shown.now(session, period, job, support),
    }
    papers.freeze(session, paper, frozen)


def _write(support: Support, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write columns, and return those that changed by name, as their history keeps them."""
    changed = {}
    for name, value in values.items():
        if getattr(support, name) != value:
            setattr(support, name, value)
            changed[name] = value
    return changed


def _as_answer(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


def _as_value(name: str, answer: Any) -> Any:
    if answer in (None, ""):
        return None
    if name in ("contact_ok", "employer_support", "info_given"):
        return answer == "yes"
    if name in ("date", "contact_when", "review", "ask_again"):
        return date.fromisoformat(answer)
    return answer


def _note(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    support: Support,
    action: Action,
    changed: Mapping[str, Any],
) -> None:
    session.flush()
    values = {key: _in_json(value) for key, value in changed.items()}
    history.record(session, actor, RECORD, support.public_id, values)
    fields = sorted(values)
    uselog.note(session, actor.user_id, action, Basis.COACHING, [period.id], fields=fields)


def _in_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
