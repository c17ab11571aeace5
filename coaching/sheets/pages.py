"""What the pages of every import share: the file that was sent, and what its columns hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from coaching import i18n, web
from coaching.sheets import workbook
from coaching.sheets.cells import Kept, is_blank, meant
from coaching.sheets.headings import Headings
from coaching.sheets.refusals import ColumnTwice, FileRefused
from coaching.sheets.workbook import RawFile, RawSheet

_EXAMPLES = 3
_SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet with its heading, some of what stands in it, and what it holds."""

    position: int
    heading: str
    examples: tuple[str, ...]
    holds: str


@dataclass(frozen=True)
class SheetColumns:
    """A sheet that can be read, with its columns; `row` is the row of its headings."""

    index: int
    name: str
    row: int
    columns: tuple[SheetColumn, ...]


def read_upload() -> RawFile | FileRefused | None:
    """Read the file of this request, before anything is written; None when there is none."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    megabytes = web.config().upload_megabytes
    content = sent.stream.read(megabytes * 1024 * 1024 + 1)
    try:
        return workbook.read_bytes(content, sent.filename, megabytes)
    except FileRefused as refusal:
        refusal.field = "file"
        return refusal


def columns_of(
    file: RawFile,
    told: Mapping[str, Mapping[int, str]],
    headings: Callable[[RawSheet], Headings[Any] | None],
) -> list[SheetColumns]:
    """Return the sheets that can be read, with what their columns hold or are said to hold.

    Args:
        told: by sheet, what a person said of its columns by their positions.
        headings: tells the headings of a sheet, None for one that is left out.
    """
    typed, found = web.typed(), []
    for index, sheet in enumerate(file.sheets):
        base = headings(sheet)
        if base is None:
            continue
        guessed = {place: column.value for column, place in base.columns.items()}
        holds = told.get(sheet.name, guessed)
        columns = tuple(
            SheetColumn(
                place,
                shown(base.texts[place]) if place < len(base.texts) else "",
                examples,
                str(typed.get(f"c-{index}-{place}", holds.get(place, ""))),
            )
            for place in range(max(len(row.cells) for row in sheet.rows))
            if (examples := _examples(sheet, base.row, place))
            or (place < len(base.texts) and not is_blank(base.texts[place]))
        )
        found.append(SheetColumns(index, sheet.name, base.row, columns))
    return found


def chosen_columns(
    sheets: Iterable[SheetColumns], allowed: Collection[str]
) -> dict[str, dict[int, str]]:
    """Return what was said of the columns, by sheet and position.

    Args:
        allowed: what a column can hold.

    Raises:
        ColumnTwice: two columns of a sheet hold the same.
    """
    columns: dict[str, dict[int, str]] = {}
    for sheet in sheets:
        told: dict[int, str] = {}
        for column in sheet.columns:
            if column.holds not in allowed:
                continue
            if column.holds in told.values():
                refusal = ColumnTwice(heading=column.heading)
                refusal.field = f"c-{sheet.index}-{column.position}"
                raise refusal
            told[column.position] = column.holds
        columns[sheet.name] = told
    return columns


def shown(cell: Kept) -> str:
    """Return a cell as a person reads it."""
    said = meant(cell)
    if isinstance(said, date):
        return i18n.day(said)
    if isinstance(said, float) and said.is_integer() and abs(said) < 1e15:
        return str(int(said))
    if said is None and isinstance(cell, dict):
        return str(next(iter(cell.values())))
    return "" if said is None else " ".join(str(said).split())


def _examples(sheet: RawSheet, row: int, place: int) -> tuple[str, ...]:
    found: list[str] = []
    for one in sheet.rows:
        if one.number > row and place < len(one.cells) and not is_blank(one.cells[place]):
            words = shown(one.cells[place])[:_SHOWN_CHARACTERS]
            if words and words not in found:
                found.append(words)
        if len(found) == _EXAMPLES:
            break
    return tuple(found)
