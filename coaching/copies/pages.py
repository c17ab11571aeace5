"""What the pages of copies share: opening a stay for it, the words, the language asked for."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.copies import writing
from coaching.copies.types import Copy, Copyable
from coaching.errors import NotThere
from coaching.i18n import LANGUAGES
from coaching.uselog.types import Action, Basis
from coaching.web import actor, config, organisation


def open_for_copy(session: Session, period_id: str, **detail: Any) -> ServicePeriod:
    """Open a stay to take a copy of its forms, with a line that says so."""
    return doors.open_record(session, actor(), period_id, Basis.PROFILE, Action.EXPORT, **detail)


def copy(session: Session, period: ServicePeriod, source: Copyable) -> Copy:
    """Return the words of a copy in the language asked for."""
    head = clients.head(session, actor(), period)
    service = config().service_name or organisation.name
    return writing.write(source, head, language(), service)


def language() -> str:
    """Return the language asked for, the page's own when none is.

    Raises:
        NotThere: it is none of ours.
    """
    asked = request.args.get("language", i18n.language())
    if asked not in LANGUAGES:
        raise NotThere
    return asked
