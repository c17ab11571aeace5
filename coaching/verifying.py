"""`rinnalla verify`: is the database whole, does its key fit, do the places hold."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import packages_distributions

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from coaching import migrating, sealing
from coaching.caseload.models import Assignment, CoachPlace
from coaching.clients.models import Client
from coaching.contacts.models import Contact
from coaching.db import Database

OUR_NAMES = ("coaching", "forms", "fidelity")


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    fine: bool
    words: str


def verify(database: Database) -> list[Finding]:
    """Look at everything and tell what was found, also when it is fine."""
    findings = [_schema(database), _owners()]
    with database.read() as session:
        if database.is_sqlite:
            findings += _sqlite(session)
        findings += [*_places(session), _sealed(session)]
    return findings


def _schema(database: Database) -> Finding:
    current, head = migrating.current(database), migrating.head()
    return Finding("schema", current == head, f"{current}, newest {head}")


def _owners() -> Finding:
    """Name other distributions that own one of our package names: they overwrite each other."""
    owners = packages_distributions()
    others = {
        owner for name in OUR_NAMES for owner in owners.get(name, ()) if owner.lower() != "rinnalla"
    }
    words = ", ".join(sorted(others)) or "only ours"
    return Finding("package names", not others, words)


def _sqlite(session: Session) -> list[Finding]:
    result = session.execute(text("PRAGMA integrity_check")).scalars().all()
    broken = session.execute(text("PRAGMA foreign_key_check")).all()
    return [
        Finding("integrity", result == ["ok"], "; ".join(result[:3])),
        Finding("foreign keys", not broken, f"{len(broken)} broken"),
    ]


def _places(session: Session) -> list[Finding]:
    places = select(CoachPlace.coach_id, func.count()).group_by(CoachPlace.coach_id)
    owned = dict(iter(session.execute(places)))
    held = session.execute(
        select(Assignment.coach_id, func.count())
        .where(Assignment.ended_on.is_(None))
        .group_by(Assignment.coach_id)
    )
    over = [coach for coach, count in held if count > owned.get(coach, 0) or count > 20]
    twice = session.execute(
        select(Assignment.period_id)
        .where(Assignment.ended_on.is_(None))
        .group_by(Assignment.period_id)
        .having(func.count() > 1)
    ).all()
    return [
        Finding("places", not over, f"{len(over)} coaches hold more than they own"),
        Finding("one coach for a client", not twice, f"{len(twice)} clients have two"),
    ]


def _sealed(session: Session) -> Finding:
    """Open a sample of sealed values with the key in use."""
    opened = 0
    try:
        for client in session.scalars(select(Client).order_by(Client.id.desc()).limit(200)):
            opened += client.name is not None
        for contact in session.scalars(select(Contact).order_by(Contact.id.desc()).limit(200)):
            opened += contact.note is not None
    except sealing.WrongKey:
        return Finding("sealed values", False, "a value does not open with this key")
    return Finding("sealed values", True, f"{opened} opened of the newest")
