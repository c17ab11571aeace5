"""Pages of what a team does together: its calendar, recurring meetings, treatment teams, settings."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.teamwork import events, pages, series
from coaching.teamwork import service as teamwork
from coaching.teamwork import team_views as _team_views  # noqa: F401 - registers its views
from coaching.teamwork.blueprint import blueprint
from coaching.teamwork.types import WITH_PEOPLE, EventKind
from coaching.web import actor, needs, send, transaction
from forms.base import BaseForm
from forms.labels import label

__all__ = ["blueprint"]


@blueprint.get("/<team>")
@needs("coach", "leader")
def show_calendar(team: str) -> ResponseReturnValue:
    """Show what a team held, newest first, and what waits to be ticked."""
    with transaction() as session:
        found = teamwork.get_team(session, actor(), team)
        return _shown(pages.calendar(session, actor(), found, BaseForm()))


@blueprint.post("/<team>/waiting/<series_id>/<day>/<answer>")
@needs("coach", "leader")
def tick(team: str, series_id: str, day: str, answer: str) -> ResponseReturnValue:
    """Tell with one tap whether a recurring meeting was held, with those who usually are there."""
    form = BaseForm()
    with transaction() as session:
        found = teamwork.get_team(session, actor(), team)
        row, on = series.get(session, found, series_id), pages.read_day(day)
        held = pages.read_answer(answer)

        def work() -> str:
            events.tick(session, actor(), found, row, on, held=held)
            flash(_("Marked as held") if held else _("Marked as not held"), "success")
            return url_for("teamwork.show_calendar", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return _shown(pages.calendar(session, actor(), found, form))


@blueprint.route("/<team>/waiting/<series_id>/<day>", methods=["GET", "POST"])
@needs("coach", "leader")
def tick_with_people(team: str, series_id: str, day: str) -> ResponseReturnValue:
    """Tell that a recurring meeting was held, and who was there."""
    with transaction() as session:
        found = teamwork.get_team(session, actor(), team)
        row, on = series.get(session, found, series_id), pages.read_day(day)
        events.must_be_day_of(row, on)
        kind, back = EventKind(row.kind), url_for("teamwork.show_calendar", team=team)
        form = pages.tick_form(session, found, row, on)

        def work() -> str:
            people = tuple(form.people.data) if kind in WITH_PEOPLE else ()
            events.tick(session, actor(), found, row, on, held=True, people=people)
            flash(_("Marked as held"), "success")
            return back

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        if request.method == "GET" and series.is_ticked(session, row, on):
            return redirect(back, code=303)
        return render_template(
            "teamwork/edit_event.html",
            form=form,
            team=found,
            kind=kind,
            event=None,
            day=on,
            newer=[],
        ), form.status


@blueprint.route("/<team>/new/<kind>", methods=["GET", "POST"])
@needs("coach", "leader")
def add_event(team: str, kind: str) -> ResponseReturnValue:
    """Add something that was held."""
    with transaction() as session:
        found, of_kind = teamwork.get_team(session, actor(), team), pages.read_kind(kind)
        form = pages.new_event_form(session, found, of_kind)

        def work() -> str:
            events.add(session, actor(), found, form.to_event(of_kind))
            flash(_("Saved in the calendar: %(what)s", what=label(of_kind)), "success")
            return url_for("teamwork.show_calendar", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "teamwork/edit_event.html",
            form=form,
            team=found,
            kind=of_kind,
            event=None,
            day=None,
            newer=[],
        ), form.status


@blueprint.route("/<team>/events/<event_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_event(team: str, event_id: str) -> ResponseReturnValue:
    """Mend what was told of something in the calendar: the day, who was there, whether it was held."""
    with transaction() as session:
        found = teamwork.get_team(session, actor(), team)
        row = events.get(session, found, event_id)
        kind = EventKind(row.kind)
        form = pages.edit_event_form(session, found, row)

        def work() -> str:
            version = int(form.row_version.data or 0)
            events.change(session, actor(), found, row, form.to_event(kind), version)
            flash(_("Saved in the calendar: %(what)s", what=label(kind)), "success")
            return url_for("teamwork.show_calendar", team=team, month=row.on.strftime("%Y-%m"))

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "teamwork/edit_event.html",
            form=form,
            team=found,
            kind=kind,
            event=row,
            day=None,
            newer=form.newer(row.row_version, pages.event_values(session, row)),
        ), form.status


def _shown(values: dict[str, Any]) -> ResponseReturnValue:
    return render_template("teamwork/show_calendar.html", **values), values["form"].status
