"""What a packed workbook holds, counted before anything reads it.

A file of some kilobytes can unpack to gigabytes, and a small part can hold millions of elements.
The parts are unpacked once in pieces, counted and thrown away; only what stays within the limits is
read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from coaching.sheets.refusals import (
    NotAWorkbook,
    TooManyRows,
    UnpacksTooLarge,
    WorkbookDamaged,
    WorkbookLocked,
)

MOST_ROWS = 20_000
"""Rows that are read, counted by the number of the last row that holds something."""

_MEGABYTE = 1024 * 1024
MOST_UNPACKED = 128 * _MEGABYTE
"""Bytes that the parts of a workbook unpack to: several times a full sheet of the allowed size."""

_MOST_DECLARED = 1024 * _MEGABYTE
_MOST_ELEMENTS = 4_000_000
_MOST_PARTS = 5_000
_MOST_TIMES = 200
"""How many times smaller than its content a large part may be: sheets are some 20 times smaller."""

_LARGE = 8 * _MEGABYTE
_LONGEST_ROW = 4 * _MEGABYTE
_PIECE = 256 * 1024
_ENCRYPTED = 0x1

_ROW = re.compile(rb"<row(?=[\s/>])")
_NUMBER = re.compile(rb"""^[^>]*?\sr\s*=\s*["'](\d{1,18})["']""")
_HOLDS = re.compile(rb"<(?:v|t|f)[\s>]")
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_END = b"</sheetData>"


def check(archive: zipfile.ZipFile) -> int:
    """Count what a workbook's parts unpack to.

    Returns:
        The number of the last row that holds something, on the longest sheet; 0 when no row is
        written in the usual way.

    Raises:
        NotAWorkbook, WorkbookLocked, WorkbookDamaged, UnpacksTooLarge, TooManyRows.
    """
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise NotAWorkbook
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise WorkbookLocked
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_DECLARED:
        raise UnpacksTooLarge(most=MOST_UNPACKED // _MEGABYTE)
    counter = _Counter()
    return max((counter.count(archive, part) for part in parts), default=0)


class _Counter:
    """Bytes and elements counted over all the parts of one workbook."""

    def __init__(self) -> None:
        self.unpacked = 0
        self.elements = 0

    def count(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
        """Unpack one part, count it, and return the number of its last row that holds something."""
        rows, size, tail = _Rows(), 0, b""
        for piece in _pieces(archive, part):
            size += len(piece)
            self._check(piece, size, part.compress_size)
            if _ENTITY.search(tail + piece):
                # A workbook never declares entities; a file that does means harm.
                raise WorkbookDamaged
            tail = piece[-16:]
            rows.feed(piece)
        return rows.end()

    def _check(self, piece: bytes, size: int, packed: int) -> None:
        self.unpacked += len(piece)
        self.elements += piece.count(b"<")
        too_dense = size > _LARGE and size > _MOST_TIMES * packed
        if too_dense or self.unpacked > MOST_UNPACKED or self.elements > _MOST_ELEMENTS:
            raise UnpacksTooLarge(most=MOST_UNPACKED // _MEGABYTE)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece


class _Rows:
    """Finds the rows of a sheet as its bytes pass by; other parts pass unseen."""

    def __init__(self) -> None:
        self.is_sheet: bool | None = None
        self.inside = False
        self.rest = b""
        self.number = 0
        self.last = 0

    def feed(self, piece: bytes) -> None:
        """Take the next bytes.

        Raises:
            TooManyRows: as soon as a row that holds something lies beyond the limit.
            WorkbookDamaged: rows out of order, which no spreadsheet program writes.
            UnpacksTooLarge: a row without end.
        """
        if self.is_sheet is None:
            self.is_sheet = b"<worksheet" in piece
        if not self.is_sheet:
            return
        before, ended, _after = (self.rest + piece).partition(_END)
        first, *rows = _ROW.split(before)
        if self.inside:
            rows.insert(0, first)
        self.inside = bool(rows)
        self.rest = rows.pop() if rows else before[-8:]
        for row in rows:
            self._row(row)
        if len(self.rest) > _LONGEST_ROW:
            raise UnpacksTooLarge(most=MOST_UNPACKED // _MEGABYTE)
        if ended:
            self.end()
            self.is_sheet = False

    def end(self) -> int:
        """Take the last row, and return the number of the last one that holds something."""
        if self.inside:
            self._row(self.rest)
        self.inside = False
        return self.last

    def _row(self, row: bytes) -> None:
        told = _NUMBER.match(row)
        number = int(told[1]) if told else self.number + 1
        if number <= self.number:
            raise WorkbookDamaged
        self.number = number
        if _HOLDS.search(row):
            if number > MOST_ROWS:
                raise TooManyRows(most=MOST_ROWS)
            self.last = number
