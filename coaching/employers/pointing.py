"""Rows of imports follow an employer whose card is merged with another one, or taken apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coaching.employers.merge_types import Pointing
from coaching.employers.models import ImportRow

_AT_ONCE = 500


def rows_pointing_at(session: Session, employer_id: int) -> list[Pointing]:
    """Return where the rows of imports that led to an employer point."""
    rows = session.execute(
        select(ImportRow.id, ImportRow.site_id, ImportRow.person_id)
        .where(ImportRow.employer_id == employer_id)
        .order_by(ImportRow.id)
    )
    return [Pointing(row.id, employer_id, row.site_id, row.person_id) for row in rows]


def repoint_rows(session: Session, pointings: Iterable[Pointing]) -> None:
    """Let rows of imports point where they are told to."""
    rows: dict[tuple[int, int | None, int | None], list[int]] = defaultdict(list)
    for one in pointings:
        rows[one.employer, one.site, one.person].append(one.row)
    for (employer, site, person), ids in rows.items():
        for start in range(0, len(ids), _AT_ONCE):
            session.execute(
                update(ImportRow)
                .where(ImportRow.id.in_(ids[start : start + _AT_ONCE]))
                .values(employer_id=employer, site_id=site, person_id=person)
            )
