"""Who coaches whom: places owned and held, and the doors to giving and moving them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session, contains_eager

from coaching import clock
from coaching.accounts.models import Absence, Post, User
from coaching.accounts.types import Actor
from coaching.caseload import places
from coaching.caseload.models import Assignment
from coaching.caseload.moves import (
    assign,
    end_assignment,
    hand_over,
    move,
    open_assignment,
    release,
    take_back,
)
from coaching.caseload.places import has_coached, held_by_team, sync_all, sync_places
from coaching.caseload.types import Caseload, Coach, Square
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import Status, shown_as
from coaching.uselog.types import Basis

__all__ = [
    "assign",
    "caseload",
    "caseloads",
    "coaches_of",
    "coaches_with_places",
    "end_assignment",
    "find_coach",
    "hand_over",
    "has_coached",
    "held_by_team",
    "move",
    "open_assignment",
    "release",
    "sync_all",
    "sync_places",
    "take_back",
    "totals",
]

_ORDER: tuple[str, ...] = (
    Status.WORKING_SUPPORTED,
    Status.WORKING,
    Status.AGREED,
    Status.SEARCHING,
    Status.BETWEEN,
    Status.PROFILING,
    Status.STUDYING,
    Status.PAUSED,
)
"""States of the squares: nearest to lasting work first (design, *Places*)."""


def coaches_of(session: Session, team_ids: Collection[int]) -> list[Coach]:
    """Return who has a coaching post in one of the teams today, by name."""
    return [_coach(row) for row in session.execute(_coaches(team_ids))]


def find_coach(session: Session, public_id: str, team_ids: Collection[int]) -> Coach | None:
    """Return a coach of one of the teams by the public id that forms carry."""
    row = session.execute(_coaches(team_ids).where(User.public_id == public_id)).first()
    return None if row is None else _coach(row)


def coaches_with_places(session: Session, team_ids: Collection[int]) -> list[Caseload]:
    """Return the coaches of the teams with places owned and held today, without squares."""
    return _counted(session, coaches_of(session, team_ids))


def totals(session: Session, coach_id: int) -> Caseload:
    """Return how many places one person owns and holds today, without squares."""
    user = session.get_one(User, coach_id)
    return Caseload(
        coach_id=user.id,
        coach_name=user.name,
        owned=places.owned_by(session, [user.id], clock.today())[user.id],
        held=places.held_by(session, [user.id])[user.id],
        coach_public_id=user.public_id,
    )


def caseload(session: Session, coach_id: int, actor: Actor | None = None) -> Caseload:
    """Return one coach's places today: squares sorted by state, free ones last.

    Args:
        actor: who looks; squares of clients the person may see then carry name and address, and
            the use log gets its line. Without an actor squares carry states only.
    """
    user = session.get_one(User, coach_id)
    return _with_squares(session, [Coach(user.id, user.public_id, user.name)], actor)[0]


def caseloads(session: Session, actor: Actor, team_ids: Collection[int]) -> list[Caseload]:
    """Return the caseloads of every coach of the teams, and of whoever still holds a client there.

    A person whose post has ended while clients are left is shown too: those clients need a coach.
    """
    coaches = coaches_of(session, team_ids)
    known = [coach.user_id for coach in coaches]
    left = session.execute(
        select(User.id, User.public_id, User.name)
        .where(
            User.id.not_in(known),
            User.id.in_(
                select(Assignment.coach_id)
                .join(ServicePeriod, ServicePeriod.id == Assignment.period_id)
                .where(Assignment.ended_on.is_(None), ServicePeriod.team_id.in_(team_ids))
            ),
        )
        .order_by(User.name, User.id)
    )
    return _with_squares(session, [*coaches, *(_coach(row) for row in left)], actor)


def _coaches(team_ids: Collection[int]) -> Select[int, str, str]:
    return (
        select(User.id, User.public_id, User.name)
        .join(Post, Post.user_id == User.id)
        .where(Post.team_id.in_(team_ids), places.in_force(clock.today()))
        .distinct()
        .order_by(User.name, User.id)
    )


def _coach(row: Row[int, str, str]) -> Coach:
    return Coach(row[0], row[1], row[2])


def _with_squares(
    session: Session, coaches: Sequence[Coach], actor: Actor | None
) -> list[Caseload]:
    squares = _squares(session, [coach.user_id for coach in coaches], actor)
    return [
        replace(one, squares=_numbered(squares.get(one.coach_id, []), one.owned))
        for one in _counted(session, coaches)
    ]


def _counted(session: Session, coaches: Sequence[Coach]) -> list[Caseload]:
    ids = [coach.user_id for coach in coaches]
    owned, held = places.owned_by(session, ids, clock.today()), places.held_by(session, ids)
    away = _away(session, ids)
    return [
        Caseload(
            coach_id=coach.user_id,
            coach_name=coach.name,
            owned=owned[coach.user_id],
            held=held[coach.user_id],
            coach_public_id=coach.public_id,
            away=coach.user_id in away,
        )
        for coach in coaches
    ]


def _away(session: Session, coach_ids: Collection[int]) -> set[int]:
    """Return those who are absent today; their places stay as they are."""
    today = clock.today()
    return set(
        session.scalars(
            select(Absence.user_id).where(
                Absence.user_id.in_(coach_ids),
                Absence.since <= today,
                or_(Absence.until.is_(None), Absence.until > today),
            )
        )
    )


def _squares(
    session: Session, coach_ids: Collection[int], actor: Actor | None
) -> dict[int, list[Square]]:
    found: dict[int, list[Square]] = {}
    states = session.execute(
        select(Assignment.coach_id, ServicePeriod.id, ServicePeriod.status)
        .join(ServicePeriod, ServicePeriod.id == Assignment.period_id)
        .where(Assignment.coach_id.in_(coach_ids), Assignment.ended_on.is_(None))
    )
    seen = {} if actor is None else _seen(session, coach_ids, actor)
    for coach_id, period_id, status in states:
        square = replace(seen.get(period_id, Square(0)), status=status)
        found.setdefault(coach_id, []).append(square)
    return found


def _seen(session: Session, coach_ids: Collection[int], actor: Actor) -> dict[int, Square]:
    """Return what squares tell of those clients of the coaches that the person may see."""
    rows = doors.list_records(
        session,
        actor,
        Basis.CASELOAD,
        select(ServicePeriod)
        .join(Client, Client.id == ServicePeriod.client_id)
        .join(Assignment, Assignment.period_id == ServicePeriod.id)
        .where(Assignment.coach_id.in_(coach_ids), Assignment.ended_on.is_(None))
        .options(contains_eager(ServicePeriod.client)),
        period_id=lambda row: row.ServicePeriod.id,
    )
    return {
        period.id: Square(
            0,
            period_public_id=period.public_id,
            shown_as=shown_as(period.client),
            team_id=period.team_id,
        )
        for (period,) in rows
    }


def _numbered(squares: list[Square], owned: int) -> tuple[Square, ...]:
    """Sort the held squares by state and name, add the free ones, number them from 1."""
    held = sorted(squares, key=_by_state)
    free = [Square(0)] * max(0, owned - len(held))
    return tuple(replace(one, number=number) for number, one in enumerate([*held, *free], start=1))


def _by_state(square: Square) -> tuple[int, str]:
    state = str(square.status)
    return (_ORDER.index(state) if state in _ORDER else len(_ORDER)), square.shown_as or ""
