"""Which row of a sheet is its headings, and what each column holds, guessed from the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from coaching.sheets.cells import Kept
from coaching.sheets.workbook import RawRow, RawSheet
from coaching.text import fold

LOOKED_AT = 15
"""Rows among which the headings are looked for."""

_LONGEST = 60
"""Characters of a heading; longer texts are titles and instructions."""

_LEFT_OUT = frozenset(
    {"ei tuoda", "ala tuo", "ei saa tuoda", "importeras inte", "importera inte", "do not import"}
)
"""What a team writes on a sheet that is not to be brought in."""

C = TypeVar("C", bound=StrEnum)
"""What a column of one kind of sheet can hold."""


@dataclass(frozen=True)
class Headings(Generic[C]):
    """The headings of a sheet: row number, texts as they came, and the column each thing is in.

    `columns` maps what is understood to the position of its cell; other columns are unread.
    """

    row: int
    texts: tuple[Kept, ...]
    columns: Mapping[C, int] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[str, ...]:
        """The headings of columns that are not understood."""
        read = set(self.columns.values())
        return tuple(
            str(text).strip()
            for place, text in enumerate(self.texts)
            if place not in read and isinstance(text, str) and text.strip()
        )


@dataclass(frozen=True)
class Vocabulary(Generic[C]):
    """The words by which columns of one kind of sheet are known.

    Attributes:
        patterns: what a heading reads like, folded; the more telling ones first.
        owner: what may stand before, saying whose the column is.
        names: tells whether a row can be the headings of such a sheet.
    """

    patterns: Mapping[C, re.Pattern[str]]
    owner: re.Pattern[str]
    names: Callable[[Headings[C]], bool]

    def column_of(self, heading: Kept) -> C | None:
        """Return what a column with this heading holds, None when the words tell nothing."""
        if not isinstance(heading, str) or len(heading) > _LONGEST:
            return None
        # "Employer / company" says one thing twice.
        found = (self._column_of(plain(part)) for part in (heading, *heading.split("/")))
        return next((column for column in found if column is not None), None)

    def find(self, sheet: RawSheet) -> Headings[C] | None:
        """Return the headings of a sheet: of the rows that can be them, the one that names most.

        Returns:
            None when no row among the first ones can be the headings.
        """
        guesses = [self._guess(row) for row in sheet.rows[:LOOKED_AT]]
        named = [guess for guess in guesses if self.names(guess)]
        return max(named, key=lambda guess: len(guess.columns), default=None)

    def _column_of(self, words: str) -> C | None:
        bare = re.sub(r" ?\d$", "", words)
        for told in (bare, self.owner.sub("", bare).strip()):
            for column, pattern in self.patterns.items():
                if pattern.fullmatch(told):
                    return column
        return None

    def _guess(self, row: RawRow) -> Headings[C]:
        columns: dict[C, int] = {}
        for place, cell in enumerate(row.cells):
            column = self.column_of(cell)
            if column is not None:
                columns.setdefault(column, place)
        return Headings(row.number, row.cells, columns)


def says_left_out(sheet: RawSheet, headings: Headings[C] | None) -> bool:
    """Tell whether a text above the headings says that the sheet is not to be brought in."""
    above = [row for row in sheet.rows[:LOOKED_AT] if headings is None or row.number < headings.row]
    return any(
        fold(cell).strip(" .!") in _LEFT_OUT
        for row in above
        for cell in row.cells
        if isinstance(cell, str)
    )


def likely_row(sheet: RawSheet) -> Headings[C] | None:
    """Return the row that looks most like headings where no words tell.

    What its columns hold is for a person to say.
    """
    rows = [row for row in sheet.rows[:LOOKED_AT] if not row.is_blank]
    texts = {row.number: sum(isinstance(cell, str) for cell in row.cells) for row in rows}
    row = max(rows, key=lambda row: (texts[row.number], -row.number), default=None)
    return None if row is None else Headings(row.number, row.cells)


def changed(guess: Headings[C], columns: Mapping[int, C]) -> Headings[C]:
    """Return headings whose columns hold what a person says, by the position of each column."""
    return Headings(guess.row, guess.texts, {column: place for place, column in columns.items()})


def are_again(headings: Headings[C], row: RawRow) -> bool:
    """Tell whether a row repeats the headings, as printed sheets do on every page."""
    same = len(row.cells) == len(headings.texts)
    pairs = zip(row.cells, headings.texts, strict=False)
    return same and all(plain(cell) == plain(text) for cell, text in pairs)


def plain(cell: Kept) -> str:
    """Return a heading's words: folded, without signs, brackets and what stands in them."""
    if not isinstance(cell, str):
        return ""
    bare = re.sub(r"\(.*?\)", " ", fold(cell))
    return " ".join(re.sub(r"[^\w\s-]", " ", bare).replace("_", " ").split())
