"""Giving, ending and moving assignments: many at once is the one way, one at a time a case of it.

Locks are taken in one order everywhere: stays by id, then coaches by id (PostgreSQL; on SQLite
writing transactions come one after another). The rules are checked before anything is written; the
database's own constraints say the same, should somebody write past this module.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.models import Post, User
from coaching.accounts.types import Actor
from coaching.caseload import places
from coaching.caseload.models import Assignment
from coaching.caseload.types import (
    AlreadyAssigned,
    AssignedInFuture,
    BeforeKnown,
    BeforePreviousEnded,
    CaseloadFull,
    Move,
    NoPlaceFor,
    NotACoachThere,
    NotAssigned,
    ServiceEnded,
)
from coaching.clients.models import ServicePeriod
from coaching.clients.statuses import lock_periods, start_waiting, stop_waiting
from coaching.clients.types import Status, known_since, shown_as
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


@dataclass(frozen=True)
class _Change:
    """One stay of a move: who coaches now, if anybody, and the coach to be."""

    period: ServicePeriod
    current: Assignment | None
    coach_id: int


def assign(
    session: Session, actor: Actor, period: ServicePeriod, coach_id: int, on: date
) -> Assignment:
    """Give a client that has no coach to a coach, who holds a place for them from that day on.

    Args:
        on: first day; not to come, not before the client was known or an earlier coach ended.

    Returns:
        The assignment. A client of the waiting list leaves it.

    Raises:
        CaseloadFull: every place of the coach is held; nobody can exceed.
        AlreadyAssigned, NotACoachThere, ServiceEnded: the client or the coach cannot be joined.
        AssignedInFuture, BeforeKnown, BeforePreviousEnded: the day cannot be.
        Source: model.md, *Places*, *People and time*.
    """
    (period,) = lock_periods(session, [period.id])
    current = open_assignment(session, period.id)
    if current is not None:
        raise AlreadyAssigned(coach=_name(session, current.coach_id))
    changes = [_Change(period, None, coach_id)]
    _prepare(session, changes, on)
    _refuse_full(session, changes)
    return _carry_out(session, actor, changes, on)[0]


def hand_over(
    session: Session, actor: Actor, period: ServicePeriod, coach_id: int, on: date
) -> Assignment:
    """Let another coach go on with a client from a day on; that day counts for the receiver.

    Raises:
        NotAssigned: nobody coaches the client; AlreadyAssigned: this coach does already.
        As `assign` otherwise.
    """
    (period,) = lock_periods(session, [period.id])
    current = open_assignment(session, period.id)
    if current is None:
        raise NotAssigned
    if current.coach_id == coach_id:
        raise AlreadyAssigned(coach=_name(session, coach_id))
    changes = [_Change(period, current, coach_id)]
    _prepare(session, changes, on)
    _refuse_full(session, changes)
    return _carry_out(session, actor, changes, on)[0]


def move(session: Session, actor: Actor, moves: Sequence[Move], on: date) -> list[Assignment]:
    """Move many clients at once: ends all, then opens all; all or nothing.

    A swap between two full coaches works, since every place is freed before one is taken. A client
    named with the coach they have already stays as they are. When places do not reach for all, they
    go in the order given.

    Args:
        moves: each client's stay at most once, with the coach to be.
        on: last day is the day before for the coaches now, first day for the new ones.

    Returns:
        The new assignments, in the order given.

    Raises:
        NoPlaceFor: names every client that found no place; nothing was moved.
        As `assign` otherwise. Source: model.md, *Places*.
    """
    targets = {one.period_id: one.coach_id for one in moves}
    if len(targets) != len(moves):
        raise ValueError("a client stands twice in one move")
    periods = {period.id: period for period in lock_periods(session, targets)}
    now = _open_assignments(session, targets)
    changes = [
        _Change(periods[period_id], now.get(period_id), coach_id)
        for period_id, coach_id in targets.items()
        if period_id not in now or now[period_id].coach_id != coach_id
    ]
    _prepare(session, changes, on)
    left_over = _without_place(session, changes)
    if left_over:
        names = _names(session, {change.coach_id for change in left_over})
        raise NoPlaceFor(
            clients=tuple((shown_as(c.period.client), names[c.coach_id]) for c in left_over)
        )
    return _carry_out(session, actor, changes, on)


def end_assignment(session: Session, actor: Actor, period: ServicePeriod, on: date) -> None:
    """End a coach's work with a client who stays in the service: the client waits for a coach.

    Args:
        on: first day without the coach.

    Raises:
        NotAssigned: nobody coaches the client.
        AssignedInFuture, BeforePreviousEnded: the day cannot be.
    """
    (period,) = lock_periods(session, [period.id])
    status = Status(period.status)
    release(session, actor, period, on)
    resumes_as = period.status_before_pause if status is Status.PAUSED else status
    start_waiting(session, actor, period, on, Status(resumes_as) if resumes_as else None)


def release(session: Session, actor: Actor, period: ServicePeriod, on: date) -> None:
    """Free the place a stay holds, leaving its status to the caller (closing, pausing).

    The caller holds the stay's lock.

    Raises:
        As `end_assignment`.
    """
    current = open_assignment(session, period.id)
    if current is None:
        raise NotAssigned
    if on > clock.today():
        raise AssignedInFuture
    if on < current.since:
        raise BeforePreviousEnded(earliest=current.since)
    places.lock_coaches(session, [current.coach_id])
    _end(session, current, on)
    places.sync_places(session, current.coach_id)
    _remember(session, actor, period, None, on)


def take_back(session: Session, period_ids: Collection[int]) -> None:
    """Remove the assignments of stays that go for good, and free their places.

    The caller holds the stays' locks.
    """
    rows = session.scalars(select(Assignment).where(Assignment.period_id.in_(period_ids))).all()
    coaches = {row.coach_id for row in rows}
    places.lock_coaches(session, coaches)
    session.execute(delete(Assignment).where(Assignment.period_id.in_(period_ids)))
    for coach_id in sorted(coaches):
        places.sync_places(session, coach_id)


def open_assignment(session: Session, period_id: int) -> Assignment | None:
    """Return the open assignment of a stay, None when nobody coaches the client."""
    return _open_assignments(session, [period_id]).get(period_id)


def _open_assignments(session: Session, period_ids: object) -> dict[int, Assignment]:
    rows = session.scalars(
        select(Assignment)
        .where(Assignment.period_id.in_(period_ids), Assignment.ended_on.is_(None))  # type: ignore[arg-type]
        .execution_options(populate_existing=True)
    )
    return {row.period_id: row for row in rows}


def _prepare(session: Session, changes: Sequence[_Change], on: date) -> None:
    """Take the coaches' locks, let their places follow the posts, and check all but the places."""
    coaches = {change.coach_id for change in changes}
    coaches |= {change.current.coach_id for change in changes if change.current}
    places.lock_coaches(session, coaches)
    if on > clock.today():
        raise AssignedInFuture
    for change in changes:
        _check(session, change, on)
    for coach_id in sorted(coaches):
        places.sync_places(session, coach_id)


