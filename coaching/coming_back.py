"""Coming back to a page: its address, who opened it, and what had been typed on it."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from coaching import web
from coaching.accounts import typing
from coaching.accounts.types import Actor

TOKENS = frozenset({"csrf_token", "submission"})
"""Fields of every form that are no text and belong to one opening of the page."""

LONGEST_PATH = 200
"""Characters of a page's path; no page of ours comes near."""

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


def typed() -> typing.Fields:
    """Return what was typed in the form that was sent; never tokens or passwords.

    Empty when the form has nothing to type in, such as a single button.
    """
    fields = {name: request.form.getlist(name) for name in request.form if is_kept(name)}
    said = any(name != "row_version" and any(values) for name, values in fields.items())
    return fields if said else {}


def is_kept(name: str) -> bool:
    """Tell whether a field of a form may be kept for later."""
    return name not in TOKENS and "password" not in name


def keep(owner: str | None) -> str | None:
    """Keep what was typed for the person who opened the page.

    Returns:
        The address that shows it again, to that person only; None when there is nothing to keep.
    """
    fields = typed()
    if owner is None or not fields or not is_page() or len(request.path) > LONGEST_PATH:
        return None
    with web.database().write() as writing:
        kept = typing.keep_for(writing, owner, typing.HELD, request.path, fields)
    return None if kept is None else _with(way_back(), kept)


def typed_before(actor: Actor) -> typing.Fields | None:
    """Return what this person typed on the page before, when its address says that there is some."""
    kept = request.args.get("kept")
    if not kept or request.method == "POST":
        return None
    with web.database().read() as reading:
        return typing.kept(reading, actor, kept, request.path)


def _with(address: str, kept: str) -> str:
    path, _mark, query = address.partition("?")
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "kept"]
    return f"{path}?{urlencode([*asked, ('kept', kept)])}"
