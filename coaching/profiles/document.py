"""The introduction as a Word file that looks like the service's own letter (design.md, *Documents*)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from coaching.profiles.introduction import Block, Introduction

TEMPLATE = "employer_profile.docx"
"""The organisation's own styles and letterhead, in the instance folder, when there is one."""

_LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_INK, _ACCENT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x00, 0x00, 0x5E)
_FONT = "Calibri"
_SIZES = {
    "Normal": 10.5,
    "Heading 1": 20,
    "Heading 2": 12.5,
    "List Bullet": 10.5,
    "Header": 9,
    "Footer": 9,
}


def build(introduction: Introduction, template: Path | None = None) -> bytes:
    """Return the Word file of an introduction: A4, real styles, page numbers, its language set.

    Args:
        template: a Word file whose styles, margins and header are used; what it lacks falls back to
            ours. None for ours alone.
    """
    document = _opened(template)
    own = template is None
    for name in _SIZES:
        _style(document, name, own=own)
    _language(document, _LOCALES[introduction.language])
    _properties(document, introduction)
    if own:
        _page(document)
        _header_and_footer(document, introduction)
    _head(document, introduction)
    document.add_heading(introduction.title, level=1)
    for block in introduction.blocks:
        _block(document, block)
    document.add_heading(introduction.contact_heading, level=2)
    for line in introduction.contact:
        document.add_paragraph(line)
    document.add_paragraph(introduction.made_on)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def template_in(instance: Path) -> Path | None:
    """Return the organisation's own template, None when it has none."""
    path = instance / TEMPLATE
    return path if path.is_file() else None


def _opened(template: Path | None) -> Any:
    document = Document(str(template)) if template else Document()
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


def _style(document: Any, name: str, *, own: bool) -> None:
    """Give a style our looks; in an organisation's template only when the style is missing."""
    missing = name not in document.styles
    if missing:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not (own or missing):
        return
    style = document.styles[name]
    style.font.name, style.font.size = _FONT, Pt(_SIZES[name])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), _FONT)
    heading = name.startswith("Heading")
    style.font.bold = heading
    style.font.color.rgb = _ACCENT if heading else _INK
    space = {"Heading 1": (2, 6), "Heading 2": (9, 2), "List Bullet": (0, 1)}.get(name, (0, 2))
    style.paragraph_format.space_before, style.paragraph_format.space_after = map(Pt, space)
    style.paragraph_format.keep_with_next = heading
    style.paragraph_format.line_spacing = 1.08


def _language(document: Any, locale: str) -> None:
    """Set the language of every word, so that it is spoken and checked rightly."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    defaults = document.styles.element.find(qn("w:docDefaults"))
    known = defaults.iter(qn("w:lang")) if defaults is not None else ()
    for language in [*known, *properties.findall(qn("w:lang"))]:
        language.set(qn("w:val"), locale)
    if properties.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), locale)
        properties.append(language)


def _properties(document: Any, introduction: Introduction) -> None:
    """Name the document by its task; never by the client."""
    core = document.core_properties
    core.title, core.author = introduction.title, introduction.service or "Rinnalla"
    core.language = _LOCALES[introduction.language]
    core.subject = core.keywords = core.comments = core.category = ""
    core.last_modified_by = core.author


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header_distance = section.footer_distance = Mm(10)


def _header_and_footer(document: Any, introduction: Introduction) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = introduction.service
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """Add a field that the word processor counts, with a number in it until then."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)


def _head(document: Any, introduction: Introduction) -> None:
    """Put the client above the heading, so that no title holds a name."""
    paragraph = document.add_paragraph()
    if introduction.known_as:
        run = paragraph.add_run(introduction.known_as)
        run.bold, run.font.size = True, Pt(14)
    else:
        paragraph.add_run(f"{introduction.line}: ").bold = True
        paragraph.add_run("_" * 40)
    document.add_paragraph(introduction.subtitle)


def _block(document: Any, block: Block) -> None:
    document.add_heading(block.heading, level=2)
    for line in block.text.splitlines():
        document.add_paragraph(line)
    for item in block.items:
        document.add_paragraph(item, style="List Bullet")
    if block.rows:
        _table(document, block)


def _table(document: Any, block: Block) -> None:
    table = document.add_table(rows=1, cols=len(block.columns))
    if "Table Grid" in document.styles:
        table.style = document.styles["Table Grid"]
    for cell, words in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(words)
