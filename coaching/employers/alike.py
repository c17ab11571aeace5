"""Which employers of the register a typed one may be: asked before a second card is made of one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.employers.lists import places_of
from coaching.employers.models import Employer, EmployerSite
from coaching.employers.names import likeness, places
from coaching.employers.types import LookAlike
from coaching.text import fold

_CLOSE = 0.84
"""How alike two names are, of 1, to be shown beside one another."""

_CLOSE_HERE = 0.7
"""The same for two in one municipality, where one employer under two names is likelier."""


class _Name(NamedTuple):
    """A name that leads to an employer: its own, a site's, or that of a card merged into it."""

    employer: int
    name: str
    business_id: str | None = None
    is_own: bool = True
    is_site: bool = False


def look_alikes(
    session: Session,
    name: str,
    business_id: str | None = None,
    municipality: str = "",
    limit: int = 8,
) -> list[LookAlike]:
    """Return the employers that a typed one may be, the surest first.

    By business ID; by the same name; by the same name but for its legal form; by the name of a
    site; by a name that begins alike or differs by a few letters, more of them in the same
    municipality.
    """
    asked = likeness(name)
    if not asked and not business_id:
        return []
    here = _employers_at(session, municipality)
    sure: dict[int, tuple[float, _Name]] = {}
    for one in _names(session):
        score = _sureness(one, asked, fold(name), business_id)
        if one.employer in here and score >= _CLOSE_HERE:
            score = max(score, _CLOSE) + 0.05 * (score < 1)
        if score >= _CLOSE and score > sure.get(one.employer, (0.0, one))[0]:
            sure[one.employer] = (score, one)
    best = sorted((-score, key) for key, (score, _one) in sure.items())[:limit]
    ids = [key for _score, key in best]
    where = places_of(session, ids)
    cards = {one.id: one for one in session.scalars(select(Employer).where(Employer.id.in_(ids)))}
    return [
        LookAlike(
            public_id=cards[key].public_id,
            name=cards[key].name,
            business_id=cards[key].business_id,
            places=where[key],
            is_same=-score >= 1,
            known_as="" if sure[key][1].is_own else sure[key][1].name,
        )
        for score, key in best
    ]


def _names(session: Session) -> Iterator[_Name]:
    cards = session.execute(
        select(Employer.id, Employer.name, Employer.business_id, Employer.merged_into_id)
    )
    for row in cards:
        is_own = row.merged_into_id is None
        yield _Name(row.merged_into_id or row.id, row.name, row.business_id, is_own)
    sites = session.execute(
        select(EmployerSite.employer_id, EmployerSite.name)
        .join(Employer, Employer.id == EmployerSite.employer_id)
        .where(EmployerSite.name_folded != "", Employer.merged_into_id.is_(None))
    )
    for employer_id, name in sites:
        yield _Name(employer_id, name, is_own=False, is_site=True)


def _employers_at(session: Session, municipality: str) -> set[int]:
    where = places(municipality)
    rows = session.scalars(
        select(EmployerSite.employer_id).where(EmployerSite.municipality_folded.in_(where))
    )
    return set(rows)


def _sureness(one: _Name, asked: str, folded: str, business_id: str | None) -> float:
    """Return how sure it is that an employer is the typed one; 1 and more when it must be."""
    if business_id and one.business_id == business_id:
        return 3.0
    there = likeness(one.name)
    if one.is_site:
        # Many employers have a "Kitchen": a site's name tells something when it is a long one.
        return 0.95 if asked == there and len(asked) > 8 else 0.0
    if folded and fold(one.name) == folded:
        return 2.0
    if asked == there:
        return 1.0
    if len(asked) > 2 and (f" {asked} " in f" {there} " or there.startswith(asked)):
        return 0.9
    matcher = difflib.SequenceMatcher(None, asked, there, autojunk=False)
    close = matcher.real_quick_ratio() >= _CLOSE_HERE and matcher.quick_ratio() >= _CLOSE_HERE
    return matcher.ratio() if close else 0.0
