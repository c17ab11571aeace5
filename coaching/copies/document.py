"""A copy of a form as a Word file: the service's own letter, a table for each section."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx.shared import Pt
from flask_babel import force_locale
from flask_babel import gettext as _

from coaching.copies.types import Copy, Part
from coaching.documents.paper import paper
from coaching.documents.parts import Block, add_block, clean


def build(copy: Copy, template: Path | None = None) -> bytes:
    """Return the Word file of a copy.

    Args:
        template: the organisation's own Word file, whose styles and letterhead are used.

    Raises:
        TemplateUnreadable: the organisation's file is not a Word document.
    """
    document = paper(template, copy.language, copy.title, clean(copy.service))
    _about(document, copy)
    document.add_heading(clean(copy.title), level=1)
    with force_locale(copy.language):
        columns = (_("Question"), _("Answer"))
    for part in copy.parts:
        _part(document, part, columns)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _about(document: Any, copy: Copy) -> None:
    """Put the client and the day above the heading: no title holds a name, no page a lone day."""
    for number, line in enumerate((*copy.about, copy.made_on)):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(clean(line))
        run.bold = number == 0
        paragraph.paragraph_format.space_after = Pt(0)


def _part(document: Any, part: Part, columns: tuple[str, str]) -> None:
    if part.rows:
        add_block(document, Block(part.heading, columns, part.rows))
    else:
        add_block(document, Block(part.heading, text=part.skipped or "–"))
    if part.rows and part.skipped:
        document.add_paragraph(clean(part.skipped))
