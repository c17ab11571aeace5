"""A form sent twice gives one result (model.md, *Forms*).

Twice means: the same page (its token) with the same content, or, for a page that makes something
new, the same content from a page that was fetched anew, as browsers do after Back.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Submission
from coaching.accounts.types import Actor
from coaching.errors import AlreadyDone, SavedAlready
from coaching.sealing import vault

AGAIN_WITHIN = timedelta(minutes=10)
"""Within this the very same content of a page is taken for the same page sent again."""

ON_ITS_WAY = timedelta(seconds=5)
"""Within this after a form was saved, text that arrives from it was typed before."""


def claim(
    session: Session, actor: Actor, token: str, content: str = "", *, once: bool = False
) -> Submission:
    """Take a form's token in this transaction; call before anything is written.

    Args:
        token: of the opening of the page.
        content: what was sent, as one text with the page's path; empty when nothing was typed.
        once: whether the page makes something new, so that the same content is asked about.

    Raises:
        AlreadyDone: the form was sent before; carries where its first sending led.
        SavedAlready: `once`, and the page was saved with other content before, or the same content
            was saved from another opening of the page a moment ago.
    """
    own, hashed = _own(actor, token), vault().keyed_hash(content)[:26] if content else None
    earlier = session.get(Submission, own)
    if earlier is not None:
        own = _if_changed(session, actor, earlier, token, hashed, once=once)
    elif once and hashed is not None:
        _refuse_same(session, actor, hashed)
    try:
        with session.begin_nested():
            session.execute(
                insert(Submission).values(
                    token=own, user_id=actor.user_id, result="", at=clock.now(), content=hashed
                )
            )
    except IntegrityError:
        # PostgreSQL: the first sending committed while this one waited for its row.
        found = session.scalar(select(Submission.result).where(Submission.token == own))
        if found is not None:
            raise AlreadyDone(found) from None
        raise
    return session.get_one(Submission, own)


def find_result(session: Session, actor: Actor, token: str) -> str | None:
    """Return the address the first sending of the person's form led to; None when it is new."""
    return session.scalar(select(Submission.result).where(Submission.token == _own(actor, token)))


def is_just_saved(session: Session, actor: Actor, token: str) -> bool:
    """Tell whether a form was saved a moment ago, so that text of it that arrives now is old."""
    at = session.scalar(select(Submission.at).where(Submission.token == _own(actor, token)))
    return at is not None and at > clock.now() - ON_ITS_WAY


def _if_changed(
    session: Session,
    actor: Actor,
    earlier: Submission,
    token: str,
    hashed: str | None,
    *,
    once: bool,
) -> str:
    """Return under which token a page is sent that was sent before and has other content now."""
    if hashed is None or earlier.content in (None, hashed):
        raise AlreadyDone(earlier.result)
    if once:
        raise SavedAlready(at=earlier.at)
    own = _own(actor, f"{token}:{hashed}")
    found = session.get(Submission, own)
    if found is not None:
        raise AlreadyDone(found.result)
    return own


def _refuse_same(session: Session, actor: Actor, hashed: str) -> None:
    at = session.scalar(
        select(Submission.at)
        .where(
            Submission.user_id == actor.user_id,
            Submission.content == hashed,
            Submission.at > clock.now() - AGAIN_WITHIN,
        )
        .order_by(Submission.at.desc())
        .limit(1)
    )
    if at is not None:
        raise SavedAlready(at=at)


def _own(actor: Actor, token: str) -> str:
    """Return a token as it is kept: another person's form with the same one is another form."""
    return hashlib.sha256(f"{actor.public_id}:{token}".encode()).hexdigest()[:26]
