"""Calm pages for what went wrong: 404, 422, 500 with a number, and 503 when the database is gone."""

from __future__ import annotations

import logging

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from coaching.accounts.organisation import Organisation
from coaching.db import new_public_id
from coaching.errors import NotThere, Refusal
from coaching.security import NEVER_KEPT
from forms import refusals

logger = logging.getLogger("rinnalla")


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(NotThere, lambda _e: _page("errors/404.html", 404))
    app.register_error_handler(404, lambda _e: _page("errors/404.html", 404))
    app.register_error_handler(405, lambda _e: _page("errors/404.html", 405))
    app.register_error_handler(413, lambda _e: _page("errors/413.html", 413))
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(OperationalError, _database_gone)
    app.register_error_handler(Exception, _unexpected)


def _page(template: str, status: int, **words: object) -> ResponseReturnValue:
    # The wall may not have come as far as setting these when the database is gone.
    g.setdefault("actor", None)
    g.setdefault("organisation", Organisation())
    return render_template(template, **words), status


def _refused(refusal: Refusal) -> ResponseReturnValue:
    return _page("errors/422.html", 422, words=refusals.words(refusal))


def _database_gone(error: DBAPIError) -> ResponseReturnValue:
    """Say it calmly and hold what was typed in the page, ready to be sent again."""
    reference = _note(error)
    typed = [
        (name, value)
        for name in request.form
        if "password" not in name
        for value in request.form.getlist(name)
    ]
    shown = [(name, value) for name, value in typed if name not in NEVER_KEPT and len(value) > 20]
    return _page("errors/503.html", 503, reference=reference, typed=typed, shown=shown)


def _unexpected(error: Exception) -> ResponseReturnValue:
    if isinstance(error, HTTPException):
        return error
    return _page("errors/500.html", 500, reference=_note(error))


def _note(error: Exception) -> str:
    """Log the error under a number and return the number; never words of a record."""
    reference = new_public_id()[:8].upper()
    where = request.url_rule.rule if request.url_rule else "unknown"
    logger.error("%s at %s %s", reference, request.method, where, exc_info=error)
    return reference
