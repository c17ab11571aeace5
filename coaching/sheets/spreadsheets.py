"""Writing rows as a workbook or as text in columns, so that what goes out equals what came in.

A text is written as text whatever it begins with: = + - @ make no formula of it, and nothing is put
before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from coaching.sheets.cells import Kept

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_EARLIEST = (1900, 3)
"""Spreadsheet programs do not agree on days before this."""

_FORMATS = {datetime: "d.m.yyyy h:mm", date: "d.m.yyyy", time: "h:mm", timedelta: "[h]:mm:ss"}

_READERS: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an error of the spreadsheet program, such as #N/A."""

    text: str


@dataclass(frozen=True)
class Sheet:
    """Rows under a title; `headings` is the number of the row that stays in sight, 0 for none."""

    title: str
    rows: Iterable[Sequence[Any]]
    headings: int = 1


def as_came(cell: Kept) -> Any:
    """Return the value of a cell as it was kept; a computed one comes as its value.

    A formula speaks of cells by their places, which are others in the new file; one that held no
    value comes as text.
    """
    if not isinstance(cell, dict):
        return cell
    if "formula" in cell:
        return cell["formula"] if cell["value"] is None else as_came(cell["value"])
    (kind, said), *_rest = cell.items()
    if kind == "error":
        return ErrorCell(str(said))
    if kind == "seconds":
        return timedelta(seconds=said)
    return _READERS[kind](said)


def write_workbook(sheets: Iterable[Sheet], out: IO[bytes]) -> int:
    """Write sheets one after another; rows are not held in memory.

    Returns:
        The number of rows written.
    """
    book, taken, count = Workbook(write_only=True), set[str](), 0
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title, taken))
        if sheet.headings:
            page.freeze_panes = f"A{sheet.headings + 1}"
        for number, row in enumerate(sheet.rows, start=1):
            page.append([_cell(page, value, bold=number == sheet.headings) for value in row])
            count += 1
    if not taken:
        book.create_sheet("–")
    book.save(out)
    out.seek(0, io.SEEK_END)
    return count


def write_text(rows: Iterable[Sequence[Any]], out: IO[bytes]) -> int:
    """Write rows parted by semicolons, as the spreadsheet programs of Finland and Sweden read them.

    Returns:
        The number of rows written.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text, delimiter=";", lineterminator="\r\n"), 0
    for row in rows:
        writer.writerow([_text(value) for value in row])
        count += 1
    text.flush()
    text.detach()
    return count


def _cell(page: Any, value: Any, *, bold: bool) -> Any:
    if value is None:
        return None
    if isinstance(value, date) and (value.year, value.month) < _EARLIEST:
        value = value.isoformat()
    is_error = isinstance(value, ErrorCell)
    said = value.text if isinstance(value, ErrorCell) else value
    if isinstance(said, str):
        said = _NOT_IN_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", said)
    cell = WriteOnlyCell(page, value=said)
    if isinstance(said, str):
        # Without this, a text that begins with = would be a formula, and "#N/A" an error.
        cell.data_type = "e" if is_error and cell.data_type == "e" else "s"
    elif (kind := type(said)) in _FORMATS:
        cell.number_format = _FORMATS[kind]
    if bold:
        cell.font = Font(bold=True)
    return cell


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, ErrorCell):
        return value.text
    if isinstance(value, float):
        return repr(value).removesuffix(".0").replace(".", ",")
    if isinstance(value, datetime):
        return f"{_text(value.date())} {value.time().isoformat()}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return str(value)


def _title(wanted: str, taken: set[str]) -> str:
    """Return a title as spreadsheet programs allow it, another one for each sheet."""
    first = _NOT_IN_XML.sub("", _NOT_IN_TITLES.sub(" ", wanted)).strip("' ")[:31] or "–"
    title, number = first, 1
    while title.casefold() in taken:
        number += 1
        title = f"{first[:25]} ({number})"
    taken.add(title.casefold())
    return title
