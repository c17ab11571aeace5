"""Use cases of the administration page: people, posts, absences, teams, care teams, lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from coaching import clock, history
from coaching.accounts import passwords, sessions
from coaching.accounts.models import Absence, Post, Team, User, UserGrant
from coaching.accounts.types import Actor, Grant, NewPost, Role
from coaching.caseload import service as caseload
from coaching.errors import ChangedMeanwhile, NotThere, Refusal
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

FIELDS = ("name", "title", "phone", "email")

NO_PASSWORD = "no password fits this"  # noqa: S105 - not a hash, so that none can fit it


class UserNameTaken(Refusal):
    """Another person has this user name."""

    field = "user_name"


class LastAdministrator(Refusal):
    """Nobody would be left to administer."""

    field = "grants"


class PostsOverlap(Refusal):
    """The person already has a post of this role in this team on some of the days."""

    field = "since"


class EndBeforeStart(Refusal):
    """The end lies before the start."""

    field = "until"


def is_empty(session: Session) -> bool:
    """Tell whether there are no people yet."""
    return session.scalar(select(func.count()).select_from(User)) == 0


def everybody(session: Session) -> list[User]:
    """Return all people by name with grants and posts (teams loaded)."""
    query = (
        select(User)
        .options(
            selectinload(User.grants),
            selectinload(User.posts).joinedload(Post.team),
        )
        .order_by(User.closed_on.is_not(None), User.name, User.id)
    )
    return list(session.scalars(query))


def get(session: Session, public_id: str) -> User:
    """Return a person with grants and posts.

    Raises:
        NotThere: no such person.
    """
    user = session.scalar(
        select(User)
        .where(User.public_id == public_id)
        .options(selectinload(User.grants), selectinload(User.posts).joinedload(Post.team))
    )
    if user is None:
        raise NotThere
    return user


def absences(session: Session, user: User) -> list[Absence]:
    """Return a person's absences, newest first."""
    return list(
        session.scalars(
            select(Absence).where(Absence.user_id == user.id).order_by(Absence.since.desc())
        )
    )


def add(session: Session, actor: Actor | None, name: str, user_name: str) -> tuple[User, str]:
    """Add a person who signs in first with a one-time password; return both.

    Raises:
        UserNameTaken: somebody has the user name.
    """
    password = passwords.one_time()
    user = _new_user(session, name, user_name, passwords.hashed(password), must_change=True)
    history.record(
        session, actor, "user", user.public_id, {"name": name, "user_name": user.user_name}
    )
    _note(session, actor, "user")
    return user, password


def add_with_password(
    session: Session, name: str, user_name: str, password: str, *, administrator: bool
) -> User:
    """Add a person with a password of their own (command line).

    Raises:
        UserNameTaken, PasswordTooShort, PasswordEasy.
    """
    passwords.check_new(password, fold(user_name))
    user = _new_user(session, name, user_name, passwords.hashed(password), must_change=False)
    if administrator:
        session.add(UserGrant(user_id=user.id, grant=Grant.ADMINISTRATOR))
    history.record(
        session, None, "user", user.public_id, {"name": name, "user_name": user.user_name}
    )
    session.flush()
    return user


def add_without_password(
    session: Session,
    name: str,
    user_name: str,
    *,
    title: str,
    phone: str,
    email: str,
    language: str,
    grants: frozenset[Grant] = frozenset(),
) -> User:
    """Add a person whom no password signs in: the demonstration's people come in by a button.

    Raises:
        UserNameTaken: somebody has the user name.
    """
    user = _new_user(session, name, user_name, NO_PASSWORD, must_change=False)
    user.title, user.phone, user.email, user.language = title, phone, email, language
    session.add_all(UserGrant(user_id=user.id, grant=grant) for grant in sorted(grants))
    history.record(
        session, None, "user", user.public_id, {"name": name, "user_name": user.user_name}
    )
    return user


def _new_user(
    session: Session, name: str, user_name: str, password_hash: str, *, must_change: bool
) -> User:
    folded = fold(user_name)
    if session.scalar(select(User.id).where(User.user_name == folded)) is not None:
        raise UserNameTaken
    user = User(
        user_name=folded,
        name=name,
        password_hash=password_hash,
        must_change_password=must_change,
        created_at=clock.now(),
    )
    session.add(user)
    session.flush()
    return user


def change(
    session: Session,
    actor: Actor,
    user: User,
    values: Mapping[str, str],
    grants: frozenset[Grant],
    row_version: int,
) -> None:
    """Change a person's details and grants.

    Raises:
        ChangedMeanwhile: saved by somebody after the page was opened.
        LastAdministrator: the last administrator would lose the grant.
    """
    if user.row_version != row_version:
        raise ChangedMeanwhile(user=_last_writer(session, "user", user.public_id))
    had = {Grant(row.grant) for row in user.grants}
    if Grant.ADMINISTRATOR in had - grants:
        _keep_an_administrator(session, user)
    changed: dict[str, Any] = {
        name: values[name] for name in FIELDS if values[name] != getattr(user, name)
    }
    for name, value in changed.items():
        setattr(user, name, value)
    for row in [row for row in user.grants if Grant(row.grant) not in grants]:
        session.delete(row)
    session.add_all(UserGrant(user_id=user.id, grant=grant) for grant in grants - had)
    if had != grants:
        changed["grants"] = sorted(grants)
    _save(session, actor, "user", user.public_id, changed)


