"""Pages that only the leader has: recurring meetings, coaches' treatment teams, the team's settings."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import clock
from coaching.accounts import quality
from coaching.teamwork import links, pages, series
from coaching.teamwork import service as teamwork
from coaching.teamwork.blueprint import blueprint
from coaching.web import actor, needs, send, sent_before, transaction
from forms.base import BaseForm
from forms.teamwork import settings_form, settings_values


@blueprint.route("/<team>/recurring/new", methods=["GET", "POST"])
@needs("leader")
def add_series(team: str) -> ResponseReturnValue:
    """Add a recurring meeting."""
    with transaction() as session:
        found = teamwork.get_led_team(session, actor(), team)
        form = pages.series_form(session)

        def work() -> str:
            series.add(session, actor(), found, form.to_series())
            flash(_("The recurring meeting is saved"), "success")
            return url_for("teamwork.show_calendar", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "teamwork/edit_series.html", form=form, team=found, series=None, newer=[]
        ), form.status


@blueprint.route("/<team>/recurring/<series_id>", methods=["GET", "POST"])
@needs("leader")
def edit_series(team: str, series_id: str) -> ResponseReturnValue:
    """Change the rhythm of a recurring meeting, or end it."""
    with transaction() as session:
        found = teamwork.get_led_team(session, actor(), team)
        row = series.get(session, found, series_id)
        form = pages.series_form(session, row)

        def work() -> str:
            version = int(form.row_version.data or 0)
            series.change(session, actor(), found, row, form.to_series(), version)
            flash(_("The recurring meeting is saved"), "success")
            return url_for("teamwork.show_calendar", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "teamwork/edit_series.html",
            form=form,
            team=found,
            series=row,
            newer=form.newer(row.row_version, pages.series_values(row)),
        ), form.status


@blueprint.get("/<team>/treatment-teams")
@needs("leader")
def list_links(team: str) -> ResponseReturnValue:
    """List the coaches of a team with the treatment teams they belong to."""
    with transaction() as session:
        found = teamwork.get_led_team(session, actor(), team)
        return render_template(
            "teamwork/list_links.html",
            team=found,
            coaches=links.of_team(session, found),
            today=clock.today(),
        )


@blueprint.route("/<team>/treatment-teams/new", methods=["GET", "POST"])
@needs("leader")
def add_link(team: str) -> ResponseReturnValue:
    """Tell that a coach belongs to a treatment team."""
    with transaction() as session:
        found = teamwork.get_led_team(session, actor(), team)
        form = pages.link_form(
            session, links.coaches(session, found), coach=request.args.get("coach")
        )

        def work() -> str:
            links.add(session, actor(), found, form.to_link())
            flash(_("The coach’s treatment team is saved"), "success")
            return url_for("teamwork.list_links", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "teamwork/edit_link.html", form=form, team=found, link=None, newer=[], plain=None
        ), form.status


@blueprint.route("/<team>/treatment-teams/<link_id>", methods=["GET", "POST"])
@needs("leader")
def edit_link(team: str, link_id: str) -> ResponseReturnValue:
    """Change or end that a coach belongs to a treatment team."""
    with transaction() as session:
        found = teamwork.get_led_team(session, actor(), team)
        row = links.get(session, found, link_id)
        coach = links.coach_of(session, row)
        form = pages.link_form(session, links.coaches(session, found), row, coach)

        def work() -> str:
            version = int(form.row_version.data or 0)
            links.change(session, actor(), found, row, form.to_link(), version)
            flash(_("The coach’s treatment team is saved"), "success")
            return url_for("teamwork.list_links", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        newer = form.newer(row.row_version, pages.link_values(row, coach))
        return render_template(
            "teamwork/edit_link.html",
            form=form,
            team=found,
            link=row,
            newer=newer,
            plain=pages.button(row),
        ), form.status


@blueprint.post("/<team>/treatment-teams/<link_id>/remove")
@needs("leader")
def remove_link(team: str, link_id: str) -> ResponseReturnValue:
    """Remove a coach's treatment team that was entered by mistake."""
    form = BaseForm()
    with transaction() as session:
        if sent := sent_before(session):
            return sent
        found = teamwork.get_led_team(session, actor(), team)
        row = links.get(session, found, link_id)

        def work() -> str:
            links.remove(session, actor(), found, row, int(form.row_version.data or 0))
            flash(_("The coach’s treatment team is removed"), "success")
            return url_for("teamwork.list_links", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        shown = pages.refused_link_form(session, links.coaches(session, found), row, form)
        return render_template(
            "teamwork/edit_link.html",
            form=shown,
            team=found,
            link=row,
            newer=[],
            plain=pages.button(row),
        ), shown.status


@blueprint.route("/<team>/settings", methods=["GET", "POST"])
@needs("leader")
def edit_settings(team: str) -> ResponseReturnValue:
    """Tell of the team what the scoring cannot see in the records."""
    with transaction() as session:
        found = teamwork.get_led_team(session, actor(), team)
        told = quality.load(session, found)
        form = settings_form(told)

        def work() -> str:
            quality.save(
                session,
                actor(),
                found,
                apart_from_treatment=bool(form.apart_from_treatment.data),
                excludes_by_rule=bool(form.excludes_by_rule.data),
                needs_mentoring=form.needs_mentoring(),
                version=int(form.row_version.data or 0),
            )
            flash(_("The settings are saved"), "success")
            return url_for("reviews.show_team", team=team)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "teamwork/edit_settings.html",
            form=form,
            team=found,
            newer=form.newer(told.version, settings_values(told)),
        ), form.status
