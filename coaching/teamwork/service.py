"""The team whose page it is, and who of it is there on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Absence, CareTeam, Post, Team, User
from coaching.accounts.types import Actor, Role
from coaching.errors import NotThere
from coaching.teamwork.models import CareTeamLink
from coaching.teamwork.refusals import BeforeTeam
from coaching.teamwork.types import ONE_BY_ONE, WITH_LEADER, WITH_PEOPLE, EventKind
from coaching.text import sort_key

_LEFT_LATELY = timedelta(days=92)
"""How long somebody who has left the team is still offered as having been there."""


def get_team(session: Session, actor: Actor, short: str) -> Team:
    """Return one of the person's own teams by its short name.

    Raises:
        NotThere: no such team, or not one the person works in.
    """
    team = session.scalar(select(Team).where(Team.short == short))
    if team is None or team.id not in actor.teams:
        raise NotThere
    return team


def get_led_team(session: Session, actor: Actor, short: str) -> Team:
    """Return a team that the person leads by its short name.

    Raises:
        NotThere: no such team, or not one the person leads.
    """
    team = get_team(session, actor, short)
    must_lead(actor, team)
    return team


def must_lead(actor: Actor, team: Team) -> None:
    """Let only the team's leader go on.

    Raises:
        NotThere: the person does not lead the team.
    """
    if team.id not in actor.leader_of:
        raise NotThere


def lock(session: Session, team: Team) -> None:
    """Hold a team for this transaction, so that checks and writing belong together."""
    session.execute(select(Team.id).where(Team.id == team.id).with_for_update(key_share=True))


def refuse_before_team(session: Session, team: Team, day: date, field: str) -> None:
    """Refuse a day before anybody worked in the team.

    Raises:
        BeforeTeam: beside the field.
    """
    first = session.scalar(select(func.min(Post.since)).where(Post.team_id == team.id))
    if first is None or day < first:
        raise BeforeTeam(field, first=first)


def people(
    session: Session, team: Team, day: date, also: Iterable[int] = ()
) -> list[tuple[str, str]]:
    """Return who is offered as having been there, as public id and name in the order of names.

    Everybody who has a post in the team on the day or has had one lately.

    Args:
        also: user ids that a record holds and that are offered all the same.
    """
    since = min(day, clock.today() - _LEFT_LATELY)
    rows = session.execute(
        select(User.public_id, User.name)
        .where(
            or_(
                User.id.in_(also),
                User.id.in_(
                    select(Post.user_id).where(
                        Post.team_id == team.id,
                        Post.since <= clock.today(),
                        or_(Post.until.is_(None), Post.until > since),
                    )
                ),
            )
        )
        .order_by(User.id)
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda one: sort_key(one[1]))


def in_post(session: Session, team: Team, day: date) -> dict[int, tuple[str, set[str]]]:
    """Return who has a post in the team on a day: public id and roles, by user id."""
    rows = session.execute(
        select(User.id, User.public_id, Post.role)
        .join(Post, Post.user_id == User.id)
        .where(
            Post.team_id == team.id,
            Post.since <= day,
            or_(Post.until.is_(None), Post.until > day),
        )
        .order_by(User.id)
    )
    found: dict[int, tuple[str, set[str]]] = {}
    for user, public_id, role in rows:
        found.setdefault(user, (public_id, set()))[1].add(role)
    return found


def usual(
    session: Session, team: Team, kind: EventKind, day: date, care_team_id: int | None = None
) -> tuple[str, ...]:
    """Return who is taken to have been there unless told otherwise, as public ids.

    All coaches in post and not on leave that day, and the leaders of what the leader holds. To a
    meeting of a treatment team go the coaches who belong to it on the day, when any do.
    """
    if kind not in WITH_PEOPLE or kind in ONE_BY_ONE:
        return ()
    roles = {Role.COACH.value, *([Role.LEADER.value] if kind in WITH_LEADER else [])}
    there = in_post(session, team, day)
    away = set(
        session.scalars(
            select(Absence.user_id).where(
                Absence.user_id.in_(there),
                Absence.since <= day,
                or_(Absence.until.is_(None), Absence.until > day),
            )
        )
    )
    found = {user for user, (_id, of) in there.items() if of & roles and user not in away}
    if care_team_id is not None:
        linked = session.scalars(
            select(CareTeamLink.user_id).where(
                CareTeamLink.team_id == team.id,
                CareTeamLink.care_team_id == care_team_id,
                CareTeamLink.since <= day,
                or_(CareTeamLink.until.is_(None), CareTeamLink.until > day),
            )
        )
        belong = set(linked) & set(there)
        found = found & belong if belong else found
    return tuple(there[user][0] for user in sorted(found))


def care_team_names(session: Session) -> dict[int, str]:
    """Return the names of all treatment teams, hidden ones too."""
    return {row[0]: row[1] for row in session.execute(select(CareTeam.id, CareTeam.name))}


def must_be_care_team(session: Session, care_team_id: int | None) -> None:
    """Let only a treatment team of the organisation be named.

    Raises:
        NotThere: there is none of this key.
    """
    if care_team_id is not None and session.get(CareTeam, care_team_id) is None:
        raise NotThere
