"""Two people, or two tabs, on one record: what each of them changed comes together field by field.

Three values meet in a field: what the page showed when it was opened, what is typed in it, and what
is saved by now. What only one of them changed is that one's; what both changed is chosen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from wtforms import Field, FieldList, FormField, HiddenField

from coaching.i18n import day

STAYS = "stays-"
"""Beginning of the name of the buttons that choose which value of a field stays."""

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Both:
    """A field that was changed by both: its words, and how each of them left it."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass
class Newer:
    """What was saved by somebody else after the page was opened; empty when nothing was.

    Attributes:
        both: fields to choose for.
        came_in: labels of fields that only the other one changed; they show the newer value.
        by: who saved last; at: when; both only when known.
        form_id: id of the form on the page that the choice belongs to.
    """

    both: list[Both] = field(default_factory=list)
    came_in: list[str] = field(default_factory=list)
    by: str = ""
    at: datetime | None = None
    form_id: str = ""

    def __bool__(self) -> bool:
        """Whether there is something to show."""
        return bool(self.both or self.came_in)


def merge(fields: Iterable[Any], shown: Mapping[str, str]) -> Newer:
    """Bring together what was typed and what is saved by now (`object_data` of each field).

    Fields that only the other one changed take the newer value.

    Args:
        shown: marks of the values that the page showed, by field name.
    """
    found = Newer()
    for one in asked(fields):
        with as_saved(one):
            theirs, words = mark(one), said(one)
        mine, base = mark(one), shown.get(one.name)
        if mine == theirs:
            continue
        if mine == base:
            take_saved(one)
            found.came_in.append(_label(one))
        elif theirs != base:
            found.both.append(Both(one.name, _label(one), said(one), words))
    return found


def choose(fields: Iterable[Any], chosen: Mapping[str, str]) -> None:
    """Let the saved value stand in each field for which it was chosen."""
    for one in asked(fields):
        if chosen.get(STAYS + one.name) == THEIRS:
            take_saved(one)


def marks(fields: Iterable[Any]) -> dict[str, str]:
    """Return a short mark of the saved value of each field; of an empty one none is needed."""
    found = {}
    for one in asked(fields):
        with as_saved(one):
            if made := mark(one):
                found[one.name] = made
    return found


def asked(fields: Iterable[Any]) -> Iterator[Any]:
    """Give the fields that a person fills in."""
    return (one for one in fields if not isinstance(one, HiddenField))


def mark(one: Any) -> str | None:
    """Return a short mark of what stands in a field, None when it is empty.

    Two fields with one mark hold the same. It lets a page say what it showed without the words.
    """
    value = _plain(one.data)
    if one.process_errors:
        value = ["typed", *(getattr(one, "raw_data", None) or ())]
    if value is None:
        return None
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


@contextmanager
def as_saved(one: Any) -> Iterator[None]:
    """Let a field hold what is saved, for the length of a block."""
    kept = dict(vars(one))
    take_saved(one)
    try:
        yield
    finally:
        vars(one).clear()
        vars(one).update(kept)


def take_saved(one: Any) -> None:
    """Let a field hold what is saved, as if nothing had been typed in it."""
    one.process(None, one.object_data)
    for name in ("typed", "sent"):
        if getattr(one, name, None) is not None:
            setattr(one, name, None)


def said(one: Any) -> str:
    """Return what stands in a field as a person would read it, empty for nothing."""
    if isinstance(one, FieldList):
        return "; ".join(words for entry in one if (words := said(entry)))
    if isinstance(one, FormField):
        return ", ".join(_in_row(inner) for inner in asked(one.form) if inner.data)
    if one.process_errors:
        return " ".join(str(text) for text in getattr(one, "raw_data", None) or ())
    return as_shown(one, one.data)


def as_shown(one: Field, value: Any) -> str:
    """Return a value as its field would show it, empty for none."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value in (None, "", ()):
        return ""
    if hasattr(one, "pairs"):
        words = dict(one.pairs)
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(str(words.get(str(code), code)) for code in codes)
    if isinstance(value, date):
        return day(value)
    return str(one.show(value)) if hasattr(one, "show") else str(value)


def _in_row(one: Any) -> str:
    return _label(one) if getattr(one, "is_tick", False) else said(one)


def _label(one: Any) -> str:
    return str(getattr(one, "called", None) or one.label.text)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: nothing and empty are one, rows that are empty are none."""
    if isinstance(value, Mapping):
        found = {str(key): _plain(inner) for key, inner in value.items()}
        return {key: inner for key, inner in found.items() if inner not in (None, False)} or None
    if isinstance(value, list | tuple):
        return [inner for one in value if (inner := _plain(one)) is not None] or None
    if value is None or value == "":
        return None
    return value if isinstance(value, bool) else str(value)
