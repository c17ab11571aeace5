"""What the lists on pages offer: the organisation's own options, care teams, teams, names."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.accounts.models import CareTeam, ListOption, Team
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import shown_as
from coaching.uselog.types import Basis

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


def shown_names(
    session: Session, actor: Actor, basis: Basis, public_ids: Collection[str]
) -> dict[str, str]:
    """Return how the clients of these stays are called, for those the person may see."""
    if not public_ids:
        return {}
    rows = doors.list_records(
        session,
        actor,
        basis,
        select(ServicePeriod, Client)
        .join(Client, Client.id == ServicePeriod.client_id)
        .where(ServicePeriod.public_id.in_(public_ids)),
        period_id=lambda row: row.ServicePeriod.id,
    )
    return {row.ServicePeriod.public_id: shown_as(row.Client) for row in rows}
