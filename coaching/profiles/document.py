"""The introduction as a Word file that looks like the service's own letter (design.md, *Documents*)."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt

from coaching.profiles.introduction import Block, Introduction
from coaching.profiles.stationery import paper

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold."""

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A9B2"/>'
    for side in ("top", "bottom", "insideH")
)


def build(introduction: Introduction, template: Path | None = None) -> bytes:
    """Return the Word file of an introduction.

    Args:
        template: the organisation's own Word file, whose styles and letterhead are used.

    Raises:
        TemplateUnreadable: the organisation's file is not a Word document.
    """
    document = paper(
        template, introduction.language, introduction.title, _clean(introduction.service)
    )
    _head(document, introduction)
    document.add_heading(introduction.title, level=1)
    for block in introduction.blocks:
        _block(document, block)
    document.add_heading(introduction.contact_heading, level=2)
    for line in introduction.contact:
        document.add_paragraph(_clean(line)).paragraph_format.space_after = Pt(0)
    document.add_paragraph(introduction.made_on).paragraph_format.space_before = Pt(6)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _head(document: Any, introduction: Introduction) -> None:
    """Put the client above the heading, so that no title holds a name."""
    paragraph = document.add_paragraph()
    if introduction.known_as:
        run = paragraph.add_run(_clean(introduction.known_as))
        run.bold, run.font.size = True, Pt(14)
    else:
        paragraph.add_run(f"{introduction.line}: ").bold = True
        paragraph.add_run("_" * 40)
    sought = document.add_paragraph()
    sought.add_run(_clean(introduction.subtitle)).font.size = Pt(12)
    sought.paragraph_format.space_after = Pt(6)


def _block(document: Any, block: Block) -> None:
    document.add_heading(_clean(block.heading), level=2)
    for line in block.text.splitlines():
        document.add_paragraph(_clean(line))
    for item in block.items:
        document.add_paragraph(_clean(item), style="List Bullet")
    if block.rows:
        _table(document, block)


def _table(document: Any, block: Block) -> None:
    """Add a table whose row of headings comes again on a next page and is read out as such."""
    table = document.add_table(rows=0, cols=len(block.columns))
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{_BORDERS}</w:tblBorders>")
    table._tbl.tblPr.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    for number, words in enumerate([block.columns, *block.rows]):
        row = table.add_row()
        _mark(row, "w:cantSplit")
        if number == 0:
            _mark(row, "w:tblHeader")
        for cell, width, text in zip(row.cells, _widths(document, block), words, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.add_run(_clean(text)).bold = number == 0
            paragraph.paragraph_format.keep_with_next = number == 0
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


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
