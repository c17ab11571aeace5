"""The waiting list of a team: open stays without an assignment, by date (model.md)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, select
from sqlalchemy.orm import Session, contains_eager

from coaching.accounts.models import Team
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.refusals import NotFirstInLine, NotWaiting, ReasonMissing
from coaching.clients.service import is_in_charge, note_change
from coaching.clients.statuses import lock_periods
from coaching.clients.types import Queued, Status, shown_as
from coaching.errors import NotThere
from coaching.uselog.types import Action, Basis


def waits_in(team_ids: Collection[int]) -> ColumnElement[bool]:
    """Return the predicate of stays on the waiting lists of the teams."""
    if not team_ids:
        return false()
    return and_(ServicePeriod.status == Status.WAITING, ServicePeriod.team_id.in_(team_ids))


def queue(session: Session, actor: Actor) -> list[Queued]:
    """Return the waiting lists of the person's teams, in order, each from position 1.

    Coaches see code, date and order; the leader sees all. Source: model.md.
    """
    rows = doors.list_records(
        session,
        actor,
        Basis.CASELOAD,
        select(ServicePeriod, Team.name)
        .join(Client, Client.id == ServicePeriod.client_id)
        .join(Team, Team.id == ServicePeriod.team_id)
        .where(waits_in(actor.teams))
        .options(contains_eager(ServicePeriod.client))
        .order_by(Team.name, Team.id, *_order()),
        period_id=lambda row: row.ServicePeriod.id,
        also=waits_in(actor.coach_of),
    )
    coached_before = _coached(session, [row.ServicePeriod.id for row in rows])
    positions: dict[int, int] = {}
    lines = []
    for period, team in rows:
        positions[period.team_id] = positions.get(period.team_id, 0) + 1
        lines.append(
            _line(actor, period, team, positions[period.team_id], period.id in coached_before)
        )
    return lines


def queued(session: Session, actor: Actor, period: ServicePeriod) -> Queued:
    """Return the line of one client of the waiting list, for a stay a door has opened.

    Raises:
        NotThere: the client is not on the list (any more).
    """
    found = position(session, period)
    if found is None:
        raise NotThere
    team = session.get_one(Team, period.team_id).name
    return _line(actor, period, team, found, bool(_coached(session, [period.id])))


def counts(session: Session, team_ids: Collection[int]) -> dict[int, int]:
    """Return how many clients wait in each team; teams where nobody waits are left out."""
    rows = session.execute(
        select(ServicePeriod.team_id, func.count())
        .where(waits_in(team_ids))
        .group_by(ServicePeriod.team_id)
    )
    return dict(iter(rows))


def open_waiting(session: Session, actor: Actor, public_id: str, action: Action) -> ServicePeriod:
    """Open a stay of the waiting list, which coaches of the team may do to take the client.

    Raises:
        NotThere: not a waiting stay of a team where the person coaches or leads.
    """
    period = doors.open_record(
        session, actor, public_id, Basis.CASELOAD, action, also=waits_in(actor.coach_of)
    )
    if period.team_id not in actor.teams and not is_in_charge(session, actor, period):
        raise doors.refuse(session, actor, Basis.CASELOAD, period)
    return period


def take(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    coach_id: int,
    on: date,
    reason: str | None = None,
) -> None:
    """Give a client of the waiting list a place.

    Args:
        coach_id: the coach; somebody who does not lead the team takes clients to themselves only.
        reason: why the order is passed by, when the client is not the first of the list.

    Raises:
        NotWaiting: the client is not on the list (any more).
        NotFirstInLine: a coach takes the first only; ReasonMissing: the leader says why.
        CaseloadFull and the other refusals of `caseload.assign`.
    """
    leads = period.team_id in actor.leader_of
    if not leads and coach_id != actor.user_id:
        raise doors.refuse(session, actor, Basis.CASELOAD, period)
    (period,) = lock_periods(session, [period.id])
    if period.status != Status.WAITING:
        raise NotWaiting
    if _in_order(session, period.team_id)[0] != period.id:
        if not leads:
            raise NotFirstInLine
        if not reason:
            raise ReasonMissing
    caseload.assign(session, actor, period, coach_id, on)
    values: dict[str, Any] = {"taken_from_list": on.isoformat()}
    if reason:
        values["waiting_reason"] = reason
    note_change(session, actor, period, Basis.CASELOAD, values)


def move_to(
    session: Session, actor: Actor, period: ServicePeriod, position: int, reason: str
) -> None:
    """Move a client to a position of the waiting list; the leader does, with a reason.

    The moved client and those before it keep their places from then on; the rest stays in the
    order of dates.

    Args:
        position: from 1, the first; one past the end is the last.

    Raises:
        NotWaiting, ReasonMissing: not on the list, or no reason given.
        NotThere: the person does not lead the team.
    """
    if period.team_id not in actor.leader_of:
        raise doors.refuse(session, actor, Basis.CASELOAD, period)
    if not reason.strip():
        raise ReasonMissing
    waiting = {row.id: row for row in lock_periods(session, _in_order(session, period.team_id))}
    if period.id not in waiting or period.status != Status.WAITING:
        raise NotWaiting
    order = [found for found in _in_order(session, period.team_id) if found != period.id]
    place = min(max(position, 1), len(order) + 1) - 1
    order.insert(place, period.id)
    fixed = max([place, *(n for n, found in enumerate(order) if waiting[found].waiting_rank)])
    for n, found in enumerate(order):
        waiting[found].waiting_rank = n - fixed - 1 if n <= fixed else None
    period.waiting_reason = reason.strip()
    session.flush()
    values = {"waiting_position": place + 1, "waiting_reason": reason.strip()}
    note_change(session, actor, period, Basis.CASELOAD, values)


def to_front(session: Session, period: ServicePeriod) -> None:
    """Let a client who comes from a pause stand first (model.md, *Places*)."""
    lowest = session.scalar(
        select(func.min(ServicePeriod.waiting_rank)).where(
            waits_in([period.team_id]), ServicePeriod.id != period.id
        )
    )
    period.waiting_rank = min(lowest or 0, 0) - 1
    session.flush()


def position(session: Session, period: ServicePeriod) -> int | None:
    """Return a client's position on the waiting list, from 1; None when not on it."""
    order = _in_order(session, period.team_id)
    return order.index(period.id) + 1 if period.id in order else None


def _in_order(session: Session, team_id: int) -> Sequence[int]:
    return session.scalars(
        select(ServicePeriod.id).where(waits_in([team_id])).order_by(*_order())
    ).all()


def _order() -> tuple[ColumnElement[Any], ...]:
    """Return the order of a list: those whom the leader or a pause put first, then by date."""
    rank: ColumnElement[int] = func.coalesce(ServicePeriod.waiting_rank, 0)
    return (rank, ServicePeriod.waiting_since.expression, ServicePeriod.id.expression)


def _coached(session: Session, period_ids: list[int]) -> set[int]:
    return set(
        session.scalars(select(Assignment.period_id).where(Assignment.period_id.in_(period_ids)))
    )


def _line(
    actor: Actor, period: ServicePeriod, team: str, position: int, coached_before: bool
) -> Queued:
    leads = period.team_id in actor.leader_of
    return Queued(
        period_id=period.id,
        public_id=period.public_id,
        position=position,
        code=period.client.code,
        since=period.waiting_since or period.known_on,
        team_id=period.team_id,
        team=team,
        shown=shown_as(period.client) if leads else None,
        reason=period.waiting_reason if leads else None,
        may_open=leads,
        from_pause=leads and coached_before,
    )
