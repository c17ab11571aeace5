"""From a card that was merged into another one, to where its site or person is now.

A merge moves sites and people to the kept card, or joins them with those that are there already.
Whoever writes something that points into the register asks here, and holds what is found: a merge
at the same moment then waits, and takes along what was written.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coaching.employers.models import Employer, EmployerMerge, EmployerPerson, EmployerSite
from coaching.text import fold


@dataclass(frozen=True)
class Spot:
    """A site with its employer, and a person there, by keys."""

    employer_id: int
    site_id: int
    person_id: int | None = None


def follow(session: Session, employer: Employer, *, hold: bool = False) -> Employer:
    """Return the card an employer is found under: itself, or the one it was merged into.

    Args:
        hold: keep merges away until the transaction ends; only where something is written.
    """
    while True:
        kept_id = _kept_id(session, employer.id, hold=hold)
        if kept_id is None:
            return employer
        employer = session.get_one(Employer, kept_id)


def follow_id(session: Session, public_id: str) -> str | None:
    """Return the public id of the card that an employer was merged into; None when it was not."""
    kept_id = select(Employer.merged_into_id).where(Employer.public_id == public_id)
    return session.scalar(
        select(Employer.public_id).where(Employer.id == kept_id.scalar_subquery())
    )


def find_named(session: Session, name: str) -> Employer | None:
    """Return the first employer of a name, or the one that a card of the name was merged into."""
    named = select(Employer).where(Employer.name_folded == fold(name)).order_by(Employer.id)
    cards = session.scalars(named).all()
    standing = [one for one in cards if one.merged_into_id is None]
    return next(iter(standing or [follow(session, one) for one in cards[:1]]), None)


def find_spot(
    session: Session, site_id: int, person_id: int | None = None, *, hold: bool = False
) -> Spot:
    """Return where a site, and a person there, are by now.

    Args:
        site_id: of any card; not looked at when a person is named, who may have moved.
        hold: keep merges away until the transaction ends; only where something is written.
    """
    while True:
        spot = _spot(session, site_id, person_id)
        kept_id = _kept_id(session, spot.employer_id, hold=hold)
        if _spot(session, site_id, person_id) != spot:
            # A merge ended while its employer was waited for.
            continue
        if kept_id is None:
            return spot
        site_id, person_id = _joined(session, spot)


def _spot(session: Session, site_id: int, person_id: int | None) -> Spot:
    at: Select[int, int]
    if person_id is None:
        at = select(EmployerSite.employer_id, EmployerSite.id).where(EmployerSite.id == site_id)
    else:
        at = (
            select(EmployerSite.employer_id, EmployerSite.id)
            .join(EmployerPerson, EmployerPerson.site_id == EmployerSite.id)
            .where(EmployerPerson.id == person_id)
        )
    row = session.execute(at).one()
    return Spot(row[0], row[1], person_id)


def _kept_id(session: Session, employer_id: int, *, hold: bool) -> int | None:
    """Return what an employer was merged into, held against a merge when asked for.

    On SQLite a writing transaction is alone anyway.
    """
    row = select(Employer.merged_into_id).where(Employer.id == employer_id)
    if hold:
        row = row.with_for_update(read=True, key_share=True)
    return session.execute(row).scalar_one()


def _joined(session: Session, spot: Spot) -> tuple[int, int | None]:
    """Return the site and person that those of a merged card were joined with.

    Raises:
        LookupError: a site was left on a merged card, which no merge does.
    """
    merge = session.scalars(
        select(EmployerMerge)
        .where(EmployerMerge.merged_id == spot.employer_id, EmployerMerge.undone_at.is_(None))
        .order_by(EmployerMerge.id.desc())
        .limit(1)
    ).one()
    sites, people = dict(merge.moved["joined_sites"]), dict(merge.moved["joined_people"])
    if spot.site_id not in sites:
        raise LookupError(f"site {spot.site_id} is of a merged card")
    person = None if spot.person_id is None else people[spot.person_id]
    return sites[spot.site_id], person
