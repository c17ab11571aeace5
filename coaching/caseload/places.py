"""The places a coach owns, as rows that follow the posts in force (model.md, *Places*)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Post, User
from coaching.accounts.types import Role
from coaching.caseload.models import Assignment, CoachPlace
from coaching.caseload.types import FULL_TIME_PLACES, places_of
from coaching.clients.models import ServicePeriod


def in_force(on: date) -> ColumnElement[bool]:
    """Return the predicate over Post of coaching posts in force on a day (half-open)."""
    return and_(
        Post.role == Role.COACH, Post.since <= on, or_(Post.until.is_(None), Post.until > on)
    )


def owned_by(session: Session, coach_ids: Iterable[int], on: date) -> dict[int, int]:
    """Return how many places each coach owns on a day; 0 without a post."""
    shares: dict[int, list[object]] = {coach: [] for coach in coach_ids}
    rows = session.execute(
        select(Post.user_id, Post.fte).where(Post.user_id.in_(shares), in_force(on))
    )
    for coach, share in rows:
        shares[coach].append(share)
    return {coach: places_of(found) for coach, found in shares.items()}  # type: ignore[arg-type]


def held_by(session: Session, coach_ids: Iterable[int]) -> dict[int, int]:
    """Return how many places each coach's open assignments hold."""
    held = dict.fromkeys(coach_ids, 0)
    rows = session.execute(
        select(Assignment.coach_id, func.count())
        .where(Assignment.coach_id.in_(held), Assignment.ended_on.is_(None))
        .group_by(Assignment.coach_id)
    )
    held.update((coach, number) for coach, number in rows)
    return held


def held_by_team(session: Session, coach_id: int) -> dict[int, int]:
    """Return how many clients of each team a coach has now, for teams with at least one."""
    rows = session.execute(
        select(ServicePeriod.team_id, func.count())
        .join(Assignment, Assignment.period_id == ServicePeriod.id)
        .where(Assignment.coach_id == coach_id, Assignment.ended_on.is_(None))
        .group_by(ServicePeriod.team_id)
    )
    return dict(iter(rows))


def has_coached(
    session: Session, coach_id: int, team_id: int, since: date, until: date | None
) -> bool:
    """Tell whether a person has coached a client of a team on some of the days (half-open)."""
    query = (
        select(Assignment.id)
        .join(ServicePeriod, ServicePeriod.id == Assignment.period_id)
        .where(
            Assignment.coach_id == coach_id,
            ServicePeriod.team_id == team_id,
            or_(Assignment.ended_on.is_(None), Assignment.ended_on > since),
        )
    )
    if until is not None:
        query = query.where(Assignment.since < until)
    return session.scalar(query.limit(1)) is not None


def lock_coaches(session: Session, coach_ids: Iterable[int]) -> None:
    """Hold coaches' places for this transaction, in the order of their ids.

    The lock is the weaker one that leaves rows which only refer to the person alone. SQLite has no
    row locks and needs none: its writing transactions come one after another.
    """
    session.execute(
        select(User.id)
        .where(User.id.in_(set(coach_ids)))
        .order_by(User.id)
        .with_for_update(key_share=True)
    ).all()


def sync_places(session: Session, coach_id: int, on: date | None = None) -> int:
    """Let the rows of a coach's places follow the posts in force.

    Missing places are added; free ones above the number owned go at once, held ones stay and go
    as they are freed (this is called again after every ending).

    Args:
        on: the day whose posts count; today when left out.

    Returns:
        The number of places owned. Source: model.md, *Places*.
    """
    lock_coaches(session, [coach_id])
    owned = owned_by(session, [coach_id], on or clock.today())[coach_id]
    rows = set(session.scalars(select(CoachPlace.number).where(CoachPlace.coach_id == coach_id)))
    if len(rows) < owned:
        missing = [number for number in range(1, FULL_TIME_PLACES + 1) if number not in rows]
        session.add_all(
            [
                CoachPlace(coach_id=coach_id, number=number)
                for number in missing[: owned - len(rows)]
            ]
        )
        session.flush()
    elif len(rows) > owned:
        spare = sorted(rows - held_numbers(session, coach_id), reverse=True)
        _remove(session, coach_id, spare[: len(rows) - owned])
    return owned


def sync_all(session: Session, on: date | None = None) -> int:
    """Let everybody's places follow the posts, for days on which a post began or ended.

    Returns:
        The number of coaches who had another number of rows than they own.
    """
    coaches = set(session.scalars(select(Post.user_id).where(Post.role == Role.COACH)))
    counted = select(CoachPlace.coach_id, func.count()).group_by(CoachPlace.coach_id)
    rows = dict(iter(session.execute(counted)))
    owned = owned_by(session, coaches | set(rows), on or clock.today())
    differing = sorted(coach for coach, number in owned.items() if number != rows.get(coach, 0))
    lock_coaches(session, differing)
    for coach_id in differing:
        sync_places(session, coach_id, on)
    return len(differing)


def held_numbers(session: Session, coach_id: int) -> set[int]:
    """Return the numbers of a coach's places that an open assignment holds."""
    numbers = session.scalars(
        select(Assignment.place).where(
            Assignment.coach_id == coach_id, Assignment.place.is_not(None)
        )
    )
    return {number for number in numbers if number is not None}


def free_numbers(session: Session, coach_id: int) -> list[int]:
    """Return the numbers of a coach's free places, lowest first."""
    rows = session.scalars(select(CoachPlace.number).where(CoachPlace.coach_id == coach_id))
    return sorted(set(rows) - held_numbers(session, coach_id))


def _remove(session: Session, coach_id: int, numbers: list[int]) -> None:
    session.execute(
        delete(CoachPlace).where(CoachPlace.coach_id == coach_id, CoachPlace.number.in_(numbers))
    )
