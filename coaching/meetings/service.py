"""Use cases of form B: what is known before a meeting is typed, logging it, mending it.

A meeting is a contact with the employer columns filled; it is written through the services of
contacts and employers. The week of a team is in meetings.weeks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.contacts import counterparts, recent, tasks
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    Decides,
    EmployerChoice,
    ListedContact,
    MadeBy,
    MeetingPurpose,
    NewContact,
    Purpose,
    Result,
    Task,
    Told,
    With,
)
from coaching.employers import learning
from coaching.employers import service as employers
from coaching.employers.models import Employer, EmployerSite
from coaching.employers.types import Decision, EmployerDetails, PersonDetails, SiteDetails
from coaching.errors import NotThere
from coaching.meetings import gate
from coaching.meetings.refusals import (
    BanNotSaid,
    DecidesMissing,
    EmployerBanned,
    EmployerGone,
    LinkNotAllowed,
    MatchMissing,
    NextBeforeMeeting,
    PersonNotChosen,
    ResultMissing,
)
from coaching.meetings.types import Ban, MetEmployer, NewMeeting, Suggestion
from coaching.profiles import telling

_FIRST, _SECOND = 1, 2


def suggested(number: int, *, about_client: bool) -> Suggestion:
    """Return the purpose that fits the number of a meeting with an employer.

    First one gets to know what the employer needs, then tells of the service; who has met them
    before speaks for a client, or asks about vacancies when there is none to speak for.
    Source: fidelity-scale.md, V7 (a relationship over several planned meetings).
    """
    if number <= _FIRST:
        return Suggestion(MeetingPurpose.NEEDS, number)
    if number == _SECOND:
        return Suggestion(MeetingPurpose.SERVICE, number)
    later = MeetingPurpose.SPEAK_FOR_CLIENT if about_client else MeetingPurpose.VACANCY
    return Suggestion(later, number)


def employer_of(session: Session, actor: Actor, chosen: str) -> MetEmployer | None:
    """Return the employer a meeting is with, as far as it is known before anything is typed.

    Args:
        chosen: public id of a card, also of one merged meanwhile; or the code of a person or site.

    Returns:
        The card that was kept; None when there is no such employer.
    """
    public_id = _employer_id(session, chosen)
    employer = learning.kept(session, public_id) if public_id else None
    if employer is None:
        return None
    last = contacts.last_meetings(session, actor, [employer.id]).get(employer.id)
    places = session.scalars(
        select(EmployerSite.municipality)
        .where(EmployerSite.employer_id == employer.id, EmployerSite.municipality != "")
        .order_by(EmployerSite.id)
    )
    by = learning.banned_by(session, employer)
    return MetEmployer(
        id=employer.id,
        public_id=employer.public_id,
        name=employer.name,
        places=tuple(dict.fromkeys(places)),
        needs=employer.needs,
        ban=None if by is None else Ban(employer.no_contact_until, by),
        last_on=last.on if last else None,
        last_coach=last.coach if last else "",
        meetings=last.count if last else 0,
        last_person=recent.last_person(session, actor, employer.id),
    )


def people_of(session: Session, employer_public_id: str) -> list[EmployerChoice]:
    """Return the people and sites of an employer that a meeting can be with."""
    return counterparts.offered_at(session, employer_public_id)


def strengths_to_tell(session: Session, period: ServicePeriod | None) -> tuple[str, ...]:
    """Return the client's strengths that may be told to employers; none without a client."""
    return () if period is None else telling.strengths(session, period)


