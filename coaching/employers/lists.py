"""The list of employers: searched, in Finnish order, paged by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased

from coaching import clock
from coaching.accounts.models import ListOption, User
from coaching.accounts.types import Actor
from coaching.contacts import service as contacts
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.employers.register import is_banned
from coaching.employers.types import (
    NOBODY,
    Decision,
    EmployerPage,
    LastMet,
    ListedEmployer,
    Look,
)
from coaching.text import fold, sort_key

PAGE = 50
"""Employers on one page of the list."""


def list_employers(session: Session, actor: Actor, look: Look, page: int = PAGE) -> EmployerPage:
    """Return one page of the register, which all coaches share; it holds nothing about clients.

    Args:
        look: what the list is narrowed to; each word must be found somewhere.
        page: employers on a page.
    """
    narrowed = fitting(session, look)
    total = session.scalar(select(func.count()).select_from(Employer).where(*narrowed)) or 0
    found = session.execute(
        select(Employer, User.name)
        .outerjoin(User, User.id == Employer.owner_id)
        .where(*narrowed, _after(session, look.after))
        .order_by(Employer.sort_key, Employer.id)
        .limit(page + 1)
    ).all()
    rows = _rows(session, actor, found[:page])
    return EmployerPage(rows, total, rows[-1].public_id if len(found) > page else None)


def municipalities(session: Session) -> list[str]:
    """Return the municipalities of the register in Finnish order, each once."""
    found = session.scalars(
        select(func.min(EmployerSite.municipality))
        .join(Employer, Employer.id == EmployerSite.employer_id)
        .where(EmployerSite.municipality_folded != "", Employer.merged_into_id.is_(None))
        .group_by(EmployerSite.municipality_folded)
    )
    return sorted((name for name in found if name), key=sort_key)


def owners(session: Session) -> list[tuple[str, str]]:
    """Return public id and name of everybody who is responsible for an employer, by name."""
    rows = session.execute(
        select(User.public_id, User.name)
        .join(Employer, Employer.owner_id == User.id)
        .where(Employer.merged_into_id.is_(None))
        .distinct()
    )
    return sorted(((row.public_id, row.name) for row in rows), key=lambda one: sort_key(one[1]))


# ---- the list


def fitting(session: Session, look: Look) -> list[ColumnElement[bool]]:
    """Return the conditions of what the list is narrowed to; cards merged into others are none."""
    found: list[ColumnElement[bool]] = [Employer.merged_into_id.is_(None)]
    found += [_has(session, word) for word in fold(look.words).split()[:8]]
    if look.place:
        found.append(_at_site(EmployerSite.municipality_folded == look.place))
    if look.industry:
        found.append(Employer.industry == look.industry)
    if look.owner == NOBODY:
        found.append(Employer.owner_id.is_(None))
    elif look.owner:
        owner = select(User.id).where(User.public_id == look.owner)
        found.append(Employer.owner_id == owner.scalar_subquery())
    if look.banned:
        found.append(banned_today())
    if look.not_met is not None:
        found.append(~contacts.met_since(Employer.id, clock.today() - timedelta(days=look.not_met)))
    return found


def banned_today() -> ColumnElement[bool]:
    """Return whether an employer must not be contacted today, as `register.is_banned` tells it."""
    until = Employer.no_contact_until
    return and_(Employer.no_contact, or_(until.is_(None), until >= clock.today()))


def _has(session: Session, word: str) -> ColumnElement[bool]:
    """Return whether an employer has a word in its name, ID, places, people or industry."""
    digits = word.replace("-", "").removeprefix("fi")
    number = f"{digits[:7]}-{digits[7:]}" if digits.isdigit() and len(digits) == 8 else word
    merged = aliased(Employer)
    person = (
        select(EmployerPerson.id)
        .join(EmployerSite, EmployerSite.id == EmployerPerson.site_id)
        .where(
            EmployerSite.employer_id == Employer.id,
            EmployerPerson.removed_at.is_(None),
            EmployerPerson.name_folded.contains(word, autoescape=True),
        )
    )
    return or_(
        Employer.name_folded.contains(word, autoescape=True),
        Employer.business_id.contains(number, autoescape=True),
        _at_site(
            or_(
                EmployerSite.municipality_folded.contains(word, autoescape=True),
                EmployerSite.name_folded.contains(word, autoescape=True),
            )
        ),
        person.exists(),
        select(merged.id)
        .where(
            merged.merged_into_id == Employer.id,
            or_(
                merged.name_folded.contains(word, autoescape=True),
                merged.business_id.contains(number, autoescape=True),
            ),
        )
        .exists(),
        Employer.industry.in_(_industries(session, word)),
    )


def _at_site(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    sites = select(EmployerSite.id).where(EmployerSite.employer_id == Employer.id, condition)
    return sites.exists()


def _industries(session: Session, word: str) -> list[str]:
    """Return the codes of the industries whose words hold a word, in any language."""
    options = session.scalars(select(ListOption).where(ListOption.list == "industry"))
    return [
        one.code
        for one in options
        if any(word in fold(words) for words in (one.fi, one.sv, one.en))
    ]


def _after(session: Session, public_id: str | None) -> ColumnElement[bool]:
    """Return the condition of the page after an employer; unknown ones begin anew."""
    last = session.execute(
        select(Employer.sort_key, Employer.id).where(Employer.public_id == (public_id or ""))
    ).first()
    return true() if last is None else tuple_(Employer.sort_key, Employer.id) > tuple(last)


def _rows(session: Session, actor: Actor, found: Sequence[Any]) -> tuple[ListedEmployer, ...]:
    ids = [row.Employer.id for row in found]
    where, people = places_of(session, ids), _first_people(session, ids)
    met = contacts.last_meetings(session, actor, ids)
    return tuple(
        ListedEmployer(
            public_id=one.public_id,
            name=one.name,
            places=where[one.id],
            industry=one.industry,
            person=people.get(one.id, ("", ""))[0],
            role=people.get(one.id, ("", ""))[1],
            owner=owner or "",
            is_banned=is_banned(one.no_contact, one.no_contact_until),
            banned_until=one.no_contact_until,
            last=_last(met.get(one.id)),
            added_on=clock.local(one.created_at).date(),
        )
        for one, owner in found
    )


def _last(meeting: Any) -> LastMet | None:
    return None if meeting is None else LastMet(meeting.on, meeting.coach, meeting.count)


def places_of(session: Session, employer_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the municipalities of each employer, in the order their sites were added."""
    rows = session.execute(
        select(EmployerSite.employer_id, EmployerSite.municipality)
        .where(EmployerSite.employer_id.in_(employer_ids), EmployerSite.municipality != "")
        .order_by(EmployerSite.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for employer_id, municipality in rows:
        if municipality not in found[employer_id]:
            found[employer_id].append(municipality)
    return defaultdict(tuple, {key: tuple(value) for key, value in found.items()})


def _first_people(session: Session, employer_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return name and role of the person to ask for first: one who decides on hiring if any."""
    decides = case((EmployerPerson.decides == Decision.YES, 0), else_=1)
    rows = session.execute(_standing(employer_ids).order_by(decides, EmployerPerson.id))
    found: dict[int, tuple[str, str]] = {}
    for employer_id, name, role in rows:
        found.setdefault(employer_id, (name, role))
    return found


def _standing(employer_ids: Collection[int]) -> Select[int, str, str]:
    return (
        select(EmployerSite.employer_id, EmployerPerson.name, EmployerPerson.role)
        .join(EmployerPerson, EmployerPerson.site_id == EmployerSite.id)
        .where(EmployerSite.employer_id.in_(employer_ids), EmployerPerson.removed_at.is_(None))
    )
