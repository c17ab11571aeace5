"""What the register tells of one employer: its card with sites and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import User
from coaching.employers import register
from coaching.employers.following import follow_id
from coaching.employers.models import Employer, EmployerPerson, EmployerSite, ImportBatch
from coaching.employers.types import (
    Decision,
    EmployerCard,
    EmployerDetails,
    PersonCard,
    PersonDetails,
    SiteCard,
    SiteDetails,
    StaffSize,
)
from coaching.errors import NotThere
from coaching.text import sort_key

_Row = TypeVar("_Row", Employer, EmployerSite, EmployerPerson)


def show(session: Session, public_id: str) -> EmployerCard:
    """Return an employer with its sites and people.

    `merged_into` tells where a card that was merged into another one is found by now.

    Raises:
        NotThere: no such employer.
    """
    employer = get(session, Employer, public_id)
    names = _names(session, [employer.owner_id, employer.created_by_id])
    return EmployerCard(
        id=employer.id,
        public_id=employer.public_id,
        row_version=employer.row_version,
        details=_details(session, employer),
        owner_name=names.get(employer.owner_id, ""),
        sites=_sites(session, employer.id),
        is_banned=register.is_banned(employer.no_contact, employer.no_contact_until),
        added_on=clock.local(employer.created_at).date(),
        added_by=names.get(employer.created_by_id, ""),
        origin=_origins(session, {employer.batch_id}).get(employer.batch_id, ""),
        merged_into=follow_id(session, public_id) or "" if employer.merged_into_id else "",
    )


def show_site(session: Session, public_id: str) -> tuple[EmployerCard, SiteCard]:
    """Return a site and its employer.

    Raises:
        NotThere: no such site.
    """
    site = get(session, EmployerSite, public_id)
    card = show(session, session.get_one(Employer, site.employer_id).public_id)
    return card, next(one for one in card.sites if one.public_id == public_id)


def show_person(session: Session, public_id: str) -> tuple[EmployerCard, SiteCard, PersonCard]:
    """Return a person with site and employer.

    Raises:
        NotThere: no such person, or removed.
    """
    person = get(session, EmployerPerson, public_id)
    site = session.get_one(EmployerSite, person.site_id)
    card, place = show_site(session, site.public_id)
    return card, place, next(one for one in place.people if one.public_id == public_id)


def get(session: Session, model: type[_Row], public_id: str) -> _Row:
    """Return an employer, a site or a person.

    Raises:
        NotThere: no such record, or a person who was removed.
    """
    found = session.scalar(select(model).where(model.public_id == public_id))
    if found is None or getattr(found, "removed_at", None) is not None:
        raise NotThere
    return found


def _details(session: Session, employer: Employer) -> EmployerDetails:
    owner = select(User.public_id).where(User.id == employer.owner_id)
    return EmployerDetails(
        name=employer.name,
        business_id=employer.business_id,
        chain=employer.chain,
        industry=employer.industry,
        size=StaffSize(employer.size) if employer.size else None,
        needs=employer.needs,
        owner=session.scalar(owner) if employer.owner_id else None,
        no_contact=employer.no_contact,
        no_contact_until=employer.no_contact_until,
    )


def _sites(session: Session, employer_id: int) -> tuple[SiteCard, ...]:
    sites = session.scalars(
        select(EmployerSite).where(EmployerSite.employer_id == employer_id)
    ).all()
    people = _people(session, [site.id for site in sites])
    ordered = sorted(sites, key=lambda site: (sort_key(site.municipality), sort_key(site.name)))
    return tuple(
        SiteCard(
            site.public_id,
            site.row_version,
            SiteDetails(site.name, site.municipality),
            tuple(people[site.id]),
        )
        for site in ordered
    )


def _people(session: Session, site_ids: list[int]) -> dict[int, list[PersonCard]]:
    rows = session.scalars(
        select(EmployerPerson).where(
            EmployerPerson.site_id.in_(site_ids), EmployerPerson.removed_at.is_(None)
        )
    ).all()
    origins = _origins(session, {one.batch_id for one in rows})
    found: dict[int, list[PersonCard]] = defaultdict(list)
    for one in sorted(rows, key=lambda one: (sort_key(one.name), one.id)):
        details = PersonDetails(
            one.name, one.role, one.phone, one.email, Decision(one.decides), one.why_kept
        )
        origin = origins.get(one.batch_id, "")
        found[one.site_id].append(PersonCard(one.public_id, one.row_version, details, origin))
    return found


def _names(session: Session, user_ids: Collection[int | None]) -> dict[int | None, str]:
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in rows}


def _origins(session: Session, batch_ids: Collection[int | None]) -> dict[int | None, str]:
    """Return the names of the files that batches were read from."""
    rows = session.execute(
        select(ImportBatch.id, ImportBatch.file_name).where(ImportBatch.id.in_(batch_ids))
    )
    return {row.id: row.file_name for row in rows}