def log(session: Session, actor: Actor, period: ServicePeriod | None, new: NewMeeting) -> Contact:
    """Add an employer meeting, with the employer and the person when they are new.

    Args:
        period: the client it is on behalf of, opened through a door; None: in general.

    Raises:
        EmployerGone, EmployerBanned: the register has changed since the page was opened.
        LinkNotAllowed: the client does not allow it, or not any more.
        PersonNotChosen, DecidesMissing, MatchMissing, ResultMissing, BanNotSaid,
            NextBeforeMeeting: something that is needed is not there.
        SameEmployer, BusinessIdTaken, PersonTaken: what is added is in the register already.
        As `contacts.service.log` otherwise.
        Source: forms.md, 3 and 10.
    """
    _check(new)
    _check_link(session, period, new.contact)
    told = _as_client_allows(session, period, new.contact)
    employer = _employer(session, actor, new)
    code = _counterpart(session, actor, employer, new)
    contact = contacts.log(session, actor, period, replace(told, employer=code))
    _teach(session, actor, contact, new)
    return contact


def edit(
    session: Session,
    actor: Actor,
    contact: Contact,
    new: NewMeeting,
    version: int,
    linked: ServicePeriod | None = None,
) -> None:
    """Write what was changed on a meeting. The employer stays; so does the client, once linked.

    Args:
        contact: from `contacts.service.find_changeable`.
        version: row version that the page showed.
        linked: the client that a meeting in general turned out to be about.

    Raises:
        As `log` and `contacts.service.edit`.
    """
    _check(new)
    if contact.period_id is None:
        _check_link(session, linked, new.contact)
    period = contacts.period_of(session, contact) or linked
    told = _as_client_allows(session, period, new.contact)
    if told.meeting_purpose == contact.meeting_purpose:
        told = replace(told, purposes=tuple(Purpose(code) for code in contact.purposes))
    employer = session.get_one(Employer, contact.employer_id)
    code = _counterpart(session, actor, employer, new)
    contacts.edit(session, actor, contact, replace(told, employer=code), version, linked)
    _teach(session, actor, contact, new)


def find(session: Session, actor: Actor, public_id: str) -> tuple[Contact, ListedContact]:
    """Return a meeting with what of it this person may see.

    Raises:
        NotThere: there is no such meeting, it was removed, or it is another team's.
    """
    contact = session.scalar(select(Contact).where(Contact.public_id == public_id))
    if contact is None or contact.with_whom != With.EMPLOYER or contact.withdrawn_at is not None:
        raise NotThere
    row = contacts.show(session, actor, contact)
    if not row.may_open:
        raise NotThere
    return contact, row


def tasks_of(session: Session, contact: Contact) -> tuple[Task, ...]:
    """Return the tasks heard of at a meeting that `find` has opened."""
    return tasks.of_meeting(session, contact.id)


def visit_number(session: Session, contact: Contact) -> int:
    """Return which meeting with the employer a logged one was."""
    before = recent.meetings_before(session, contact.employer_id or 0, contact.on, contact.id)
    return before + 1


def topics(purpose: MeetingPurpose | None) -> tuple[Purpose, ...]:
    """Return the topic that a meeting's purpose stands for among all contacts (phases of S3)."""
    at_work = purpose is MeetingPurpose.SUPPORT_AT_WORK
    return (Purpose.SUPPORT_AT_WORK if at_work else Purpose.EMPLOYER_MEETING,)


def _check(new: NewMeeting) -> None:
    row = new.contact
    if row.reached and row.result is None:
        raise ResultMissing
    if row.result is Result.DO_NOT_CONTACT and new.ban is None:
        raise BanNotSaid
    if row.next_on is not None and row.next_on < row.on:
        raise NextBeforeMeeting


def _check_link(session: Session, period: ServicePeriod | None, row: NewContact) -> None:
    """Let a meeting be about a client only when the client allows it that day.

    What the client did alone is the client's own telling.
    """
    if period is None or row.made_by is MadeBy.CLIENT:
        return
    why = gate.why_missing(session, period, row.on)
    if why is not None:
        raise LinkNotAllowed(why=why)


