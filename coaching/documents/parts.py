"""The parts of a document: a text, a list or a table under a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold."""

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A9B2"/>'
    for side in ("top", "bottom", "insideH")
)

_ALONE = 2
"""Rows that are too few to stand apart from the rest of their table."""


@dataclass(frozen=True)
class Block:
    """One part under a heading: a text, a list, or a table with a row of headings."""

    heading: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    items: tuple[str, ...] = ()


def add_block(document: Any, block: Block) -> None:
    """Add a part: its heading, then a text, a list or a table."""
    document.add_heading(clean(block.heading), level=2)
    for line in block.text.splitlines():
        document.add_paragraph(clean(line))
    for item in block.items:
        document.add_paragraph(clean(item), style="List Bullet")
    if block.rows:
        _table(document, block)


def _table(document: Any, block: Block) -> None:
    """Add a table whose row of headings comes again on a next page and is read out as such."""
    table = document.add_table(rows=0, cols=len(block.columns))
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{_BORDERS}</w:tblBorders>")
    table._tbl.tblPr.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    last = len(block.rows)
    for number, words in enumerate([block.columns, *block.rows]):
        # No row stands alone at the foot of a page, under the headings, or at the top of the next.
        together = number < last and (number < _ALONE or number >= last - _ALONE)
        row = table.add_row()
        _mark(row, "w:cantSplit")
        if number == 0:
            _mark(row, "w:tblHeader")
        for cell, width, text in zip(row.cells, _widths(document, block), words, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.add_run(clean(text)).bold = number == 0
            paragraph.paragraph_format.keep_with_next = together
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _widths(document: Any, block: Block) -> list[Emu]:
    """Return the widths of a table's columns, shared out by their longest words."""
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    columns = zip(block.columns, *block.rows, strict=True)
    longest = [min(40, max(12, *(len(words) for words in column))) for column in columns]
    return [Emu(room * one // sum(longest)) for one in longest]


def clean(text: str) -> str:
    """Return a text without the characters that no file can hold."""
    return _NOT_IN_XML.sub("", text)
