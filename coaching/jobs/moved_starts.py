"""A start that is moved once support is planned: its contacts move along, or stay."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.jobs.models import Job
from coaching.jobs.refusals import PlannedContactsAsk
from coaching.jobs.types import MovedStart
from coaching.support import planned
from coaching.support.models import Support


def let_planned_follow(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    start: date | None,
    choice: MovedStart | None,
) -> None:
    """Let planned contacts follow a start that moves, or stay; called before it is changed.

    Raises:
        PlannedContactsAsk: contacts are not made yet, and nobody has said what happens to them.
    """
    if job.start is None or start is None or start == job.start:
        return
    support = session.scalar(select(Support).where(Support.job_id == job.id))
    left = planned.unmade(session, job, support, clock.today())
    if left and choice is None:
        raise PlannedContactsAsk(count=left)
    keep = choice is MovedStart.STAY
    planned.start_moved(session, actor, period, job, support, job.start, start, keep=keep)
