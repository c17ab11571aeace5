"""What every writing to form E shares: holding its records, freezing a copy, keeping who did what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.statuses import lock_periods
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs import papers
from coaching.jobs.models import Job, JobForm
from coaching.support import shown
from coaching.support.answers import FORM, answers_of
from coaching.support.models import Support
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

RECORD = "support"
"""Kind of a support in the history of values."""


def of_job(session: Session, job: Job) -> Support | None:
    """Return what was decided on support for a job, None before the decision."""
    return session.scalar(select(Support).where(Support.job_id == job.id))


def hold(
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


def both(
    session: Session, period: ServicePeriod, job: Job, shown_version: int | None
) -> tuple[Support, JobForm]:
    """Hold a support that is decided on, with its form, for an open stay.

    Raises:
        NotThere, NotOpen, ChangedMeanwhile: nothing is decided yet; the stay has ended; an older page.
    """
    support, paper = hold(session, period, job, shown_version), papers.of_job(session, job, FORM)
    if support is None or paper is None:
        raise NotThere
    if period.closed_on is not None:
        raise NotOpen
    return support, paper


def freeze(
    session: Session, period: ServicePeriod, job: Job, support: Support, paper: JobForm
) -> None:
    """Make a form ready, with a copy of everything it shows."""
    frozen = {
        "answers": answers_of(support, paper),
        "shown": shown.now(session, period, job, support),
    }
    papers.freeze(session, paper, frozen)


def write(support: Support, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write columns, and return those that changed by name, as their history keeps them."""
    changed = {}
    for name, value in values.items():
        if getattr(support, name) != value:
            setattr(support, name, value)
            changed[name] = value
    return changed


def note(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    support: Support,
    action: Action,
    changed: Mapping[str, Any],
) -> None:
    """Keep what changed in the history, and a line for the use log with the fields only."""
    session.flush()
    values = {key: _in_json(value) for key, value in changed.items()}
    history.record(session, actor, RECORD, support.public_id, values)
    fields = sorted(values)
    uselog.note(session, actor.user_id, action, Basis.COACHING, [period.id], fields=fields)


def _in_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
