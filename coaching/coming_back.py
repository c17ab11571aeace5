"""Coming back to a page: its address, who opened it, and what had been typed on it."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer

from coaching import clock, i18n, unsaved, web
from coaching.accounts import submissions, typing
from coaching.accounts.types import Actor
from coaching.unsaved import KEPT, Place

BY_SCRIPT = frozenset({"auto", "none"})
"""What `keep` says when the script sends it: the text as it is, or that nothing is left of it."""

_TOKEN = "csrf_token"  # noqa: S105 - the name of a field and of a place in the session
_SALT = "wtf-csrf-token"  # as Flask-WTF signs it


def is_own(address: str) -> bool:
    """Tell whether an address is a page of ours: a path, never another site.

    Browsers drop tabs and line breaks out of addresses and read a backslash as a slash, so none of
    them may stand in one.
    """
    plain = all(" " < sign != "\\" and sign != "\x7f" for sign in address)
    return plain and address.startswith("/") and not address.startswith("//")


def way_back() -> str:
    """Return the address that shows the page of this request again.

    A button that posts to an address of its own has no page there: the page it stands on is meant.
    Empty when that is not known.
    """
    if request.method != "POST" or is_page():
        address = request.full_path.rstrip("?")
    else:
        came_from = urlsplit(request.referrer or "")
        address = f"{came_from.path}?{came_from.query}".rstrip("?")
        if came_from.netloc != request.host:
            return ""
    return address if is_own(address) else ""


def onward(address: str) -> str:
    """Return where a page leads once it is done with: to the half-filled page that led to it.

    Args:
        address: where it leads otherwise.
    """
    asked = request.args.get(unsaved.ONWARD, "")
    return asked if is_own(asked) else address


def is_page() -> bool:
    """Tell whether the address of this request can also be opened, not only sent to."""
    return request.url_rule is not None and "GET" in (request.url_rule.methods or ())


def mark_pages(actor: Actor) -> None:
    """Let the tokens of the pages shown from now on tell who opened them."""
    owner = str(session.get(_TOKEN, "")).partition(".")[0]
    if owner != actor.public_id:
        session[_TOKEN] = f"{actor.public_id}.{secrets.token_hex(20)}"


def opened_by() -> str | None:
    """Return who opened the page whose form was sent, by public id, None when nobody is known.

    The signed token of the form tells it: the cookie may be somebody else's by now, when two people
    use one browser. What was typed is the first one's, and only theirs.
    """
    signed = URLSafeTimedSerializer(current_app.secret_key or b"", salt=_SALT)
    try:
        raw = signed.loads(
            request.form.get(_TOKEN, ""), max_age=int(typing.KEPT_FOR.total_seconds())
        )
    except BadData:
        return None
    owner, dot, _rest = str(raw).partition(".")
    return owner if dot else None


# ---- keeping


def keep(owner: str | None) -> str | None:
    """Keep what was typed for the person who opened the page.

    Returns:
        The address that shows it again, to that person only; None when there is nothing to keep.
    """
    fields = unsaved.typed()
    if owner is None or not fields or not is_page() or len(request.path) > unsaved.LONGEST_PATH:
        return None
    place = Place.of_request()
    version = request.form.get("row_version", "")
    with web.database().write() as writing:
        kept = typing.keep_for(
            writing,
            owner,
            _opening(),
            place.record,
            {**fields, unsaved.ASKED: [place.asked]},
            int(version) if version.isdecimal() and len(version) < 10 else None,
            request.form.get("filled_from", ""),
        )
    return None if kept is None else unsaved.address(kept)


def is_by_script() -> bool:
    """Tell whether this request only keeps what is being typed, and nobody looks at its answer."""
    return request.method == "POST" and request.form.get("keep") in BY_SCRIPT


def keep_now(actor: Actor) -> ResponseReturnValue | None:
    """Keep the text of a page as its script or a button asks; None for every other request.

    The button for later shows the page again; one that leads out of the form names where to.
    """
    if request.method != "POST" or "keep" not in request.form:
        return None
    if not is_by_script():
        kept, leads_to = keep(actor.public_id), request.form["keep"]
        if kept is not None:
            flash(_("Kept for later, %(time)s", time=i18n.time_of_day(clock.now())), "success")
        return redirect(leads_to if is_own(leads_to) else kept or way_back(), code=303)
    with web.database().read() as reading:
        is_saved = submissions.is_just_saved(reading, actor, _opening())
    if is_saved:
        return {"words": ""}
    if request.form["keep"] == "none":
        with web.database().write() as writing:
            typing.forget(writing, actor, _opening(), request.form.get("filled_from", ""))
        return {"words": ""}
    if keep(actor.public_id) is None:
        return {"words": ""}
    return {"words": _("Kept for later, %(time)s", time=i18n.time_of_day(clock.now()))}


def tell_script_to_sign_in() -> ResponseReturnValue:
    """Keep what arrives from a page whose sign-in has ended, and say where to sign in."""
    kept = keep(opened_by())
    words = (
        _("You are not signed in any more. Your text is safe. Sign in and go on.")
        if kept
        else _("You are not signed in any more. Sign in and go on.")
    )
    return {"words": words, "sign_in": url_for("accounts.sign_in", next=kept or way_back())}, 401


def _opening() -> str:
    """Return the token of the form that was sent, or one of our own in place of something else."""
    given = request.form.get("submission", "")
    return given if len(given) == 26 and given.isalnum() else secrets.token_hex(13)


# ---- coming back


def look_for_typed(actor: Actor) -> None:
    """Find this person's unsaved text when a page is opened: how much there is, and of this page.

    Of several texts of one page the newest fills it, unless the address says which.
    """
    if request.method == "POST":
        return
    with web.database().read() as reading:
        if not typing.count(reading, actor.user_id):
            return
        texts = typing.all_of(reading, actor.user_id)
        g.unsaved = len(unsaved.in_sight(reading, actor, texts))
        here = [text for text in texts if text.record == Place.of_request().record]
        asked = request.args.get(KEPT)
        here = [text for text in here if asked in (None, text.public_id)]
        here = unsaved.in_sight(reading, actor, here, opening=request.path)
    if here:
        g.typed_before, g.filled_from = here[0].fields, here[0].stamp


def without_kept(address: str) -> str:
    """Return an address that fills its page with no certain text."""
    path, _mark, query = address.partition("?")
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != KEPT]
    return f"{path}?{urlencode(asked)}" if asked else path
