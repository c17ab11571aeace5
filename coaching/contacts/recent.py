"""What was last: with a client, with an employer, with whom the person deals most lately."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import Status, shown_as
from coaching.contacts.counterparts import choice, code_of
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    REAL_MEETING_MODES,
    ClientChoice,
    EmployerChoice,
    LastMeeting,
    LastTime,
    Mode,
    Place,
    With,
)
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.text import sort_key
from coaching.uselog.types import Basis

LATEST = 5
"""Clients and employers that are offered first (model.md, *Contacts*)."""

_LOOKED_THROUGH = 100
"""Newest employer contacts among which the last employers met are looked for."""


def choices(session: Session, actor: Actor) -> list[ClientChoice]:
    """Return the clients a person logs contacts about, by name, the latest five marked.

    A coach's own clients of today; for a leader who coaches nobody, the team's open stays. The
    latest are those the person logged contacts about last, then the newest clients.
    """
    rows = doors.list_records(
        session,
        actor,
        Basis.LOG_CONTACT,
        _choices(actor),
        period_id=lambda row: row.ServicePeriod.id,
    )
    by_touch = sorted(rows, key=lambda row: (row.touched or 0, row.ServicePeriod.id), reverse=True)
    first = {row.ServicePeriod.id for row in by_touch[:LATEST]}
    found = [
        ClientChoice(
            public_id=row.ServicePeriod.public_id,
            shown=shown_as(row.Client),
            status=Status(row.ServicePeriod.status),
            latest=row.ServicePeriod.id in first,
            last=_last(row.Contact) if row.Contact else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (sort_key(one.shown), one.public_id))


def latest_clients(session: Session, actor: Actor, limit: int = LATEST) -> list[ClientChoice]:
    """Return the clients that are offered first when a contact is logged (see `choices`)."""
    return [one for one in choices(session, actor) if one.latest][:limit]


def last_time(session: Session, actor: Actor, period: ServicePeriod | None) -> LastTime | None:
    """Return with whom, how and where the last contact about a client was.

    Without an earlier contact about the client: with the client, and how and where the person's
    own last contact was. None when there is none of that either. Source: forms.md, 1.3.
    """
    standing = select(Contact).where(Contact.withdrawn_at.is_(None))
    standing = standing.order_by(Contact.on.desc(), Contact.id.desc()).limit(1)
    if period is not None:
        found = session.scalar(standing.where(Contact.period_id == period.id))
        if found is not None:
            return _last(found)
    found = session.scalar(standing.where(Contact.coach_id == actor.user_id))
    return None if found is None else replace(_last(found), with_whom=With.CLIENT)


def last_contact_days(session: Session, period_ids: Collection[int]) -> dict[int, date]:
    """Return the day of the newest contact about each stay; stays without one are left out.

    Args:
        period_ids: stays that a door has shown to the person already.
    """
    rows = session.execute(
        select(Contact.period_id, func.max(Contact.on))
        .where(Contact.period_id.in_(period_ids), Contact.withdrawn_at.is_(None))
        .group_by(Contact.period_id)
    )
    return {period_id: on for period_id, on in rows if period_id is not None}


def latest_employers(session: Session, actor: Actor, limit: int = LATEST) -> list[EmployerChoice]:
    """Return the people and sites the person's own last employer contacts were with.

    They are looked for among the newest contacts only: years of them would take long to go through.
    """
    among = (
        select(Contact.id, Contact.site_id, Contact.person_id)
        .where(
            Contact.coach_id == actor.user_id,
            Contact.with_whom == With.EMPLOYER,
            Contact.withdrawn_at.is_(None),
            Contact.site_id.is_not(None),
        )
        .order_by(Contact.on.desc(), Contact.id.desc())
        .limit(_LOOKED_THROUGH)
        .subquery()
    )
    newest = (
        select(among.c.site_id, among.c.person_id, func.max(among.c.id).label("contact"))
        .group_by(among.c.site_id, among.c.person_id)
        .order_by(func.max(among.c.id).desc())
        .limit(limit)
        .subquery()
    )
    rows = session.execute(
        select(Employer, EmployerSite, EmployerPerson)
        .join(newest, newest.c.site_id == EmployerSite.id)
        .join(Employer, Employer.id == EmployerSite.employer_id)
        .outerjoin(EmployerPerson, EmployerPerson.id == newest.c.person_id)
        .where(EmployerPerson.removed_at.is_(None))
        .order_by(newest.c.contact.desc())
    )
    return [choice(*row) for row in rows]


def last_meetings(
    session: Session, actor: Actor, employer_ids: Collection[int]
) -> dict[int, LastMeeting]:
    """Return for each employer that was ever met the newest meeting, by anybody of any team.

    A meeting is face to face or by video, and reached. It holds no client: day, coach and count are
    what every coach may see of the shared register (model.md, *Who sees what*).
    """
    met = and_(Contact.employer_id.in_(employer_ids), _is_meeting())
    newest_first = func.row_number().over(
        partition_by=Contact.employer_id, order_by=(Contact.on.desc(), Contact.id.desc())
    )
    count = func.count().over(partition_by=Contact.employer_id)
    ranked = (
        select(
            Contact.employer_id,
            Contact.coach_id,
            Contact.on,
            count.label("count"),
            newest_first.label("place"),
        )
        .where(met)
        .subquery()
    )
    rows = session.execute(
        select(ranked.c.employer_id, ranked.c.on, User.name, ranked.c.count)
        .join(User, User.id == ranked.c.coach_id)
        .where(ranked.c.place == 1)
    )
    return {employer_id: LastMeeting(on, coach, count) for employer_id, on, coach, count in rows}


def met_since(
    employer_id: ColumnElement[int] | InstrumentedAttribute[int], since: date
) -> ColumnElement[bool]:
    """Return whether an employer was met on a day or later, by anybody of any team."""
    met = select(Contact.id).where(
        Contact.employer_id == employer_id, Contact.on >= since, _is_meeting()
    )
    return met.exists()


def _is_meeting() -> ColumnElement[bool]:
    return and_(
        Contact.with_whom == With.EMPLOYER,
        Contact.mode.in_(REAL_MEETING_MODES),
        Contact.reached,
        Contact.withdrawn_at.is_(None),
    )


def meetings_before(
    session: Session, employer_id: int, on: date, contact_id: int | None = None
) -> int:
    """Return how many times an employer had been met before a meeting, by anybody of any team.

    Args:
        on: the day of the meeting.
        contact_id: key of the meeting, if it is logged already; those of its day with a smaller key
            were before it.
    """
    earlier: ColumnElement[bool] = Contact.on <= on
    if contact_id is not None:
        earlier = or_(Contact.on < on, and_(Contact.on == on, Contact.id < contact_id))
    counted = select(func.count()).where(Contact.employer_id == employer_id, _is_meeting(), earlier)
    return session.scalar(counted) or 0


def last_person(session: Session, actor: Actor, employer_id: int) -> str | None:
    """Return the code of the person the own team was last in touch with at an employer.

    Whom other teams met is not shown (model.md, *Who sees what*).
    """
    row = session.execute(
        select(EmployerPerson.public_id, EmployerSite.public_id)
        .join(Contact, Contact.person_id == EmployerPerson.id)
        .join(EmployerSite, EmployerSite.id == EmployerPerson.site_id)
        .where(
            Contact.employer_id == employer_id,
            Contact.team_id.in_(actor.teams),
            Contact.withdrawn_at.is_(None),
            EmployerPerson.removed_at.is_(None),
        )
        .order_by(Contact.on.desc(), Contact.id.desc())
        .limit(1)
    ).first()
    return None if row is None else code_of(*row)


def _choices(actor: Actor) -> Select[Any]:
    """Return the stays of a person's day with their newest contact.

    `touched` is the key of the person's own newest contact about the stay.
    """
    newest, mine = _aliases()
    newest_id = (
        select(newest.id)
        .where(newest.period_id == ServicePeriod.id, newest.withdrawn_at.is_(None))
        .order_by(newest.on.desc(), newest.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    touched = (
        select(func.max(mine.id))
        .where(
            mine.period_id == ServicePeriod.id,
            mine.coach_id == actor.user_id,
            mine.withdrawn_at.is_(None),
        )
        .scalar_subquery()
    )
    return (
        select(ServicePeriod, Client, Contact, touched.label("touched"))
        .join(Client, Client.id == ServicePeriod.client_id)
        .outerjoin(Contact, Contact.id == newest_id)
        .where(ServicePeriod.closed_on.is_(None), _own(actor))
    )


@cache
def _aliases() -> tuple[type[Contact], type[Contact]]:
    """Return the aliases of `_choices`, made once: making their columns takes longer than asking."""
    return aliased(Contact), aliased(Contact)


def _own(actor: Actor) -> ColumnElement[bool]:
    if not actor.is_coach:
        return ServicePeriod.team_id.in_(actor.leader_of)
    return ServicePeriod.id.in_(
        select(Assignment.period_id).where(
            Assignment.coach_id == actor.user_id, Assignment.ended_on.is_(None)
        )
    )


def _last(contact: Contact) -> LastTime:
    """Return what is carried of a contact.

    With the client, when an employer was met on the client's behalf: an employer is chosen anew each
    time, and a short phone call must not ask for one.
    """
    with_whom = With(contact.with_whom)
    return LastTime(
        on=contact.on,
        with_whom=With.CLIENT if with_whom is With.EMPLOYER else with_whom,
        mode=Mode(contact.mode),
        place=Place(contact.place) if contact.place else None,
    )
