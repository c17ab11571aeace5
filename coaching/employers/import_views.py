"""Pages of bringing in a sheet: the file, its columns, row by row, saving, and undoing as one."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.employers import batches, import_pages, import_runs, staging, undoing
from coaching.employers.blueprint import blueprint
from coaching.employers.import_types import State
from coaching.errors import Refusal
from coaching.sheets import runs
from coaching.sheets.pages import read_upload
from coaching.sheets.refusals import FileNotChosen
from coaching.web import actor, config, database, needs, send, transaction
from forms.base import BaseForm
from forms.employer_import import ChoicesForm
from forms.employer_words import reason

EVERY = 2
"""Seconds after which the page of a running import fetches itself again."""

SOON = 1.5
"""Seconds that are waited for a small file before a page of its progress is shown."""


@blueprint.route("/import", methods=["GET", "POST"])
@needs("coach", "leader")
def import_file() -> ResponseReturnValue:
    """Choose a file to bring in; earlier imports stand below."""
    file = read_upload() if request.method == "POST" else None
    with transaction() as session:
        form = import_pages.upload_form(session, actor())
        if form.validate_on_submit():

            def work() -> str:
                if file is None:
                    raise FileNotChosen
                if isinstance(file, Refusal):
                    raise file
                team = import_pages.team_of(session, actor(), form)
                stage = staging.put(session, actor(), team, file)
                page = (
                    "employers.import_preview"
                    if stage.results["rows"]
                    else "employers.import_columns"
                )
                return url_for(page, import_id=stage.public_id)

            if sent := send(session, form, work):
                return sent
        return render_template(
            "employers/import_file.html",
            form=form,
            waiting=staging.waiting(session, actor()),
            batches=batches.list_batches(session, actor()),
        ), form.status


@blueprint.route("/import/<import_id>/columns", methods=["GET", "POST"])
@needs("coach", "leader")
def import_columns(import_id: str) -> ResponseReturnValue:
    """Say what the columns of a file hold."""
    with transaction() as session:
        stage = staging.find(session, actor(), import_id)
        if stage.state == State.DONE:
            return _after(stage.public_id)
        form, sheets = import_pages.columns_form(stage), import_pages.columns_of(stage)
        if form.validate_on_submit():

            def work() -> str:
                choices = import_pages.chosen_columns(sheets, stage, form)
                staging.choose(session, stage, choices)
                return url_for("employers.import_preview", import_id=import_id)

            if sent := send(session, form, work):
                return sent
        return render_template(
            "employers/import_columns.html", form=form, sheets=sheets, name=stage.results["name"]
        ), form.status


@blueprint.route("/import/<import_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def import_preview(import_id: str) -> ResponseReturnValue:
    """Show what becomes of each row, take in what is chosen, and save it when asked to."""
    begun = False
    with transaction() as session:
        stage = staging.find(session, actor(), import_id)
        if stage.state == State.DONE or import_runs.progress(config().instance, stage).alive:
            return _after(import_id)
        form = ChoicesForm(data={"row_version": stage.row_version})
        page = import_pages.preview_page(session, stage)
        if form.validate_on_submit():

            def work() -> str:
                nonlocal begun
                staging.choose(session, stage, import_pages.chosen_rows(page, stage))
                if request.form.get("do") != "import":
                    flash(_("Choices saved. Nothing is imported yet."), "success")
                    return request.full_path.rstrip("?")
                import_runs.begin(session, stage, config().instance)
                begun = True
                return url_for("employers.import_progress", import_id=import_id)

            sent = send(session, form, work)
        else:
            sent = None
        if sent is None:
            return render_template(
                "employers/import_preview.html", form=form, page=page, stage=stage, reason=reason
            ), form.status
    if begun:
        _save(import_id)
    return sent


@blueprint.get("/import/<import_id>/progress")
@needs("coach", "leader")
def import_progress(import_id: str) -> ResponseReturnValue:
    """Show how far saving a file is; the page fetches itself again until it is done."""
    now = runs.look(config().instance, import_id) if import_id.isalnum() else runs.Progress()
    with transaction() as session:
        stage = staging.find(session, actor(), import_id)
        if stage.state == State.RUNNING and now.alive:
            page = render_template(
                "employers/import_progress.html", now=now, form=BaseForm(), stage=stage
            )
            answer: Response = make_response(page)
            answer.headers["Refresh"] = str(EVERY)
            return answer
        if stage.state == State.DONE:
            batch = batches.public_id(session, stage.result_id)
            if batch is None:
                flash(_("Nothing new to save."), "success")
                return redirect(url_for("employers.import_file"))
            return redirect(url_for("employers.show_import", batch_id=batch))
        return redirect(url_for("employers.import_preview", import_id=import_id))


@blueprint.post("/import/<import_id>/stop")
@needs("coach", "leader")
def stop_import(import_id: str) -> ResponseReturnValue:
    """Ask a running import to stop; nothing of it is saved then."""
    with transaction() as session:
        stage = staging.find(session, actor(), import_id)
        import_runs.ask_to_stop(config().instance, stage)
        return _after(import_id)


@blueprint.post("/import/<import_id>/throw-away")
@needs("coach", "leader")
def throw_away_import(import_id: str) -> ResponseReturnValue:
    """Drop a file that is not to be brought in."""
    with transaction() as session:
        stage = staging.find(session, actor(), import_id)
        if import_runs.progress(config().instance, stage).alive:
            return _after(import_id)
        staging.throw_away(session, stage)
        flash(_("The file was thrown away. Nothing of it was saved."), "success")
        return redirect(url_for("employers.import_file"), code=303)


@blueprint.get("/imports/<batch_id>")
@needs("coach", "leader")
def show_import(batch_id: str) -> ResponseReturnValue:
    """Show what an import brought."""
    with transaction() as session:
        batch = batches.show(session, actor(), batch_id)
        form = import_pages.team_form(session, actor())
        return render_template("employers/show_import.html", batch=batch, form=form)


@blueprint.post("/imports/<batch_id>/meetings")
@needs("coach", "leader")
def make_meetings(batch_id: str) -> ResponseReturnValue:
    """Look at the rows of an earlier import as meetings."""
    with transaction() as session:
        batch = batches.show(session, actor(), batch_id)
        form = import_pages.team_form(session, actor())
        if form.validate_on_submit():

            def work() -> str:
                team = import_pages.team_of(session, actor(), form)
                stage = staging.put_again(session, actor(), batch_id, team)
                return url_for("employers.import_preview", import_id=stage.public_id)

            if sent := send(session, form, work):
                return sent
        return render_template("employers/show_import.html", batch=batch, form=form), form.status


@blueprint.route("/imports/<batch_id>/undo", methods=["GET", "POST"])
@needs("coach", "leader")
def undo_import(batch_id: str) -> ResponseReturnValue:
    """Undo an import as one, after showing what goes and what stays."""
    form = BaseForm()
    with transaction() as session:
        batch = batches.show(session, actor(), batch_id)
        if batch.undone_on is not None:
            return redirect(url_for("employers.show_import", batch_id=batch_id), code=303)
        told = undoing.look(session, actor(), batch_id)
        if form.validate_on_submit():

            def work() -> str:
                undoing.undo(session, actor(), batch_id)
                flash(_("Import undone"), "success")
                return url_for("employers.show_import", batch_id=batch_id)

            if sent := send(session, form, work):
                return sent
        page = render_template("employers/undo_import.html", form=form, batch=batch, told=told)
        return page, form.status


def _save(import_id: str) -> None:
    """Save a file in a thread, and wait a moment: most are done by then."""
    why_kept = _("Contact person of an employer, from the team’s own list")
    thread = import_runs.start(database(), config().instance, actor(), import_id, why_kept)
    if thread is not None:
        thread.join(SOON)


def _after(import_id: str) -> Response:
    to = url_for("employers.import_progress", import_id=import_id)
    answer: Response = redirect(to, code=303)  # type: ignore[assignment]
    return answer
