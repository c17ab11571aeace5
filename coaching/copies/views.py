"""Pages of copies: the list of a client's forms, one form as Word or text, all of them at once."""

from __future__ import annotations

import io
import zipfile

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coaching.clients import doors
from coaching.clients import service as clients
from coaching.copies import document, pages, sources, writing
from coaching.documents.paper import template_in
from coaching.i18n import LANGUAGES
from coaching.uselog.types import Basis
from coaching.web import actor, config, needs, transaction

blueprint = Blueprint("copies", __name__, url_prefix="/clients/<period_id>/copies")


@blueprint.get("")
@needs("coach", "leader")
def list_copies(period_id: str) -> ResponseReturnValue:
    """List the forms of a client that can be copied."""
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.PROFILE)
        return render_template(
            "copies/list_copies.html",
            head=clients.head(session, actor(), period),
            copies=[(one, one.listed or one.fill()) for one in sources.of_stay(session, period)],
            chosen=pages.language(),
            all_languages=LANGUAGES,
        )


@blueprint.get("/<form>-<record>.txt")
@needs("coach", "leader")
def copy_as_text(period_id: str, form: str, record: str) -> ResponseReturnValue:
    """Give a form as plain text, for the official client record."""
    with transaction() as session:
        period = pages.open_for_copy(session, period_id, form=form, kind="text")
        return pages.text(pages.copy(session, period, sources.find(session, period, form, record)))


@blueprint.get("/<form>-<record>.docx")
@needs("coach", "leader")
def copy_as_word(period_id: str, form: str, record: str) -> ResponseReturnValue:
    """Give a form as a Word file."""
    with transaction() as session:
        period = pages.open_for_copy(session, period_id, form=form, kind="word")
        source = sources.find(session, period, form, record)
        return pages.word(pages.copy(session, period, source), source)


@blueprint.get("/all.zip")
@needs("coach", "leader")
def copy_all(period_id: str) -> ResponseReturnValue:
    """Give every form of a client as Word and as text in one package."""
    with transaction() as session:
        period = pages.open_for_copy(session, period_id, kind="package")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            template = template_in(config().instance)
            for number, source in enumerate(
                sources.newest(sources.of_stay(session, period)), start=1
            ):
                copy = pages.copy(session, period, source)
                name = f"{number:02}-{pages.name_of(source)}"
                package.writestr(f"{name}.docx", document.build(copy, template))
                package.writestr(f"{name}.txt", writing.as_text(copy))
        name = f"rinnalla-{pages.language()}.zip"
        return pages.download(packed.getvalue(), "application/zip", name)
