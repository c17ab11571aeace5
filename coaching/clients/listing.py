"""The list of clients: names are sealed, so search and order happen in memory over what is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, select
from sqlalchemy.orm import Session, aliased, contains_eager

from coaching import clock
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.service import days_in_service
from coaching.clients.types import (
    PHASE_OF_STATUS,
    Choice,
    Listed,
    Order,
    Row,
    Status,
    shown_as,
)
from coaching.contacts.models import Contact
from coaching.text import fold, sort_key
from coaching.uselog.types import Basis

PAGE = 50
"""Clients on one page of the list."""


def find(session: Session, actor: Actor, choice: Choice, page: int = PAGE) -> Listed:
    """Return one page of the clients the person may see, searched and put in order.

    Only the clients on the page go into the use log: the rest were looked through, not shown.

    Args:
        choice: words are looked for in names and codes; `after` is the public id of the last
            client of the page before.
        page: clients on a page.
    """
    counted = {"total": 0, "begins_at": 1}

    def choose(rows: Sequence[Any]) -> Sequence[Any]:
        key = _key(choice.order)
        fitting = sorted((row for row in rows if _fits(row, choice)), key=key)
        # The place to go on from is looked up among all, so that it is found even when that client
        # no longer fits what the list is narrowed to.
        last = next((row for row in rows if row.ServicePeriod.public_id == choice.after), None)
        rest = fitting if last is None else [row for row in fitting if key(row) > key(last)]
        counted.update(total=len(fitting), begins_at=len(fitting) - len(rest) + 1)
        return rest[:page]

    shown = doors.list_records(
        session,
        actor,
        Basis.LEADING if actor.is_leader else Basis.COACHING,
        _statement(choice),
        period_id=lambda row: row.ServicePeriod.id,
        choose=choose,
    )
    last_contacts = _last_contacts(session, [row.ServicePeriod.id for row in shown])
    rows = tuple(_row(row, last_contacts) for row in shown)
    total, begins_at = counted["total"], counted["begins_at"]
    more = begins_at - 1 + len(rows) < total
    return Listed(rows, total, rows[-1].public_id if more else None, begins_at)


def _statement(choice: Choice) -> Any:
    """Return the stays with their coach of now; for those that have ended, the last one."""
    ended = choice.status is Status.CLOSED
    coached = Assignment.id == _last_assignment() if ended else Assignment.ended_on.is_(None)
    statement = (
        select(ServicePeriod, User.name.label("coach"), User.public_id.label("coach_public_id"))
        .join(Client, Client.id == ServicePeriod.client_id)
        .outerjoin(
            Assignment,
            and_(Assignment.period_id == ServicePeriod.id, coached),
        )
        .outerjoin(User, User.id == Assignment.coach_id)
        .options(contains_eager(ServicePeriod.client))
    )
    if choice.status is None:
        statement = statement.where(ServicePeriod.status != Status.CLOSED)
    else:
        statement = statement.where(ServicePeriod.status == choice.status)
    return statement


def _last_assignment() -> ScalarSelect[int]:
    own = aliased(Assignment)
    return (
        select(func.max(own.id))
        .where(own.period_id == ServicePeriod.id)
        .correlate(ServicePeriod)
        .scalar_subquery()
    )


def _fits(row: Any, choice: Choice) -> bool:
    if choice.coach is not None and row.coach_public_id != choice.coach:
        return False
    words = fold(choice.words)
    if not words:
        return True
    client = row.ServicePeriod.client
    where = f"{fold(client.name or '')} {fold(client.code)}"
    return all(word in where for word in words.split())


def _key(order: Order) -> Callable[[Any], tuple[Any, int]]:
    """Return the key of an order, which ends in the row's own key so that pages turn by it."""
    if order is Order.DAYS:
        return lambda row: (-_known_days(row.ServicePeriod), row.ServicePeriod.id)
    if order is Order.CODE:
        return lambda row: (row.ServicePeriod.client.code, row.ServicePeriod.id)
    return lambda row: (sort_key(shown_as(row.ServicePeriod.client)), row.ServicePeriod.id)


def _last_contacts(session: Session, period_ids: Sequence[int]) -> dict[int, Any]:
    rows = session.execute(
        select(Contact.period_id, func.max(Contact.on))
        .where(Contact.period_id.in_(period_ids), Contact.withdrawn_at.is_(None))
        .group_by(Contact.period_id)
    )
    return {period_id: on for period_id, on in rows if period_id is not None}


def _row(row: Any, last_contacts: dict[int, Any]) -> Row:
    period = row.ServicePeriod
    status = Status(period.status)
    return Row(
        period_id=period.id,
        public_id=period.public_id,
        shown=shown_as(period.client),
        code=period.client.code,
        status=status,
        phase=PHASE_OF_STATUS.get(status),
        coach=row.coach,
        days=_days(period),
        last_contact=last_contacts.get(period.id),
    )


def _days(period: ServicePeriod) -> int | None:
    return days_in_service(period.entry_date, period.closed_on or clock.today())


def _known_days(period: ServicePeriod) -> int:
    """Return the days in service for the order; those without a meeting come last."""
    days = _days(period)
    return -1 if days is None else days
