"""The administration page: people, posts, absences, teams, care teams, lists, settings, changes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from coaching import clock, history
from coaching.accounts import lists, people
from coaching.accounts.types import Grant
from coaching.clients.types import ReferralSource
from coaching.web import actor, needs, organisation, send, transaction
from forms.administration import (
    AbsenceForm,
    CareTeamForm,
    NewPersonForm,
    OptionForm,
    PersonForm,
    PlainForm,
    PostForm,
    SettingsForm,
    TeamForm,
)
from forms.labels import label

blueprint = Blueprint("administration", __name__, url_prefix="/administration")

CHANGED_KINDS = ("user", "post", "absence", "team", "care_team", "list_option", "setting")
"""Kinds of records whose changes the page shows; never a client's."""

PAGE = 50


@blueprint.get("")
@needs("administrator")
def overview() -> ResponseReturnValue:
    """List people with their posts and rights, and lead to the rest."""
    with transaction() as session:
        return render_template(
            "administration/overview.html",
            people=people.everybody(session),
            teams=people.teams(session),
            today=clock.today(),
        )


@blueprint.route("/people/new", methods=["GET", "POST"])
@needs("administrator")
def add_person() -> ResponseReturnValue:
    """Add a person; the one-time password is shown once, on the page that answers."""
    form = NewPersonForm()
    with transaction() as session:
        made: list[tuple[str, str, str]] = []

        def work() -> str:
            user, password = people.add(
                session, actor(), form.name.data or "", form.user_name.data or ""
            )
            made.append((user.public_id, user.user_name, password))
            return url_for("administration.edit_person", person_id=user.public_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return _password_page(*made[0]) if made else sent
        return render_template("administration/add_person.html", form=form), form.status


def _password_page(person_id: str, user_name: str, password: str) -> ResponseReturnValue:
    return render_template(
        "administration/one_time_password.html",
        person_id=person_id,
        user_name=user_name,
        password=password,
    )


@blueprint.route("/people/<person_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_person(person_id: str) -> ResponseReturnValue:
    """Show and change a person; lead to posts and absences."""
    with transaction() as session:
        user = people.get(session, person_id)
        had = frozenset(Grant(row.grant) for row in user.grants)
        form = PersonForm(
            data={
                **{name: getattr(user, name) for name in people.FIELDS},
                "grants": tuple(had),
                "row_version": user.row_version,
            }
        )

        def work() -> str:
            people.change(
                session,
                actor(),
                user,
                form.values(),
                form.chosen_grants(had),
                int(form.row_version.data or 0),
            )
            flash(_("The person is saved"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_person.html",
            form=form,
            user=user,
            absences=people.absences(session, user),
            plain=PlainForm(formdata=None),
        ), form.status


@blueprint.post("/people/<person_id>/password")
@needs("administrator")
def reset_password(person_id: str) -> ResponseReturnValue:
    """Give a new one-time password, shown once."""
    form = PlainForm()
    with transaction() as session:
        user = people.get(session, person_id)
        made: list[str] = []

        def work() -> str:
            made.append(people.reset_password(session, actor(), user))
            return url_for("administration.edit_person", person_id=person_id)

        sent = send(session, form, work)
        return (
            _password_page(person_id, user.user_name, made[0]) if made else (sent or _again(form))
        )


@blueprint.post("/people/<person_id>/close")
@needs("administrator")
def close_person(person_id: str) -> ResponseReturnValue:
    """Close an account, or open it again."""
    form = PlainForm()
    with transaction() as session:
        user = people.get(session, person_id)

        def work() -> str:
            (people.open_again if user.closed_on else people.close)(session, actor(), user)
            flash(_("The person is saved"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        return send(session, form, work) or _again(form)


def _again(form: PlainForm) -> ResponseReturnValue:
    """Say why a one-button form was refused."""
    words = " ".join(problem.words for problem in form.problems())
    return render_template("errors/422.html", words=words), 422


@blueprint.route(
    "/people/<person_id>/posts/new", methods=["GET", "POST"], defaults={"post_id": None}
)
@blueprint.route("/people/<person_id>/posts/<post_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_post(person_id: str, post_id: str | None) -> ResponseReturnValue:
    """Add or change a post; places follow at once."""
    with transaction() as session:
        user = people.get(session, person_id)
        post = people.get_post(user, post_id) if post_id else None
        form = PostForm(data=_post_values(post)) if post else PostForm(data={"share": 100})
        form.team.set_options([(team.id, team.name) for team in people.teams(session)])

        def work() -> str:
            people.set_post(
                session, actor(), user, form.to_post(), post, int(form.row_version.data or 0)
            )
            flash(_("The post is saved"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("administration/edit_post.html", form=form, user=user), form.status


def _post_values(post: Any) -> dict[str, object]:
    return {
        "team": str(post.team_id),
        "role": post.role,
        "share": post.fte * 100,
        "weekly_minutes": post.weekly_minutes,
        "since": post.since,
        "until": post.until,
        "row_version": post.row_version,
    }


@blueprint.route(
    "/people/<person_id>/absences/new", methods=["GET", "POST"], defaults={"absence_id": None}
)
@blueprint.route("/people/<person_id>/absences/<absence_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_absence(person_id: str, absence_id: str | None) -> ResponseReturnValue:
    """Add, change or remove an absence."""
    with transaction() as session:
        user = people.get(session, person_id)
        absence = people.get_absence(session, user, absence_id) if absence_id else None
        form = AbsenceForm(obj=absence)

        def work() -> str:
            if absence is not None and "remove" in request.form:
                people.remove_absence(session, actor(), absence)
            else:
                people.set_absence(
                    session, actor(), user, form.since.data, form.until.data, absence
                )
            flash(_("The absence is saved"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_absence.html", form=form, user=user, absence=absence
        ), form.status


@blueprint.route("/teams/new", methods=["GET", "POST"], defaults={"team_id": None})
@blueprint.route("/teams/<team_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_team(team_id: str | None) -> ResponseReturnValue:
    """Add or rename a team."""
    with transaction() as session:
        team = lists.get_team(session, team_id) if team_id else None
        form = TeamForm(obj=team)

        def work() -> str:
            lists.set_team(session, actor(), form.name.data or "", form.short.data or "", team)
            flash(_("The team is saved"), "success")
            return url_for("administration.overview")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("administration/edit_team.html", form=form, team=team), form.status


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
                public_id=care_team_id,
            )
            flash(_("The treatment or support team is saved"), "success")
            return url_for("administration.list_care_teams")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_care_team.html", form=form, row=row
        ), form.status


@blueprint.get("/lists/<name>")
@needs("administrator")
def show_list(name: str) -> ResponseReturnValue:
    """Show the options of a list that the organisation keeps."""
    with transaction() as session:
        return render_template(
            "administration/show_list.html",
            name=name,
            options=lists.options_of(session, name),
            defaults=list(_defaults(name)),
            language_words=_defaults(name),
            plain=PlainForm(formdata=None),
        )


@blueprint.post("/lists/<name>/own")
@needs("administrator")
def take_list(name: str) -> ResponseReturnValue:
    """Take the program's own options into the organisation's list, to be renamed and hidden there."""
    form = PlainForm()
    with transaction() as session:

        def work() -> str:
            lists.add_defaults(session, name, _defaults(name))
            return url_for("administration.show_list", name=name)

        return send(session, form, work) or _again(form)


def _defaults(name: str) -> dict[str, tuple[str, str, str]]:
    """Return the program's own options of a list: code, and the words in fi, sv and en."""
    if name != "referral_source":
        return {}
    words: dict[str, list[str]] = {source.value: [] for source in ReferralSource}
    for language in ("fi", "sv", "en"):
        with force_locale(language):
            for source in ReferralSource:
                words[source.value].append(str(label(source)))
    return {code: (fi, sv, en) for code, (fi, sv, en) in words.items()}


@blueprint.route("/lists/<name>/new", methods=["GET", "POST"], defaults={"option_id": None})
@blueprint.route("/lists/<name>/<option_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_option(name: str, option_id: str | None) -> ResponseReturnValue:
    """Add, rename or hide an option."""
    with transaction() as session:
        option = lists.get_option(session, name, option_id) if option_id else None
        lists.options_of(session, name)
        form = OptionForm(obj=option)

        def work() -> str:
            words = {language: form[language].data or "" for language in ("fi", "sv", "en")}
            lists.set_option(
                session, actor(), name, words, hidden=bool(form.hidden.data), option=option
            )
            flash(_("The list is saved"), "success")
            return url_for("administration.show_list", name=name)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_option.html", form=form, name=name, option=option
        ), form.status


@blueprint.route("/settings", methods=["GET", "POST"])
@needs("administrator")
def settings() -> ResponseReturnValue:
    """Show and change the organisation's settings."""
    form = SettingsForm(data={"name": organisation.name, "names_on": organisation.names_on})
    with transaction() as session:

        def work() -> str:
            lists.change_settings(
                session, actor(), form.name.data or "", names_on=bool(form.names_on.data)
            )
            flash(_("The settings are saved"), "success")
            return url_for("administration.settings")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("administration/settings.html", form=form), form.status


@blueprint.get("/changes")
@needs("administrator")
def list_changes() -> ResponseReturnValue:
    """Show who changed what on these pages, newest first, paged by key."""
    before = request.args.get("before", type=int)
    with transaction() as session:
        rows = history.of_kinds(session, CHANGED_KINDS, before=before, limit=PAGE + 1)
        older = rows[PAGE - 1][0] if len(rows) > PAGE else None
        return render_template(
            "administration/list_changes.html",
            rows=[change for _key, change in rows[:PAGE]],
            older=older,
            before=before,
        )
