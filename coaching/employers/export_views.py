"""Pages of the register as a file: choosing columns, and the files themselves."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coaching.employers import export_pages, exporting, pages
from coaching.employers import service as employers
from coaching.employers.blueprint import blueprint
from coaching.employers.export_types import FileKind
from coaching.web import actor, needs, transaction
from forms.employer_export import EmployersOutForm, LogOutForm


@blueprint.get("/export")
@needs("coach", "leader")
def export() -> ResponseReturnValue:
    """Choose what goes out as a file."""
    with transaction() as session:
        return _page(session, EmployersOutForm({}), LogOutForm({}))


@blueprint.get("/export/employers")
@needs("coach", "leader")
def export_employers() -> ResponseReturnValue:
    """Give the register as a file, narrowed as the list was."""
    with transaction() as session:
        form = EmployersOutForm(request.args)
        if not form.is_ready():
            return _page(session, form, LogOutForm({})), 422
        look = pages.look(pages.look_form(session))
        return export_pages.employers_file(session, actor(), form, look)


@blueprint.get("/export/meetings")
@needs("coach", "leader")
def export_meetings() -> ResponseReturnValue:
    """Give the own team's log of employer meetings as a file."""
    with transaction() as session:
        form = LogOutForm(request.args)
        if not form.is_ready():
            return _page(session, EmployersOutForm({}), form), 422
        return export_pages.log_file(session, actor(), form)


@blueprint.get("/export/rows")
@needs("coach", "leader")
def export_rows() -> ResponseReturnValue:
    """Give the imported rows as they came, with today's values beside them."""
    with transaction() as session:
        told = request.args.get("file", "")
        kind = FileKind(told) if told in set(FileKind) else FileKind.XLSX
        return export_pages.rows_file(session, actor(), kind)


def _page(session: Session, employers_form: EmployersOutForm, log_form: LogOutForm) -> str:
    look = pages.look(pages.look_form(session))
    return render_template(
        "employers/export.html",
        employers_form=employers_form,
        log_form=log_form,
        narrowed=pages.address_of(look),
        found=employers.list_employers(session, actor(), look, page=1).total,
        brought=exporting.count_brought(session, actor()),
    )
