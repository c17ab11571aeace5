"""Pages of benefits checks, all about one client."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import clock, i18n
from coaching.benefits import pages, rows
from coaching.benefits import service as benefits
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.coming_back import onward
from coaching.uselog.types import Basis
from coaching.web import actor, config, needs, send, transaction
from forms.benefits import as_data, check_form

blueprint = Blueprint("benefits", __name__, url_prefix="/clients/<period_id>/benefits")


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the words of the options of a check."""
    state.app.jinja_env.globals.update(benefit_words=pages.said)


@blueprint.route("/new", methods=["GET", "POST"])
@needs("coach", "leader")
def record_check(period_id: str) -> ResponseReturnValue:
    """Go through the benefits with a client, for a job and a change of it when the page names them."""
    job_id, change_id = request.args.get("job"), request.args.get("change")
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)
        if not head.is_open:
            return redirect(url_for("clients.show_client", period_id=period_id), code=303)
        job = benefits.find_job(session, period, job_id) if job_id else None
        change = benefits.find_change(session, job, change_id) if job and change_id else None
        asked = benefits.rows_to_ask(session, period.client.main_income, job)
        reason = benefits.suggested_reason(job, change, clock.today())
        data = {"on": clock.today(), "reason": reason, "checked_by": "coach"}
        form = check_form(asked, rows.newest(), i18n.language(), data)

        def work() -> str:
            made = benefits.record(session, actor(), period, form.to_check(), job, change)
            flash(_("The benefits check is saved"), "success")
            here = url_for("benefits.show_check", period_id=period_id, check_id=made.public_id)
            return onward(here)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "benefits/record_check.html",
            form=form,
            head=head,
            about=pages.about(),
            figures=pages.Figures(config().instance),
            income=pages.income_words(period.client.main_income),
            job=job,
            newer=None,
        ), form.status


@blueprint.get("/<check_id>")
@needs("coach", "leader")
def show_check(period_id: str, check_id: str) -> ResponseReturnValue:
    """Show one check: what came of it, and what is still to do."""
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.COACHING)
        check = benefits.as_check(session, period, benefits.get(session, period, check_id))
        return render_template(
            "benefits/show_check.html",
            head=clients.head(session, actor(), period),
            check=check,
            rows=pages.shown_rows(check),
            about=pages.about(),
            income=pages.income_words(check.income),
        )


@blueprint.route("/<check_id>/edit", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_check(period_id: str, check_id: str) -> ResponseReturnValue:
    """Change a check, above all when the answer that was waited for has come."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)
        here = url_for("benefits.show_check", period_id=period_id, check_id=check_id)
        row = benefits.get(session, period, check_id)
        if not head.is_open:
            return redirect(here, code=303)
        data = as_data(benefits.as_check(session, period, row))
        asked = benefits.rows_of(session, period, row)
        form = check_form(asked, rows.newest(), i18n.language(), data)

        def work() -> str:
            shown = int(form.row_version.data or 0)
            benefits.edit(session, actor(), period, row, form.to_check(), shown)
            flash(_("The benefits check is saved"), "success")
            return here

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "benefits/record_check.html",
            form=form,
            head=head,
            about=pages.about(),
            figures=pages.Figures(config().instance),
            income=pages.income_words(row.income),
            job=benefits.job_of(session, period, row),
            newer=form.newer(row.row_version, data) if not form.errors else None,
        ), form.status
