"""Slowing down who guesses passwords, without locking the owner out for good."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coaching import clock, sealing
from coaching.accounts.models import SignInAttempt

WINDOW = timedelta(minutes=15)
BY_NAME, BY_ADDRESS = 5, 50
"""Failures within the window after which a name, or an address, has to wait."""


def wait_until(session: Session, name: str, remote: str) -> datetime | None:
    """Return the moment from which this name may be tried from this address, None for now.

    Names and addresses are kept as keyed hashes only.
    """
    limits = (
        (SignInAttempt.name_hash, _hash("name", name), BY_NAME),
        (SignInAttempt.remote_hash, _hash("remote", remote), BY_ADDRESS),
    )
    since, waits = clock.now() - WINDOW, []
    for column, value, most in limits:
        # The wait is over when so many of them are old that the limit is not reached any more.
        newest = session.scalars(
            select(SignInAttempt.at)
            .where(column == value, SignInAttempt.at > since)
            .order_by(SignInAttempt.at.desc())
            .limit(most)
        ).all()
        if len(newest) == most:
            waits.append(newest[-1] + WINDOW)
    return max(waits, default=None)


def note_failure(session: Session, name: str, remote: str) -> None:
    """Remember one failure, and forget those that no longer matter."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock.now() - WINDOW))
    session.add(
        SignInAttempt(
            name_hash=_hash("name", name), remote_hash=_hash("remote", remote), at=clock.now()
        )
    )
    session.flush()


def forget(session: Session, name: str) -> None:
    """Forget the failures of a name after a sign-in that worked."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.name_hash == _hash("name", name)))


def _hash(kind: str, value: str) -> str:
    return sealing.vault().keyed_hash(f"{kind}:{value}")
