"""Posts and absences of people: dated, half-open, and the coach's places follow at once."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.changes import lock, refuse_newer, remember, write
from coaching.accounts.models import Absence, Post, Team, User
from coaching.accounts.types import Actor, NewPost, Role, Span
from coaching.caseload import service as caseload
from coaching.errors import NotThere, Refusal


class PostsOverlap(Refusal):
    """The person already has a post of this role in this team on some of the days."""

    field = "since"


class PostInUse(Refusal):
    """Clients of the team have had this coach during the post. Facts: team."""

    field = "team"


class AccountClosed(Refusal):
    """A person whose account is closed would have a post today or later."""

    field = "until"


class NotWithinPost(Refusal):
    """A change of a post begins on a day on which the post is not in force. Facts: since, until."""

    field = "since"


class AbsencesOverlap(Refusal):
    """The person is away already on some of the days."""

    field = "since"


class EndBeforeStart(Refusal):
    """The end does not lie after the start."""

    field = "until"


def get(user: User, public_id: str) -> Post:
    """Return one of a person's posts.

    Raises:
        NotThere: not a post of this person.
    """
    for post in user.posts:
        if post.public_id == public_id:
            return post
    raise NotThere


def span_of(row: Post | Absence) -> Span:
    """Return the days of a post or an absence."""
    return Span(row.since, row.until)


def set_post(
    session: Session,
    actor: Actor | None,
    user: User,
    new: NewPost,
    post: Post | None = None,
    row_version: int = 0,
) -> Post:
    """Add a post, or correct one for all its days; the coach's places follow at once.

    Ending a post, or a smaller share, is never refused: clients stay with the coach, are shown to
    the leader as over the number or without a coach in the team, and are handed over from there
    (model.md, *Places*). Another team or role is refused once clients of the old team have had
    this coach: that would tell of the past what was not so. Such a change is made from a day on
    (`change_from`), and the clients of the old team wait there for another coach.

    Args:
        row_version: of the post that the page showed; for a new one it says nothing.

    Raises:
        ChangedMeanwhile: the post was saved by somebody after the page was opened.
        EndBeforeStart: the dates are the wrong way round.
        PostsOverlap: the same role in the same team on some of the days.
        PostInUse: the team or role of a post with clients.
        AccountClosed: a closed account would have a post today or later.
    """
    _refuse_backwards(new.since, new.until)
    lock(session, user)
    if post is not None:
        _refuse_gone(post in user.posts)
        refuse_newer(session, post, row_version)
        if (new.team_id, new.role) != (post.team_id, post.role):
            _refuse_in_use(session, post)
    _refuse_closed(user, new)
    _refuse_overlap(user, new, post)
    return _write(session, actor, user, new, post)


def change_from(
    session: Session,
    actor: Actor,
    user: User,
    earlier: Post,
    new: NewPost,
    row_version: int,
) -> Post:
    """Let a post go on otherwise from a day on: the earlier one ends, a new one begins that day.

    Args:
        earlier: the post that changes; what it was before the day stays.
        new: how it goes on; its first day lies within the earlier post, after its beginning.
        row_version: of the earlier post that the page showed.

    Returns:
        The new post.

    Raises:
        As `set_post`; NotWithinPost: the day does not lie within the earlier post.
    """
    _refuse_backwards(new.since, new.until)
    lock(session, user)
    _refuse_gone(earlier in user.posts)
    refuse_newer(session, earlier, row_version)
    if new.since <= earlier.since or (earlier.until is not None and earlier.until < new.since):
        raise NotWithinPost(since=earlier.since, until=earlier.until)
    _refuse_closed(user, new)
    _refuse_overlap(user, new, earlier)
    remember(session, actor, "post", earlier.public_id, write(earlier, {"until": new.since}))
    post = _write(session, actor, user, new, None)
    if (post.team_id, post.role) == (earlier.team_id, earlier.role):
        # What the leader has told of the coach goes on with the work.
        post.needs_mentoring = earlier.needs_mentoring
        session.flush()
    return post


def remove_post(session: Session, actor: Actor, user: User, post: Post, row_version: int) -> None:
    """Remove a post that was entered by mistake; one that has been in use is ended instead.

    Raises:
        ChangedMeanwhile: the post was saved by somebody after the page was opened.
        PostInUse: clients of the team have had this coach during the post.
    """
    lock(session, user)
    _refuse_gone(post in user.posts)
    refuse_newer(session, post, row_version)
    _refuse_in_use(session, post)
    _delete(session, actor, user, post)
    caseload.sync_places(session, user.id)


def end_all(session: Session, actor: Actor, user: User) -> None:
    """End a person's posts today, and drop those to come; the caller holds the person."""
    today = clock.today()
    for post in list(user.posts):
        if span_of(post).is_coming(today):
            _delete(session, actor, user, post)
        elif span_of(post).holds(today):
            remember(session, actor, "post", post.public_id, write(post, {"until": today}))
    caseload.sync_places(session, user.id)


