"""What of a form that was sent is text, where it belongs, and whose sight it hangs on.

Unsaved text belongs to the page it was typed on: the path with its ids, and whatever else the
address asks for. It is about the clients whose records that page had opened or that are chosen in
it, and is shown only as long as its person may see every one of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import request
from sqlalchemy.orm import Session

from coaching.accounts import typing
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.db import existing

TOKENS = frozenset({"csrf_token", "submission", "again", "filled_from", "keep"})
"""Fields of every form that are no text and belong to one opening of the page."""

MARKS = frozenset({"row_version", "shown", "page_words", "about", typing.TURN})
"""Fields of every form that are kept with the text and are none themselves."""

ONE_TIME = frozenset({"known_as"})
"""What is typed for one document and kept nowhere (model.md, *What an employer may be told*)."""

ASKED = "?"
"""Name under which the rest of the page's address is kept, sealed with the text."""

LONGEST_PATH = 170
"""Characters of a page's path; no page of ours comes near."""

KEPT = "kept"
"""Name in an address that says which unsaved text fills the page."""

ONWARD = "next"
"""Name in an address that says which half-filled page led here and is come back to."""

_ID = re.compile(r"[a-z2-7]{26}")
_LONG = 4000
"""Characters of a field that is words and no choice of records."""


@dataclass(frozen=True)
class Place:
    """Where unsaved text belongs: a page by its path and by what its address asks for."""

    path: str
    asked: str = ""

    @classmethod
    def of_request(cls) -> Place:
        """Return the page of this request."""
        asked = parse_qsl(request.query_string.decode(errors="replace"), keep_blank_values=True)
        return cls(request.path, urlencode(sorted(one for one in asked if one[0] != KEPT)))

    @property
    def record(self) -> str:
        """The name of the page in the table, in which no word of an address stands open.

        It is the same page whichever one led to it.
        """
        asked = parse_qsl(self.asked, keep_blank_values=True)
        told = urlencode([pair for pair in asked if pair[0] != ONWARD])
        if not told:
            return self.path
        return f"{self.path}?{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def is_password(name: str) -> bool:
    """Tell whether a field of a form holds a password, which stands on no page."""
    return "password" in name


def is_kept(name: str) -> bool:
    """Tell whether a field of a form may be kept for later."""
    return name not in TOKENS | ONE_TIME and not is_password(name)


def typed() -> typing.Fields:
    """Return what was typed in the form that was sent; never tokens or passwords.

    Empty when the form has nothing to type in, such as a single button.
    """
    fields = {name: request.form.getlist(name) for name in request.form if is_kept(name)}
    said = any(name not in MARKS and any(values) for name, values in fields.items())
    return fields if said else {}


def content() -> str:
    """Return what was sent as one text, to know it again; empty when nothing was typed."""
    told = {name: values for name, values in typed().items() if name not in MARKS}
    return json.dumps([request.path, sorted(told.items())]) if told else ""


def address(text: typing.Typed) -> str:
    """Return the address that shows a text again, filled in."""
    asked = (text.fields.get(ASKED) or [""])[0]
    pairs = [*parse_qsl(asked, keep_blank_values=True), (KEPT, text.public_id)]
    return f"{text.record.partition('?')[0]}?{urlencode(pairs)}"


def about(text: typing.Typed) -> set[str]:
    """Return the public ids that a text names: of what its page had opened, and of what is chosen."""
    values = [value for many in text.fields.values() for value in many if len(value) < _LONG]
    return needed(text).union(*(_ID.findall(value) for value in values))


def needed(text: typing.Typed) -> set[str]:
    """Return the public ids of the records that a text's page cannot be without."""
    opened = text.fields.get("about") or [""]
    return set(_ID.findall(f"{text.record.partition('?')[0]} {opened[0]}"))


def in_sight(
    session: Session, actor: Actor, texts: Sequence[typing.Typed], *, opening: str = ""
) -> list[typing.Typed]:
    """Return the texts whose records are there, and are about nobody whom the person may not see.

    Args:
        opening: path of the page that is being opened, which checks its own record.
    """
    own = set(_ID.findall(opening))
    named = [(text, about(text) - own, needed(text) - own) for text in texts]
    every = set[str]().union(*(ids for _text, ids, _needed in named))
    hidden, known = doors.out_of_sight(session, actor, every), existing(session, every)
    return [text for text, ids, must in named if not ids & hidden and must <= known]
