"""A form sent twice gives one result (model.md, *Forms*)."""

from __future__ import annotations

import hashlib

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Submission
from coaching.accounts.types import Actor
from coaching.errors import AlreadyDone


def claim(session: Session, actor: Actor, token: str) -> Submission:
    """Take a form's token in this transaction; call before anything is written.

    Raises:
        AlreadyDone: the form was sent before; carries where its first sending led.
    """
    _refuse_done(session, actor, token)
    try:
        with session.begin_nested():
            session.execute(
                insert(Submission).values(
                    token=_own(actor, token), user_id=actor.user_id, result="", at=clock.now()
                )
            )
    except IntegrityError:
        # PostgreSQL: the first sending committed while this one waited for its row.
        _refuse_done(session, actor, token)
        raise
    return session.get_one(Submission, _own(actor, token))


def find_result(session: Session, actor: Actor, token: str) -> str | None:
    """Return the address the first sending of the person's form led to; None when it is new."""
    return session.scalar(select(Submission.result).where(Submission.token == _own(actor, token)))


def _refuse_done(session: Session, actor: Actor, token: str) -> None:
    found = find_result(session, actor, token)
    if found is not None:
        raise AlreadyDone(found)


def _own(actor: Actor, token: str) -> str:
    """Return a token as it is kept: another person's form with the same one is another form."""
    return hashlib.sha256(f"{actor.public_id}:{token}".encode()).hexdigest()[:26]
