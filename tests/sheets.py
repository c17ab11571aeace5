"""Workbooks and text files as teams have them, and as nobody should send them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

REGISTER = Path(__file__).parent / "data" / "tyonantajarekisteri.xlsx"
"""A register as a team really keeps it, with made-up employers and people."""

HEADINGS = ("Pvm", "Yritys", "Y-tunnus", "Paikkakunta", "Yhteyshenkilö", "Asema", "Puhelin",
            "Sähköposti", "Päättää rekrystä", "Valmentaja", "Muistiinpanot")  # fmt: skip


def workbook(*rows: Sequence[Any], **sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook: one sheet of the rows, or several by name."""
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, content in (sheets or {"Yritykset": rows}).items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(list(row))
    return saved(book)


def plain_workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook whose texts are texts, also those that begin with an equals sign."""
    book = load_workbook(io.BytesIO(workbook(**sheets)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def employer(name: Any, business_id: Any = None, place: Any = None, **cells: Any) -> list[Any]:
    """Return a row under HEADINGS; further cells by heading in small letters without spaces."""
    told = {"yritys": name, "y-tunnus": business_id, "paikkakunta": place, **cells}
    plain = {"yhteyshenkilo": "yhteyshenkilö", "sahkoposti": "sähköposti", "paattaa":
             "päättää rekrystä"}  # fmt: skip
    told = {plain.get(key, key): value for key, value in told.items()}
    assert set(told) <= {heading.lower() for heading in HEADINGS}, told
    return [told.get(heading.lower()) for heading in HEADINGS]


def register(*rows: Sequence[Any], **sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook whose first sheet has HEADINGS and the rows."""
    return workbook(**{"Yritykset": [HEADINGS, *rows], **sheets})


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook with some of its parts replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def part(content: bytes, name: str) -> bytes:
    """Return one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
