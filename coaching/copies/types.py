"""A form that can be copied, and the words of a copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coaching.definitions.types import Filled


@dataclass(frozen=True)
class Copyable:
    """A filled-in form of a stay.

    `record` is a public id, or the number of a version; `fill` gives what was filled in, in the
    language of the moment, so that one list serves every language. `listed` is which form it is,
    without any answer, where filling it in asks the database anew.
    """

    form: str
    record: str
    on: date
    fill: Callable[[], Filled]
    listed: Filled | None = None


@dataclass(frozen=True)
class Part:
    """A section in words: question and answer on each row; `skipped` says why there are none."""

    heading: str
    rows: tuple[tuple[str, str], ...]
    skipped: str = ""


@dataclass(frozen=True)
class Copy:
    """Every word of a copy, in its order; the client stands in `about`, never in the title."""

    language: str
    service: str
    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    made_on: str
