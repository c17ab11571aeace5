"""What a leader tells of the own team for the scoring: its way of working, and who needs mentoring."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.changes import remember, write
from coaching.accounts.models import Post, Team, User
from coaching.accounts.types import Actor, CoachMentored, Role, TeamQuality
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.text import sort_key


def load(session: Session, team: Team) -> TeamQuality:
    """Return what is told of a team and of its coaches of today."""
    posts = _posts(session, team)
    return TeamQuality(
        apart_from_treatment=team.apart_from_treatment,
        excludes_by_rule=team.excludes_by_rule,
        coaches=tuple(
            CoachMentored(post.public_id, name, post.needs_mentoring) for post, name in posts
        ),
        version=_version(team, posts),
    )


def save(
    session: Session,
    actor: Actor,
    team: Team,
    *,
    apart_from_treatment: bool,
    excludes_by_rule: bool,
    needs_mentoring: Mapping[str, bool | None],
    version: int,
) -> None:
    """Save what the leader tells of the own team.

    Args:
        needs_mentoring: by public id of the post; coaches who are not named stay as they are.
        version: that the page showed.

    Raises:
        NotThere: the person does not lead the team.
        ChangedMeanwhile: somebody saved a part of it after the page was opened.
    """
    if team.id not in actor.leader_of:
        raise NotThere
    session.scalars(
        select(Team)
        .where(Team.id == team.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    posts = _posts(session, team)
    if _version(team, posts) != version:
        raise ChangedMeanwhile(**_last_change(session, team, posts))
    told = {"apart_from_treatment": apart_from_treatment, "excludes_by_rule": excludes_by_rule}
    remember(session, actor, "team", team.public_id, write(team, told))
    for post, _name in posts:
        if post.public_id in needs_mentoring:
            changed = write(post, {"needs_mentoring": needs_mentoring[post.public_id]})
            remember(session, actor, "post", post.public_id, changed)


def _posts(session: Session, team: Team) -> list[tuple[Post, str]]:
    today = clock.today()
    rows = session.execute(
        select(Post, User.name)
        .join(User, User.id == Post.user_id)
        .where(
            Post.team_id == team.id,
            Post.role == Role.COACH,
            Post.since <= today,
            or_(Post.until.is_(None), Post.until > today),
        )
        .order_by(Post.id)
        .execution_options(populate_existing=True)
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda one: sort_key(one[1]))


def _version(team: Team, posts: list[tuple[Post, str]]) -> int:
    return team.row_version + sum(post.row_version for post, _name in posts)


def _last_change(session: Session, team: Team, posts: list[tuple[Post, str]]) -> dict[str, object]:
    changes = list(history.newest(session, "team", team.public_id).values())
    for post, _name in posts:
        changes += history.newest(session, "post", post.public_id).values()
    return history.by_whom(changes)
