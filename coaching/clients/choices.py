"""What the lists on clients' pages offer: the organisation's own options, care teams, teams."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.accounts.models import CareTeam, ListOption, Team

Pairs = list[tuple[str, str]]


def options(session: Session, name: str, language: str, keep: str | None = None) -> Pairs:
    """Return the options of one of the organisation's lists as code and words, in its order.

    Args:
        name: of the list, such as `referral_source`.
        language: fi, sv or en.
        keep: a code that a record holds and that is offered even when it is hidden by now.
    """
    rows = session.scalars(
        select(ListOption)
        .where(ListOption.list == name)
        .order_by(ListOption.position, ListOption.id)
    )
    return [
        (row.code, str(getattr(row, language)))
        for row in rows
        if not row.hidden or row.code == keep
    ]


def care_teams(session: Session, keep: int | None = None) -> Pairs:
    """Return the treatment and support teams by key and name; a hidden one only when in use."""
    rows = session.scalars(select(CareTeam).order_by(CareTeam.name))
    return [(str(row.id), row.name) for row in rows if not row.hidden or row.id == keep]


def teams(session: Session, team_ids: Collection[int]) -> list[tuple[int, str, str]]:
    """Return key, short name and name of teams, by name."""
    rows = session.execute(
        select(Team.id, Team.short, Team.name).where(Team.id.in_(team_ids)).order_by(Team.name)
    )
    return [(row[0], row[1], row[2]) for row in rows]
