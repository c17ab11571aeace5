"""What every view needs of one request: its transaction, who is acting, and sending a form once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from flask import Response, abort, current_app, flash, g, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.local import LocalProxy

from coaching import unsaved
from coaching.accounts import submissions, typing
from coaching.accounts.organisation import Organisation
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.config import Config
from coaching.db import Database
from coaching.errors import AlreadyDone, ChangedMeanwhile, NotThere, Refusal, SavedAlready
from coaching.uselog import service as uselog
from coaching.uselog.types import Action
from forms import refusals

if TYPE_CHECKING:
    from forms.base import BaseForm

View = Callable[..., Any]


def database() -> Database:
    """Return the application's database."""
    return cast(Database, current_app.extensions["rinnalla"])


def config() -> Config:
    """Return the settings in force."""
    return cast(Config, current_app.extensions["rinnalla_config"])


@contextmanager
def transaction() -> Iterator[Session]:
    """Give the session of this request: a POST may write, anything else only reads.

    Commits when the block ends well, undoes everything on an error; the lines of the use log are
    appended after that and before the first byte goes out (model.md, *Doors and the log*). Whatever
    turns out not to be there for the person leaves a refused line, whichever service found it.
    """
    block = database().write() if request.method == "POST" else database().read()
    with block as session:
        g.session = session
        try:
            yield session
        except NotThere:
            _note_refused(session)
            raise


def _note_refused(session: Session) -> None:
    """Leave a refused line, unless a door has left a closer one already."""
    acting: Actor | None = g.get("actor")
    told = any(note.action is Action.REFUSED for note in session.info["notes"])
    if acting is not None and not told:
        uselog.note(session, acting.user_id, Action.REFUSED, reason="no such record")


current_actor: Actor = cast(Actor, LocalProxy(lambda: g.actor))
"""Who is acting in this request."""

organisation: Organisation = cast(Organisation, LocalProxy(lambda: g.organisation))
"""The organisation's settings in this request."""


def actor() -> Actor:
    """Return who is acting, as the plain value that services take."""
    return cast(Actor, g.actor)


def typed() -> MultiDict[str, str]:
    """Return the form data of this request, or what was typed on the page before it came back.

    For pages whose fields depend on the records they show; other forms take it by themselves.
    """
    before: typing.Fields = g.get("typed_before") or {}
    if request.method == "POST" or not before:
        return request.form
    return MultiDict([(name, value) for name, many in before.items() for value in many])


def needs(*roles: str) -> Callable[[View], View]:
    """Let only people with one of the roles see the view; for others it does not exist (404).

    Args:
        roles: coach, leader, manager, reviewer or administrator.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **values: Any) -> Any:
            if not any(getattr(g.actor, f"is_{role}") for role in roles):
                with transaction() as session:
                    uselog.note(session, g.actor.user_id, Action.REFUSED, reason="role")
                abort(404)
            return view(*args, **values)

        return guarded

    return wrap


def opened_records() -> list[str]:
    """Return the stays that this request has opened, by public id."""
    session: Session | None = g.get("session")
    return [] if session is None else doors.opened(session)


def sent_before(session: Session) -> Response | None:
    """Lead a form that was sent a second time to where its first sending led.

    For views whose record cannot be opened any more once the work is done; `send` does the same
    for all others.
    """
    token = request.form.get("submission", "") if request.method == "POST" else ""
    result = submissions.find_result(session, actor(), token) if token else None
    return cast(Response, redirect(result, code=303)) if result else None


def send(session: Session, form: BaseForm, work: Callable[[], str]) -> Response | None:
    """Do the work of a valid form once, however often it is sent.

    Args:
        session: the request's session.
        form: its submission token and its content make the sending unique; refusals are put on it.
        work: writes through services and returns the address to go on to; a Refusal it raises
            undoes everything it wrote.

    Returns:
        The redirect to go on with, or None when the form was refused and is to be shown again.
    """
    opening = str(form.submission.data)
    once = not form.row_version.data and not request.form.get("again") and not request.files
    try:
        with session.begin_nested():
            submission = submissions.claim(session, actor(), opening, unsaved.content(), once=once)
            submission.result = work()
    except AlreadyDone as done:
        return cast(Response, redirect(done.result, code=303))
    except Refusal as refusal:
        form.refuse(refusal.field, refusals.words(refusal))
        if isinstance(refusal, SavedAlready):
            form.take_new_token()
            typing.follow(session, actor(), opening, str(form.submission.data))
        if isinstance(refusal, ChangedMeanwhile):
            form.tell_newer(refusal.facts)
        return None
    except StaleDataError:
        # PostgreSQL: somebody saved the row between its reading and its writing here.
        form.refuse(None, refusals.words(ChangedMeanwhile()))
        return None
    typing.forget(session, actor(), opening, form.filled_from)
    if form.meeting.came_in:
        flash(
            _(
                "Saved by somebody else meanwhile: %(fields)s",
                fields=", ".join(form.meeting.came_in),
            ),
            "warning",
        )
    return cast(Response, redirect(submission.result, code=303))
