"""The kinds of single values in a team file: how each is read, written and told in the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from fidelity.teamfile.problems import shown, wrong

Read = Callable[[Any], Any]
Schema = dict[str, Any]

LONGEST_TEXT = 1_000
MOST_DECIMALS = 30
LARGEST_WHOLE = 2**31 - 1
"""What a column for whole numbers holds in a database."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Context:
    """What reading a file has at hand: the ids of each list, and the days met so far."""

    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    most_rows: int = 0


class Kind(Protocol):
    """A kind of value; `expected` names it in a sentence."""

    @property
    def expected(self) -> str:
        """What the value must be, in words."""

    def reader(self, context: Context) -> Read:
        """Return the function that reads a value that is not null, or raises `Wrong`."""

    def text(self, value: Any) -> str:
        """Return the JSON text of a value that is not None."""

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""


@dataclass(frozen=True)
class Text:
    """Text with something in it."""

    expected = "a text"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one."""
        return _text

    def text(self, value: str) -> str:
        """Return the JSON text."""
        return json.dumps(value, ensure_ascii=False)

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "string", "maxLength": LONGEST_TEXT, "pattern": r"\S"}


def _text(value: Any) -> str:
    if type(value) is not str:
        raise wrong("wrong_type", expected=Text.expected, got=shown(value))
    if not value or value.isspace():
        raise wrong("blank")
    if len(value) > LONGEST_TEXT:
        raise wrong("too_long", length=len(value), most=LONGEST_TEXT)
    if _UNKEPT.search(value):
        raise wrong("bad_character")
    return value


@dataclass(frozen=True)
class Id(Text):
    """The id of the row itself; the file holds it once (reading 55)."""

    expected = "an id (a text)"


@dataclass(frozen=True)
class Reference(Text):
    """The id of a row of one of the lists."""

    lists: tuple[str, ...] = ()

    @property
    def expected(self) -> str:  # type: ignore[override]
        """What the value must be, in words."""
        return f"the id of a row in {' or '.join(self.lists)}"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one; it gives the row's own text, so that one is kept."""
        known = {id: id for name in self.lists for id in context.ids.get(name, ())}

        def read(value: Any) -> str:
            try:
                return known[value]
            except (KeyError, TypeError):
                if type(value) is not str:
                    raise wrong("wrong_type", expected=self.expected, got=shown(value)) from None
                lists = " or ".join(self.lists)
                raise wrong("dangling", got=shown(value), lists=lists) from None

        return read


@dataclass(frozen=True)
class Code:
    """One of some codes."""

    codes: tuple[str, ...]

    @property
    def expected(self) -> str:
        """What the value must be, in words."""
        return f"one of {', '.join(self.codes)}"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one."""
        known = {code: code for code in self.codes}

        def read(value: Any) -> str:
            try:
                return known[value]
            except (KeyError, TypeError):
                if type(value) is not str:
                    raise wrong("wrong_type", expected=self.expected, got=shown(value)) from None
                got = shown(value)
                raise wrong("unknown_code", got=got, known=", ".join(self.codes)) from None

        return read

    def text(self, value: str) -> str:
        """Return the JSON text.

        Raises:
            ValueError: the value is no code of the format.
        """
        if value not in self.codes:
            raise ValueError(f"{value!r} is not one of {', '.join(self.codes)}")
        return f'"{value}"'

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"enum": list(self.codes)}


@dataclass(frozen=True)
class Day:
    """A date, only as YYYY-MM-DD (reading 61)."""

    expected = "a date like 2026-10-31"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one; a day met before is not worked out again."""
        days = context.days

        def read(value: Any) -> date:
            try:
                return days[value]
            except (KeyError, TypeError):
                if type(value) is not str:
                    raise wrong("wrong_type", expected=self.expected, got=shown(value)) from None
            if not _DAY.fullmatch(value):
                raise wrong("not_a_date", got=shown(value))
            try:
                day = date.fromisoformat(value)
            except ValueError:
                raise wrong("not_a_date", got=shown(value)) from None
            return days.setdefault(value, day)

        return read

    def text(self, value: date) -> str:
        """Return the JSON text."""
        return f'"{value.isoformat()}"'

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True)
class Flag:
    """True or false."""

    expected = "true or false"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one."""
        return _flag

    def text(self, value: bool) -> str:
        """Return the JSON text."""
        return "true" if value else "false"

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "boolean"}


def _flag(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise wrong("wrong_type", expected=Flag.expected, got=shown(value))


@dataclass(frozen=True)
class Whole:
    """A whole number, written without a point."""

    least: int = 0

    @property
    def expected(self) -> str:
        """What the value must be, in words."""
        return f"a whole number, {self.least} or more"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one."""
        least, most = self.least, LARGEST_WHOLE

        def read(value: Any) -> int:
            if type(value) is not int:
                raise wrong("wrong_type", expected=self.expected, got=shown(value))
            if value < least:
                raise wrong("too_small", got=shown(value), least=least)
            if value > most:
                raise wrong("too_large", got=shown(value), most=most)
            return value

        return read

    def text(self, value: int) -> str:
        """Return the JSON text."""
        return str(int(value))

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": LARGEST_WHOLE}


@dataclass(frozen=True)
class Number:
    """A decimal number up to `most`, read and written exactly: 0.8 is four fifths (reading 15)."""

    most: int
    above_zero: bool = False

    @property
    def expected(self) -> str:
        """What the value must be, in words."""
        least = "above 0" if self.above_zero else "0 or more"
        return f"a number, {least} and at most {self.most}"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one."""
        return self._read

    def _read(self, value: Any) -> Fraction:
        if type(value) is not int and type(value) is not Decimal:
            raise wrong("wrong_type", expected=self.expected, got=shown(value))
        if value > self.most:
            raise wrong("too_large", got=shown(value), most=self.most)
        if value < 0 or (self.above_zero and value == 0):
            code = "not_above" if self.above_zero else "too_small"
            raise wrong(code, got=shown(value), least=0)
        if isinstance(value, Decimal) and -int(value.as_tuple().exponent) > MOST_DECIMALS:
            raise wrong("too_fine", got=shown(value), most=MOST_DECIMALS)
        return Fraction(value)

    def text(self, value: Fraction) -> str:
        """Return the JSON text.

        Raises:
            ValueError: the fraction has no decimal that ends.
        """
        decimals = 0
        while value.denominator != 1 and 10**decimals % value.denominator:
            decimals += 1
            if decimals > MOST_DECIMALS:
                raise ValueError(f"{value} cannot be written exactly as a decimal number")
        digits = str(value.numerator * 10**decimals // value.denominator).zfill(decimals + 1)
        return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        least = "exclusiveMinimum" if self.above_zero else "minimum"
        return {"type": "number", least: 0, "maximum": self.most}
