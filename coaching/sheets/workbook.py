"""Reading a workbook or a text file in columns, with time and memory bounded whatever is in it."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from coaching.sheets import delimited, packed
from coaching.sheets.cells import Kept, error, formula, is_blank, keep, trimmed
from coaching.sheets.packed import MOST_ROWS
from coaching.sheets.refusals import (
    FileEmpty,
    FileMissing,
    FileRefused,
    FileTooLarge,
    FileUnreadable,
    NotAFile,
    NotAWorkbook,
    OldWorkbook,
    TooManyColumns,
    TooManyRows,
    WorkbookDamaged,
    WorkbookLocked,
)

MOST_MEGABYTES = 10
MOST_COLUMNS = 256

_MOST_UNCOUNTED = 100_000
"""Rows, blank ones too, of a sheet written in a way that its rows were not counted beforehand."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Beginning of the container of old workbooks, and of new ones behind a password."""

_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a damaged workbook can end in; the parser promises nothing narrower."""


@dataclass(frozen=True)
class RawRow:
    """A row as it came: its number as the spreadsheet program shows it, and its cells."""

    number: int
    cells: tuple[Kept, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(is_blank(cell) for cell in self.cells)


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it came, to the last row that holds something; a text file is one without name."""

    name: str
    rows: tuple[RawRow, ...]
    hidden: bool = False


@dataclass(frozen=True)
class RawFile:
    """A file as it came; `sha256` is the hash of its bytes."""

    name: str
    sha256: str
    sheets: tuple[RawSheet, ...]


def read(path: Path, megabytes: int = MOST_MEGABYTES) -> RawFile:
    """Read a file from disk.

    Args:
        path: an .xlsx or .csv file; what it is, is told by its content.
        megabytes: largest file that is read.

    Raises:
        FileRefused: one of coaching.sheets.refusals; what is wrong with the file.
    """
    try:
        if not path.exists():
            raise FileMissing
        if not path.is_file():
            raise NotAFile
        with path.open("rb") as file:
            content = file.read(megabytes * 1024 * 1024 + 1)
    except (OSError, ValueError) as failed:
        # A path with a null character is a ValueError.
        raise FileUnreadable(why=getattr(failed, "strerror", None) or str(failed)) from None
    return read_bytes(content, path.name, megabytes)


def read_bytes(content: bytes, name: str, megabytes: int = MOST_MEGABYTES) -> RawFile:
    """Read a file from its bytes.

    Raises:
        FileRefused: as `read`.
    """
    if len(content) > megabytes * 1024 * 1024:
        raise FileTooLarge(most=megabytes)
    if not content:
        raise FileEmpty
    sheets = tuple(_sheets(content))
    rows = sum(len(sheet.rows) for sheet in sheets)
    if rows > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    if not rows:
        raise FileEmpty
    return RawFile(name[-200:], hashlib.sha256(content).hexdigest(), sheets)


def _sheets(content: bytes) -> Iterable[RawSheet]:
    if content.startswith(_COMPOUND):
        raise WorkbookLocked if _LOCKED_PART in content else OldWorkbook
    if content.startswith(b"PK"):
        return _read_workbook(content)
    return [RawSheet("", _rows(delimited.read(content)))]


def _read_workbook(content: bytes) -> list[RawSheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            last = packed.check(archive)
        with warnings.catch_warnings():
            # The parser warns of drawings and extensions; they hold no rows.
            warnings.simplefilter("ignore")
            return _unpacked(content, last)
    except NotImplementedError:
        # Packed in a way that workbooks are not, or behind a zip password.
        raise NotAWorkbook from None
    except _BROKEN:
        raise WorkbookDamaged from None


def _unpacked(content: bytes, last: int) -> list[RawSheet]:
    found, computed = [], False
    for name, hidden, cells in _parsed(content, last, values=False):
        rows = list(cells)
        computed = computed or any(cell.data_type == "f" for row in rows for cell in row)
        found.append((name, hidden, rows))
    values: Sequence[Any] = []
    if computed:
        values = [list(cells) for _name, _hidden, cells in _parsed(content, last, values=True)]
    return [
        RawSheet(name, _rows(_kept(rows, values[place] if values else ())), hidden)
        for place, (name, hidden, rows) in enumerate(found)
    ]


def _parsed(content: bytes, last: int, *, values: bool) -> Iterator[tuple[str, bool, Any]]:
    """Give name, whether hidden, and rows of cells of each sheet."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
    try:
        names: set[str] = set()
        for sheet in book.worksheets:
            # What a sheet says of its own size may be wrong; rows beyond it would be left out.
            sheet.reset_dimensions()
            yield _name(sheet.title, names), sheet.sheet_state != "visible", _few(sheet, last)
    finally:
        book.close()


def _few(sheet: Any, last: int) -> Iterator[Any]:
    """Give the rows of a sheet up to the last one that holds something."""
    for place, row in enumerate(sheet.iter_rows(max_row=last or None), start=1):
        if last and place > last:
            return
        holds = place > MOST_ROWS and any(cell.value is not None for cell in row)
        if holds or place > _MOST_UNCOUNTED:
            raise TooManyRows(most=MOST_ROWS)
        yield row


def _name(title: str, taken: set[str]) -> str:
    """Return a sheet's name as Excel allows it: short, and another one for each sheet."""
    first = str(keep(title)).replace("\x00", "")[:31] or "?"
    name, number = first, 1
    while name in taken:
        number += 1
        name = f"{first[:25]} ({number})"
    taken.add(name)
    return name


def _kept(rows: Sequence[Any], values: Sequence[Any]) -> Iterator[list[Kept]]:
    for place, row in enumerate(rows):
        computed = values[place] if place < len(values) else ()
        yield [
            _kept_cell(cell, computed[column] if column < len(computed) else None)
            for column, cell in enumerate(row)
        ]


def _kept_cell(cell: Any, computed: Any) -> Kept:
    if cell.data_type == "f":
        # Formulas over several cells come as objects that hold their text.
        text = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None)
        value = None if computed is None else _kept_cell(computed, None)
        return formula(str(text or "="), value)
    return error(str(cell.value)) if cell.data_type == "e" else keep(cell.value)


def _rows(rows: Iterable[Sequence[Kept]]) -> tuple[RawRow, ...]:
    """Return numbered rows without the blank ones after the last that holds something."""
    found = []
    for number, row in enumerate(rows, start=1):
        cells = trimmed(row)
        if len(cells) > MOST_COLUMNS:
            raise TooManyColumns(most=MOST_COLUMNS)
        if cells and number > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        found.append(RawRow(number, cells))
    while found and found[-1].is_blank:
        found.pop()
    return tuple(found)


__all__ = ["FileRefused", "RawFile", "RawRow", "RawSheet", "read", "read_bytes"]