def _check(session: Session, change: _Change, on: date) -> None:
    period = change.period
    if period.closed_on is not None:
        raise ServiceEnded
    known = known_since(period.referral_date, period.known_on)
    if on < known:
        raise BeforeKnown(known=known)
    earliest = session.scalar(
        select(func.max(func.coalesce(Assignment.ended_on, Assignment.since))).where(
            Assignment.period_id == period.id
        )
    )
    if earliest is not None and on < earliest:
        raise BeforePreviousEnded(earliest=earliest)
    if not _coaches(session, change.coach_id, period.team_id, on):
        raise NotACoachThere(coach=_name(session, change.coach_id))


def _coaches(session: Session, user_id: int, team_id: int, on: date) -> bool:
    """Tell whether a person has a coaching post in the team on the day, and still today."""
    for day in (on, clock.today()):
        post = select(Post.id).where(
            Post.user_id == user_id, Post.team_id == team_id, places.in_force(day)
        )
        if session.scalar(post.limit(1)) is None:
            return False
    return True


def _without_place(session: Session, changes: Sequence[_Change]) -> list[_Change]:
    """Return the changes that find no place once every current one has ended."""
    coaches = {change.coach_id for change in changes}
    owned = places.owned_by(session, coaches, clock.today())
    held = places.held_by(session, coaches)
    for change in changes:
        if change.current and change.current.coach_id in held:
            held[change.current.coach_id] -= 1
    left_over = []
    for change in changes:
        if held[change.coach_id] < owned[change.coach_id]:
            held[change.coach_id] += 1
        else:
            left_over.append(change)
    return left_over


def _refuse_full(session: Session, changes: Sequence[_Change]) -> None:
    for change in _without_place(session, changes):
        raise _full(session, change)


def _full(session: Session, change: _Change) -> CaseloadFull:
    """Return the refusal of a change whose coach has no place, with where it leaves the client."""
    owned = places.owned_by(session, [change.coach_id], clock.today())
    return CaseloadFull(
        coach=_name(session, change.coach_id),
        places=owned[change.coach_id],
        is_waiting=change.period.status == Status.WAITING,
        is_coached=change.current is not None,
    )


def _carry_out(
    session: Session, actor: Actor, changes: Sequence[_Change], on: date
) -> list[Assignment]:
    for change in changes:
        if change.current is not None:
            _end(session, change.current, on)
    coaches = {c.coach_id for c in changes} | {c.current.coach_id for c in changes if c.current}
    for coach_id in sorted(coaches):
        places.sync_places(session, coach_id)
    return [_open(session, actor, change, on) for change in changes]


def _end(session: Session, assignment: Assignment, on: date) -> None:
    assignment.ended_on, assignment.place = on, None
    session.flush()


def _open(session: Session, actor: Actor, change: _Change, on: date) -> Assignment:
    period, free = change.period, places.free_numbers(session, change.coach_id)
    if not free:
        raise _full(session, change)
    row = Assignment(period_id=period.id, coach_id=change.coach_id, place=free[0], since=on)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise _refusal_of(session, change, error) from None
    if period.status == Status.WAITING:
        stop_waiting(session, actor, period, on)
    _remember(session, actor, period, change.coach_id, on)
    return row


def _refusal_of(session: Session, change: _Change, error: IntegrityError) -> Exception:
    """Turn what a constraint of the table says into the rule it stands for."""
    said = str(error.orig)
    if "uq_assignment_open" in said or "assignment.period_id" in said:
        return AlreadyAssigned(coach=_name(session, change.coach_id))
    return _full(session, change)


def _remember(
    session: Session, actor: Actor, period: ServicePeriod, coach_id: int | None, on: date
) -> None:
    change = {"coach": {"id": coach_id, "since": on.isoformat()}}
    history.record(session, actor, "service_period", period.public_id, change)
    uselog.note(
        session, actor.user_id, Action.CHANGE, Basis.CASELOAD, [period.id], fields=["coach"]
    )


def _names(session: Session, user_ids: set[int]) -> dict[int, str]:
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return dict(iter(rows))


def _name(session: Session, user_id: int) -> str:
    return _names(session, {user_id}).get(user_id, "")
