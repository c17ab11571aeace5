"""What lists of contacts show, through the door of lists and paged by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, or_, select, true, tuple_
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import shown_as
from coaching.contacts.counterparts import site_words
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    UNDO_DAYS,
    Agreed,
    ContactPage,
    Decides,
    ListedContact,
    MadeBy,
    MeetingPurpose,
    Mode,
    Narrowed,
    Period,
    Place,
    Purpose,
    Result,
    Told,
    With,
    first_day_of,
)
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.errors import NotThere
from coaching.uselog.types import Basis

_Enum = TypeVar("_Enum", bound=StrEnum)

PAGE = 25
"""Contacts of a page."""


def list_contacts(
    session: Session,
    actor: Actor,
    narrowed: Narrowed,
    before: str | None = None,
    limit: int = PAGE,
) -> ContactPage:
    """Return a person's contacts, newest first: a coach's own, a leader's team's.

    A coach may widen the list to the employer contacts of the own team; those about colleagues'
    clients show employer, day, coach and purpose only (model.md, *Who sees what*).

    Args:
        before: `key` of the last contact shown; None begins with the newest.
    """
    statement = _rows(actor).where(_scope(actor, narrowed))
    statement = _narrow(statement, narrowed.kind, narrowed.period)
    return _page(session, actor, statement, before, limit)


def timeline(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    kind: With | None = None,
    before: str | None = None,
    limit: int = PAGE,
    *,
    within: Period = Period.ALL,
) -> ContactPage:
    """Return the contacts about one stay, newest first.

    Args:
        kind: only contacts with these.
        before: `key` of the last contact shown; None begins with the newest.
        within: only contacts of this week, month, quarter or year.
    """
    statement = _narrow(_rows(actor).where(Contact.period_id == period.id), kind, within)
    return _page(session, actor, statement, before, limit)


def of_job(session: Session, actor: Actor, job_id: int, limit: int = PAGE) -> list[ListedContact]:
    """Return the newest contacts about a job of a stay that was opened through a door."""
    statement = _rows(actor).where(Contact.job_id == job_id)
    return list(_page(session, actor, statement, None, limit).rows)


def latest(session: Session, actor: Actor, limit: int = 5) -> list[ListedContact]:
    """Return the newest of the contacts `list_contacts` shows."""
    return list(list_contacts(session, actor, Narrowed(), None, limit).rows)


def list_withdrawn(session: Session, actor: Actor, limit: int = 50) -> list[ListedContact]:
    """Return contacts that can still be brought back by this person, last withdrawn first."""
    since = clock.now() - timedelta(days=UNDO_DAYS)
    statement = (
        _joined(actor)
        .where(Contact.withdrawn_at > since, _changeable(actor))
        .order_by(Contact.withdrawn_at.desc(), Contact.id.desc())
        .limit(limit)
    )
    return [_listed(actor, row) for row in _through_door(session, actor, statement)]


def show(session: Session, actor: Actor, contact: Contact) -> ListedContact:
    """Return one contact as lists show it.

    Raises:
        NotThere: it is not this person's to see.
    """
    rows = _through_door(session, actor, _joined(actor).where(Contact.id == contact.id))
    if not rows:
        raise NotThere
    return _listed(actor, rows[0])


def employer_meetings(
    session: Session,
    actor: Actor,
    employer_id: int,
    before: str | None = None,
    limit: int = PAGE,
) -> ContactPage:
    """Return the contacts with one employer that reached somebody, newest first, of all teams.

    The own team's come without link to colleagues' clients; other teams' show day and coach only.
    Source: model.md, *Who sees what*.
    """
    statement = _rows(actor).where(
        Contact.employer_id == employer_id, Contact.with_whom == With.EMPLOYER, Contact.reached
    )
    return _page(session, actor, statement, before, limit, also=true())


def employer_week(
    session: Session, actor: Actor, team_id: int, monday: date
) -> list[ListedContact]:
    """Return a team's contacts with employers in one week, day by day.

    Args:
        team_id: a team the person works in; rows of others are not theirs to see.
        monday: first day of the week.
    """
    rows = _through_door(
        session,
        actor,
        _joined(actor)
        .where(
            Contact.team_id == team_id,
            Contact.with_whom == With.EMPLOYER,
            Contact.on.between(monday, monday + timedelta(days=6)),
            Contact.withdrawn_at.is_(None),
        )
        .order_by(Contact.on, Contact.id),
    )
    return [_listed(actor, row) for row in rows]


def may_change(actor: Actor, contact: Contact) -> bool:
    """Tell whether a person may edit and withdraw a contact: who made it, and the team's leader."""
    return contact.coach_id == actor.user_id or contact.team_id in actor.leader_of


