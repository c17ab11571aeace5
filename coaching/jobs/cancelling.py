"""A job that was agreed on and did not begin: kept with its reason, and taken back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.jobs import papers, statuses
from coaching.jobs.models import Job
from coaching.jobs.refusals import JobBegun, WhyNotBegunMissing
from coaching.jobs.starting import RECORD, has_begun, hold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

WHY = "fell_through"
"""Question of form C that holds why a job did not begin."""


def cancel(session: Session, actor: Actor, period: ServicePeriod, job: Job, why: str) -> None:
    """Keep that an agreed job did not begin; the client looks for work again.

    Args:
        why: in a few words, kept with form C.

    Raises:
        NotOpen: the stay is closed.
        JobCancelled: it is kept already.
        JobBegun: the job has begun, so it can only end.
        WhyNotBegunMissing: no reason is given.
    """
    paper = hold(session, period, job)
    if has_begun(job):
        raise JobBegun
    if not why.strip():
        raise WhyNotBegunMissing
    job.cancelled_on = clock.today()
    told = {"cancelled_on": job.cancelled_on.isoformat()}
    told |= papers.write(session, paper, {WHY: why.strip()})
    history.record(session, actor, RECORD, job.public_id, told)
    statuses.after_cancelling(session, actor, period)
    _note(session, actor, period, "cancelled")


def restore(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Keep that a cancelled job begins after all; nothing happens when it was not cancelled.

    Raises:
        NotOpen: the stay is closed.
    """
    paper = hold(session, period, job, cancelled_too=True)
    if job.cancelled_on is None:
        return
    job.cancelled_on = None
    papers.write(session, paper, {WHY: None})
    history.record(session, actor, RECORD, job.public_id, {"cancelled_on": None, WHY: None})
    statuses.begin(session, actor, period)
    _note(session, actor, period, "restored")


def _note(session: Session, actor: Actor, period: ServicePeriod, what: str) -> None:
    uselog.note(session, actor.user_id, Action.CHANGE, Basis.COACHING, [period.id], fields=[what])
