"""The doors to client data: each checks the right to see and leaves a line for the use log.

Nothing else reads a client (model.md, *Doors and the log*). The third door is reviews.facts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from coaching import clock
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients.models import ServicePeriod
from coaching.errors import NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

DAYS_AFTER_ASSIGNMENT = 90
"""Days a coach still sees a client after the assignment ended (model.md, *Who sees what*)."""

_OPENED = "opened stays"


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the predicate of sight over ServicePeriod: the one home of who sees which client.

    A coach sees the own clients, open and for 90 days after the assignment ended; a leader sees the
    team's. Managers, reviewers and administrators see none.
    Source: model.md, *Who sees what*.
    """
    ways: list[ColumnElement[bool]] = []
    if actor.leader_of:
        ways.append(ServicePeriod.team_id.in_(actor.leader_of))
    if actor.coach_of:
        since = clock.today() - timedelta(days=DAYS_AFTER_ASSIGNMENT)
        # An alias, since the statement it narrows may join assignments itself; and a list of the
        # coach's own stays rather than a look at every stay, which an index answers at once.
        own = _own()
        ways.append(
            ServicePeriod.id.in_(
                select(own.period_id).where(
                    own.coach_id == actor.user_id, or_(own.ended_on.is_(None), own.ended_on > since)
                )
            )
        )
    return or_(*ways) if ways else false()


@cache
def _own() -> type[Assignment]:
    """Return the alias of the predicate, made once: making its columns takes longer than asking."""
    return aliased(Assignment)


def open_record(
    session: Session,
    actor: Actor,
    public_id: str,
    basis: Basis,
    action: Action = Action.VIEW,
    *,
    also: ColumnElement[bool] | None = None,
    **detail: object,
) -> ServicePeriod:
    """Open one client's stay, with the client loaded, and leave a line for the use log.

    Args:
        public_id: the service period's public id, as in addresses.
        basis: why it is opened.
        action: what is done with it; VIEW unless something is created, changed or exported.
        also: stays that may be opened without sight, such as the first of the waiting list.
        detail: codes, field ids and hashes for the line; never words of the record.

    Raises:
        NotThere: no such stay, or not this person's to see; a refused line is left for the latter.
    """
    period = session.scalar(
        select(ServicePeriod)
        .where(ServicePeriod.public_id == public_id)
        .options(joinedload(ServicePeriod.client))
    )
    if period is None:
        uselog.note(session, actor.user_id, Action.REFUSED, basis, reason="no such record")
        raise NotThere
    sight = visible_to(actor) if also is None else or_(visible_to(actor), also)
    allowed = session.scalar(select(ServicePeriod.id).where(ServicePeriod.id == period.id, sight))
    if allowed is None:
        uselog.note(session, actor.user_id, Action.REFUSED, basis, [period.id])
        raise NotThere
    uselog.note(session, actor.user_id, action, basis, [period.id], **detail)
    _remember_opened(session, [public_id])
    return period


def open_records(
    session: Session,
    actor: Actor,
    public_ids: Sequence[str],
    basis: Basis,
    action: Action = Action.VIEW,
    **detail: object,
) -> list[ServicePeriod]:
    """Open several stays at once, all or none, in the order asked; one line names them all.

    Raises:
        NotThere: one of them does not exist or is not this person's to see; a refused line names
            those that exist.
    """
    asked = list(dict.fromkeys(public_ids))
    found = session.scalars(
        select(ServicePeriod)
        .where(ServicePeriod.public_id.in_(asked), visible_to(actor))
        .options(joinedload(ServicePeriod.client))
    )
    periods = {period.public_id: period for period in found}
    if len(periods) < len(asked):
        hidden = session.scalars(
            select(ServicePeriod.id).where(ServicePeriod.public_id.in_(set(asked) - set(periods)))
        )
        uselog.note(session, actor.user_id, Action.REFUSED, basis, hidden)
        raise NotThere
    if periods:
        ids = [period.id for period in periods.values()]
        uselog.note(session, actor.user_id, action, basis, ids, **detail)
        _remember_opened(session, asked)
    return [periods[public_id] for public_id in asked]


