"""What is due for the clients of a person: computed from the records each time, kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from coaching import clock
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import shown_as
from coaching.contacts.models import Contact
from coaching.due import records, rules
from coaching.due.types import Due, DueKind, Line
from coaching.employers.models import Employer
from coaching.uselog.types import Basis


def of_person(
    session: Session, actor: Actor, quiet_days: int, *, by: date | None = None
) -> list[Line]:
    """Return what is due for a coach's own clients, or for the team's of a leader who coaches none.

    Args:
        quiet_days: days without contact after which a client is shown (the organisation's setting).
        by: how far ahead to look; today when None.

    Returns:
        Lines, the most pressing first; one line of the use log names the clients shown.
    """
    today = clock.today()
    by = by or today
    found: dict[int, list[Due]] = {}

    def choose(rows: Sequence[Any]) -> Sequence[Any]:
        ids = [row.ServicePeriod.id for row in rows]
        facts = records.stays(session, ids, today, by)
        found.update({key: rules.due(stay, by, quiet_days) for key, stay in facts.items()})
        return [row for row in rows if found.get(row.ServicePeriod.id)]

    shown = doors.list_records(
        session,
        actor,
        Basis.COACHING if actor.is_coach else Basis.LEADING,
        _own(actor),
        period_id=lambda row: row.ServicePeriod.id,
        choose=choose,
    )
    lines = [
        Line(due, row.ServicePeriod.public_id, shown_as(row.Client), row.name or "")
        for row in shown
        for due in found[row.ServicePeriod.id]
    ]
    return sorted([*lines, *_next_steps(session, actor, by)], key=_order)


def of_stay(
    session: Session, period: ServicePeriod, quiet_days: int, on: date | None = None
) -> list[Due]:
    """Return what is due for one stay that was opened through a door, the most pressing first."""
    on = on or clock.today()
    return rules.due(records.stays(session, [period.id], on)[period.id], on, quiet_days)


def first_of(session: Session, period_ids: Sequence[int], quiet_days: int) -> dict[int, Due]:
    """Return the most pressing due item of each stay that has one, by the stay's id.

    Args:
        period_ids: stays that a door has shown to the person already.
    """
    today = clock.today()
    facts = records.stays(session, period_ids, today)
    found = {key: rules.due(stay, today, quiet_days) for key, stay in facts.items()}
    return {key: dues[0] for key, dues in found.items() if dues}


def counts(
    session: Session, actor: Actor, quiet_days: int, by: date
) -> dict[tuple[DueKind, date], int]:
    """Return how many things of each kind fall on each day up to `by`: no client is told of.

    For the calendar, which leaves the program (model.md: the third door gives no names).
    """
    found: dict[tuple[DueKind, date], int] = {}
    today = clock.today()
    ids = session.scalars(_own(actor).with_only_columns(ServicePeriod.id)).all()
    for stay in records.stays(session, ids, today, by).values():
        for due in rules.due(stay, by, quiet_days):
            found[due.kind, due.day] = found.get((due.kind, due.day), 0) + 1
    for line in _next_steps(session, actor, by):
        key = (DueKind.NEXT_STEP, line.due.day)
        found[key] = found.get(key, 0) + 1
    return found


def _own(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Return the open stays a person looks after, with the coach's name."""
    statement = (
        select(ServicePeriod, Client, User.name)
        .join(Client, Client.id == ServicePeriod.client_id)
        .join(
            Assignment,
            and_(Assignment.period_id == ServicePeriod.id, Assignment.ended_on.is_(None)),
        )
        .join(User, User.id == Assignment.coach_id)
        .where(ServicePeriod.closed_on.is_(None))
    )
    if actor.is_coach:
        return statement.where(Assignment.coach_id == actor.user_id)
    return statement.where(ServicePeriod.team_id.in_(actor.leader_of))


def _next_steps(session: Session, actor: Actor, by: date) -> list[Line]:
    """Return the steps agreed with employers whose day has come and nothing has come of yet.

    Any later contact with the employer settles one: what was agreed may have changed in it.
    """
    later = aliased(Contact)
    newer = or_(later.on > Contact.on, and_(later.on == Contact.on, later.id > Contact.id))
    rows = session.execute(
        select(Contact.next_on, Contact.on, Employer.name, Employer.public_id)
        .join(Employer, Employer.id == Contact.employer_id)
        .where(
            Contact.coach_id == actor.user_id,
            Contact.next_on.is_not(None),
            Contact.next_on <= by,
            Contact.withdrawn_at.is_(None),
            ~exists().where(
                later.employer_id == Contact.employer_id,
                later.team_id == Contact.team_id,
                later.withdrawn_at.is_(None),
                newer,
            ),
        )
    )
    return [
        Line(Due(DueKind.NEXT_STEP, next_on, next_on), employer=name, employer_id=public_id)
        for next_on, _on, name, public_id in rows
        if next_on is not None
    ]


def _order(line: Line) -> tuple[Any, ...]:
    return (*rules.order(line.due), line.client or line.employer or "")
