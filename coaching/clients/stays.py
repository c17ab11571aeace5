"""The course of a stay: pausing, going on, closing, undoing a closing."""

from __future__ import annotations

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import waiting
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import (
    AlreadyPaused,
    CoachMissing,
    ConfirmClosing,
    NotClosed,
    NotOpen,
    NotPaused,
    SamePersonHere,
    TooLateToUndo,
)
from coaching.clients.service import (
    check_after_last_status,
    check_day,
    note_change,
    undo_until,
)
from coaching.clients.statuses import before_closing, lock_periods, set_status, start_waiting
from coaching.clients.types import (
    COUNTED_AGAINST_OUTREACH,
    UNDO_DAYS,
    ClosingReason,
    Decision,
    Status,
)
from coaching.uselog.types import Basis


def pause(
    session: Session, actor: Actor, period: ServicePeriod, on: date, *, keep_place: bool
) -> None:
    """Pause the work with a client, in one of two ways.

    Args:
        keep_place: the client keeps the coach and the place; otherwise the assignment ends and
            the client stands first on the waiting list.

    Raises:
        NotOpen, AlreadyPaused: the stay is closed, paused or waits.
        NotAssigned, AssignedInFuture, BeforePreviousEnded, DayAhead, DayBeforeKnown,
        BeforeLastStatus.
        Source: model.md, *Places*.
    """
    (period,) = lock_periods(session, [period.id])
    if period.closed_on is not None:
        raise NotOpen
    if period.status in (Status.PAUSED, Status.WAITING):
        raise AlreadyPaused
    check_day(period, "on", on)
    check_after_last_status(session, period, on)
    if keep_place:
        period.status_before_pause = period.status
        set_status(session, actor, period, Status.PAUSED, on)
    else:
        caseload.end_assignment(session, actor, period, on)
        waiting.to_front(session, period)
    note_change(session, actor, period, Basis.COACHING, {"paused": _said(on, keep_place)})


def resume(session: Session, actor: Actor, period: ServicePeriod, on: date) -> None:
    """Go on after a pause with the place kept, where the work was left.

    Raises:
        NotPaused: the stay is not paused (who waits is taken from the list instead).
        DayAhead, DayBeforeKnown, BeforeLastStatus: the day cannot be.
    """
    (period,) = lock_periods(session, [period.id])
    if period.status != Status.PAUSED:
        raise NotPaused
    check_day(period, "on", on)
    check_after_last_status(session, period, on)
    status = Status(period.status_before_pause or Status.PROFILING)
    period.status_before_pause = None
    set_status(session, actor, period, status, on)
    note_change(session, actor, period, Basis.COACHING, {"resumed": on.isoformat()})


def close(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    reason: ClosingReason,
    on: date,
    *,
    confirmed: bool = False,
) -> None:
    """End a client's stay; the place is free from that day on.

    Args:
        reason: *missed appointments* and *time limit* are counted against item V14.
        confirmed: the second confirmation that those two ask.

    Raises:
        ConfirmClosing: such a reason without the confirmation.
        NotOpen: closed already.
        BeforePreviousEnded, DayAhead, DayBeforeKnown: the day cannot be.
    """
    (period,) = lock_periods(session, [period.id])
    if period.closed_on is not None:
        raise NotOpen
    check_day(period, "on", on)
    if reason in COUNTED_AGAINST_OUTREACH and not confirmed:
        raise ConfirmClosing
    if caseload.open_assignment(session, period.id) is not None:
        caseload.release(session, actor, period, on)
    with session.no_autoflush:
        period.closed_on, period.closed_reason, period.closed_at = on, reason, clock.now()
        period.waiting_since = period.waiting_rank = period.waiting_reason = None
        set_status(session, actor, period, Status.CLOSED, on)
    values = {"closed_on": on.isoformat(), "closed_reason": reason.value}
    note_change(session, actor, period, Basis.COACHING, values)


def reopen(session: Session, actor: Actor, period: ServicePeriod, coach_id: int | None) -> None:
    """Undo a closing within 30 days: the same stay goes on from today where it was.

    Args:
        coach_id: who coaches from now on, a free place given; None puts the client back on the
            waiting list, which is possible only for one who was closed from it or never came in.

    Raises:
        NotClosed: the stay is open; TooLateToUndo: a new stay begins instead.
        CoachMissing: the client had a coach, so one is needed.
        SamePersonHere: the person has another open stay in the team.
        CaseloadFull and the other refusals of `caseload.assign`: nothing was changed.
        Source: model.md, *Clients and stays*.
    """
    (period,) = lock_periods(session, [period.id])
    last_day = undo_until(period)
    if last_day is None:
        raise NotClosed
    if clock.today() > last_day:
        raise TooLateToUndo(days=UNDO_DAYS)
    if coach_id is None and not may_wait(session, period):
        raise CoachMissing
    with session.begin_nested():
        _open_again(session, actor, period, before_closing(session, period), coach_id)


def may_wait(session: Session, period: ServicePeriod) -> bool:
    """Tell whether a closed stay may go on without a coach: closed from the list, or never begun."""
    never_came_in = period.decision in (Decision.DID_NOT_WANT, Decision.REFUSED)
    return never_came_in or before_closing(session, period) is Status.WAITING


def _open_again(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    before: Status,
    coach_id: int | None,
) -> None:
    today, left = clock.today(), period.status_before_pause
    with session.no_autoflush:
        period.closed_on = period.closed_reason = period.closed_at = period.refusal = None
        try:
            if coach_id is None:
                start_waiting(session, actor, period, today, Status(left) if left else None)
            else:
                goes_on = Status(left or Status.PROFILING) if before is Status.WAITING else before
                set_status(session, actor, period, goes_on, today)
        except IntegrityError:
            raise SamePersonHere from None
    period.decision = Decision.WAITING if coach_id is None else Decision.ACCEPTED
    if coach_id is not None:
        caseload.assign(session, actor, period, coach_id, today)
    values = {"closed_on": None, "closed_reason": None}
    note_change(session, actor, period, Basis.COACHING, values)


def _said(on: date, keep_place: bool) -> dict[str, str]:
    return {"on": on.isoformat(), "place": "kept" if keep_place else "given_up"}