def opened(session: Session) -> list[str]:
    """Return the stays whose records were opened in this session, by public id.

    What is typed on the page that shows them is about them.
    """
    return list(session.info.get(_OPENED, ()))


def out_of_sight(session: Session, actor: Actor, public_ids: Collection[str]) -> set[str]:
    """Return which of these are stays that the person may not see; opens nothing."""
    if not public_ids:
        return set()
    found = select(ServicePeriod.public_id).where(ServicePeriod.public_id.in_(public_ids))
    return set(session.scalars(found.where(~visible_to(actor))))


def _remember_opened(session: Session, public_ids: Sequence[str]) -> None:
    session.info.setdefault(_OPENED, {}).update(dict.fromkeys(public_ids))


def sees(session: Session, actor: Actor, period: ServicePeriod) -> bool:
    """Tell whether a stay is in a person's sight, to know where to lead on; opens nothing."""
    found = select(ServicePeriod.id).where(ServicePeriod.id == period.id, visible_to(actor))
    return session.scalar(found) is not None


def stays_of(session: Session, period: ServicePeriod) -> list[int]:
    """Return the stay and the other open stays of its person, for the line of a change to the person.

    What is the person's (card, talks, figures) is seen from each of them.
    """
    others = session.scalars(
        select(ServicePeriod.id).where(
            ServicePeriod.client_id == period.client_id,
            ServicePeriod.closed_on.is_(None),
            ServicePeriod.id != period.id,
        )
    )
    return [period.id, *others]


def is_open_out_of_sight(session: Session, actor: Actor, period: ServicePeriod) -> bool:
    """Tell whether the person of an ended stay has an open one that this actor may not see.

    Then the person's part of the record is no longer theirs to see or change through the old stay.
    """
    if period.closed_on is None:
        return False
    elsewhere = select(ServicePeriod.id).where(
        ServicePeriod.client_id == period.client_id,
        ServicePeriod.closed_on.is_(None),
        ~visible_to(actor),
    )
    return session.scalar(elsewhere.limit(1)) is not None


def refuse(session: Session, actor: Actor, basis: Basis, period: ServicePeriod) -> NotThere:
    """Leave a refused line for something the person may see but not do, and return the 404."""
    uselog.note(session, actor.user_id, Action.REFUSED, basis, [period.id], reason="not in charge")
    return NotThere()


def list_records(
    session: Session,
    actor: Actor,
    basis: Basis,
    statement: Select[*tuple[Any, ...]],
    *,
    period_id: Callable[[Any], int | None],
    also: ColumnElement[bool] | None = None,
    choose: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
    action: Action = Action.LIST,
    **detail: object,
) -> Sequence[Any]:
    """Run a SELECT that joins ServicePeriod, narrowed to what the person may see.

    Args:
        statement: a select whose FROM holds ServicePeriod (inner or outer joined).
        period_id: tells the service period id of one result row, None for a row about no client.
        also: rows that may be seen without sight of a client, such as own employer meetings
            in general; joined to the predicate with OR.
        choose: picks, in memory, the rows that are shown of those that may be seen (search and
            pages of a list, whose names are sealed); only these are returned and logged.
        detail: codes and counts for the log line.

    Returns:
        The rows; one log line with the ids of the stays shown is left (none when no client is).
    """
    sight = visible_to(actor)
    seen = statement.where(sight if also is None else or_(sight, also))
    rows: Sequence[Any] = session.execute(seen).all()
    rows = rows if choose is None else choose(rows)
    shown = [found for row in rows if (found := period_id(row)) is not None]
    if shown:
        uselog.note(session, actor.user_id, action, basis, shown, **detail)
    return rows
