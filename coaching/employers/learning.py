"""What the card of an employer learns from a meeting: its needs, who decides, that it wants no contact.

The values before the first change and the new ones stand in the history, with the meeting they came
from. A card that was merged goes on as the one that was kept.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.employers.following import follow
from coaching.employers.models import Employer, EmployerPerson
from coaching.employers.register import is_banned
from coaching.employers.types import Decision


def kept(session: Session, public_id: str, *, hold: bool = False) -> Employer | None:
    """Return an employer, or the card that it was merged into; None when there is no such card.

    Args:
        hold: keep merges away until the transaction ends; only where something is written.
    """
    found = session.scalar(select(Employer).where(Employer.public_id == public_id))
    return None if found is None else follow(session, found, hold=hold)


def banned_by(session: Session, employer: Employer) -> str | None:
    """Return who set that an employer must not be contacted; None while it may be."""
    if not is_banned(employer.no_contact, employer.no_contact_until):
        return None
    told = history.newest(session, Employer.__tablename__, employer.public_id).get("no_contact")
    if told is not None and told.by_name:
        return told.by_name
    return session.scalar(select(User.name).where(User.id == employer.created_by_id)) or ""


def learn_needs(
    session: Session, actor: Actor, employer_id: int, needs: str, meeting_id: str
) -> None:
    """Put on the card what an employer needs, as it was told at its newest meeting."""
    employer = session.get_one(Employer, employer_id)
    _put(session, actor, employer, {"needs": needs}, meeting_id)


def learn_decides(
    session: Session, actor: Actor, person_id: int, decides: Decision, meeting_id: str
) -> None:
    """Put on the card whether a person decides on hiring, as it was seen at the newest meeting."""
    person = session.get_one(EmployerPerson, person_id)
    _put(session, actor, person, {"decides": decides}, meeting_id)


def forbid_contact(
    session: Session, actor: Actor, employer_id: int, until: date | None, meeting_id: str
) -> None:
    """Put on the card that an employer wants no contact, until a day or until further notice."""
    employer = session.get_one(Employer, employer_id)
    columns = {"no_contact": True, "no_contact_until": until}
    _put(session, actor, employer, columns, meeting_id)


def _put(
    session: Session,
    actor: Actor,
    row: Employer | EmployerPerson,
    columns: dict[str, Any],
    meeting_id: str,
) -> None:
    changed = {name: new for name, new in columns.items() if getattr(row, name) != new}
    if not changed:
        return
    kind = str(row.__tablename__)
    known = history.newest(session, kind, row.public_id)
    first = {name: _plain(getattr(row, name)) for name in changed if name not in known}
    history.record(session, None, kind, row.public_id, first, origin="as_added")
    later = {name: _plain(new) for name, new in changed.items()}
    history.record(
        session, actor, kind, row.public_id, later, source="carried", origin=f"meeting:{meeting_id}"
    )
    for name, new in changed.items():
        setattr(row, name, new)
    session.flush()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
