"""What the pages of copies share: opening a stay for it, the words, the language, the files."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.copies import document, writing
from coaching.copies.types import Copy, Copyable
from coaching.documents.paper import template_in
from coaching.errors import NotThere
from coaching.i18n import LANGUAGES
from coaching.uselog.types import Action, Basis
from coaching.web import actor, config, organisation

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def open_for_copy(session: Session, period_id: str, **detail: Any) -> ServicePeriod:
    """Open a stay to take a copy of its forms, with a line that says so."""
    return doors.open_record(session, actor(), period_id, Basis.PROFILE, Action.EXPORT, **detail)


def copy(session: Session, period: ServicePeriod, source: Copyable) -> Copy:
    """Return the words of a copy in the language asked for."""
    return writing.write(source, clients.head(session, actor(), period), language(), _service())


def general_copy(source: Copyable) -> Copy:
    """Return the words of a copy of a form about no client, in the language asked for."""
    return writing.write(source, None, language(), _service())


def text(copy: Copy) -> Response:
    """Give a copy as plain text."""
    return Response(writing.as_text(copy), mimetype="text/plain")


def word(copy: Copy, source: Copyable) -> Response:
    """Give a copy as a Word file on the organisation's own letterhead, when it has one.

    Raises:
        TemplateUnreadable: the organisation's file is not a Word document.
    """
    content = document.build(copy, template_in(config().instance))
    return download(content, WORD, f"{name_of(source)}.docx")


def name_of(source: Copyable) -> str:
    """Return a file name that tells nothing of the client."""
    return f"{source.form.upper()}-{source.on.isoformat()}"


def download(content: bytes, kind: str, name: str) -> Response:
    """Give a file to be kept under a name."""
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _service() -> str:
    return config().service_name or organisation.name


def language() -> str:
    """Return the language asked for, the page's own when none is.

    Raises:
        NotThere: it is none of ours.
    """
    asked = request.args.get("language", i18n.language())
    if asked not in LANGUAGES:
        raise NotThere
    return asked
