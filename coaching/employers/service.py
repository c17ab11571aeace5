"""Use cases of the employer register by hand: add, change, and remove people on request.

The register is shared by all coaches and holds nothing about clients; who may use it is for the
views to ask. Imports are in employers.importing, lists and look-alikes in employers.lists.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.employers import register
from coaching.employers.cards import get, show, show_person, show_site
from coaching.employers.lists import PAGE, list_employers, look_alikes, municipalities
from coaching.employers.models import (
    Employer,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.refusals import BusinessIdTaken, PersonTaken, SameEmployer, SiteTaken
from coaching.employers.types import (
    EmployerDetails,
    PersonDetails,
    SiteDetails,
)
from coaching.errors import ChangedMeanwhile
from coaching.text import fold

__all__ = [
    "PAGE",
    "add",
    "add_person",
    "add_site",
    "change",
    "change_person",
    "change_site",
    "list_employers",
    "look_alikes",
    "municipalities",
    "remove_person",
    "show",
    "show_person",
    "show_site",
]

_PERSONAL = ("person", "role", "phone", "email")
"""Columns of a sheet that tell of a person."""

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
    alike = look_alikes(session, details.name)
    if not is_other and any(one.is_same for one in alike):
        raise SameEmployer
    employer = Employer(
        **_employer_columns(session, details),
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    _insert(session, employer, BusinessIdTaken(name=details.name))
    there = EmployerSite(
        employer_id=employer.id, **register.site_columns(site.name, site.municipality)
    )
    session.add(there)
    session.flush()
    if person is not None:
        add_person(session, actor, there.public_id, person)
    return employer


def change(
    session: Session, actor: Actor, public_id: str, details: EmployerDetails, version: int
) -> None:
    """Write what was changed on an employer.

    Raises:
        NotThere, ChangedMeanwhile, BusinessIdTaken.
    """
    employer = _current(session, Employer, public_id, version)
    _check_business_id(session, details.business_id, employer.id)
    _write(session, actor, employer, _employer_columns(session, details))


def add_site(session: Session, actor: Actor, employer_id: str, site: SiteDetails) -> EmployerSite:
    """Add a site to an employer.

    Raises:
        NotThere: no such employer.
        SiteTaken: it is there already.
    """
    employer = get(session, Employer, employer_id)
    columns = register.site_columns(site.name, site.municipality)
    _check_site(session, employer.id, columns, None)
    added = EmployerSite(employer_id=employer.id, **columns)
    _insert(session, added, SiteTaken())
    return added


def change_site(
    session: Session, actor: Actor, public_id: str, details: SiteDetails, version: int
) -> None:
    """Write what was changed on a site.

    Raises:
        NotThere, ChangedMeanwhile, SiteTaken.
    """
    site = _current(session, EmployerSite, public_id, version)
    columns = register.site_columns(details.name, details.municipality)
    _check_site(session, site.employer_id, columns, site.id)
    _write(session, actor, site, columns)


def add_person(
    session: Session, actor: Actor, site_id: str, details: PersonDetails
) -> EmployerPerson:
    """Add a person to a site.

    Raises:
        NotThere: no such site.
        PersonTaken: a person of the name is there already.
    """
    site = get(session, EmployerSite, site_id)
    _check_person(session, site.id, details.name, None)
    person = EmployerPerson(site_id=site.id, **_person_columns(details))
    session.add(person)
    session.flush()
    return person


def change_person(
    session: Session, actor: Actor, public_id: str, details: PersonDetails, version: int
) -> None:
    """Write what was changed on a person.

    Raises:
        NotThere, ChangedMeanwhile, PersonTaken.
    """
    person = _current(session, EmployerPerson, public_id, version)
    _check_person(session, person.site_id, details.name, person.id)
    _write(session, actor, person, _person_columns(details))


def remove_person(session: Session, actor: Actor, public_id: str) -> None:
    """Remove a person for good: from the register, its history, and the rows of imports.

    Meetings stay, without the name. The rows of imports are known again by their fingerprints, so
    that bringing in the same file does not bring the person back.

    Raises:
        NotThere: no such person, or removed.
        Source: forms.md, 1.2.
    """
    person = get(session, EmployerPerson, public_id)
    empty = {**asdict(PersonDetails(name="")), "name_folded": ""}
    for name, value in empty.items():
        setattr(person, name, value)
    person.removed_at = clock.now()
    session.flush()
    history.blank(session, person.__tablename__, [public_id], list(empty))
    history.record(session, actor, person.__tablename__, public_id, {"removed": True})
    _blank_rows(session, person.id)


# ---- checking


def _check_business_id(session: Session, business_id: str | None, but: int | None) -> None:
    if business_id is None:
        return
    found = session.scalar(select(Employer).where(Employer.business_id == business_id))
    if found is not None and found.id != but:
        raise BusinessIdTaken(name=found.name)


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


def _current(session: Session, model: type[_Row], public_id: str, version: int) -> _Row:
    row = get(session, model, public_id)
    if row.row_version != version:
        raise _changed_meanwhile(session, row)
    return row


def _changed_meanwhile(session: Session, row: Any) -> ChangedMeanwhile:
    changes = history.newest(session, row.__tablename__, row.public_id).values()
    return ChangedMeanwhile(**history.by_whom(changes))


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


def _insert(session: Session, row: Any, taken: Exception) -> None:
    """Add a row that somebody else may be adding at the same moment."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise taken from None


def _write(session: Session, actor: Actor, row: Any, columns: dict[str, Any]) -> None:
    """Write changed columns, with the values before the first change in the history."""
    old = {name: getattr(row, name) for name in columns}
    changed = {name: value for name, value in columns.items() if old[name] != value}
    if not changed:
        return
    kind, seen = row.__tablename__, [name for name in changed if not _is_derived(name)]
    known = history.newest(session, kind, row.public_id)
    first = {name: _plain(old[name]) for name in seen if name not in known}
    history.record(session, None, kind, row.public_id, first, origin="as_added")
    new = {name: _plain(changed[name]) for name in seen}
    history.record(session, actor, kind, row.public_id, new)
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()


def _is_derived(name: str) -> bool:
    return name == "sort_key" or name.endswith("_folded")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _blank_rows(session: Session, person_id: int) -> None:
    """Blank what rows of imports tell of a person."""
    rows = session.execute(
        select(ImportRow, ImportBatch)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(ImportRow.person_id == person_id)
    )
    for row, batch in rows:
        told = batch.headings.get(row.sheet, {}).get("columns", {})
        personal = {told[name] for name in _PERSONAL if name in told}
        row.cells = [None if place in personal else cell for place, cell in enumerate(row.cells)]
    session.flush()
