"""The sign-in wall, headers, cookies, and what happens to a form whose sign-in has ended."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect

from coaching import web
from coaching.accounts import organisation, sessions, typing
from coaching.accounts.types import Actor
from coaching.db import new_public_id
from coaching.uselog.types import Origin, origin

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

NEVER_KEPT = frozenset(
    {"csrf_token", "submission", "password", "new_password", "password_again", "known_as"}
)
"""Form fields that are not kept when a sign-in has ended; the last is a name that is typed for one
document only (model.md, *What an employer may be told*)."""

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
    app.register_error_handler(CSRFError, _stale_page)


def _wall() -> ResponseReturnValue | None:
    g.actor, g.organisation, g.typed_before = None, organisation.Organisation(), None
    g.language = web.config().language
    if request.endpoint == "static":
        return None
    rule = request.url_rule.rule if request.url_rule else "unknown"
    origin.set(Origin(new_public_id(), rule[:120], (request.remote_addr or "")[:64]))
    ended_user = _load_actor()
    if g.actor is None and request.endpoint not in PUBLIC:
        return _to_sign_in(ended_user)
    if request.method == "POST":
        csrf.protect()
    if g.actor is not None:
        return _for_signed_in(g.actor)
    return None


def _load_actor() -> int | None:
    """Set the acting person and return the user id of a sign-in that has ended, if any."""
    token = session.get(TOKEN)
    settings = web.config()
    with web.database().read() as reading:
        g.organisation = organisation.load(reading)
        row = sessions.find(reading, token) if token else None
        if row is None:
            return None
        if not sessions.is_live(row, settings.idle_minutes, settings.absolute_hours):
            return row.user_id if row.ended_at is None else None
        g.actor = sessions.actor_of(reading, row.user_id, row.id)
        touch = g.actor is not None and sessions.wants_touch(row)
    if touch:
        with web.database().write() as writing:
            sessions.touch(writing, row.id)
    return None


def _to_sign_in(ended_user: int | None) -> Response:
    """Lead to sign-in and from there back; what was just typed is kept for the same person."""
    words = {"next": request.full_path.rstrip("?")}
    if ended_user is not None:
        words["ended"] = "1"
        if request.method == "POST":
            words["kept"] = _keep_typed(ended_user)
    return redirect(f"{url_for('accounts.sign_in')}?{urlencode(words)}", code=303)  # type: ignore[return-value]


def _keep_typed(user_id: int) -> str:
    fields = {name: request.form.getlist(name) for name in request.form if name not in NEVER_KEPT}
    with web.database().write() as writing:
        return typing.keep(writing, user_id, typing.HELD, _page(), fields)


def _page() -> str:
    """Return the page's address without the mark of kept text."""
    return request.path[:200]


def _for_signed_in(actor: Actor) -> ResponseReturnValue | None:
    kept = request.args.get("kept")
    if kept and request.method == "GET":
        with web.database().read() as reading:
            g.typed_before = typing.kept(reading, actor, kept, _page())
    if actor.must_change_password and request.endpoint not in BEFORE_PASSWORD:
        return redirect(url_for("accounts.change_password"), code=303)
    return None


def _stale_page(_error: CSRFError) -> ResponseReturnValue:
    """A page opened before a new sign-in: nothing is done, and what was typed comes back."""
    actor = g.get("actor")
    if actor is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    kept = _keep_typed(actor.user_id)
    return redirect(f"{request.path}?{urlencode({'kept': kept})}", code=303)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=3600"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
