"""Pages of form E: the decision, the plan, planned contacts, stepping down."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.clients import doors
from coaching.clients import service as clients
from coaching.coming_back import onward
from coaching.support import course, deciding, pages, planned
from coaching.uselog.types import Basis
from coaching.web import actor, needs, send, transaction
from forms.base import BaseForm
from forms.support_words import step_words

blueprint = Blueprint("support", __name__, url_prefix="/clients/<period_id>/jobs/<job_id>/support")

Turn = Callable[..., None]


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the words of the steps of the rhythm."""
    state.app.jinja_env.globals.update(step_words=step_words)


@blueprint.route("", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_support(period_id: str, job_id: str) -> ResponseReturnValue:
    """Show form E of a job; fill in the decision first, then the plan of a client who says yes."""
    with transaction() as session:
        opened = doors.open_record(session, actor(), period_id, Basis.COACHING)
        job = deciding.find_job(session, opened, job_id)
        head = clients.head(session, actor(), opened)
        page = pages.SupportPage(session, opened, job)
        sent = request.method == "POST"
        step = pages.step_to_fill(page, request.args.get("step"), sent=sent)
        if sent and not head.in_charge:
            raise doors.refuse(session, actor(), Basis.COACHING, opened)
        if step is None or not (sent or (head.is_open and head.in_charge)):
            return render_template(
                "support/show_support.html", head=head, page=page, form=BaseForm(formdata=None)
            )
        form = page.form_of(step)

        def work() -> str:
            said, then = page.save(actor(), form)
            flash(said, "success")
            return pages.address(period_id, job_id, then)

        if form.validate_on_submit() and (answer := send(session, form, work)):
            return answer
        newer = form.newer(page.version, pages.stored(form)) if page.version else None
        return render_template(
            f"support/{step}.html", form=form, head=head, page=page, newer=newer
        ), form.status


@blueprint.post("/ready")
@needs("coach", "leader")
def mark_ready(period_id: str, job_id: str) -> ResponseReturnValue:
    """Mark form E as ready."""
    return _turn(period_id, job_id, course.mark_ready, _("The form is marked as ready"))


@blueprint.post("/reopen")
@needs("coach", "leader")
def reopen_support(period_id: str, job_id: str) -> ResponseReturnValue:
    """Reopen form E."""
    return _turn(period_id, job_id, course.reopen, _("The form is open again"))


def _turn(period_id: str, job_id: str, turn: Turn, said: str) -> ResponseReturnValue:
    form = BaseForm()
    with transaction() as session:
        period, job = pages.open_job(session, actor(), period_id, job_id)

        def work() -> str:
            turn(session, actor(), period, job)
            flash(said, "success")
            return pages.address(period_id, job_id, "show")

        if sent := send(session, form, work):
            return sent
        words = " ".join(problem.words for problem in form.problems())
        return render_template("errors/422.html", words=words), 422


@blueprint.route("/contacts", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_contacts(period_id: str, job_id: str) -> ResponseReturnValue:
    """Move planned contacts to other days, or leave them out."""
    with transaction() as session:
        period, job = pages.open_job(session, actor(), period_id, job_id)
        head, page = clients.head(session, actor(), period), pages.SupportPage(session, period, job)
        if not head.is_open or not page.standings:
            return redirect(pages.address(period_id, job_id), code=303)
        form = page.contacts_form()

        def work() -> str:
            shown = int(form.row_version.data or 0)
            changes = form.to_changes()
            planned.change(session, actor(), period, job, page.support, changes, shown)
            flash(_("The planned contacts are saved"), "success")
            return onward(pages.address(period_id, job_id, "show"))

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        newer = form.newer(page.version, pages.stored(form))
        return render_template(
            "support/edit_contacts.html", form=form, head=head, page=page, newer=newer
        ), form.status


@blueprint.route("/ending", methods=["GET", "POST"])
@needs("coach", "leader")
def end_support(period_id: str, job_id: str) -> ResponseReturnValue:
    """Record who goes on with the support, or when and why it ended."""
    with transaction() as session:
        period, job = pages.open_job(session, actor(), period_id, job_id)
        head, page = clients.head(session, actor(), period), pages.SupportPage(session, period, job)
        if not head.is_open or page.wants is None:
            return redirect(
                url_for("support.edit_support", period_id=period_id, job_id=job_id), 303
            )
        form = page.ending_form()

        def work() -> str:
            shown = int(form.row_version.data or 0)
            course.end(session, actor(), period, job, form.to_ending(), shown)
            flash(_("Saved"), "success")
            return pages.address(period_id, job_id, "show")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        newer = form.newer(page.version, pages.stored(form))
        return render_template(
            "support/end_support.html", form=form, head=head, page=page, newer=newer
        ), form.status
