"""Sign-in rows: who is acting, idle and absolute time-outs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Post, SignIn, User, UserGrant
from coaching.accounts.types import Actor, Grant, Role

TOUCH_EVERY = timedelta(seconds=60)


def token_hash(token: str) -> str:
    """Return what the table keeps of a cookie's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(session: Session, user: User) -> str:
    """Start a sign-in for the user and return the token for the cookie."""
    token, moment = secrets.token_urlsafe(32), clock.now()
    session.add(
        SignIn(token_hash=token_hash(token), user_id=user.id, created_at=moment, seen_at=moment)
    )
    session.flush()
    return token


def find(session: Session, token: str) -> SignIn | None:
    """Return the sign-in row of a token, ended or not."""
    return session.scalar(select(SignIn).where(SignIn.token_hash == token_hash(token)))


def who_has(session: Session, token: str) -> Actor | None:
    """Return whose sign-in a token is; None when there is none, or the account is closed."""
    row = find(session, token)
    return actor_of(session, row.user_id) if row else None


def is_live(row: SignIn, idle_minutes: int, absolute_hours: int) -> bool:
    """Tell whether a sign-in still holds: not signed out, not idle too long, not too old."""
    moment = clock.now()
    return (
        row.ended_at is None
        and moment - row.seen_at < timedelta(minutes=idle_minutes)
        and moment - row.created_at < timedelta(hours=absolute_hours)
    )


def wants_touch(row: SignIn) -> bool:
    """Tell whether the row's last-seen moment is old enough to be written again."""
    return clock.now() - row.seen_at >= TOUCH_EVERY


def touch(session: Session, sign_in_id: int) -> None:
    """Write that the browser was seen now."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=clock.now()))


def end(session: Session, sign_in_id: int) -> None:
    """End one sign-in."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(ended_at=clock.now()))


def end_all(session: Session, user_id: int, *, but: int | None = None) -> None:
    """End every sign-in of a user, but for one (a changed password signs the others out)."""
    statement = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    if but is not None:
        statement = statement.where(SignIn.id != but)
    session.execute(statement.values(ended_at=clock.now()))


def actor_of(session: Session, user_id: int, sign_in_id: int | None = None) -> Actor | None:
    """Return who a user is today: posts in force and grants; None when the account is closed."""
    user = session.get(User, user_id)
    today = clock.today()
    if user is None or (user.closed_on is not None and user.closed_on <= today):
        return None
    posts = session.execute(
        select(Post.team_id, Post.role).where(
            Post.user_id == user_id,
            Post.since <= today,
            (Post.until.is_(None)) | (Post.until > today),
        )
    ).all()
    grants = session.scalars(select(UserGrant.grant).where(UserGrant.user_id == user_id))
    return Actor(
        user_id=user.id,
        public_id=user.public_id,
        name=user.name,
        language=user.language,
        coach_of=frozenset(team for team, role in posts if role == Role.COACH),
        leader_of=frozenset(team for team, role in posts if role == Role.LEADER),
        grants=frozenset(Grant(grant) for grant in grants),
        must_change_password=user.must_change_password,
        key_n=user.key_n,
        session_id=sign_in_id,
    )
