"""A form sent twice gives one result (model.md, *Forms*)."""

from __future__ import annotations

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
    _refuse_done(session, token)
    try:
        with session.begin_nested():
            session.execute(
                insert(Submission).values(
                    token=token, user_id=actor.user_id, result="", at=clock.now()
                )
            )
    except IntegrityError:
        # PostgreSQL: the first sending committed while this one waited for its row.
        _refuse_done(session, token)
        raise
    return session.get_one(Submission, token)


def find_result(session: Session, token: str) -> str | None:
    """Return the address a form's first sending led to; None when it is new."""
    return session.scalar(select(Submission.result).where(Submission.token == token))


def _refuse_done(session: Session, token: str) -> None:
    found = find_result(session, token)
    if found is not None:
        raise AlreadyDone(found)