def _joined(actor: Actor) -> Select[Any]:
    """Return contacts with what a list shows beside them; `seen` is the stay, if it may be seen.

    Outer joins only, so that the index of contacts gives the order and a page reads its rows alone.
    """
    return (
        select(
            Contact,
            Client,
            ServicePeriod.public_id.label("period_public_id"),
            case((doors.visible_to(actor), ServicePeriod.id)).label("seen"),
            User.name.label("coach"),
            Employer,
            EmployerSite,
            EmployerPerson,
        )
        .outerjoin(ServicePeriod, ServicePeriod.id == Contact.period_id)
        .outerjoin(Client, Client.id == ServicePeriod.client_id)
        .outerjoin(User, User.id == Contact.coach_id)
        .outerjoin(Employer, Employer.id == Contact.employer_id)
        .outerjoin(EmployerSite, EmployerSite.id == Contact.site_id)
        .outerjoin(EmployerPerson, EmployerPerson.id == Contact.person_id)
    )


def _rows(actor: Actor) -> Select[Any]:
    newest_first = (Contact.on.desc(), Contact.id.desc())
    return _joined(actor).where(Contact.withdrawn_at.is_(None)).order_by(*newest_first)


def _narrow(statement: Select[Any], kind: With | None, period: Period) -> Select[Any]:
    if kind is not None:
        statement = statement.where(Contact.with_whom == kind)
    since = first_day_of(period, clock.today())
    return statement if since is None else statement.where(Contact.on >= since)


def _scope(actor: Actor, narrowed: Narrowed) -> ColumnElement[bool]:
    own = Contact.coach_id == actor.user_id
    if narrowed.coach is not None:
        one = select(User.id).where(User.public_id == narrowed.coach).scalar_subquery()
        led = and_(Contact.coach_id == one, Contact.team_id.in_(actor.leader_of))
        return or_(led, and_(own, Contact.coach_id == one))
    if narrowed.team and actor.coach_of:
        return and_(Contact.team_id.in_(actor.teams), Contact.with_whom == With.EMPLOYER)
    if not actor.leader_of:
        return own
    led = Contact.team_id.in_(actor.leader_of)
    return or_(led, own) if actor.coach_of - actor.leader_of else led


def _changeable(actor: Actor) -> ColumnElement[bool]:
    return or_(Contact.coach_id == actor.user_id, Contact.team_id.in_(actor.leader_of))


def _page(
    session: Session,
    actor: Actor,
    statement: Select[Any],
    before: str | None,
    limit: int,
    also: ColumnElement[bool] | None = None,
) -> ContactPage:
    statement = statement.where(_older_than(session, before)).limit(limit + 1)
    read: list[Any] = []

    def only_shown(rows: Sequence[Any]) -> Sequence[Any]:
        # The row after the page tells that there are more; it is not shown, so it is not logged.
        read.extend(rows)
        return rows[:limit]

    rows = _through_door(session, actor, statement, also, only_shown)
    shown = tuple(_listed(actor, row) for row in rows)
    return ContactPage(shown, shown[-1].key if len(read) > limit else None)


def _through_door(
    session: Session,
    actor: Actor,
    statement: Select[Any],
    also: ColumnElement[bool] | None = None,
    choose: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
) -> Sequence[Any]:
    """Run a statement of `_joined` through the door of lists.

    Without sight of a client the team's employer contacts are seen, and the person's own about no
    client; `_listed` leaves out what belongs to a client who is not.
    """
    of_team = and_(Contact.with_whom == With.EMPLOYER, Contact.team_id.in_(actor.teams))
    own = and_(Contact.period_id.is_(None), Contact.coach_id == actor.user_id)
    return doors.list_records(
        session,
        actor,
        Basis.COACHING if actor.is_coach else Basis.LEADING,
        statement,
        period_id=lambda row: row.seen,
        also=or_(of_team, own) if also is None else also,
        choose=choose,
    )


