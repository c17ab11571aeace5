"""The course of form E: ready, reopened, and how support passes on or ends."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.service import check_day
from coaching.jobs import papers, statuses
from coaching.jobs.models import Job
from coaching.support.answers import COLUMNS, as_answer, missing
from coaching.support.holding import both, freeze, note, write
from coaching.support.refusals import (
    AnswerMissing,
    AnswersMissing,
    BeforeDecision,
    FormOpen,
    FormReady,
    ReasonOfEnd,
)
from coaching.support.types import Ending
from coaching.uselog.types import Action


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
    support, paper = both(session, period, job, shown_version)
    if papers.is_ready(paper):
        raise FormReady
    left = missing(support, paper)
    if left:
        raise AnswersMissing(count=len(left))
    freeze(session, period, job, support, paper)
    note(session, actor, period, support, Action.CHANGE, {"state": "ready"})


def reopen(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Open form E again; its day of being ready stays known.

    Raises:
        NotOpen, FormOpen: the stay has ended, or the form is open.
        NotThere: nothing is decided yet.
    """
    support, paper = both(session, period, job, None)
    if not papers.is_ready(paper):
        raise FormOpen
    papers.reopen(session, paper)
    note(session, actor, period, support, Action.CHANGE, {"state": "reopened"})


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
    support, paper = both(session, period, job, shown_version)
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
    changed = write(support, values)
    if not changed:
        return
    session.flush()
    if papers.is_ready(paper):
        frozen = dict(paper.frozen or {})
        answers = dict(frozen.get("answers", {}))
        for name in ("step_down", "step_down_on", "closed", "closed_reason"):
            answers[name] = as_answer(getattr(support, COLUMNS[name]))
        told = {key: value for key, value in answers.items() if value is not None}
        papers.freeze(session, paper, {**frozen, "answers": told})
    note(session, actor, period, support, Action.CHANGE, changed)
    statuses.follow(session, actor, period)
