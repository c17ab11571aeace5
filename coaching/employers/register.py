"""The register as an import and the look for look-alikes read it, and the columns of its rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.employers.joining import KnownEmployer, KnownPerson, KnownSite
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.employers.types import Decision
from coaching.text import fold, sort_key


def load(session: Session) -> list[KnownEmployer]:
    """Return every employer with its sites and the people who have not been removed.

    Cards that were merged into another one are no employers of their own: they tell under which
    names and business IDs that one is known too.
    """
    sites = _sites(session, _people(session))
    cards = session.scalars(select(Employer).order_by(Employer.id)).all()
    merged: dict[int, list[Employer]] = defaultdict(list)
    for one in cards:
        if one.merged_into_id is not None:
            merged[one.merged_into_id].append(one)
    return [
        KnownEmployer(
            one.id,
            one.name,
            one.business_id,
            tuple(sites[one.id]),
            is_banned(one.no_contact, one.no_contact_until),
            tuple(also.name for also in merged[one.id]),
            tuple(also.business_id for also in merged[one.id] if also.business_id),
        )
        for one in cards
        if one.merged_into_id is None
    ]


def is_banned(no_contact: bool, until: date | None) -> bool:
    """Tell whether an employer must not be contacted today; without a day the ban has no end."""
    return no_contact and (until is None or until >= clock.today())


def employer_columns(name: str) -> dict[str, Any]:
    """Return an employer's name with the columns it is found and ordered by."""
    return {"name": name, "name_folded": fold(name)[:200], "sort_key": sort_key(name)[:400]}


def site_columns(name: str, municipality: str) -> dict[str, Any]:
    """Return a site's name and municipality with the columns they are found by."""
    return {
        "name": name,
        "name_folded": fold(name)[:200],
        "municipality": municipality,
        "municipality_folded": fold(municipality)[:80],
    }


def person_columns(name: str) -> dict[str, Any]:
    """Return a person's name with the column it is found by."""
    return {"name": name, "name_folded": fold(name)[:120]}


def _sites(session: Session, people: dict[int, list[KnownPerson]]) -> dict[int, list[KnownSite]]:
    found: dict[int, list[KnownSite]] = defaultdict(list)
    for site in session.scalars(select(EmployerSite).order_by(EmployerSite.id)):
        known = KnownSite(site.id, site.name, site.municipality, tuple(people[site.id]))
        found[site.employer_id].append(known)
    return found


def _people(session: Session) -> dict[int, list[KnownPerson]]:
    found: dict[int, list[KnownPerson]] = defaultdict(list)
    standing = select(EmployerPerson).where(EmployerPerson.removed_at.is_(None))
    for one in session.scalars(standing.order_by(EmployerPerson.id)):
        found[one.site_id].append(
            KnownPerson(one.id, one.name, one.role, one.phone, one.email, Decision(one.decides))
        )
    return found
