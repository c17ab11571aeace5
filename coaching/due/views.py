"""Pages of what is due: the whole list, a week to print, and the person's calendar."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from coaching import clock
from coaching.accounts import calendars
from coaching.due import calendar, pages
from coaching.due import service as due
from coaching.due.types import DueKind
from coaching.errors import NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis
from coaching.web import actor, needs, organisation, send, transaction
from forms.base import BaseForm
from forms.labels import label

blueprint = Blueprint("due", __name__)


@blueprint.get("/due")
@needs("coach", "leader")
def list_due() -> ResponseReturnValue:
    """Show everything that is due for the own clients, or for the team of a leader."""
    quiet_days = organisation.quiet_days
    with transaction() as session:
        lines = due.of_person(session, actor(), quiet_days)
        return render_template(
            "due/list_due.html", lines=[pages.shown(one, quiet_days) for one in lines]
        )


@blueprint.get("/week")
@needs("coach", "leader")
def show_week() -> ResponseReturnValue:
    """Show what falls on each day of a week, to print and take along."""
    today, quiet_days = clock.today(), organisation.quiet_days
    monday = _monday(request.args.get("from", ""), today)
    with transaction() as session:
        last = monday + timedelta(days=6)
        lines = due.of_person(session, actor(), quiet_days, by=max(last, today))
        shown = [pages.shown(one, quiet_days) for one in lines if one.due.kind is not DueKind.QUIET]
        return render_template(
            "due/show_week.html",
            days=pages.week_of(shown, monday),
            earlier=[one for one in shown if one.day < monday] if monday <= today <= last else [],
            monday=monday,
            today=today,
            week=timedelta(days=7),
        )


@blueprint.route("/calendar", methods=["GET", "POST"])
@needs("coach", "leader")
def own_calendar() -> ResponseReturnValue:
    """Show the secret address of the own calendar; make it, renew it or take it away."""
    form = BaseForm()
    with transaction() as session:

        def work() -> str:
            if "drop" in request.form:
                calendars.drop(session, actor())
                flash(_("The calendar is taken away"), "success")
            else:
                calendars.renew(session, actor())
                flash(_("The calendar has a new address"), "success")
            return url_for("due.own_calendar")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        secret = calendars.secret(session, actor())
        address = secret and url_for(
            "due.feed", person=actor().public_id, secret=secret, _external=True
        )
        return render_template("due/own_calendar.html", form=form, address=address), form.status


@blueprint.get("/calendar/<person>/<secret>.ics")
def feed(person: str, secret: str) -> ResponseReturnValue:
    """Give the calendar of the person whose secret address it is; it holds no client's name."""
    with transaction() as session:
        owner = calendars.find(session, person, secret)
        if owner is None or not (owner.is_coach or owner.is_leader):
            raise NotThere
        uselog.note(session, owner.user_id, Action.COMPUTE, Basis.COACHING, calendar=True)
        by = clock.today() + calendar.AHEAD
        counts = due.counts(session, owner, g.organisation.quiet_days, by)
    with force_locale(owner.language):
        words = {kind: str(label(kind)).capitalize() for kind in DueKind}
        told = calendar.feed(
            counts,
            words,
            owner=owner.public_id,
            name=_("Rinnalla: to do"),
            url=url_for("days.my_day", _external=True),
        )
    return Response(told, mimetype="text/calendar")


def _monday(asked: str, today: date) -> date:
    """Return the Monday of the week that a day of the address lies in, or of this week."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    return day - timedelta(days=day.weekday())
