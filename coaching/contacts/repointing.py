"""Contacts follow an employer whose card is merged with another one, or taken apart again.

Only where a contact points changes, so its version stays: a page that somebody has open is not
refused for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coaching.contacts.models import Contact
from coaching.employers.merge_types import Pointing

_AT_ONCE = 500


def pointing_at(session: Session, employer_id: int) -> list[Pointing]:
    """Return where the contacts with an employer point, withdrawn ones too; holds them."""
    rows = session.execute(
        select(Contact.id, Contact.employer_id, Contact.site_id, Contact.person_id)
        .where(Contact.employer_id == employer_id)
        .order_by(Contact.id)
        .with_for_update()
    )
    return [Pointing(row.id, employer_id, row.site_id, row.person_id) for row in rows]


def repoint(session: Session, pointings: Iterable[Pointing]) -> None:
    """Let contacts point where they are told to."""
    rows: dict[tuple[int, int | None, int | None], list[int]] = defaultdict(list)
    for one in pointings:
        rows[one.employer, one.site, one.person].append(one.row)
    for (employer, site, person), ids in rows.items():
        for start in range(0, len(ids), _AT_ONCE):
            session.execute(
                update(Contact)
                .where(Contact.id.in_(ids[start : start + _AT_ONCE]))
                .values(employer_id=employer, site_id=site, person_id=person)
            )