def _write(
    session: Session, actor: Actor | None, user: User, new: NewPost, post: Post | None
) -> Post:
    values = asdict(new)
    if post is None:
        post = Post(user_id=user.id, **values)
        user.posts.append(post)
        changed = {name: value for name, value in values.items() if value is not None}
    else:
        changed = write(post, values)
    if changed.pop("team_id", None) is not None:
        team = session.get_one(Team, new.team_id)
        changed = {"user": user.public_id, "team": team.public_id, **changed}
    session.flush()
    caseload.sync_places(session, user.id)
    remember(session, actor, "post", post.public_id, changed)
    return post


def _delete(session: Session, actor: Actor, user: User, post: Post) -> None:
    public_id = post.public_id
    user.posts.remove(post)
    session.delete(post)
    remember(session, actor, "post", public_id, {"removed": True})


def _refuse_gone(is_there: bool) -> None:
    """Say that a record is not there when somebody removed it after the page was opened."""
    if not is_there:
        raise NotThere


def _refuse_backwards(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise EndBeforeStart


def _refuse_closed(user: User, new: NewPost) -> None:
    if user.closed_on is not None and (new.until is None or new.until > clock.today()):
        raise AccountClosed


def _refuse_overlap(user: User, new: NewPost, but: Post | None) -> None:
    days = Span(new.since, new.until)
    for post in user.posts:
        same = post.team_id == new.team_id and post.role == new.role
        if same and post is not but and span_of(post).meets(days):
            raise PostsOverlap


def _refuse_in_use(session: Session, post: Post) -> None:
    if post.role == Role.COACH and caseload.has_coached(
        session, post.user_id, post.team_id, post.since, post.until
    ):
        raise PostInUse(team=session.get_one(Team, post.team_id).name)


# ---- absences


def absences(session: Session, user: User) -> list[Absence]:
    """Return a person's absences as they are now, newest first."""
    query = select(Absence).where(Absence.user_id == user.id)
    ordered = query.order_by(Absence.since.desc(), Absence.id.desc())
    return list(session.scalars(ordered.execution_options(populate_existing=True)))


def get_absence(session: Session, user: User, public_id: str) -> Absence:
    """Return one of a person's absences.

    Raises:
        NotThere: not an absence of this person.
    """
    absence = session.scalar(
        select(Absence).where(Absence.public_id == public_id, Absence.user_id == user.id)
    )
    if absence is None:
        raise NotThere
    return absence


def set_absence(
    session: Session,
    actor: Actor | None,
    user: User,
    since: date,
    until: date | None,
    absence: Absence | None = None,
    row_version: int = 0,
) -> Absence:
    """Add an absence or change one; half-open: `until` is the first day back.

    Args:
        row_version: of the absence that the page showed; for a new one it says nothing.

    Raises:
        ChangedMeanwhile: the absence was saved by somebody after the page was opened.
        EndBeforeStart: the dates are the wrong way round.
        AbsencesOverlap: the person is away already on some of the days.
    """
    _refuse_backwards(since, until)
    lock(session, user)
    known, days = absences(session, user), Span(since, until)
    if absence is not None:
        _refuse_gone(absence in known)
        refuse_newer(session, absence, row_version)
    if any(one is not absence and span_of(one).meets(days) for one in known):
        raise AbsencesOverlap
    if absence is None:
        absence = Absence(user_id=user.id, since=since, until=until)
        session.add(absence)
        changed: dict[str, Any] = {"user": user.public_id, "since": since}
        if until is not None:
            changed["until"] = until
    else:
        changed = write(absence, {"since": since, "until": until})
    remember(session, actor, "absence", absence.public_id, changed)
    return absence


def remove_absence(
    session: Session, actor: Actor, user: User, absence: Absence, row_version: int
) -> None:
    """Remove an absence that was entered by mistake.

    Raises:
        ChangedMeanwhile: the absence was saved by somebody after the page was opened.
    """
    lock(session, user)
    _refuse_gone(absence in absences(session, user))
    refuse_newer(session, absence, row_version)
    session.delete(absence)
    remember(session, actor, "absence", absence.public_id, {"removed": True})