def _older_than(session: Session, key: str | None) -> ColumnElement[bool]:
    """Return the condition of the page after a contact; unknown keys begin anew."""
    if key is None:
        return true()
    last = session.execute(select(Contact.on, Contact.id).where(Contact.public_id == key)).first()
    return true() if last is None else tuple_(Contact.on, Contact.id) < tuple(last)


def _listed(actor: Actor, row: Any) -> ListedContact:
    """Return a row as far as the person may see it."""
    contact: Contact = row.Contact
    of_other_team = contact.team_id not in actor.teams and contact.coach_id != actor.user_id
    if row.seen is None and of_other_team:
        return ListedContact(
            key=contact.public_id,
            on=contact.on,
            coach=row.coach,
            coach_id=contact.coach_id,
            with_whom=With.EMPLOYER,
        )
    if row.seen is None and contact.period_id is not None:
        return _without_client(row)
    return _whole(actor, row)


def _without_client(row: Any) -> ListedContact:
    """Return a colleague's meeting about a client without what belongs to the client.

    Not only the link, the match and whether the client was there are left out (model.md, *Who sees
    what*), but also the note, the next step and the place, since they may tell of the client.
    """
    contact: Contact = row.Contact
    return ListedContact(
        key=contact.public_id,
        on=contact.on,
        coach=row.coach,
        coach_id=contact.coach_id,
        with_whom=With(contact.with_whom),
        mode=Mode(contact.mode),
        reached=contact.reached,
        purposes=tuple(Purpose(code) for code in contact.purposes),
        person=row.EmployerPerson.name if row.EmployerPerson else "",
        decides=_one(Decides, contact.decides),
        meeting_purpose=_one(MeetingPurpose, contact.meeting_purpose),
        result=_one(Result, contact.result),
        told=tuple(Told(code) for code in contact.told),
        needs=contact.needs,
        may_open=True,
        logged_at=contact.created_at,
        **_employer_of(row),
    )


def _whole(actor: Actor, row: Any) -> ListedContact:
    contact: Contact = row.Contact
    withdrawn = contact.withdrawn_at
    return ListedContact(
        key=contact.public_id,
        on=contact.on,
        coach=row.coach,
        coach_id=contact.coach_id,
        with_whom=With(contact.with_whom),
        mode=Mode(contact.mode),
        place=_one(Place, contact.place),
        minutes=contact.minutes,
        reached=contact.reached,
        purposes=tuple(Purpose(code) for code in contact.purposes),
        joint=contact.joint,
        note=contact.note,
        client=shown_as(row.Client) if row.Client else None,
        period_public_id=row.period_public_id,
        person=row.EmployerPerson.name if row.EmployerPerson else "",
        decides=_one(Decides, contact.decides),
        meeting_purpose=_one(MeetingPurpose, contact.meeting_purpose),
        client_present=contact.client_present,
        matches_goals=contact.matches_goals,
        made_by=MadeBy(contact.made_by),
        agreed=_one(Agreed, contact.agreed),
        result=_one(Result, contact.result),
        told=tuple(Told(code) for code in contact.told),
        needs=contact.needs,
        next_step=contact.next_step,
        next_on=contact.next_on,
        may_open=contact.with_whom == With.EMPLOYER and withdrawn is None,
        may_change=may_change(actor, contact),
        withdrawn_on=clock.local(withdrawn).date() if withdrawn else None,
        logged_at=contact.created_at,
        row_version=contact.row_version,
        **_employer_of(row),
    )


def _employer_of(row: Any) -> dict[str, Any]:
    if row.Employer is None:
        return {}
    return {
        "employer": row.Employer.name,
        "employer_public_id": row.Employer.public_id,
        "site": site_words(row.EmployerSite),
    }


def _one(enum: type[_Enum], code: str | None) -> _Enum | None:
    return None if code is None else enum(code)
