"""The rows behind a live figure: clients through the door of lists, coaches with their posts."""

from __future__ import annotations

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from coaching.accounts.models import Post, User
from coaching.accounts.types import Actor, Role
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import Status, shown_as
from coaching.reviews.in_scale import key_of
from coaching.reviews.types import Behind, ClientBehind, CoachBehind
from coaching.text import sort_key
from coaching.uselog.types import Basis
from fidelity.results import Result, Score

ABSENT = "absent"
"""Why a coach is left out; every other reason belongs to a client."""


def behind(session: Session, actor: Actor, team_id: int, result: Result) -> Behind:
    """Return the rows of item S1 as far as the person may see them.

    A leader sees every client and coach of the team; a coach the own clients, and how many others
    there are.

    Args:
        team_id: one of the person's own teams.
        result: item S1 of the team today.
    """
    counted = result.counted if isinstance(result, Score) else ()
    reasons = {key_of(row.id)[1]: row.reason for row in result.left_out if row.reason != ABSENT}
    keys = {**dict.fromkeys((key_of(one)[1] for one in counted), ""), **reasons}
    found = doors.list_records(
        session,
        actor,
        Basis.FIDELITY,
        _clients(list(keys)),
        period_id=lambda row: row.ServicePeriod.id,
    )
    clients = [
        ClientBehind(
            public_id=row.ServicePeriod.public_id,
            shown=shown_as(row.Client),
            status=Status(row.ServicePeriod.status),
            coach=row.coach,
            left_out=keys[row.ServicePeriod.id],
        )
        for row in found
    ]
    return Behind(
        clients=tuple(sorted(clients, key=lambda one: (sort_key(one.coach), sort_key(one.shown)))),
        others=len(keys) - len(clients),
        coaches=_coaches(session, team_id, result) if team_id in actor.leader_of else (),
    )


def _clients(period_ids: list[int]) -> Select[ServicePeriod, Client, str]:
    return (
        select(ServicePeriod, Client, User.name.label("coach"))
        .join(Client, Client.id == ServicePeriod.client_id)
        .join(
            Assignment,
            and_(Assignment.period_id == ServicePeriod.id, Assignment.ended_on.is_(None)),
        )
        .join(User, User.id == Assignment.coach_id)
        .where(ServicePeriod.id.in_(period_ids))
    )


def _coaches(session: Session, team_id: int, result: Result) -> tuple[CoachBehind, ...]:
    on = result.window.end
    away = {key_of(row.id)[1] for row in result.left_out if row.reason == ABSENT}
    rows = session.execute(
        select(User.id, User.name, Post.fte)
        .join(Post, Post.user_id == User.id)
        .where(
            Post.team_id == team_id,
            Post.role == Role.COACH,
            Post.since <= on,
            or_(Post.until.is_(None), Post.until > on),
        )
    ).all()
    return tuple(
        CoachBehind(name, fte, ABSENT if key in away else "")
        for key, name, fte in sorted(rows, key=lambda row: sort_key(row.name))
    )
