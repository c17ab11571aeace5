"""Taking back clients that a list brought in by mistake, while nothing was done with them yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.caseload.models import Assignment
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.clients.statuses import lock_periods
from coaching.db import Model
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

Mark = tuple[int, int, int]
"""Versions of the stay and of the client, and how many statuses the stay has had."""

_OWN = frozenset({"assignment", "import_row", "period_status"})
"""What points at a stay that was only brought in."""


def marks(session: Session, period_ids: Collection[int]) -> dict[int, Mark]:
    """Return what tells later whether somebody has worked with the clients, by stay."""
    statuses = func.count(PeriodStatus.id)
    rows = session.execute(
        select(ServicePeriod.id, ServicePeriod.row_version, Client.row_version, statuses)
        .join(Client, Client.id == ServicePeriod.client_id)
        .outerjoin(PeriodStatus, PeriodStatus.period_id == ServicePeriod.id)
        .where(ServicePeriod.id.in_(period_ids))
        .group_by(ServicePeriod.id, ServicePeriod.row_version, Client.row_version)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def used_since(session: Session, before: Mapping[int, Mark]) -> set[int]:
    """Return the stays that were changed since, or that anything but their first coach points at.

    Args:
        before: marks of the stays as they were brought in.
    """
    now = marks(session, before)
    used = {period_id for period_id, mark in before.items() if now.get(period_id) != mark}
    rows = session.execute(
        select(ServicePeriod.id, ServicePeriod.client_id).where(ServicePeriod.id.in_(before))
    )
    stay_of = {row[1]: row[0] for row in rows}
    used |= _pointed_at(session, ServicePeriod, set(before), _OWN)
    used |= {
        stay_of[client]
        for client in _pointed_at(session, Client, set(stay_of), frozenset({"service_period"}))
    }
    others = select(ServicePeriod.client_id).where(
        ServicePeriod.client_id.in_(stay_of), ServicePeriod.id.not_in(before)
    )
    used |= {stay_of[client] for client in session.scalars(others)}
    moved = (
        select(Assignment.period_id)
        .where(Assignment.period_id.in_(before))
        .group_by(Assignment.period_id)
        .having((func.count() > 1) | (func.count(Assignment.ended_on) > 0))
    )
    return used | set(session.scalars(moved))


def take_back(session: Session, actor: Actor, period_ids: Collection[int]) -> None:
    """Remove stays, their clients and what history holds of them; the places become free.

    Call it with stays that `used_since` left out. Lines of the use log stay.
    """
    if not period_ids:
        return
    stays = lock_periods(session, period_ids)
    ids, clients = [stay.id for stay in stays], [stay.client for stay in stays]
    uselog.note(session, actor.user_id, Action.CHANGE, Basis.INTAKE, ids, taken_back=True)
    history.forget(session, "service_period", [stay.public_id for stay in stays])
    history.forget(session, "client", [client.public_id for client in clients])
    caseload.take_back(session, ids)
    session.execute(delete(PeriodStatus).where(PeriodStatus.period_id.in_(ids)))
    session.execute(delete(ServicePeriod).where(ServicePeriod.id.in_(ids)))
    session.execute(delete(Client).where(Client.id.in_([client.id for client in clients])))


def _pointed_at(
    session: Session, table: type[Model], ids: set[int], own: Collection[str]
) -> set[int]:
    """Return those of the ids that a row of a table other than these points at."""
    columns: list[ColumnElement[int]] = [
        key.parent
        for other in Model.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table.__table__ and other.name not in own
    ]
    return {
        found
        for column in columns
        for found in session.scalars(select(column).where(column.in_(ids)))
    }
