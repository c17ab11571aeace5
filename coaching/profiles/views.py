"""Pages of form A: the profile, its sections, ready and reopened, the copy as text."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import i18n
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.profiles import mappings, pages, versions
from coaching.profiles import telling_views as _telling_views  # noqa: F401 - registers its views
from coaching.profiles.blueprint import blueprint
from coaching.uselog.types import Basis
from coaching.web import actor, needs, send, transaction
from forms.base import BaseForm
from forms.defined import section_form

__all__ = ["blueprint"]

Turn = Callable[..., None]


@blueprint.get("/profile")
@needs("coach", "leader")
def show_profile(period_id: str) -> ResponseReturnValue:
    """Show a version of form A, the newest unless another is asked for."""
    number = request.args.get("version", type=int)
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.PROFILE)
        found = versions.all_of(session, period)
        version = versions.get(session, period, number) if number else next(iter(found), None)
        return render_template(
            "profiles/show_profile.html",
            head=clients.head(session, actor(), period),
            page=pages.ProfilePage(session, period, version) if version else None,
            newest=bool(found) and version is found[0],
            versions=found,
            mappings=mappings.of_stay(session, period),
            form=BaseForm(formdata=None),
        )


@blueprint.post("/profile")
@needs("coach", "leader")
def begin_profile(period_id: str) -> ResponseReturnValue:
    """Begin form A, or its next version with everything carried."""
    form = BaseForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.PROFILE)

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
        section = pages.section_of(version, section_id)
        form = section_form(section, version.answers, i18n.language(), version.row_version)
        if not form.is_submitted() and not pages.can_be_filled(period, version):
            return redirect(url_for("profiles.show_profile", period_id=period_id), code=303)

        def work() -> str:
            shown_version = int(form.row_version.data or 0)
            told = form.answers()
            versions.save_section(session, actor(), period, version, section, told, shown_version)
            if question_id := request.form.get("confirm"):
                versions.confirm(session, actor(), period, version, question_id)
            if form.is_skipping:
                versions.skip(session, actor(), period, version, section, form.to_skip_reason())
            flash(_("The part is skipped") if form.is_skipping else _("Draft saved"), "success")
            return pages.after_section(period_id, version, section, request.form)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        head = clients.head(session, actor(), period)
        page = pages.SectionPage(session, period, version, form)
        return render_template(
            "profiles/edit_section.html", form=form, head=head, page=page
        ), form.status


@blueprint.post("/profile/<section_id>/fill")
@needs("coach", "leader")
def fill_section(period_id: str, section_id: str) -> ResponseReturnValue:
    """Fill in after all a section that was skipped."""
    form = BaseForm()
    with transaction() as session:
        period, version = pages.open_draft(session, actor(), period_id)
        section = pages.section_of(version, section_id)

        def work() -> str:
            versions.skip(session, actor(), period, version, section, None)
            return url_for("profiles.edit_section", period_id=period_id, section_id=section_id)

        return send(session, form, work) or _refused(form)


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

        def work() -> str:
            turn(session, actor(), period, version)
            flash(said, "success")
            return url_for("profiles.show_profile", period_id=period_id)

        return send(session, form, work) or _refused(form)


def _refused(form: BaseForm) -> ResponseReturnValue:
    """Say why a one-button form was refused."""
    words = " ".join(problem.words for problem in form.problems())
    return render_template("errors/422.html", words=words), 422
