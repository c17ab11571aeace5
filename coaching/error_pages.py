"""Calm pages for what went wrong: 404, 422, 500 with a number, and 503 when the database is gone."""

from __future__ import annotations

import logging

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from werkzeug.exceptions import HTTPException

from coaching import unsaved
from coaching.accounts.organisation import Organisation
from coaching.db import new_public_id
from coaching.errors import NotThere, Refusal
from forms import refusals

logger = logging.getLogger("rinnalla")


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(NotThere, lambda _e: _page("errors/404.html", 404))
    app.register_error_handler(HTTPException, _answered)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(OperationalError, _database_gone)
    app.register_error_handler(NoFreeConnection, _database_gone)
    app.register_error_handler(Exception, _unexpected)


def _page(template: str, status: int, **words: object) -> ResponseReturnValue:
    # The wall may not have come as far as setting these when the database is gone.
    g.setdefault("actor", None)
    g.setdefault("organisation", Organisation())
    return render_template(template, **words), status


def _answered(error: HTTPException) -> ResponseReturnValue:
    """Say in our words what the framework would say in its own."""
    status = error.code or 500
    known = {404: "errors/404.html", 405: "errors/404.html", 413: "errors/413.html"}
    return _page(known.get(status, "errors/400.html"), status)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    return _page("errors/422.html", 422, words=refusals.words(refusal))


def _database_gone(error: SQLAlchemyError) -> ResponseReturnValue:
    """Say it calmly and hold what was typed in the page, ready to be sent again.

    The tokens go along, so that sending again gives one result even if the first one had arrived.
    """
    typed = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if not unsaved.is_password(name)
    ]
    shown = [value for name, value in typed if name not in unsaved.TOKENS and len(value) > 20]
    words = {"sent": request.method == "POST", "typed": typed, "shown": shown}
    return _page("errors/503.html", 503, reference=_note(error), **words)


def _unexpected(error: Exception) -> ResponseReturnValue:
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    return _page("errors/500.html", 500, reference=_note(error))


def _note(error: Exception) -> str:
    """Log the error under a number and return the number; never words of a record."""
    reference = new_public_id()[:8].upper()
    where = request.url_rule.rule if request.url_rule else "unknown"
    logger.error("%s at %s %s", reference, request.method, where, exc_info=error)
    return reference
