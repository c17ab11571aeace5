"""The administration page: teams, care teams, and the organisation's own lists."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.accounts import lists
from coaching.administration import pages
from coaching.administration.blueprint import blueprint
from coaching.web import actor, needs, send, transaction
from forms import administration_words as words
from forms.administration import CareTeamForm, OptionForm, PlainForm, TeamForm


@blueprint.route("/teams/new", methods=["GET", "POST"], defaults={"team_id": None})
@blueprint.route("/teams/<team_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_team(team_id: str | None) -> ResponseReturnValue:
    """Add or rename a team."""
    with transaction() as session:
        team = lists.get_team(session, team_id) if team_id else None
        form = TeamForm(obj=team)

        def work() -> str:
            names = form.name.data or "", form.short.data or ""
            lists.set_team(session, actor(), *names, team, int(form.row_version.data or 0))
            flash(_("The team is saved"), "success")
            return url_for("administration.overview")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        stored = {"name": team.name, "short": team.short} if team else {}
        newer = form.newer(team.row_version, stored) if team else None
        return render_template(
            "administration/edit_team.html", form=form, team=team, newer=newer
        ), form.status


@blueprint.get("/care-teams")
@needs("administrator")
def list_care_teams() -> ResponseReturnValue:
    """List the treatment and support teams."""
    with transaction() as session:
        return render_template(
            "administration/list_care_teams.html", care_teams=lists.all_care_teams(session)
        )


@blueprint.route("/care-teams/new", methods=["GET", "POST"], defaults={"care_team_id": None})
@blueprint.route("/care-teams/<care_team_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_care_team(care_team_id: str | None) -> ResponseReturnValue:
    """Add, rename or hide a treatment or support team."""
    with transaction() as session:
        row = lists.get_care_team(session, care_team_id) if care_team_id else None
        form = CareTeamForm(obj=row)

        def work() -> str:
            lists.set_care_team(
                session,
                actor(),
                form.name.data or "",
                hidden=bool(form.hidden.data),
                care_team=row,
                row_version=int(form.row_version.data or 0),
            )
            flash(_("The treatment or support team is saved"), "success")
            return url_for("administration.list_care_teams")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        stored = {"name": row.name, "hidden": row.hidden} if row else {}
        newer = form.newer(row.row_version, stored) if row else None
        return render_template(
            "administration/edit_care_team.html", form=form, row=row, newer=newer
        ), form.status


@blueprint.get("/lists/<name>")
@needs("administrator")
def show_list(name: str) -> ResponseReturnValue:
    """Show the options of a list that the organisation keeps."""
    with transaction() as session:
        options = lists.options_of(session, name, pages.defaults(name))
        title, used = words.LISTS[name]
        return render_template(
            "administration/show_list.html",
            name=name,
            title=title,
            used=used,
            options=options,
            plain=PlainForm(formdata=None),
        )


@blueprint.route("/lists/<name>/new", methods=["GET", "POST"], defaults={"key": None})
@blueprint.route("/lists/<name>/<key>", methods=["GET", "POST"])
@needs("administrator")
def edit_option(name: str, key: str | None) -> ResponseReturnValue:
    """Add, rename or hide an option."""
    with transaction() as session:
        defaults = pages.defaults(name)
        lists.options_of(session, name, defaults)
        option = lists.get_option(session, name, key, defaults) if key else None
        stored = {**option.words, "hidden": option.hidden} if option else {}
        version = option.row_version if option else 0
        form = OptionForm(data={**stored, "row_version": version})

        def work() -> str:
            lists.set_option(
                session,
                actor(),
                name,
                form.words(),
                hidden=bool(form.hidden.data),
                option=option,
                row_version=int(form.row_version.data or 0),
                defaults=defaults,
            )
            flash(_("The list is saved"), "success")
            return url_for("administration.show_list", name=name)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_option.html",
            form=form,
            name=name,
            title=words.LISTS[name][0],
            option=option,
            newer=form.newer(version, stored),
        ), form.status


@blueprint.post("/lists/<name>/<key>/up")
@needs("administrator")
def move_option_up(name: str, key: str) -> ResponseReturnValue:
    """Let an option stand one place earlier."""
    form = PlainForm()
    with transaction() as session:
        defaults = pages.defaults(name)
        option = lists.get_option(session, name, key, defaults)

        def work() -> str:
            lists.move_up(session, actor(), name, option, defaults)
            return url_for("administration.show_list", name=name)

        return send(session, form, work) or pages.refused(
            form, url_for("administration.show_list", name=name)
        )
