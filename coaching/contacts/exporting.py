"""The log of employer meetings as rows of a file: the own team's, and nothing of any client.

No client is read here, so no door is passed. Where a meeting was about a client, what was written
in free words stays out: it may tell of the client. Source: forms.md, part 3; model.md, *Who sees
what*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    Decides,
    LogColumn,
    MeetingPurpose,
    Period,
    Result,
    With,
    first_day_of,
)
from coaching.employers.models import Employer, EmployerPerson, EmployerSite

_AT_ONCE = 500


def meeting_log(
    session: Session, actor: Actor, period: Period
) -> Iterator[Mapping[LogColumn, Any]]:
    """Give the meetings that the person's teams logged, oldest first, a few hundred at a time.

    Args:
        period: only those of this week, month, quarter or year.
    """
    since = first_day_of(period, clock.today()) or date.min
    last: tuple[date, int] = (since, 0)
    while True:
        rows = session.execute(
            select(Contact, Employer, EmployerSite, EmployerPerson, User.name.label("coach"))
            .join(User, User.id == Contact.coach_id)
            .outerjoin(Employer, Employer.id == Contact.employer_id)
            .outerjoin(EmployerSite, EmployerSite.id == Contact.site_id)
            .outerjoin(EmployerPerson, EmployerPerson.id == Contact.person_id)
            .where(
                Contact.team_id.in_(actor.teams),
                Contact.with_whom == With.EMPLOYER,
                Contact.reached,
                Contact.withdrawn_at.is_(None),
                tuple_(Contact.on, Contact.id) > last,
            )
            .order_by(Contact.on, Contact.id)
            .limit(_AT_ONCE)
        ).all()
        for row in rows:
            yield _record(row)
        if len(rows) < _AT_ONCE:
            return
        last = (rows[-1].Contact.on, rows[-1].Contact.id)
        session.expunge_all()


def _record(row: Any) -> dict[LogColumn, Any]:
    contact: Contact = row.Contact
    employer, site, person = row.Employer, row.EmployerSite, row.EmployerPerson
    in_general = contact.period_id is None
    return {
        LogColumn.ON: contact.on,
        LogColumn.EMPLOYER: employer.name if employer else None,
        LogColumn.BUSINESS_ID: employer.business_id if employer else None,
        LogColumn.MUNICIPALITY: site.municipality if site else None,
        LogColumn.SITE: site.name if site else None,
        LogColumn.PERSON: person.name if person else None,
        LogColumn.ROLE: person.role if person else None,
        LogColumn.PHONE: person.phone if person else None,
        LogColumn.EMAIL: person.email if person else None,
        LogColumn.DECIDES: Decides(contact.decides) if contact.decides else None,
        LogColumn.PURPOSE: MeetingPurpose(contact.meeting_purpose)
        if contact.meeting_purpose
        else None,
        LogColumn.RESULT: Result(contact.result) if contact.result else None,
        LogColumn.NEXT_STEP: contact.next_step if in_general else None,
        LogColumn.NEXT_ON: contact.next_on,
        LogColumn.COACH: row.coach,
        LogColumn.NOTE: contact.note if in_general else None,
    }
