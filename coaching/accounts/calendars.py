"""The secret address of a person's calendar: made of the key and a nonce, so that it can be renewed."""

from __future__ import annotations

import hmac

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import sealing
from coaching.accounts import sessions
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.db import new_public_id


def secret(session: Session, actor: Actor) -> str | None:
    """Return the secret of a person's calendar address; None when there is no calendar."""
    user = session.get_one(User, actor.user_id)
    return _secret(user)


def renew(session: Session, actor: Actor) -> None:
    """Give the calendar a new address; the old one shows nothing from now on."""
    session.get_one(User, actor.user_id).calendar_nonce = new_public_id()
    session.flush()


def drop(session: Session, actor: Actor) -> None:
    """Take the calendar away."""
    session.get_one(User, actor.user_id).calendar_nonce = None
    session.flush()


def find(session: Session, public_id: str, given: str) -> Actor | None:
    """Return whose calendar an address shows; None for any address that is not in force."""
    user = session.scalar(select(User).where(User.public_id == public_id))
    known = user and _secret(user)
    if (
        user is None
        or known is None
        or not hmac.compare_digest(str(known).encode(), given.encode())
    ):
        return None
    return sessions.actor_of(session, user.id)


def _secret(user: User) -> str | None:
    if user.calendar_nonce is None:
        return None
    return sealing.vault().keyed_hash(f"calendar:{user.public_id}:{user.calendar_nonce}")[:40]
