"""Reading text in columns: semicolons, commas, tabs or bars, in the encodings Excel writes."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from coaching.sheets.cells import Kept
from coaching.sheets.packed import MOST_ROWS
from coaching.sheets.refusals import NotAWorkbook, TooManyRows

_DELIMITERS = ";\t,|"
_LOOKED_AT = 30
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL = frozenset(map(chr, range(32))) - set("\t\n\r\x0b\x0c\x1f")


def read(content: bytes) -> Iterator[list[Kept]]:
    """Give the rows of a text file; cells stay as they came, empty ones are None.

    Raises:
        NotAWorkbook: the bytes are not text, or not text in columns.
        TooManyRows: more rows than are read.
    """
    text = _decoded(content)
    told = text[:5].lower()
    is_told = told.startswith("sep=") and told[4:] in set(_DELIMITERS) | {":"}
    delimiter = told[4] if is_told else _delimiter(text)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, row in enumerate(lines, start=1):
            if number > MOST_ROWS and any(row):
                raise TooManyRows(most=MOST_ROWS)
            yield [cell or None for cell in row]
    except csv.Error:
        raise NotAWorkbook from None


def _decoded(content: bytes) -> str:
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL & set(text):
            return text
    raise NotAWorkbook


def _delimiter(text: str) -> str:
    """Return the sign that parts the first rows into most columns, quoted text left whole."""
    return max(_DELIMITERS, key=lambda sign: _columns(text, sign))


def _columns(text: str, sign: str) -> int:
    sample = io.StringIO(text[: _LOOKED_AT * 2000], newline="")
    rows = csv.reader(sample, delimiter=sign)
    try:
        return sum(len(row) - 1 for row, _place in zip(rows, range(_LOOKED_AT), strict=False))
    except csv.Error:
        return 0
