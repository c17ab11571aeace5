"""The paper a document is written on: the service's letter, or the organisation's own.

An organisation's template is a Word file of its own making, so it may lack any style; what it lacks
is added in our looks, and what it has stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Mm, Pt, RGBColor

from coaching import clock
from coaching.errors import Refusal

TEMPLATE = "employer_profile.docx"
"""The organisation's own styles and letterhead, in the instance folder, when there is one."""

LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
INK, ACCENT, MUTED = (
    RGBColor(0x1A, 0x1A, 0x1A),
    RGBColor(0x00, 0x00, 0x5E),
    RGBColor(0x59, 0x59, 0x59),
)
FONT = "Calibri"


class TemplateUnreadable(Refusal):
    """The organisation's own template of the Word file cannot be read. Facts: name."""


@dataclass(frozen=True)
class Look:
    """How a style looks; `level` makes it a heading of the outline."""

    size: float
    before: float = 0
    after: float = 0
    colour: RGBColor = INK
    level: int | None = None


LOOKS = {
    "Normal": Look(10.5, after=2),
    "Heading 1": Look(20, before=2, after=2, colour=ACCENT, level=0),
    "Heading 2": Look(12, before=8, after=1.5, colour=ACCENT, level=1),
    "List Bullet": Look(10.5, after=1),
    "Header": Look(9.5, colour=MUTED),
    "Footer": Look(9.5, colour=MUTED),
}


def template_in(instance: Path) -> Path | None:
    """Return the organisation's own template, None when it has none."""
    path = instance / TEMPLATE
    return path if path.is_file() else None


def paper(template: Path | None, language: str, title: str, service: str) -> Any:
    """Return an empty document: A4, styles, header and footer, language and properties set.

    Args:
        template: the organisation's own Word file; its words are not used. None for ours.
        language: fi, sv or en.
        title: of the document's properties, so never with a client in it.
        service: name for the header; may be empty.

    Raises:
        TemplateUnreadable: the organisation's file is not a Word document.
    """
    document = _opened(template)
    for name, look in LOOKS.items():
        if name not in document.styles:
            _add_style(document, name, look)
        elif template is None:
            _dress(document.styles[name], look)
    if template is None:
        _page(document)
    _header_and_footer(document, service)
    _language(document, LOCALES[language])
    _properties(document, language, title, service)
    return document


def _opened(template: Path | None) -> Any:
    try:
        document = Document(str(template) if template else None)
    except (OpcError, BadZipFile, OSError, KeyError, ValueError, SyntaxError) as problem:
        raise TemplateUnreadable(name=TEMPLATE) from problem
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


def _add_style(document: Any, name: str, look: Look) -> None:
    """Add a style in our sizes that inherits the template's font."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style = document.styles["Normal"] if name != "Normal" else None
    style.quick_style = True
    _shape(style, look)
    if name == "List Bullet":
        numbers = style.element.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_numId().val = _bullet(document)


def _dress(style: Any, look: Look) -> None:
    """Give a style of ours its font, colour and sizes."""
    style.font.name, style.font.color.rgb = FONT, look.colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    _shape(style, look)


def _shape(style: Any, look: Look) -> None:
    style.font.size, style.font.bold = Pt(look.size), look.level is not None
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing, form.keep_with_next = 1.07, look.level is not None
    if look.level is not None:
        properties = style.element.get_or_add_pPr()
        if properties.find(qn("w:outlineLvl")) is None:
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), str(look.level))
            properties.append(level)


def _bullet(document: Any) -> int:
    """Add a list of bullets to the document's numberings and return its number."""
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        part = NumberingPart.load(
            PackURI("/word/numbering.xml"),
            CONTENT_TYPE.WML_NUMBERING,
            f"<w:numbering {nsdecls('w')}/>".encode(),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    numbering = part.element
    known = [int(one.get(qn("w:abstractNumId"))) for one in numbering.iter(qn("w:abstractNum"))]
    number = max(known, default=-1) + 1
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        '<w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
    # Word wants every abstract list before the first real one.
    numbering.insert(len(known) + len(numbering.findall(qn("w:numPicBullet"))), abstract)
    return int(numbering.add_num(number).numId)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(17)
    section.header_distance = section.footer_distance = Mm(10)


def _header_and_footer(document: Any, service: str) -> None:
    """Put the service above and page numbers below, where the template has nothing of its own."""
    section = document.sections[-1]
    if _is_blank(section.header):
        section.header.paragraphs[0].text = service
    if _is_blank(section.footer):
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _field(footer, "PAGE")
        footer.add_run(" / ")
        _field(footer, "NUMPAGES")


def _is_blank(part: Any) -> bool:
    """Tell whether a header or footer shows nothing: no words, fields or pictures."""
    shows = ("w:t", "w:drawing", "w:pict", "w:fldSimple", "w:instrText")
    return part.is_linked_to_previous or not any(
        element.text or len(element) for name in shows for element in part._element.iter(qn(name))
    )


def _field(paragraph: Any, code: str) -> None:
    """Add a field that the word processor counts, with a number in it until then."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)


def _language(document: Any, locale: str) -> None:
    """Set the language of every word, so that it is spoken and checked rightly."""
    normal = document.styles["Normal"].element.get_or_add_rPr()
    if normal.find(qn("w:lang")) is None:
        normal.append(OxmlElement("w:lang"))
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), locale)


def _properties(document: Any, language: str, title: str, service: str) -> None:
    """Name the document by its task; never by the client, nor by who made it."""
    core, now = document.core_properties, clock.now().astimezone(UTC).replace(tzinfo=None)
    core.title, core.language = title, LOCALES[language]
    core.author = core.last_modified_by = service or "Rinnalla"
    core.subject = core.keywords = core.comments = core.category = ""
    core.created = core.modified = now
    core.revision = 1
