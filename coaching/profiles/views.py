"""Pages of form A: the profile, its sections, ready and reopened, the copy as text."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import i18n
from coaching.clients import doors
from coaching.clients import pages as client_pages
from coaching.clients import service as clients
from coaching.definitions.types import Definition, Section
from coaching.errors import NotThere
from coaching.profiles import pages, versions
from coaching.profiles import telling_views as _telling_views  # noqa: F401 - registers its views
from coaching.profiles.blueprint import blueprint
from coaching.uselog.types import Action, Basis
from coaching.web import actor, needs, send, transaction
from forms.base import BaseForm
from forms.defined import section_form
from forms.profile import SkipForm

__all__ = ["blueprint"]

Turn = Callable[..., None]


@blueprint.get("/profile")
@needs("coach", "leader")
def show_profile(period_id: str) -> ResponseReturnValue:
    """Show a version of form A, the newest unless another is asked for."""
    number = request.args.get("version", type=int)
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, client_pages.basis(actor()))
        found = versions.all_of(session, period)
        version = versions.get(session, period, number) if number else next(iter(found), None)
        return render_template(
            "profiles/show_profile.html",
            head=clients.head(session, actor(), period),
            page=pages.ProfilePage(session, period, version) if version else None,
            newest=bool(found) and version is found[0],
            versions=found,
            form=BaseForm(formdata=None),
        )


@blueprint.post("/profile")
@needs("coach", "leader")
def begin_profile(period_id: str) -> ResponseReturnValue:
    """Begin form A, or its next version with everything carried."""
    form = BaseForm()
    with transaction() as session:
        period, _newest = pages.open_draft(session, actor(), period_id)

        def work() -> str:
            version = versions.begin(session, actor(), period)
            first = versions.definition_of(version).sections[0]
            return url_for("profiles.edit_section", period_id=period_id, section_id=first.id)

        return send(session, form, work) or _refused(form)


@blueprint.route("/profile/<section_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_section(period_id: str, section_id: str) -> ResponseReturnValue:
    """Fill in one section of the newest version; a draft is saved with anything missing."""
    with transaction() as session:
        period, version = pages.open_draft(session, actor(), period_id)
        if version is None:
            raise NotThere
        definition = versions.definition_of(version)
        section = _section(definition, section_id)
        form = section_form(section, version.answers, i18n.language())
        if not form.is_submitted():
            form.row_version.process_data(version.row_version)

        def work() -> str:
            shown_version = int(form.row_version.data or 0)
            told = form.answers()
            versions.save_section(session, actor(), period, version, section, told, shown_version)
            if question_id := request.form.get("confirm"):
                versions.confirm(session, actor(), period, version, question_id)
            flash(_("Draft saved"), "success")
            return _next_page(period_id, definition, section)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        # Whoever saves again after reading that somebody was quicker means to.
        form.row_version.process_data(version.row_version)
        page = pages.ProfilePage(session, period, version)
        return render_template(
            "profiles/edit_section.html",
            form=form,
            head=clients.head(session, actor(), period),
            page=page,
            part=page.part(section),
            skip_form=SkipForm(formdata=None),
        ), form.status


@blueprint.post("/profile/<section_id>/skip")
@needs("coach", "leader")
def skip_section(period_id: str, section_id: str) -> ResponseReturnValue:
    """Skip a section with a reason, or fill it in after all."""
    form = SkipForm()
    with transaction() as session:
        period, version = pages.open_draft(session, actor(), period_id)
        if version is None:
            raise NotThere
        definition = versions.definition_of(version)
        section = _section(definition, section_id)

        def work() -> str:
            reason = form.to_reason()
            versions.skip(session, actor(), period, version, section, reason)
            if reason is None:
                return url_for("profiles.edit_section", period_id=period_id, section_id=section_id)
            flash(_("The part is skipped"), "success")
            return _next_page(period_id, definition, section)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return _refused(form)


@blueprint.post("/profile/ready")
@needs("coach", "leader")
def mark_ready(period_id: str) -> ResponseReturnValue:
    """Mark the newest version as ready."""
    return _turn(period_id, versions.mark_ready, _("The form is marked as ready"))


@blueprint.post("/profile/reopen")
@needs("coach", "leader")
def reopen_profile(period_id: str) -> ResponseReturnValue:
    """Reopen the newest version."""
    return _turn(period_id, versions.reopen, _("The form is open again"))


def _turn(period_id: str, turn: Turn, said: str) -> ResponseReturnValue:
    """Turn the newest version into another state."""
    form = BaseForm()
    with transaction() as session:
        period, version = pages.open_draft(session, actor(), period_id)
        if version is None:
            raise NotThere

        def work() -> str:
            turn(session, actor(), period, version)
            flash(said, "success")
            return url_for("profiles.show_profile", period_id=period_id)

        return send(session, form, work) or _refused(form)


@blueprint.get("/profile.txt")
@needs("coach", "leader")
def copy_as_text(period_id: str) -> ResponseReturnValue:
    """Give a version as plain text, for the official client record."""
    number = request.args.get("version", type=int)
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.PROFILE, Action.EXPORT)
        version = (
            versions.get(session, period, number) if number else versions.newest(session, period)
        )
        if version is None:
            raise NotThere
        text = pages.ProfilePage(session, period, version).as_text()
        return Response(text, mimetype="text/plain")


def _section(definition: Definition, section_id: str) -> Section:
    try:
        return definition.section(section_id)
    except KeyError:
        raise NotThere from None


def _next_page(period_id: str, definition: Definition, section: Section) -> str:
    """Return where a saved section leads: here again for more rows, else the next section."""
    later = pages.follow(definition, section)
    if "stay" in request.form or "confirm" in request.form:
        later = section
    if later is None:
        return url_for("profiles.show_profile", period_id=period_id)
    return url_for("profiles.edit_section", period_id=period_id, section_id=later.id)


def _refused(form: BaseForm) -> ResponseReturnValue:
    """Say why a one-button form was refused."""
    words = " ".join(problem.words for problem in form.problems())
    return render_template("errors/422.html", words=words), 422
