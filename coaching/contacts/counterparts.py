"""Whom an employer contact was with: a person at a site, found in the shared register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.contacts.types import Decides, EmployerChoice
from coaching.employers.following import find_spot, follow_id
from coaching.employers.models import Employer, EmployerPerson, EmployerSite

_PERSON, _SITE = "p:", "s:"


@dataclass(frozen=True)
class Counterpart:
    """The keys a contact keeps of whom it was with; `decides` as the register says today."""

    employer_id: int
    site_id: int
    person_id: int | None
    decides: Decides | None


def code_of(person_public_id: str | None, site_public_id: str) -> str:
    """Return what forms carry of a person, or of a site when nobody is named."""
    return f"{_PERSON}{person_public_id}" if person_public_id else f"{_SITE}{site_public_id}"


def find_counterpart(session: Session, code: str, *, hold: bool = False) -> Counterpart | None:
    """Return the keys behind the code of an `EmployerChoice`, None when there is no such thing.

    The code of a card that was merged into another one since the page was opened leads to where its
    site or person is now.

    Args:
        hold: keep merges away until the transaction ends, for whoever writes the keys down.
    """
    kind, public_id = code[:2], code[2:]
    if kind == _PERSON:
        person = session.execute(
            select(EmployerPerson.id, EmployerPerson.site_id).where(
                EmployerPerson.public_id == public_id
            )
        ).first()
        if person is None:
            return None
        spot = find_spot(session, person.site_id, person.id, hold=hold)
        decides = select(EmployerPerson.decides).where(EmployerPerson.id == spot.person_id)
        told = Decides(session.scalars(decides).one())
        return Counterpart(spot.employer_id, spot.site_id, spot.person_id, told)
    site_id = session.scalar(select(EmployerSite.id).where(EmployerSite.public_id == public_id))
    if kind != _SITE or site_id is None:
        return None
    spot = find_spot(session, site_id, hold=hold)
    return Counterpart(spot.employer_id, spot.site_id, None, None)


def offered_at(session: Session, employer_public_id: str) -> list[EmployerChoice]:
    """Return the people and sites of one employer; none when there is no such employer.

    Each site is offered with each of its people, and once without: somebody who is not named.
    """
    public_id = follow_id(session, employer_public_id) or employer_public_id
    rows = session.execute(_people_at_sites().where(Employer.public_id == public_id))
    return _offered(rows.all())


def offered_at_each(session: Session, employer_ids: Sequence[str]) -> list[EmployerChoice]:
    """Return the people and sites of several employers, by public id, in the order asked."""
    order = {public_id: place for place, public_id in enumerate(employer_ids)}
    rows = session.execute(_people_at_sites().where(Employer.public_id.in_(order))).all()
    return _offered(sorted(rows, key=lambda row: order[row.Employer.public_id]))


def offered_of(session: Session, code: str) -> list[EmployerChoice]:
    """Return the choice behind a code with the others of its employer, so that it can be shown."""
    there = find_counterpart(session, code)
    if there is None:
        return []
    rows = session.execute(_people_at_sites().where(Employer.id == there.employer_id)).all()
    return _offered(rows)


def _people_at_sites() -> Select[Employer, EmployerSite, EmployerPerson]:
    return (
        select(Employer, EmployerSite, EmployerPerson)
        .join(EmployerSite, EmployerSite.employer_id == Employer.id)
        .outerjoin(
            EmployerPerson,
            (EmployerPerson.site_id == EmployerSite.id) & EmployerPerson.removed_at.is_(None),
        )
        .order_by(EmployerSite.municipality_folded, EmployerSite.id, EmployerPerson.name_folded)
    )


def _offered(rows: Sequence[Any]) -> list[EmployerChoice]:
    offered: list[EmployerChoice] = []
    for place, row in enumerate(rows):
        if row.EmployerPerson is not None:
            offered.append(choice(row.Employer, row.EmployerSite, row.EmployerPerson))
        following = rows[place + 1].EmployerSite.id if place + 1 < len(rows) else None
        if following != row.EmployerSite.id:
            offered.append(choice(row.Employer, row.EmployerSite, None))
    return offered


def choice(employer: Employer, site: EmployerSite, person: EmployerPerson | None) -> EmployerChoice:
    """Return one offer: a person at a site, or the site alone."""
    until = employer.no_contact_until
    return EmployerChoice(
        code=code_of(person.public_id if person else None, site.public_id),
        employer=employer.name,
        site=site_words(site),
        person=person.name if person else "",
        decides=Decides(person.decides) if person else None,
        no_contact=employer.no_contact and (until is None or until >= clock.today()),
    )


def site_words(site: EmployerSite | None) -> str:
    """Return how a site is called beside its employer: its name and municipality."""
    return (
        "" if site is None else ", ".join(part for part in (site.name, site.municipality) if part)
    )
