"""Putting files of the register together: headings and codes in words, sheets side by side."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import IO, Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.orm import Session

from coaching import clock, i18n
from coaching.accounts.types import Actor
from coaching.clients import choices
from coaching.contacts.exporting import meeting_log
from coaching.employers import exporting
from coaching.employers.export_types import TODAY, BroughtSheet, EmployerColumn, FileKind, Record
from coaching.employers.types import Look
from coaching.sheets.spreadsheets import Sheet, as_came, write_text, write_workbook
from forms.employer_export import EMPLOYER_HEADINGS, LOG_HEADINGS, EmployersOutForm, LogOutForm
from forms.labels import label

_IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a file that are held in memory; a larger one is written to the disk while it is made."""

_PIECE = 64 * 1024

_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv",
}


def employers_file(session: Session, actor: Actor, form: EmployersOutForm, look: Look) -> Response:
    """Return the register as a file."""
    columns: Sequence[EmployerColumn] = form.columns.data
    rows = exporting.employer_rows(session, actor, look, columns)
    table = _table(columns, EMPLOYER_HEADINGS, rows, _industries(session))
    return _sent(
        session, actor, "employers", pgettext("file name", "employers"), form.kind, columns, table
    )


def log_file(session: Session, actor: Actor, form: LogOutForm) -> Response:
    """Return the log of employer meetings as a file."""
    columns = form.columns.data
    rows = meeting_log(session, actor, form.period.data)
    table = _table(columns, LOG_HEADINGS, rows, {})
    name = pgettext("file name", "employer-meetings")
    return _sent(session, actor, "meetings", name, form.kind, columns, table)


def rows_file(session: Session, actor: Actor, kind: FileKind) -> Response:
    """Return the imported rows as they came, with what the register tells by now beside them."""
    words = _industries(session)
    sheets = list(exporting.brought_sheets(session, actor))
    out = _new_file()
    if kind is FileKind.XLSX:
        pages = (
            Sheet(one.name or PurePath(one.file).stem, _beside(one, words), one.headings)
            for one in sheets
        )
        count = write_workbook(pages, out)
    elif len(sheets) == 1:
        count = write_text(_beside(sheets[0], words), out)
    else:
        count = write_text(_one_below_another(sheets, words), out)
    exporting.note_export(session, actor, "imported_rows", kind, TODAY, count)
    return _download(out, pgettext("file name", "imported-rows"), kind)


# ---- rows


def _table(
    columns: Sequence[Any], headings: Mapping[Any, Any], rows: Iterable[Record], words: Any
) -> Iterator[list[Any]]:
    yield [str(headings[column]) for column in columns]
    for row in rows:
        yield [_said(column, row.get(column), words) for column in columns]


def _said(column: Any, value: Any, words: Mapping[str, str]) -> Any:
    """Return a value as the file tells it: codes in words, days as days."""
    if value is None or value == "":
        return None
    if column is EmployerColumn.INDUSTRY:
        return words.get(value, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(label(value)) if hasattr(value, "value") else value


def _beside(sheet: BroughtSheet, words: Mapping[str, str], width: int = 0) -> Iterator[list[Any]]:
    """Give the rows of a sheet, each in its place, and beside them what the register tells."""
    wide = max(sheet.width, width)
    last = 0
    for number, cells, now in sheet.rows:
        yield from ([] for _blank in range(last + 1, number))
        last = number
        came = [as_came(cell) for cell in cells]
        if number == sheet.headings:
            told = [_("%(name)s today", name=str(EMPLOYER_HEADINGS[one])) for one in TODAY]
        else:
            told = [_said(one, now.get(one), words) for one in TODAY] if now else []
        yield [*came, *[None] * (wide - len(came)), *told] if told else came


def _one_below_another(
    sheets: Sequence[BroughtSheet], words: Mapping[str, str]
) -> Iterator[list[Any]]:
    """Give the rows of several sheets as one table, with the file, sheet and row of each before it."""
    width = max((sheet.width for sheet in sheets), default=0)
    yield [
        pgettext("imported row", "File"),
        pgettext("imported row", "Sheet"),
        pgettext("imported row", "Row"),
    ]
    for sheet in sheets:
        for number, row in enumerate(_beside(sheet, words, width), start=1):
            yield [sheet.file, sheet.name, number, *row]


def _industries(session: Session) -> Mapping[str, str]:
    return {
        str(code): str(words)
        for code, words in choices.options(session, "industry", i18n.language())
    }


# ---- the file


def _new_file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def _sent(
    session: Session,
    actor: Actor,
    what: str,
    name: str,
    kind: FileKind,
    columns: Sequence[str],
    table: Iterator[list[Any]],
) -> Response:
    out = _new_file()
    to_book = kind is FileKind.XLSX
    count = write_workbook([Sheet(name, table)], out) if to_book else write_text(table, out)
    exporting.note_export(session, actor, what, kind, columns, count - 1)
    return _download(out, name, kind)


def _download(out: IO[bytes], name: str, kind: FileKind) -> Response:
    """Send a file to be saved, under a name with the day, kept by no browser or server between."""
    size = out.tell()
    out.seek(0)
    response = Response(_pieces(out), mimetype=_TYPES[kind])
    response.call_on_close(out.close)
    response.content_length = size
    file_name = f"{name}-{clock.today().isoformat()}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece
