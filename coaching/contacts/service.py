"""Use cases of contacts: log, edit, withdraw, bring back; what lists show is in contacts.lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import flag_modified

from coaching import clock, history
from coaching.accounts.models import Team, User
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.clients.statuses import lock_periods
from coaching.contacts import of_jobs, tasks
from coaching.contacts.checks import check, check_consent, check_own_day
from coaching.contacts.counterparts import offered_at
from coaching.contacts.lists import (
    employer_meetings,
    latest,
    list_contacts,
    list_withdrawn,
    may_change,
    show,
    timeline,
)
from coaching.contacts.models import Contact
from coaching.contacts.recent import (
    choices,
    last_contact_days,
    last_meetings,
    last_time,
    latest_clients,
    latest_employers,
    met_since,
)
from coaching.contacts.refusals import (
    AlreadyWithdrawn,
    NotWithdrawn,
    TeamNotChosen,
    TooLateToBringBack,
    WhyMissing,
)
from coaching.contacts.rows import as_typed, columns
from coaching.contacts.types import UNDO_DAYS, NewContact, Task
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

__all__ = [
    "as_typed",
    "blank_old_withdrawn",
    "can_bring_back",
    "choices",
    "edit",
    "employer_meetings",
    "find_changeable",
    "last_contact_days",
    "last_meetings",
    "last_time",
    "latest",
    "latest_clients",
    "latest_employers",
    "list_contacts",
    "list_withdrawn",
    "log",
    "met_since",
    "offered_at",
    "period_of",
    "show",
    "timeline",
    "undo_withdrawal",
    "withdraw",
]

ASKED_FOR_CONSENT = frozenset(
    {
        "on", "with_whom", "reached", "purposes", "made_by", "meeting_purpose", "agreed",
        "period_id",
    }
)  # fmt: skip
"""What decides whether a contact needs a consent; other words of an old one are mended freely."""

_KEPT_FOR = timedelta(days=UNDO_DAYS)


def log(session: Session, actor: Actor, period: ServicePeriod | None, new: NewContact) -> Contact:
    """Add a contact made by the person who acts.

    The first real meeting (face to face or by video, with the client, reached) becomes the day
    coaching began.

    Args:
        period: the stay it is about, opened through a door; None for an employer met in general.

    Returns:
        The contact.

    Raises:
        ContactAhead, ContactBeforeKnown, ContactAfterClosing: the day cannot be.
        ClientNotChosen, PlaceNotChosen, EmployerNotChosen, MeetingPurposeMissing, TeamNotChosen:
            something that is needed is not there.
        NothingIsTold: the client has decided that employers are told nothing.
        ConsentMissing: no consent in force lets one be in touch with them (`consents.service.gate`).
        NotYourClientThen: another coach had the client on the day.
        LengthOutside, NoteOverLimit: minutes or note do not fit.
        Source: model.md, *Contacts*; forms.md, 1.3 and 3.
    """
    check(session, period, new)
    check_own_day(session, actor, period, new)
    check_consent(session, period, new)
    values = columns(session, period, new)
    period_id = None if period is None else period.id
    contact = Contact(
        team_id=_team_id(session, actor, period, new),
        period_id=period_id,
        job_id=of_jobs.job_of(session, period_id, new),
        coach_id=actor.user_id,
        created_by_id=actor.user_id,
        created_at=clock.now(),
        **values,
    )
    session.add(contact)
    session.flush()
    if new.tasks:
        tasks.put(session, contact.id, new.tasks)
    _note_use(session, actor, period, Action.CREATE, contact)
    _take_in_meeting(session, actor, period, new)
    blank_old_withdrawn(session)
    return contact


def find_changeable(
    session: Session, actor: Actor, public_id: str, *, standing: bool = True
) -> Contact:
    """Open a contact for editing or withdrawing.

    The person who made it may, and the leader of its team. The stay it is about is opened through
    its door, so that a contact about a client out of sight cannot be changed either.

    Args:
        standing: withdrawn ones are refused; False for bringing one back.

    Raises:
        NotThere: no such contact, or not this person's to change.
        AlreadyWithdrawn: it does not stand any more.
    """
    contact = session.scalar(select(Contact).where(Contact.public_id == public_id))
    if contact is None:
        raise NotThere
    if contact.period_id is not None:
        period_id = session.scalar(
            select(ServicePeriod.public_id).where(ServicePeriod.id == contact.period_id)
        )
        period = doors.open_record(session, actor, str(period_id), Basis.LOG_CONTACT)
        if not may_change(actor, contact):
            raise doors.refuse(session, actor, Basis.LOG_CONTACT, period)
    elif not may_change(actor, contact):
        uselog.note(session, actor.user_id, Action.REFUSED, Basis.LOG_CONTACT)
        raise NotThere
    if standing and contact.withdrawn_at is not None:
        raise AlreadyWithdrawn
    return contact


def period_of(session: Session, contact: Contact) -> ServicePeriod | None:
    """Return the stay of a contact that `find_changeable` has opened, with the client loaded."""
    if contact.period_id is None:
        return None
    return session.scalars(
        select(ServicePeriod)
        .where(ServicePeriod.id == contact.period_id)
        .options(joinedload(ServicePeriod.client))
    ).one()


def can_bring_back(session: Session, actor: Actor, public_id: str) -> bool:
    """Tell whether a contact is withdrawn and this person may still bring it back."""
    contact = session.scalar(select(Contact).where(Contact.public_id == public_id))
    withdrawn_at = contact.withdrawn_at if contact else None
    if contact is None or withdrawn_at is None or not may_change(actor, contact):
        return False
    return withdrawn_at > clock.now() - _KEPT_FOR


def edit(
    session: Session,
    actor: Actor,
    contact: Contact,
    new: NewContact,
    version: int,
    linked: ServicePeriod | None = None,
) -> None:
    """Write what was changed on a contact, keeping the old values in its history.

    Whom it is about stays: a contact logged about the wrong client is withdrawn and logged anew.

    Args:
        contact: from `find_changeable`.
        version: row version that the page showed.
        linked: the stay that a meeting about nobody turned out to be about, opened through a door.

    Raises:
        AlreadyWithdrawn: it does not stand any more.
        ChangedMeanwhile: somebody saved a newer version.
        As `log` otherwise.
    """
    contact = _locked(session, contact)
    if contact.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if contact.row_version != version:
        raise ChangedMeanwhile(**_last_change(session, contact))
    period = period_of(session, contact) or linked
    check(session, period, new)
    values = columns(session, period, new)
    if contact.period_id is None and period is not None:
        check_own_day(session, actor, period, new)
        values |= {"period_id": period.id, "team_id": period.team_id}
    old = {name: getattr(contact, name) for name in values}
    changed = {name: value for name, value in values.items() if old[name] != value}
    old |= {"tasks": tasks.of_meeting(session, contact.id)}
    if old["tasks"] != new.tasks:
        changed["tasks"] = new.tasks
    if not changed:
        return
    if ASKED_FOR_CONSENT & changed.keys():
        check_consent(session, period, new)
    _remember(session, actor, contact, old, changed)
    if "tasks" in changed:
        tasks.put(session, contact.id, changed["tasks"])
        # A meeting whose tasks alone were changed is a newer version too.
        flag_modified(contact, "on")
    for name in changed.keys() - {"tasks"}:
        setattr(contact, name, changed[name])
    session.flush()
    _note_use(session, actor, period, Action.CHANGE, contact, fields=sorted(changed))
    _take_in_meeting(session, actor, period, new)


def withdraw(session: Session, actor: Actor, contact: Contact, why: str) -> None:
    """Take a contact out of lists and scores; it can be brought back for 30 days.

    Args:
        contact: from `find_changeable`.
        why: in the person's own words.

    Raises:
        AlreadyWithdrawn: it was withdrawn before.
        WhyMissing: no reason is given. Source: model.md, *Forms*.
    """
    contact = _locked(session, contact)
    if contact.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if not why.strip():
        raise WhyMissing
    contact.withdrawn_at, contact.withdrawn_by_id = clock.now(), actor.user_id
    contact.withdrawn_why = why.strip()
    session.flush()
    _note_use(session, actor, period_of(session, contact), Action.CHANGE, contact, withdrawn=True)
    blank_old_withdrawn(session)


def undo_withdrawal(session: Session, actor: Actor, contact: Contact) -> None:
    """Bring a withdrawn contact back as it was.

    Args:
        contact: from `find_changeable(..., standing=False)`.

    Raises:
        NotWithdrawn: it stands.
        TooLateToBringBack: more than 30 days have passed.
    """
    contact = _locked(session, contact)
    if contact.withdrawn_at is None:
        raise NotWithdrawn
    if contact.withdrawn_at <= clock.now() - _KEPT_FOR:
        raise TooLateToBringBack(days=UNDO_DAYS)
    contact.withdrawn_at = contact.withdrawn_by_id = contact.withdrawn_why = None
    session.flush()
    _note_use(session, actor, period_of(session, contact), Action.CHANGE, contact, withdrawn=False)


def blank_old_withdrawn(session: Session) -> int:
    """Blank the text of contacts withdrawn more than 30 days ago, in their history too.

    Called whenever a contact is logged or withdrawn, so that no timer is needed.

    Returns:
        The number of contacts whose text was blanked.
    """
    found = session.execute(
        select(Contact.id, Contact.public_id)
        .where(
            Contact.withdrawn_at <= clock.now() - _KEPT_FOR,
            or_(
                Contact.note_sealed.is_not(None),
                Contact.needs_sealed.is_not(None),
                Contact.next_step_sealed.is_not(None),
            ),
        )
        .limit(500)
    ).all()
    if found:
        session.execute(
            update(Contact)
            .where(Contact.id.in_([row.id for row in found]))
            .values(note_sealed=None, needs_sealed=None, next_step_sealed=None)
        )
        tasks.forget(session, [row.id for row in found])
        texts = ["note", "needs", "next_step", "tasks"]
        history.blank(session, "contact", [row.public_id for row in found], texts)
    return len(found)


def _team_id(session: Session, actor: Actor, period: ServicePeriod | None, new: NewContact) -> int:
    if period is not None:
        return period.team_id
    teams = actor.coach_of or actor.leader_of
    if len(teams) == 1:
        return next(iter(teams))
    found = session.scalar(select(Team.id).where(Team.short == new.team, Team.id.in_(teams)))
    if found is None:
        raise TeamNotChosen
    return found


def _take_in_meeting(
    session: Session, actor: Actor, period: ServicePeriod | None, new: NewContact
) -> None:
    if period is None or not new.is_real_meeting or period.entry_date is not None:
        return
    (period,) = lock_periods(session, [period.id])
    clients.note_real_meeting(session, actor, period, new.on)
    session.flush()


def _locked(session: Session, contact: Contact) -> Contact:
    """Hold the contact for this transaction and read it anew."""
    return session.scalars(
        select(Contact)
        .where(Contact.id == contact.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _remember(
    session: Session, actor: Actor, contact: Contact, old: dict[str, Any], new: dict[str, Any]
) -> None:
    """Append the new values to the history, and before the first change what was logged."""
    known = history.newest(session, "contact", contact.public_id)
    first = {name: _plain(old[name]) for name in new if name not in known}
    history.record(session, actor, "contact", contact.public_id, first, origin="as_logged")
    changes = {name: _plain(value) for name, value in new.items()}
    history.record(session, actor, "contact", contact.public_id, changes)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return tasks.plain(value) if value and isinstance(value[0], Task) else list(value)
    return value


def _last_change(session: Session, contact: Contact) -> dict[str, Any]:
    changes = history.newest(session, "contact", contact.public_id).values()
    if changes:
        return history.by_whom(changes)
    author = contact.withdrawn_by_id or contact.created_by_id
    return {"user": session.scalar(select(User.name).where(User.id == author)) or ""}


def _note_use(
    session: Session,
    actor: Actor,
    period: ServicePeriod | None,
    action: Action,
    contact: Contact,
    **detail: object,
) -> None:
    if period is not None:
        uselog.note(
            session,
            actor.user_id,
            action,
            Basis.LOG_CONTACT,
            [period.id],
            contact=contact.public_id,
            **detail,
        )
