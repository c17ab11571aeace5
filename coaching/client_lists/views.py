"""Pages of bringing in a client list: the file, its columns, row by row, and undoing as one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from coaching.client_lists import pages, service
from coaching.employers import staging
from coaching.employers.import_types import State
from coaching.errors import NotThere, Refusal
from coaching.sheets.pages import read_upload
from coaching.sheets.refusals import FileNotChosen
from coaching.web import actor, needs, organisation, send, transaction
from forms.base import BaseForm
from forms.client_list import RowsForm
from forms.client_list_words import reason

blueprint = Blueprint("client_lists", __name__, url_prefix="/clients")


@blueprint.route("/import", methods=["GET", "POST"])
@needs("leader")
def import_list() -> ResponseReturnValue:
    """Choose a list to bring in; earlier ones stand below."""
    file = read_upload() if request.method == "POST" else None
    with transaction() as session:
        form = pages.upload_form(session, actor())

        def work() -> str:
            if file is None:
                raise FileNotChosen
            if isinstance(file, Refusal):
                raise file
            stage = service.put(session, actor(), pages.team_of(session, actor(), form), file)
            return url_for("client_lists.list_columns", list_id=stage.public_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "client_lists/import_list.html",
            form=form,
            waiting=staging.waiting(session, actor(), service.KINDS),
            batches=service.list_batches(session, actor()),
        ), form.status


@blueprint.route("/import/<list_id>/columns", methods=["GET", "POST"])
@needs("leader")
def list_columns(list_id: str) -> ResponseReturnValue:
    """Say what the columns of a list hold."""
    names_on = organisation.names_on
    with transaction() as session:
        stage = service.find(session, actor(), list_id)
        if stage.state == State.DONE:
            return redirect(pages.after_saving(session, stage), code=303)
        form = pages.columns_form(session, stage, names_on=names_on)
        sheets = pages.columns_of(stage)

        def work() -> str:
            chosen = pages.chosen_columns(sheets, stage, form, names_on=names_on)
            service.choose(session, actor(), stage, chosen)
            return url_for("client_lists.preview_list", list_id=list_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "client_lists/list_columns.html", form=form, sheets=sheets, name=stage.results["name"]
        ), form.status


@blueprint.route("/import/<list_id>", methods=["GET", "POST"])
@needs("leader")
def preview_list(list_id: str) -> ResponseReturnValue:
    """Show what becomes of each row, take in what is chosen, and save it when asked to."""
    with transaction() as session:
        stage = service.find(session, actor(), list_id)
        if stage.state == State.DONE:
            return redirect(pages.after_saving(session, stage), code=303)
        form = RowsForm(data={"row_version": stage.row_version})
        page = pages.preview_page(session, actor(), stage)

        def work() -> str:
            service.choose(session, actor(), stage, pages.chosen_rows(page, stage))
            if request.form.get("do") != "import":
                flash(_("Choices saved. Nothing is imported yet."), "success")
                return request.full_path.rstrip("?")
            asking = pages.still_asking(session, actor(), stage)
            batch = service.save(session, actor(), stage)
            flash(_("Client list saved"), "success")
            if asking:
                flash(asking, "warning")
            return url_for("client_lists.show_list", brought_id=batch.public_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "client_lists/preview_list.html",
            form=form,
            page=page,
            stage=stage,
            reason=reason,
            row_options=pages.row_options,
        ), form.status


@blueprint.post("/import/<list_id>/throw-away")
@needs("leader")
def throw_away_list(list_id: str) -> ResponseReturnValue:
    """Drop a list that is not to be brought in."""
    with transaction() as session:
        stage = service.find(session, actor(), list_id)
        if stage.state == State.DONE:
            return redirect(pages.after_saving(session, stage), code=303)
        staging.throw_away(session, stage)
        flash(_("The file was thrown away. Nothing of it was saved."), "success")
        return redirect(url_for("client_lists.import_list"), code=303)


@blueprint.get("/imports/<brought_id>")
@needs("coach", "leader")
def show_list(brought_id: str) -> ResponseReturnValue:
    """Show the clients a list brought in: the leader all, a coach the own ones."""
    with transaction() as session:
        row, batch = service.find_batch(session, actor(), brought_id)
        return render_template(
            "client_lists/show_list.html",
            batch=batch,
            clients=service.clients_of(session, actor(), row),
        )


@blueprint.route("/imports/<brought_id>/undo", methods=["GET", "POST"])
@needs("leader")
def undo_list(brought_id: str) -> ResponseReturnValue:
    """Undo a list as one, after showing how many clients go and how many stay."""
    form = BaseForm()
    with transaction() as session:
        row, batch = service.find_batch(session, actor(), brought_id)
        if batch.undone_on is not None:
            return redirect(url_for("client_lists.show_list", brought_id=brought_id), code=303)
        if not batch.may_undo:
            raise NotThere
        told = service.look_back(session, row)

        def work() -> str:
            done = service.undo(session, actor(), row)
            flash(
                ngettext(
                    "%(num)s client was taken back.",
                    "%(num)s clients were taken back.",
                    done.clients,
                ),
                "success",
            )
            return url_for("client_lists.show_list", brought_id=brought_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "client_lists/undo_list.html", form=form, batch=batch, told=told
        ), form.status