def close(session: Session, actor: Actor, user: User) -> None:
    """Close an account from today on and end its sign-ins; records keep the person's name.

    Raises:
        LastAdministrator: nobody would be left to administer.
    """
    if any(row.grant == Grant.ADMINISTRATOR for row in user.grants):
        _keep_an_administrator(session, user)
    user.closed_on = clock.today()
    sessions.end_all(session, user.id)
    _save(session, actor, "user", user.public_id, {"closed_on": user.closed_on.isoformat()})


def open_again(session: Session, actor: Actor, user: User) -> None:
    """Open a closed account again."""
    user.closed_on = None
    _save(session, actor, "user", user.public_id, {"closed_on": None})


def reset_password(session: Session, actor: Actor, user: User) -> str:
    """Give a new one-time password, shown once, and end the person's sign-ins."""
    password = passwords.one_time()
    user.password_hash, user.must_change_password = passwords.hashed(password), True
    sessions.end_all(session, user.id)
    _save(session, actor, "user", user.public_id, {"password": "reset"})
    return password


def set_post(
    session: Session, actor: Actor, user: User, new: NewPost, post: Post | None, row_version: int
) -> Post:
    """Add a post or change one; the coach's places follow at once (model.md, *Places*).

    Raises:
        ChangedMeanwhile: the post was saved by somebody after the page was opened.
        EndBeforeStart: the dates are the wrong way round.
        PostsOverlap: the same role in the same team on some of the days.
    """
    if new.until is not None and new.until < new.since:
        raise EndBeforeStart
    if post is not None and post.row_version != row_version:
        raise ChangedMeanwhile(user=_last_writer(session, "post", post.public_id))
    _refuse_overlap(session, user, new, post)
    if post is None:
        post = Post(user_id=user.id, **asdict(new))
        session.add(post)
    else:
        for name, value in asdict(new).items():
            setattr(post, name, value)
    session.flush()
    caseload.sync_places(session, user.id)
    values = {name: _plain(value) for name, value in asdict(new).items()}
    _save(session, actor, "post", post.public_id, {**values, "user": user.name})
    return post


def get_post(user: User, public_id: str) -> Post:
    """Return one of a person's posts.

    Raises:
        NotThere: not a post of this person.
    """
    for post in user.posts:
        if post.public_id == public_id:
            return post
    raise NotThere


def _refuse_overlap(session: Session, user: User, new: NewPost, post: Post | None) -> None:
    query = select(Post.id).where(
        Post.user_id == user.id,
        Post.team_id == new.team_id,
        Post.role == new.role,
        (Post.until.is_(None)) | (Post.until > new.since),
    )
    if new.until is not None:
        query = query.where(Post.since < new.until)
    if post is not None:
        query = query.where(Post.id != post.id)
    if session.scalar(query.limit(1)) is not None:
        raise PostsOverlap


def set_absence(
    session: Session,
    actor: Actor,
    user: User,
    since: date,
    until: date | None,
    absence: Absence | None = None,
) -> Absence:
    """Add an absence or change one; half-open: `until` is the first day back.

    Raises:
        EndBeforeStart: the dates are the wrong way round.
    """
    if until is not None and until < since:
        raise EndBeforeStart
    if absence is None:
        absence = Absence(user_id=user.id, since=since, until=until)
        session.add(absence)
    absence.since, absence.until = since, until
    session.flush()
    values = {"since": since.isoformat(), "until": until and until.isoformat(), "user": user.name}
    _save(session, actor, "absence", absence.public_id, values)
    return absence


def remove_absence(session: Session, actor: Actor, absence: Absence) -> None:
    """Remove an absence that was entered by mistake."""
    session.delete(absence)
    _save(session, actor, "absence", absence.public_id, {"removed": True})


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


def leads(session: Session, user: User) -> bool:
    """Tell whether a person leads a team today."""
    today = clock.today()
    return any(
        post.role == Role.LEADER
        and post.since <= today
        and (post.until is None or today < post.until)
        for post in user.posts
    )


def teams(session: Session) -> list[Team]:
    """Return all teams by name."""
    return list(session.scalars(select(Team).order_by(Team.name)))


def _keep_an_administrator(session: Session, leaving: User) -> None:
    left = session.scalar(
        select(func.count())
        .select_from(UserGrant)
        .join(User, User.id == UserGrant.user_id)
        .where(
            UserGrant.grant == Grant.ADMINISTRATOR, User.closed_on.is_(None), User.id != leaving.id
        )
    )
    if not left:
        raise LastAdministrator


def _save(
    session: Session, actor: Actor | None, kind: str, record: str, values: Mapping[str, Any]
) -> None:
    session.flush()
    if values:
        history.record(session, actor, kind, record, values)
        _note(session, actor, kind)


def _note(session: Session, actor: Actor | None, kind: str) -> None:
    user_id = None if actor is None else actor.user_id
    uselog.note(session, user_id, Action.SETTINGS, Basis.ADMINISTRATION, kind=kind)


def _last_writer(session: Session, kind: str, record: str) -> str:
    changes = history.newest(session, kind, record)
    newest = max(changes.values(), key=lambda change: change.at, default=None)
    return newest.by_name if newest else ""


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
