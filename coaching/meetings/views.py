"""Pages of employer meetings: logging one, seeing it, mending it, and the log of a week."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.contacts import service as contacts
from coaching.contacts.types import With
from coaching.copies import pages as copy_pages
from coaching.meetings import pages, showing, weeks
from coaching.meetings import service as meetings
from coaching.meetings.showing import week_code
from coaching.meetings.types import Week
from coaching.web import actor, needs, send, transaction
from forms import meeting_words
from forms.base import BaseForm

blueprint = Blueprint("meetings", __name__, url_prefix="/meetings")


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the words of a chosen employer."""
    state.app.jinja_env.globals.update(meeting_words.ON_PAGE, week_code=week_code)


@blueprint.route("/new", methods=["GET", "POST"])
@needs("coach", "leader")
def log_meeting() -> ResponseReturnValue:
    """Log a meeting with an employer, in general or on behalf of a client."""
    with transaction() as session:
        page = pages.new_page(session, actor())
        if pages.is_ready(page):

            def work() -> str:
                added = meetings.log(session, actor(), page.period, page.form.to_meeting())
                flash(_("Meeting saved"), "success")
                return showing.after_saving(added.public_id, page)

            if sent := send(session, page.form, work):
                return sent
        pages.offer(session, actor(), page)
        return render_template(
            "meetings/log_meeting.html", page=page, form=page.form
        ), page.form.status


@blueprint.get("/<contact_id>")
@needs("coach", "leader")
def show_meeting(contact_id: str) -> ResponseReturnValue:
    """Show one meeting, as far as the person may see it."""
    with transaction() as session:
        shown = showing.shown(session, actor(), contact_id)
        return render_template("meetings/show_meeting.html", page=shown)


@blueprint.route("/<contact_id>/edit", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_meeting(contact_id: str) -> ResponseReturnValue:
    """Mend a meeting; the employer and the client it is linked to stay."""
    with transaction() as session:
        contact = contacts.find_changeable(session, actor(), contact_id)
        if contact.with_whom != With.EMPLOYER:
            return redirect(url_for("contacts.edit_contact", contact_id=contact_id), code=303)
        page = pages.edit_page(session, actor(), contact)
        if pages.is_ready(page):

            def work() -> str:
                version = int(page.form.row_version.data or 0)
                told = page.form.to_meeting()
                meetings.edit(session, actor(), contact, told, version, page.period)
                flash(_("Meeting saved"), "success")
                return showing.after_saving(contact_id, page)

            if sent := send(session, page.form, work):
                return sent
        pages.offer(session, actor(), page)
        newer = page.form.newer(contact.row_version, {})
        return render_template(
            "meetings/edit_meeting.html", page=page, form=page.form, newer=newer
        ), page.form.status


@blueprint.get("/<contact_id>/copy.docx")
@needs("coach", "leader")
def copy_as_word(contact_id: str) -> ResponseReturnValue:
    """Give a meeting about no client as a Word file; others are copied with their client's forms."""
    with transaction() as session:
        row, source = showing.to_copy(session, actor(), contact_id)
        if row.period_public_id:
            return _copy_of_client("copies.copy_as_word", row.period_public_id, contact_id)
        return copy_pages.word(copy_pages.general_copy(source), source)


@blueprint.get("/<contact_id>/copy.txt")
@needs("coach", "leader")
def copy_as_text(contact_id: str) -> ResponseReturnValue:
    """Give a meeting about no client as plain text; others are copied with their client's forms."""
    with transaction() as session:
        row, source = showing.to_copy(session, actor(), contact_id)
        if row.period_public_id:
            return _copy_of_client("copies.copy_as_text", row.period_public_id, contact_id)
        return copy_pages.text(copy_pages.general_copy(source))


@blueprint.get("/week")
@needs("coach", "leader")
def week() -> ResponseReturnValue:
    """Show the employer log of a week by coach."""
    with transaction() as session:
        found = weeks.load(session, actor(), showing.asked_day(), request.args.get("team"))
        return _week_page(found, BaseForm())


@blueprint.post("/week")
@needs("leader")
def mark_week() -> ResponseReturnValue:
    """Note that the leader has looked at the employer log of a week."""
    form = BaseForm()
    with transaction() as session:
        found = weeks.load(session, actor(), showing.asked_day(), request.args.get("team"))

        def work() -> str:
            weeks.mark(session, actor(), found)
            flash(_("The week is marked as looked at"), "success")
            return url_for("meetings.week", week=week_code(found.monday), team=found.short)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return _week_page(found, form)


def _copy_of_client(endpoint: str, period_id: str, contact_id: str) -> ResponseReturnValue:
    language = copy_pages.language()
    address = url_for(endpoint, period_id=period_id, form="b", record=contact_id, language=language)
    return redirect(address, code=303)


def _week_page(found: Week, form: BaseForm) -> ResponseReturnValue:
    return render_template(
        "meetings/week.html", week=found, form=form, near=showing.near(found), goal=weeks.GOAL
    ), form.status
