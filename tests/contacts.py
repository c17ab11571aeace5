"""What tests of contacts share: a call, a meeting, an employer met, what is refused and listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.accounts.models import ValueChange
from coaching.contacts import refusals
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    MeetingPurpose,
    Mode,
    Narrowed,
    NewContact,
    Place,
    Purpose,
    With,
)
from coaching.employers.models import EmployerPerson, EmployerSite
from coaching.profiles.models import DisclosureTalk

TODAY = clock.today()
DAY = timedelta(days=1)

PHONE_CALL = NewContact(
    on=TODAY,
    with_whom=With.CLIENT,
    mode=Mode.PHONE,
    place=None,
    minutes=10,
    reached=True,
    purposes=(Purpose.JOB_SEARCH,),
    joint=False,
    note="Agreed on Tuesday",
)
MEETING = replace(PHONE_CALL, mode=Mode.FACE_TO_FACE, place=Place.COMMUNITY, minutes=45)


def person_of(session, employer):
    return session.scalar(
        select(EmployerPerson).join(EmployerSite).where(EmployerSite.employer_id == employer.id)
    )


def with_employer(session, met, **values):
    person = person_of(session, met)
    plain = {
        "with_whom": With.EMPLOYER,
        "employer": f"p:{person.public_id}",
        "meeting_purpose": MeetingPurpose.NEEDS,
    }
    return replace(MEETING, **{**plain, **values})


def rows(session):
    return session.scalar(select(func.count()).select_from(Contact))


def refused(session, people, period, new):
    before = rows(session)
    with pytest.raises(refusals.Refusal) as refusal:
        contacts.log(session, people.aino.actor, period, new)
    assert rows(session) == before
    return refusal.value


def listed(session, person, *narrowed, **more):
    return contacts.list_contacts(session, person.actor, Narrowed(*narrowed, **more)).rows


def tell(session, people, client, choice, on):
    talk = DisclosureTalk(
        client_id=client.client_id,
        on=on,
        pros_and_cons=True,
        choice=choice,
        by_id=people.aino.user_id,
        at=clock.now(),
    )
    session.add(talk)
    session.flush()
    return talk


def changes_of(session, contact, field):
    found = session.scalars(
        select(ValueChange)
        .where(ValueChange.record_id == contact.public_id, ValueChange.field == field)
        .order_by(ValueChange.id)
    )
    return [(change.value, change.origin) for change in found]


def on_day(client):
    return replace(PHONE_CALL, on=client.referral_date)


def logged(database):
    """Every contact in the order they were logged, readable after the session has ended."""
    with database.read() as session:
        found = session.scalars(select(Contact).order_by(Contact.id)).all()
        session.expunge_all()
        return found