def _as_client_allows(
    session: Session, period: ServicePeriod | None, row: NewContact
) -> NewContact:
    """Return the row with the match as the profile of that day allows it, and its topic.

    Raises:
        MatchMissing: a client is linked and nothing is said of the match.
    """
    matches = row.matches_goals
    if period is None:
        matches = None
    elif gate.goal_on(session, period, row.on) is None:
        matches = False  # No profile was in force that day, so nothing could match it.
    elif matches is None and row.reached:
        raise MatchMissing
    told = tuple(one for one in row.told if period is not None or one is not Told.STRENGTHS)
    return replace(
        row, matches_goals=matches, told=told, purposes=row.purposes or topics(row.meeting_purpose)
    )


def _employer(session: Session, actor: Actor, new: NewMeeting) -> Employer:
    if new.new_employer is not None:
        typed = new.new_employer
        owner = actor.public_id if actor.is_coach else None
        return employers.add(
            session,
            actor,
            EmployerDetails(typed.name, business_id=typed.business_id, owner=owner),
            SiteDetails(typed.site, typed.municipality),
            None,
            is_other=typed.is_other,
        )
    employer = learning.kept(session, new.employer or "", hold=True)
    if employer is None:
        raise EmployerGone
    by = learning.banned_by(session, employer)
    if by is not None:
        raise EmployerBanned(until=employer.no_contact_until, by=by)
    return employer


def _counterpart(session: Session, actor: Actor, employer: Employer, new: NewMeeting) -> str:
    """Return the code of whom the meeting was with, adding a person who was typed.

    An attempt is kept with a site alone.
    """
    row = new.contact
    if new.new_person is not None:
        if row.decides is None:
            raise DecidesMissing
        site = _site(session, actor, employer, new.new_person.site)
        details = PersonDetails(
            new.new_person.name,
            role=new.new_person.role,
            decides=Decision(row.decides),
            why_kept=new.new_person.why_kept,
        )
        return counterparts.code_of(
            employers.add_person(session, actor, site, details).public_id, site
        )
    if row.employer is None:
        if row.reached:
            raise PersonNotChosen
        return counterparts.code_of(None, _site(session, actor, employer, None))
    there = counterparts.find_counterpart(session, row.employer)
    if there is None or there.employer_id != employer.id:
        raise PersonNotChosen
    if there.person_id is None and row.decides is None and row.reached:
        raise DecidesMissing
    return row.employer


def _site(session: Session, actor: Actor, employer: Employer, public_id: str | None) -> str:
    """Return the site asked for, else the first one; an employer without any gets one."""
    sites = session.scalars(
        select(EmployerSite.public_id)
        .where(EmployerSite.employer_id == employer.id)
        .order_by(EmployerSite.id)
    ).all()
    if public_id in sites:
        return str(public_id)
    if sites:
        return sites[0]
    return employers.add_site(session, actor, employer.public_id, SiteDetails()).public_id


def _teach(session: Session, actor: Actor, contact: Contact, new: NewMeeting) -> None:
    """Let the card learn from its newest meeting; what an older one says is old by now."""
    employer_id = contact.employer_id
    if employer_id is None or not _is_newest(session, contact):
        return
    if new.needs_typed:
        learning.learn_needs(session, actor, employer_id, contact.needs or "", contact.public_id)
    said = new.contact.decides
    if contact.person_id is not None and said in (Decides.YES, Decides.NO):
        learning.learn_decides(session, actor, contact.person_id, Decision(said), contact.public_id)
    if new.ban and contact.result == Result.DO_NOT_CONTACT:
        learning.forbid_contact(session, actor, employer_id, new.ban_until, contact.public_id)


def _is_newest(session: Session, contact: Contact) -> bool:
    newest: date | None = session.scalar(
        select(func.max(Contact.on)).where(
            Contact.employer_id == contact.employer_id,
            Contact.with_whom == With.EMPLOYER,
            Contact.reached,
            Contact.withdrawn_at.is_(None),
        )
    )
    return newest is None or contact.on >= newest


def _employer_id(session: Session, chosen: str) -> str | None:
    """Return the public id of the employer behind a choice of the page."""
    if chosen[:2] not in ("p:", "s:"):
        return chosen
    there = counterparts.find_counterpart(session, chosen)
    return None if there is None else session.get_one(Employer, there.employer_id).public_id
