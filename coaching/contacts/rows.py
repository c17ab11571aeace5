"""A contact as the row that is kept, and as it is typed again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.clients.models import ServicePeriod
from coaching.contacts import tasks
from coaching.contacts.counterparts import code_of, find_counterpart
from coaching.contacts.models import Contact
from coaching.contacts.refusals import EmployerNotChosen
from coaching.contacts.types import (
    Agreed,
    Decides,
    MadeBy,
    MeetingPurpose,
    Mode,
    NewContact,
    Place,
    Purpose,
    Result,
    Told,
    With,
)
from coaching.employers.models import EmployerPerson, EmployerSite


def as_typed(session: Session, contact: Contact) -> NewContact:
    """Return a contact as the form shows it again for editing."""
    site, person = contact.site_id, contact.person_id
    return NewContact(
        on=contact.on,
        with_whom=With(contact.with_whom),
        mode=Mode(contact.mode),
        place=Place(contact.place) if contact.place else None,
        minutes=contact.minutes,
        reached=contact.reached,
        purposes=tuple(Purpose(code) for code in contact.purposes),
        joint=contact.joint,
        note=contact.note,
        made_by=MadeBy(contact.made_by),
        employer=None
        if site is None
        else code_of(
            session.scalar(select(EmployerPerson.public_id).where(EmployerPerson.id == person)),
            session.get_one(EmployerSite, site).public_id,
        ),
        decides=Decides(contact.decides) if contact.decides else None,
        meeting_purpose=MeetingPurpose(contact.meeting_purpose)
        if contact.meeting_purpose
        else None,
        client_present=contact.client_present,
        matches_goals=contact.matches_goals,
        agreed=Agreed(contact.agreed) if contact.agreed else None,
        result=Result(contact.result) if contact.result else None,
        told=tuple(Told(code) for code in contact.told),
        needs=contact.needs,
        next_step=contact.next_step,
        next_on=contact.next_on,
        tasks=tasks.of_meeting(session, contact.id),
    )


def columns(session: Session, period: ServicePeriod | None, new: NewContact) -> dict[str, Any]:
    """Return a contact's columns; those of an employer meeting are empty for other contacts.

    Raises:
        EmployerNotChosen: an employer was met and its code is of nobody.
    """
    return {
        "made_by": new.made_by,
        "on": new.on,
        "with_whom": new.with_whom,
        "mode": new.mode,
        "place": new.place,
        "minutes": new.minutes,
        "reached": new.reached,
        "purposes": tuple(new.purposes),
        "joint": new.joint,
        "note": _text(new.note),
        # Said where no consent is asked for, it says nothing.
        "agreed": new.agreed if period is not None and new.with_whom is not With.CLIENT else None,
        **_meeting_columns(session, period, new),
    }


def _meeting_columns(
    session: Session, period: ServicePeriod | None, new: NewContact
) -> dict[str, Any]:
    met = new.with_whom is With.EMPLOYER
    there = find_counterpart(session, new.employer, hold=True) if met and new.employer else None
    if met and there is None:
        raise EmployerNotChosen
    about = period is not None
    return {
        "employer_id": there.employer_id if there else None,
        "site_id": there.site_id if there else None,
        "person_id": there.person_id if there else None,
        # Copied as it stands this day: the person may have other powers later.
        "decides": (new.decides or there.decides or Decides.UNSURE) if there else None,
        "meeting_purpose": new.meeting_purpose if met else None,
        "client_present": new.client_present if met and about else None,
        "matches_goals": new.matches_goals if met and about else None,
        "result": new.result if met else None,
        "told": tuple(new.told) if met else (),
        "needs": _text(new.needs) if met else None,
        "next_step": _text(new.next_step) if met else None,
        "next_on": new.next_on if met else None,
    }


def _text(words: str | None) -> str | None:
    return (words or "").strip() or None
