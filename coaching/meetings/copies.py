"""Form B as its copies and its own page read it: answers by question id, from the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from coaching import clock, i18n
from coaching.accounts.models import User
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import shown_as
from coaching.contacts.counterparts import site_words
from coaching.contacts.models import Contact, LogReview, MeetingTask
from coaching.contacts.types import REAL_MEETING_MODES, With, monday_of
from coaching.copies.types import Copyable
from coaching.definitions import reading
from coaching.definitions.types import Filled
from coaching.employers.models import Employer, EmployerPerson, EmployerSite

FORM = "b"
VERSION = 1
"""Version of the definition; a row of the register has no version of its own yet."""


@dataclass(frozen=True)
class _Known:
    """A meeting with everything its form shows."""

    row: Any
    tasks: Sequence[MeetingTask]
    number: int
    looked: tuple[datetime, str] | None


def of_stay(session: Session, period: ServicePeriod) -> list[Copyable]:
    """Return the meetings on behalf of a stay's client, the newest first."""
    return [
        Copyable(
            form=FORM,
            record=one.row.Contact.public_id,
            on=one.row.Contact.on,
            fill=partial(_fill, one),
        )
        for one in _load(session, Contact.period_id == period.id)
    ]


def filled(session: Session, contact: Contact) -> Filled:
    """Return a meeting as it stands, client and all; who may see what is for the caller to say."""
    (found,) = _load(session, Contact.id == contact.id)
    return _fill(found)


def _load(session: Session, which: ColumnElement[bool]) -> list[_Known]:
    """Read meetings with what belongs to them, by as many statements for many as for one."""
    rows = session.execute(
        select(Contact, Employer, EmployerSite, EmployerPerson, Client, ServicePeriod, User)
        .join(User, User.id == Contact.coach_id)
        .join(Employer, Employer.id == Contact.employer_id)
        .outerjoin(EmployerSite, EmployerSite.id == Contact.site_id)
        .outerjoin(EmployerPerson, EmployerPerson.id == Contact.person_id)
        .outerjoin(ServicePeriod, ServicePeriod.id == Contact.period_id)
        .outerjoin(Client, Client.id == ServicePeriod.client_id)
        .where(which, Contact.with_whom == With.EMPLOYER, Contact.withdrawn_at.is_(None))
        .order_by(Contact.on.desc(), Contact.id.desc())
    ).all()
    tasks = _tasks(session, [row.Contact.id for row in rows])
    met = _met(session, {row.Contact.employer_id for row in rows})
    looks = _looks(session, {row.Contact.team_id for row in rows})
    return [
        _Known(
            row,
            tasks[row.Contact.id],
            1
            + sum(
                1 for one in met[row.Contact.employer_id] if one < (row.Contact.on, row.Contact.id)
            ),
            _look(looks, row.Contact),
        )
        for row in rows
    ]


def _tasks(session: Session, contact_ids: Collection[int]) -> dict[int, list[MeetingTask]]:
    found: dict[int, list[MeetingTask]] = defaultdict(list)
    for row in session.scalars(
        select(MeetingTask)
        .where(MeetingTask.contact_id.in_(contact_ids))
        .order_by(MeetingTask.position)
    ):
        found[row.contact_id].append(row)
    return found


def _met(session: Session, employer_ids: Collection[int | None]) -> dict[int, list[Any]]:
    """Return day and key of every meeting with each employer, for numbering them."""
    found: dict[int, list[Any]] = defaultdict(list)
    for employer_id, on, key in session.execute(
        select(Contact.employer_id, Contact.on, Contact.id).where(
            Contact.employer_id.in_(employer_ids),
            Contact.with_whom == With.EMPLOYER,
            Contact.mode.in_(REAL_MEETING_MODES),
            Contact.reached,
            Contact.withdrawn_at.is_(None),
        )
    ):
        found[employer_id or 0].append((on, key))
    return found


Looks = Mapping[tuple[int, date], Sequence[tuple[datetime, str]]]


def _looks(session: Session, team_ids: Collection[int]) -> Looks:
    found: dict[tuple[int, date], list[tuple[datetime, str]]] = defaultdict(list)
    for team_id, week, at, name in session.execute(
        select(LogReview.team_id, LogReview.week, LogReview.at, User.name)
        .join(User, User.id == LogReview.by_id)
        .where(LogReview.team_id.in_(team_ids))
        .order_by(LogReview.id)
    ):
        found[team_id, week].append((at, name))
    return found


def _look(looks: Looks, contact: Contact) -> tuple[datetime, str] | None:
    """Return the first look at the week after the meeting was logged."""
    of_week = looks.get((contact.team_id, monday_of(contact.on)), ())
    return next((look for look in of_week if look[0] >= contact.created_at), None)


def _fill(known: _Known) -> Filled:
    contact, definition = known.row.Contact, reading.load(FORM, VERSION)
    shown = {
        "coach": [known.row.User.name],
        "visit_no": [str(known.number)],
        "reviewed": [_looked_words(*known.looked)] if known.looked else [],
    }
    head = f"{i18n.day(contact.on)}, {known.row.Employer.name}"
    return Filled(definition, _answers(known), shown, head)


def _looked_words(at: datetime, name: str) -> str:
    return f"{name}, {i18n.day(clock.local(at).date())}"


def _answers(known: _Known) -> dict[str, Any]:
    row, contact = known.row, known.row.Contact
    told = {
        "date": contact.on.isoformat(),
        "mode": contact.mode,
        "place": contact.place,
        "reached": _yes_no(contact.reached),
        "minutes": contact.minutes,
        "joint": contact.joint,
        "employer": {"name": _at_site(row), "id": row.Employer.public_id},
        "person": _person(row.EmployerPerson, reached=contact.reached),
        "decides": contact.decides,
        "purpose": contact.meeting_purpose,
        "client": row.Client and {"name": shown_as(row.Client), "id": row.ServicePeriod.public_id},
        "client_present": _yes_no(contact.client_present),
        "match": _yes_no(contact.matches_goals),
        "made_by": contact.made_by if row.Client else None,
        "needs": contact.needs,
        "tasks": [_task(one) for one in known.tasks],
        "told": list(contact.told),
        "result": contact.result,
        "next": contact.next_step,
        "next_on": contact.next_on and contact.next_on.isoformat(),
        "note": contact.note,
    }
    return {name: value for name, value in told.items() if value not in (None, "", [], False)}


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _at_site(row: Any) -> str:
    return ", ".join(filter(None, (row.Employer.name, site_words(row.EmployerSite))))


def _person(person: EmployerPerson | None, *, reached: bool) -> dict[str, str] | None:
    if person is None:
        return {"name": _("somebody who is not named"), "id": ""} if reached else None
    if person.removed_at is not None:
        return {"name": _("removed from the register"), "id": person.public_id}
    name = f"{person.name}, {person.role}" if person.role else person.name
    return {"name": name, "id": person.public_id}


def _task(one: MeetingTask) -> dict[str, Any]:
    told = {
        "task": one.task,
        "hours": one.hours,
        "when": one.when,
        "can_be_shaped": one.can_be_shaped,
    }
    return {name: value for name, value in told.items() if value}
