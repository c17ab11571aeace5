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
    likely = _Likely(name, business_id)
    sure: dict[int, tuple[float, _Name]] = {}
    for one in _names(session):
        is_here = one.employer in here
        close = _CLOSE_HERE if is_here else _CLOSE
        score = likely.sureness(one, close)
        if is_here and close <= score < 1:
            score = max(score, _CLOSE) + 0.05
        if score >= close and score > sure.get(one.employer, (0.0, one))[0]:
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


class _Likely:
    """Compares names of the register with the typed one."""

    def __init__(self, name: str, business_id: str | None) -> None:
        self.folded, self.asked, self.business_id = fold(name), likeness(name), business_id
        # The matcher thinks of its second text once, however many are compared with it.
        self.matcher = difflib.SequenceMatcher(None, autojunk=False)
        self.matcher.set_seq2(self.asked)

    def sureness(self, one: _Name, close: float) -> float:
        """Return how sure it is that an employer is the typed one; 1 and more when it must be.

        Args:
            close: below this it does not matter how alike the names are.
        """
        if self.business_id and one.business_id == self.business_id:
            return 3.0
        there = likeness(one.name)
        if one.is_site:
            # Many employers have a "Kitchen": a site's name tells something when it is a long one.
            return 0.95 if self.asked == there and len(there) > 8 else 0.0
        if self.folded and fold(one.name) == self.folded:
            return 2.0
        if self.asked == there:
            return 1.0
        if len(self.asked) > 2 and (
            f" {self.asked} " in f" {there} " or there.startswith(self.asked)
        ):
            return 0.9
        self.matcher.set_seq1(there)
        if self.matcher.real_quick_ratio() < close or self.matcher.quick_ratio() < close:
            return 0.0
        return self.matcher.ratio()
