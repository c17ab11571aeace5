"""A client list read row by row: what is unclear is told and left out, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coaching import clock
from coaching.client_lists.types import MOST_CLIENTS, NAMES, Choices, Column, ListRow, Why
from coaching.client_lists.vocabulary import VOCABULARY, Headings, yes_or_no
from coaching.sheets import days
from coaching.sheets import headings as headings_of
from coaching.sheets.cells import Kept, meant, written
from coaching.sheets.refusals import TooManyRows
from coaching.sheets.workbook import RawFile, RawRow, RawSheet
from coaching.text import holds_identity_code, tidy

_LONGEST = {Column.CODE: 40, Column.NAME: 120}
_CONTACT_LIMIT = 200
_FIRST_YEAR = 1900


def identity_codes(file: RawFile) -> int:
    """Return how many rows of a file, hidden sheets too, hold a personal identity code."""
    return sum(
        any(holds_identity_code(written(cell)) for cell in map(meant, row.cells))
        for sheet in file.sheets
        for row in sheet.rows
    )


def headings_read(sheet: RawSheet, choices: Choices, *, names_on: bool) -> Headings | None:
    """Return the headings of a sheet that is to be read: as guessed, or as a person says.

    Columns with names and ways of contact are not read while the organisation keeps no names.
    """
    found = headings_shown(sheet, choices)
    if found is None or (sheet.name in choices.columns and not found.columns):
        return None
    read = {c: place for c, place in found.columns.items() if names_on or c not in NAMES}
    who = {Column.CODE, Column.NAME, Column.FIRST, Column.LAST} & set(read)
    return Headings(found.row, found.texts, read) if who else None


def headings_shown(sheet: RawSheet, choices: Choices) -> Headings | None:
    """Return the headings of a sheet as its page of columns shows them; None for one left out."""
    guess = VOCABULARY.find(sheet)
    if sheet.hidden or headings_of.says_left_out(sheet, guess):
        return None
    base = guess or headings_of.likely_row(sheet)
    told = choices.columns.get(sheet.name)
    if base is None or told is None:
        return base
    return headings_of.changed(base, {place: Column(code) for place, code in told.items()})


def read_rows(file: RawFile, choices: Choices, *, names_on: bool) -> list[ListRow]:
    """Return the rows of a list, in its order; blank rows and repeated headings are none.

    Raises:
        TooManyRows: more than `MOST_CLIENTS`.
    """
    rows = [
        row
        for index, sheet in enumerate(file.sheets)
        if (headings := headings_read(sheet, choices, names_on=names_on)) is not None
        for row in _of_sheet(index, sheet, headings)
    ]
    if len(rows) > MOST_CLIENTS:
        raise TooManyRows(most=MOST_CLIENTS)
    return rows


def _of_sheet(index: int, sheet: RawSheet, headings: Headings) -> Iterator[ListRow]:
    for row in sheet.rows:
        if row.number <= headings.row or row.is_blank or headings_of.are_again(headings, row):
            continue
        yield _Reader(row, headings).read(f"{index}-{row.number}", sheet.name)


class _Reader:
    """Reads the cells of one row."""

    def __init__(self, row: RawRow, headings: Headings) -> None:
        self.row, self.headings = row, headings
        self.findings: dict[Why, dict[str, str]] = {}

    def read(self, key: str, sheet: str) -> ListRow:
        """Return the row as it reads."""
        whole = " ".join(filter(None, (self._text(Column.FIRST), self._text(Column.LAST))))
        ways = filter(None, (self._text(Column.PHONE), self._text(Column.EMAIL)))
        referred, entered = self._day(Column.REFERRED), self._day(Column.ENTERED)
        if referred and entered and referred > entered:
            self.findings[Why.REFERRED_AFTER] = {}
            referred = None
        return ListRow(
            key=key,
            sheet=sheet,
            number=self.row.number,
            code=self._text(Column.CODE)[: _LONGEST[Column.CODE]],
            name=(self._text(Column.NAME) or whole)[: _LONGEST[Column.NAME]],
            birth_year=self._year(),
            language=self._text(Column.LANGUAGE),
            contact_details=", ".join(ways)[:_CONTACT_LIMIT],
            source=self._text(Column.SOURCE),
            referred=referred,
            entered=entered,
            in_work=self._in_work(),
            coach=self._text(Column.COACH),
            status=self._text(Column.STATUS),
            findings=self.findings,
        )

    def _cell(self, column: Column) -> Kept:
        place = self.headings.columns.get(column)
        return None if place is None or place >= len(self.row.cells) else self.row.cells[place]

    def _words(self, column: Column) -> str:
        return written(meant(self._cell(column)))

    def _text(self, column: Column) -> str:
        return tidy(self._words(column))

    def _day(self, column: Column) -> date | None:
        try:
            day = days.read(self._cell(column))
        except ValueError:
            self.findings[Why.DAY_UNCLEAR] = {"words": self._words(column)[:40]}
            return None
        if day is not None and day > clock.today():
            self.findings[Why.DAY_AHEAD] = {"day": day.isoformat()}
            return None
        return day

    def _year(self) -> int | None:
        """Return the year of birth; of a whole day of birth only the year is taken."""
        said, words = meant(self._cell(Column.BIRTH_YEAR)), self._text(Column.BIRTH_YEAR)
        if not words:
            return None
        digits = str(said.year) if isinstance(said, date) else words[-4:]
        year = int(digits) if digits.isascii() and digits.isdigit() else 0
        if _FIRST_YEAR <= year <= clock.today().year:
            return year
        self.findings[Why.YEAR_UNCLEAR] = {"words": words[:40]}
        return None

    def _in_work(self) -> bool:
        words = self._words(Column.IN_WORK)
        told = yes_or_no(words)
        if told is None:
            self.findings[Why.IN_WORK_UNCLEAR] = {"words": words[:40]}
        return bool(told)
