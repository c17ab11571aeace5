"""Use cases of the employer register by hand: add, change, and remove people on request.

The register is shared by all coaches and holds nothing about clients; who may use it is for the
views to ask. Imports are in employers.importing, lists and look-alikes in employers.lists, merges in
employers.merging. What is added to a card that was merged meanwhile lands on the kept card.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.employers import register
from coaching.employers.alike import look_alikes
from coaching.employers.cards import get, show, show_person, show_site
from coaching.employers.following import find_spot, follow, follow_id
from coaching.employers.lists import (
    PAGE,
    list_employers,
    municipalities,
    owners,
)
from coaching.employers.merging import can_be_undone, check_mergeable, merge
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.employers.refusals import (
    BusinessIdTaken,
    MergedMeanwhile,
    PersonTaken,
    SameEmployer,
    SiteTaken,
)
from coaching.employers.removing import remove_person
from coaching.employers.types import (
    EmployerDetails,
    PersonDetails,
    SiteDetails,
)
from coaching.employers.unmerging import show_merge, undo
from coaching.employers.writing import check_version, insert, write
from coaching.text import fold

__all__ = [
    "PAGE",
    "add",
    "add_person",
    "add_site",
    "can_be_undone",
    "change",
    "change_person",
    "change_site",
    "check_mergeable",
    "find_spot",
    "follow",
    "follow_id",
    "list_employers",
    "look_alikes",
    "merge",
    "municipalities",
    "owners",
    "remove_person",
    "show",
    "show_merge",
    "show_person",
    "show_site",
    "undo",
]

_Row = TypeVar("_Row", Employer, EmployerSite, EmployerPerson)


def add(
    session: Session,
    actor: Actor,
    details: EmployerDetails,
    site: SiteDetails,
    person: PersonDetails | None,
    *,
    is_other: bool = False,
) -> Employer:
    """Add an employer with its first site, and the person met there.

    Args:
        is_other: somebody has looked at the employers of the same name and says that this is
            another one.

    Raises:
        BusinessIdTaken: the ID is another employer's.
        SameEmployer: an employer of this name is there, and nothing was said of it.
        Source: forms.md, 1.2.
    """
    _check_business_id(session, details.business_id, None)
    _check_name(session, details.name, None, is_other=is_other)
    employer = Employer(
        **_employer_columns(session, details),
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    insert(session, employer, BusinessIdTaken(name=details.name))
    there = EmployerSite(
        employer_id=employer.id, **register.site_columns(site.name, site.municipality)
    )
    session.add(there)
    session.flush()
    if person is not None:
        add_person(session, actor, there.public_id, person)
    return employer


def change(
    session: Session,
    actor: Actor,
    public_id: str,
    details: EmployerDetails,
    version: int,
    *,
    is_other: bool = False,
) -> None:
    """Write what was changed on an employer.

    Args:
        is_other: somebody has looked at the employers of the new name and says that this is
            another one.

    Raises:
        NotThere, ChangedMeanwhile, BusinessIdTaken.
        MergedMeanwhile: the card was merged into another one.
        SameEmployer: the new name is another employer's, and nothing was said of it.
    """
    employer = get(session, Employer, public_id)
    _check_not_merged(session, employer)
    check_version(session, employer, version)
    _check_business_id(session, details.business_id, employer)
    if fold(details.name) != fold(employer.name):
        _check_name(session, details.name, public_id, is_other=is_other)
    write(session, actor, employer, _employer_columns(session, details))


def add_site(session: Session, actor: Actor, employer_id: str, site: SiteDetails) -> EmployerSite:
    """Add a site to an employer.

    Raises:
        NotThere: no such employer.
        SiteTaken: it is there already.
    """
    employer = follow(session, get(session, Employer, employer_id), hold=True)
    columns = register.site_columns(site.name, site.municipality)
    _check_site(session, employer.id, columns, None)
    added = EmployerSite(employer_id=employer.id, **columns)
    insert(session, added, SiteTaken())
    return added


def change_site(
    session: Session, actor: Actor, public_id: str, details: SiteDetails, version: int
) -> None:
    """Write what was changed on a site.

    Raises:
        NotThere, ChangedMeanwhile, MergedMeanwhile, SiteTaken.
    """
    site = get(session, EmployerSite, public_id)
    _check_not_merged(session, session.get_one(Employer, site.employer_id))
    check_version(session, site, version)
    columns = register.site_columns(details.name, details.municipality)
    _check_site(session, site.employer_id, columns, site.id)
    write(session, actor, site, columns)


def add_person(
    session: Session, actor: Actor, site_id: str, details: PersonDetails
) -> EmployerPerson:
    """Add a person to a site.

    Raises:
        NotThere: no such site.
        PersonTaken: a person of the name is there already.
    """
    spot = find_spot(session, get(session, EmployerSite, site_id).id, hold=True)
    _check_person(session, spot.site_id, details.name, None)
    person = EmployerPerson(site_id=spot.site_id, **_person_columns(details))
    session.add(person)
    session.flush()
    return person


def change_person(
    session: Session, actor: Actor, public_id: str, details: PersonDetails, version: int
) -> None:
    """Write what was changed on a person.

    Raises:
        NotThere, ChangedMeanwhile, MergedMeanwhile, PersonTaken.
    """
    person = get(session, EmployerPerson, public_id)
    site = session.get_one(EmployerSite, person.site_id)
    _check_not_merged(session, session.get_one(Employer, site.employer_id))
    check_version(session, person, version)
    _check_person(session, person.site_id, details.name, person.id)
    write(session, actor, person, _person_columns(details))


# ---- checking


def _check_not_merged(session: Session, employer: Employer) -> None:
    if employer.merged_into_id is not None:
        raise MergedMeanwhile(name=follow(session, employer).name)


def _check_name(session: Session, name: str, but: str | None, *, is_other: bool) -> None:
    alike = [] if is_other else look_alikes(session, name)
    if any(one.is_same and one.public_id != but for one in alike):
        raise SameEmployer


def _check_business_id(session: Session, business_id: str | None, of: Employer | None) -> None:
    """Refuse the ID of another employer; one left on a card merged into this one comes along."""
    if business_id is None:
        return
    found = session.scalar(select(Employer).where(Employer.business_id == business_id))
    if found is None or found is of:
        return
    kept = follow(session, found)
    if kept is not of:
        raise BusinessIdTaken(name=kept.name)
    found.business_id = None
    session.flush()


def _check_site(
    session: Session, employer_id: int, columns: dict[str, Any], but: int | None
) -> None:
    same = select(EmployerSite.id).where(
        EmployerSite.employer_id == employer_id,
        EmployerSite.name_folded == columns["name_folded"],
        EmployerSite.municipality_folded == columns["municipality_folded"],
    )
    if session.scalar(same) not in (None, but):
        raise SiteTaken


def _check_person(session: Session, site_id: int, name: str, but: int | None) -> None:
    same = select(EmployerPerson.id).where(
        EmployerPerson.site_id == site_id,
        EmployerPerson.name_folded == fold(name)[:120],
        EmployerPerson.removed_at.is_(None),
    )
    if any(found != but for found in session.scalars(same)):
        raise PersonTaken


# ---- writing


def _employer_columns(session: Session, details: EmployerDetails) -> dict[str, Any]:
    owner = select(User.id).where(User.public_id == details.owner)
    return {
        **register.employer_columns(details.name),
        "business_id": details.business_id,
        "chain": details.chain,
        "industry": details.industry,
        "size": details.size,
        "needs": details.needs,
        "owner_id": session.scalar(owner) if details.owner else None,
        "no_contact": details.no_contact,
        "no_contact_until": details.no_contact_until if details.no_contact else None,
    }


def _person_columns(details: PersonDetails) -> dict[str, Any]:
    return {**asdict(details), **register.person_columns(details.name)}
