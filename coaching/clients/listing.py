"""The list of clients: names are sealed, so search and order happen in memory over what is seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, select
from sqlalchemy.orm import Session, aliased

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

    def choose(rows: Sequence[Any]) -> Sequence[_Read]:
        key, words = _key(choice.order), fold(choice.words).split()
        read = [_Read(row) for row in rows]
        fitting = sorted((one for one in read if _fits(one, choice.coach, words)), key=key)
        # The place to go on from is looked up among all, so that it is found even when that client
        # no longer fits what the list is narrowed to.
        last = next((one for one in read if one.row.public_id == choice.after), None)
        before = 0 if last is None else bisect_right(fitting, key(last), key=key)
        counted.update(total=len(fitting), begins_at=before + 1)
        return fitting[before : before + page]

    shown = doors.list_records(
        session,
        actor,
        Basis.LEADING if actor.is_leader else Basis.COACHING,
        _statement(choice),
        period_id=lambda one: one.row.id,
        choose=choose,
    )
    last_contacts = _last_contacts(session, [one.row.id for one in shown])
    rows = tuple(_row(one, last_contacts) for one in shown)
    total, begins_at = counted["total"], counted["begins_at"]
    more = begins_at - 1 + len(rows) < total
    return Listed(rows, total, rows[-1].public_id if more else None, begins_at)


class _Read:
    """A row that was read through, with the sealed name opened once."""

    def __init__(self, row: Any) -> None:
        sealed = row.name_sealed
        self.row, self.code = row, row.code
        self.name = sealed and Client.name.open(Client, row.client_public_id, sealed)


def _statement(choice: Choice) -> Any:
    """Return the stays with their coach of now; for those that have ended, the last one.

    Columns only: of the many rows looked through, a page shows some.
    """
    ended = choice.status is Status.CLOSED
    coached = Assignment.id == _last_assignment() if ended else Assignment.ended_on.is_(None)
    statement = (
        select(
            ServicePeriod.id,
            ServicePeriod.public_id,
            ServicePeriod.status,
            ServicePeriod.entry_date,
            ServicePeriod.closed_on,
            Client.code,
            Client.name_sealed,
            Client.public_id.label("client_public_id"),
            User.name.label("coach"),
            User.public_id.label("coach_public_id"),
        )
        .join(Client, Client.id == ServicePeriod.client_id)
        .outerjoin(
            Assignment,
            and_(Assignment.period_id == ServicePeriod.id, coached),
        )
        .outerjoin(User, User.id == Assignment.coach_id)
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


def _fits(one: _Read, coach: str | None, words: Sequence[str]) -> bool:
    if coach is not None and one.row.coach_public_id != coach:
        return False
    if not words:
        return True
    where = f"{fold(one.name or '')} {fold(one.code)}"
    return all(word in where for word in words)


def _key(order: Order) -> Callable[[_Read], tuple[Any, int]]:
    """Return the key of an order, which ends in the row's own key so that pages turn by it."""
    if order is Order.DAYS:
        return lambda one: (-_known_days(one.row), one.row.id)
    if order is Order.CODE:
        return lambda one: (one.code, one.row.id)
    return lambda one: (sort_key(shown_as(one)), one.row.id)


def _last_contacts(session: Session, period_ids: Sequence[int]) -> dict[int, Any]:
    rows = session.execute(
        select(Contact.period_id, func.max(Contact.on))
        .where(Contact.period_id.in_(period_ids), Contact.withdrawn_at.is_(None))
        .group_by(Contact.period_id)
    )
    return {period_id: on for period_id, on in rows if period_id is not None}


def _row(one: _Read, last_contacts: dict[int, Any]) -> Row:
    row, status = one.row, Status(one.row.status)
    return Row(
        period_id=row.id,
        public_id=row.public_id,
        shown=shown_as(one),
        code=one.code,
        status=status,
        phase=PHASE_OF_STATUS.get(status),
        coach=row.coach,
        days=_days(row),
        last_contact=last_contacts.get(row.id),
    )


def _days(row: Any) -> int | None:
    return days_in_service(row.entry_date, row.closed_on or clock.today())


def _known_days(row: Any) -> int:
    """Return the days in service for the order; those without a meeting come last."""
    days = _days(row)
    return -1 if days is None else days
