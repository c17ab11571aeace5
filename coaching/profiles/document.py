"""The introduction as a Word file that looks like the service's own letter (design.md, *Documents*)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx.shared import Pt

from coaching.documents.paper import paper
from coaching.documents.parts import add_block, clean
from coaching.profiles.introduction import Introduction


def build(introduction: Introduction, template: Path | None = None) -> bytes:
    """Return the Word file of an introduction.

    Args:
        template: the organisation's own Word file, whose styles and letterhead are used.

    Raises:
        TemplateUnreadable: the organisation's file is not a Word document.
    """
    document = paper(
        template, introduction.language, introduction.title, clean(introduction.service)
    )
    _head(document, introduction)
    document.add_heading(introduction.title, level=1)
    for block in introduction.blocks:
        add_block(document, block)
    document.add_heading(introduction.contact_heading, level=2)
    for line in introduction.contact:
        document.add_paragraph(clean(line)).paragraph_format.space_after = Pt(0)
    document.add_paragraph(introduction.made_on).paragraph_format.space_before = Pt(6)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _head(document: Any, introduction: Introduction) -> None:
    """Put the client above the heading, so that no title holds a name."""
    paragraph = document.add_paragraph()
    if introduction.known_as:
        run = paragraph.add_run(clean(introduction.known_as))
        run.bold, run.font.size = True, Pt(14)
    else:
        paragraph.add_run(f"{introduction.line}: ").bold = True
        paragraph.add_run("_" * 40)
    sought = document.add_paragraph()
    sought.add_run(clean(introduction.subtitle)).font.size = Pt(12)
    sought.paragraph_format.space_after = Pt(6)
