"""Objects and lists of a team file, told once as columns: reading, writing and the schema follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from operator import attrgetter
from typing import Any

from fidelity.teamfile.kinds import Context, Kind, Read, Schema
from fidelity.teamfile.problems import Problem, Wrong, below, cannot_write, shown, wrong
from fidelity.teamfile.strict import TwiceKeyed

MOST_IN_A_PART = 50
"""Problems kept of one list or object; a file is mended a few at a time."""


class _Needed:
    """Stands where a column has no value of its own."""


NEEDED = _Needed()


@dataclass(frozen=True)
class Column:
    """A key of an object.

    Attributes:
        key: its name in the file.
        kind: what it holds.
        of: attribute of the record that it is written from, with points; None for the key's name.
        default: value when the key is missing or null; NEEDED when it must stand.
        written: whether it is always written; a list that says nothing more is left out.
    """

    key: str
    kind: Kind
    of: str | None = None
    default: Any = NEEDED
    written: bool = True

    @cached_property
    def taken_from(self) -> Callable[[Any], Any]:
        """The function that gives the value of a record."""
        return attrgetter(self.of or self.key)


@dataclass(frozen=True)
class Shape:
    """An object of the file and the record it becomes.

    Attributes:
        build: makes the record from the values in the order of the columns; may raise `Wrong`.
        order: sorts the records, so that the order of the file's rows never matters.
    """

    title: str
    columns: tuple[Column, ...]
    build: Callable[..., Any]
    order: Callable[[Any], Any] = attrgetter("id")
    expected = "an object"

    def reader(self, context: Context) -> Read:
        """Return the function that reads one object."""
        columns = [
            (column.key, column.kind.reader(context), column.default, column.kind.expected)
            for column in self.columns
        ]
        known = frozenset(column.key for column in self.columns)
        build = self.build

        def read(data: Any) -> Any:
            if type(data) is not dict or not data.keys() <= known:
                found = self._wrong_keys(data, known)
            else:
                found = []
            values = []
            for key, read_value, default, expected in columns:
                value = data.get(key)
                if value is not None:
                    try:
                        values.append(read_value(value))
                    except Wrong as bad:
                        found += below(f".{key}", bad.problems)
                elif default is not NEEDED:
                    values.append(default)
                elif key in data:
                    facts = {"expected": expected, "got": "null"}
                    found.append(Problem(f".{key}", "wrong_type", facts))
                else:
                    found.append(Problem(f".{key}", "missing", {"expected": expected}))
            if found:
                raise Wrong(found)
            return build(*values)

        return read

    def _wrong_keys(self, data: Any, known: frozenset[str]) -> list[Problem]:
        """Return what is wrong with the keys of an object.

        Raises:
            Wrong: it is no object.
        """
        if not isinstance(data, dict):
            raise wrong("wrong_type", expected=self.expected, got=shown(data))
        found = []
        if isinstance(data, TwiceKeyed):
            found += [Problem(f".{_cut(key)}", "key_twice") for key in data.keys_twice]
        for key in list(data)[: len(known) + MOST_IN_A_PART]:
            if key not in known:
                like = get_close_matches(key[:40], known, n=1)
                facts = {"like": like[0]} if like else {}
                code = "unknown_key_like" if like else "unknown_key"
                found.append(Problem(f".{_cut(key)}", code, facts))
        return found[:MOST_IN_A_PART]

    def text(self, record: Any) -> str:
        """Return the JSON text of a record on one line.

        Raises:
            CannotWrite: a value is none that the format has.
        """
        parts: list[str] = []
        for key, lead, taken_from, value_text, written in self._writers:
            value = taken_from(record)
            if value is not None:
                if value or written:
                    try:
                        parts.append(lead + value_text(value))
                    except ValueError as wrong_value:
                        raise cannot_write(f".{key}", wrong_value) from None
            elif written:
                parts.append(f"{lead}null")
        return "{" + ", ".join(parts) + "}"

    @cached_property
    def _writers(self) -> list[tuple[str, str, Callable[[Any], Any], Callable[[Any], str], bool]]:
        return [
            (column.key, f'"{column.key}": ', column.taken_from, column.kind.text, column.written)
            for column in self.columns
        ]

    def schema(self) -> Schema:
        """Return the JSON Schema of the object."""
        return {
            "title": self.title,
            "type": "object",
            "properties": {column.key: _schema_of(column) for column in self.columns},
            "required": [c.key for c in self.columns if c.default is NEEDED],
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class Rows:
    """A list of objects of one shape."""

    shape: Shape
    expected = "a list of objects"

    def reader(self, context: Context) -> Read:
        """Return the function that reads a list; it empties the file's own list as it goes."""
        read_row = self.shape.reader(context)

        def read(rows: Any) -> tuple[Any, ...]:
            _check_list(rows, self.expected, context.most_rows)
            found: list[Problem] = []
            for index, row in enumerate(rows):
                try:
                    rows[index] = read_row(row)
                except Wrong as bad:
                    found += below(f"[{index}]", bad.problems)
                    if len(found) >= MOST_IN_A_PART:
                        break
            if found:
                raise Wrong(found)
            return tuple(rows)

        return read

    def text(self, records: tuple[Any, ...]) -> str:
        """Return the JSON text on one line."""
        return f"[{', '.join(map(self.shape.text, records))}]"

    def schema(self) -> Schema:
        """Return the JSON Schema of the list."""
        return {"type": "array", "items": self.shape.schema()}


@dataclass(frozen=True)
class Values:
    """A list of single values; what stands in it twice counts once, in the order of the alphabet."""

    kind: Kind
    expected = "a list"

    def reader(self, context: Context) -> Read:
        """Return the function that reads a list."""
        read_value = self.kind.reader(context)

        def read(values: Any) -> tuple[Any, ...]:
            if type(values) is list:
                if not values:
                    return ()
                if len(values) == 1:
                    try:
                        return (read_value(values[0]),)
                    except Wrong as bad:
                        raise Wrong(below("[0]", bad.problems)) from None
            _check_list(values, self.expected, context.most_rows)
            kept, found = set(), []
            for index, value in enumerate(values):
                try:
                    kept.add(read_value(value))
                except Wrong as bad:
                    found += below(f"[{index}]", bad.problems)
                    if len(found) >= MOST_IN_A_PART:
                        break
            if found:
                raise Wrong(found)
            return tuple(sorted(kept))

        return read

    def text(self, values: tuple[Any, ...]) -> str:
        """Return the JSON text."""
        return f"[{', '.join(map(self.kind.text, sorted(set(values))))}]"

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "array", "items": self.kind.schema()}


def _check_list(value: Any, expected: str, most: int) -> None:
    if type(value) is not list:
        raise wrong("wrong_type", expected=expected, got=shown(value))
    if len(value) > most:
        raise wrong("too_many_rows", length=len(value), most=most)


def _schema_of(column: Column) -> Schema:
    schema = column.kind.schema()
    if column.default is NEEDED:
        return schema
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _cut(key: str) -> str:
    """Return a key of the file for a path: on one line and not without end."""
    clean = key.encode("utf-8", "replace").decode("utf-8")[:60]
    return "".join(letter if letter.isprintable() else "?" for letter in clean)
