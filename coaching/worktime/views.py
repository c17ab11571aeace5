"""Pages of the own working time, a week on one screen."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from coaching import clock
from coaching.web import actor, needs, send, transaction
from coaching.worktime import pages
from coaching.worktime import service as worktime
from forms.worktime import FILL_UP, WeekForm

blueprint = Blueprint("worktime", __name__, url_prefix="/worktime")


@blueprint.get("")
@needs("coach")
def newest_week() -> ResponseReturnValue:
    """Lead to the newest week that is not confirmed."""
    with transaction() as session:
        return redirect(pages.first_address(session, actor(), clock.today()), code=303)


@blueprint.route("/<monday>", methods=["GET", "POST"])
@needs("coach")
def confirm_week(monday: str) -> ResponseReturnValue:
    """Confirm a week of the own working time, or correct it."""
    with transaction() as session:
        day, team = pages.asked_monday(monday), request.args.get("team")
        week = worktime.load(session, actor(), day, team)
        form = WeekForm(data=pages.as_typed(week))
        if form.step.data == FILL_UP:
            form.fill_up(week.rest)
        if not form.is_step and form.validate_on_submit():

            def work() -> str:
                version = int(form.row_version.data or 0)
                worktime.confirm(session, actor(), week, form.to_times(), version)
                flash(pages.said(week, form.minutes), "success")
                return pages.after(session, actor(), week)

            if sent := send(session, form, work):
                return sent
        newer = form.newer(week.row_version, {})
        return render_template(
            "worktime/confirm_week.html", week=week, form=form, newer=newer
        ), form.status
