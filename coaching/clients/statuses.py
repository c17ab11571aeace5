"""Where a stay stands, and since when: the status column and its dated rows go together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coaching import clock
from coaching.accounts.types import Actor
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.clients.types import Decision, Status


def lock_periods(session: Session, period_ids: Iterable[int]) -> list[ServicePeriod]:
    """Hold stays for this transaction, in the order of their ids, and read them anew.

    Whoever locks stays and coaches takes the stays first (caseload.places.lock_coaches after), so
    that two transactions never wait for one another.
    """
    return list(
        session.scalars(
            select(ServicePeriod)
            .where(ServicePeriod.id.in_(set(period_ids)))
            .order_by(ServicePeriod.id)
            .options(joinedload(ServicePeriod.client, innerjoin=True))
            .with_for_update(of=ServicePeriod, key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def set_status(
    session: Session, actor: Actor, period: ServicePeriod, status: Status, on: date
) -> None:
    """Set the status of a stay from a day on, with its dated row.

    Args:
        on: the first day of the status; never earlier than the newest change before it.
    """
    with session.no_autoflush:  # closing sets day and status in one go: each alone is refused
        newest = session.scalar(
            select(func.max(PeriodStatus.since)).where(PeriodStatus.period_id == period.id)
        )
    period.status = status
    session.add(
        PeriodStatus(
            period_id=period.id,
            status=status,
            since=on if newest is None else max(on, newest),
            by_id=actor.user_id,
            at=clock.now(),
        )
    )
    session.flush()


def before_closing(session: Session, period: ServicePeriod) -> Status:
    """Return the status a closed stay had before it was closed; profiling when none is known."""
    found = session.scalar(
        select(PeriodStatus.status)
        .where(PeriodStatus.period_id == period.id, PeriodStatus.status != Status.CLOSED)
        .order_by(PeriodStatus.since.desc(), PeriodStatus.id.desc())
        .limit(1)
    )
    return Status(found) if found else Status.PROFILING


def start_waiting(
    session: Session, actor: Actor, period: ServicePeriod, on: date, resumes_as: Status | None
) -> None:
    """Put an open stay without an assignment on the waiting list of its team.

    Args:
        resumes_as: the status to go back to when a coach is found; None begins with the profile.
    """
    period.waiting_since, period.waiting_rank, period.waiting_reason = on, None, None
    period.status_before_pause = resumes_as
    set_status(session, actor, period, Status.WAITING, on)


def stop_waiting(session: Session, actor: Actor, period: ServicePeriod, on: date) -> None:
    """Take a stay off the waiting list: somebody coaches the client from this day on.

    A referral that was decided to wait is accepted with that.
    """
    status = Status(period.status_before_pause or Status.PROFILING)
    if period.decision == Decision.WAITING:
        period.decision, period.decided_on = Decision.ACCEPTED, max(on, period.decided_on)
    period.waiting_since = period.waiting_rank = period.waiting_reason = None
    period.status_before_pause = None
    set_status(session, actor, period, status, on)
