"""The squares of a caseload in words and classes, for the component of the places."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_pgettext as _lp

from coaching.caseload.types import Caseload, Square
from coaching.clients.types import Status
from forms import client_words as _words  # noqa: F401 - registers the words of statuses
from forms.labels import label

_LOOKS: dict[Status, tuple[Any, str]] = {
    Status.WORKING_SUPPORTED: (_lp("letter of a place", "W"), "work"),
    Status.WORKING: (_lp("letter of a place", "W"), "work"),
    Status.AGREED: (_lp("letter of a place", "A"), "agreed"),
    Status.SEARCHING: (_lp("letter of a place", "L"), "seeking"),
    Status.BETWEEN: (_lp("letter of a place", "L"), "seeking"),
    Status.PROFILING: (_lp("letter of a place", "P"), ""),
    Status.STUDYING: (_lp("letter of a place", "S"), ""),
    Status.PAUSED: ("–", "pause"),
}
"""Letter and class of each state: the shape and the word say it, colour only repeats it."""


def squares(caseload: Caseload) -> list[dict[str, Any]]:
    """Return the places as the component shows them: letter, class, words, address and who."""
    return [_square(square) for square in caseload.squares]


def key(caseload: Caseload) -> list[dict[str, Any]]:
    """Return the key under the squares: each state that occurs with its number, free ones last."""
    counts = Counter(square.status for square in caseload.squares)
    found: list[dict[str, Any]] = [
        {"letter": letter, "class": looks, "words": label(status), "count": counts[status]}
        for status, (letter, looks) in _LOOKS.items()
        if counts[status]
    ]
    if counts[None]:
        free = {"letter": "", "class": "free", "words": _("free"), "count": counts[None]}
        found.append(free)
    return found


def _square(square: Square) -> dict[str, Any]:
    if square.status is None:
        return {"letter": "", "class": "free", "words": _("free place"), "url": "", "who": ""}
    status = Status(square.status)
    letter, looks = _LOOKS.get(status, ("", ""))
    seen = square.period_public_id
    return {
        "letter": letter,
        "class": looks,
        "words": label(status),
        "url": url_for("clients.show_client", period_id=seen) if seen else "",
        "who": square.shown_as or "",
    }
