"""The sign-in wall, headers, cookies, and what happens to a form whose sign-in has ended."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, abort, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect

from coaching import coming_back, web
from coaching.accounts import organisation, sessions
from coaching.accounts.types import Actor
from coaching.db import new_public_id
from coaching.uselog.types import COMMAND_LINE, Origin, origin

PUBLIC = frozenset(
    {
        "static",
        "accounts.sign_in",
        "accounts.demo_sign_in",
        "accounts.switch_language",
        "pages.accessibility",
        "pages.data_protection",
    }
)
"""Every address that is open without sign-in; a test holds the list to what it is."""

BEFORE_PASSWORD = PUBLIC | {"accounts.change_password", "accounts.sign_out"}
"""What a person may open before a given password has been changed."""

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For charts, which are served as images (model.md, *Charts*)."""

TOKEN = "sign_in"  # noqa: S105 - the name of a place in the session, not a secret

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Put the wall before every view and the headers after it."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    csrf.init_app(app)
    app.before_request(_wall)
    app.after_request(_headers)
    app.teardown_request(_leave)
    app.register_error_handler(CSRFError, _stale_page)


def _wall() -> ResponseReturnValue | None:
    g.actor, g.organisation = None, organisation.Organisation()
    g.typed_before, g.filled_from, g.unsaved = None, "", 0
    g.language = web.config().language
    if request.endpoint == "static":
        return None
    rule = request.url_rule.rule if request.url_rule else "unknown"
    origin.set(Origin(new_public_id(), rule[:120], (request.remote_addr or "")[:64]))
    has_ended = _load_actor()
    if g.actor is None and request.endpoint not in PUBLIC:
        return _to_sign_in(has_ended=has_ended)
    if g.actor is not None:
        coming_back.mark_pages(g.actor)
        if session.get("language") != g.actor.language:
            # So that the sign-in page speaks the same language when this sign-in has ended.
            session["language"] = g.actor.language
    if any("\0" in text for text in (request.path, *request.args.values())):
        # No address of ours has it, and PostgreSQL takes it in no text.
        abort(400)
    if request.endpoint is not None:
        csrf.protect()
    return None if g.actor is None else _for_signed_in(g.actor)


def _leave(_error: BaseException | None) -> None:
    """Let nothing that follows in this thread be told as this request's."""
    origin.set(COMMAND_LINE)


def _load_actor() -> bool:
    """Set the acting person, and tell whether this browser's sign-in has ended by itself."""
    token = session.get(TOKEN)
    settings = web.config()
    with web.database().read() as reading:
        g.organisation = organisation.load(reading)
        row = sessions.find(reading, token) if token else None
        if row is None:
            return False
        if not sessions.is_live(row, settings.idle_minutes, settings.absolute_hours):
            return row.ended_at is None
        g.actor = sessions.actor_of(reading, row.user_id, row.id)
        seen_lately = g.actor is None or not sessions.wants_touch(row)
    if not seen_lately:
        with web.database().write() as writing:
            sessions.touch(writing, g.actor.session_id)
    return False


def _to_sign_in(*, has_ended: bool) -> ResponseReturnValue:
    """Lead to sign-in and from there back; what was just typed is kept for who typed it."""
    if coming_back.is_by_script():
        return coming_back.tell_script_to_sign_in()
    kept = coming_back.keep(coming_back.opened_by()) if request.method == "POST" else None
    words = {"next": kept or coming_back.way_back()}
    if has_ended:
        words["ended"] = "1"
    if kept is not None:
        words["kept"] = "1"
    return redirect(f"{url_for('accounts.sign_in')}?{urlencode(words)}", code=303)


def _for_signed_in(actor: Actor) -> ResponseReturnValue | None:
    if actor.must_change_password and request.endpoint not in BEFORE_PASSWORD:
        after = url_for("accounts.change_password", next=coming_back.way_back() or None)
        return redirect(after, code=303)
    if answer := coming_back.keep_now(actor):
        return answer
    coming_back.look_for_typed(actor)
    return None


def _stale_page(_error: CSRFError) -> ResponseReturnValue:
    """A page of an earlier sign-in: nothing is done, and what was typed comes back to its person."""
    actor: Actor | None = g.get("actor")
    is_own = actor is not None and coming_back.opened_by() == actor.public_id
    if coming_back.is_by_script():
        answer = coming_back.keep_now(actor) if actor is not None and is_own else None
        return answer or coming_back.tell_script_to_sign_in()
    if actor is not None and is_own:
        kept = coming_back.keep(actor.public_id)
        if kept is not None:
            return redirect(kept, code=303)
    flash(_("The page was from an earlier sign-in, so nothing was done. Try again."), "warning")
    first = "accounts.sign_in" if actor is None else "accounts.start"
    return redirect(coming_back.way_back() or url_for(first), code=303)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        response.headers["Cache-Control"] = "public, max-age=3600"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
