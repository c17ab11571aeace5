"""The administration page: posts and absences of a person."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching.accounts import overview, people, posts
from coaching.administration import pages
from coaching.administration.blueprint import blueprint
from coaching.web import actor, needs, send, transaction
from forms.administration import AbsenceForm, PlainForm, PostForm, post_values


@blueprint.route("/people/<person_id>/posts/new", methods=["GET", "POST"])
@needs("administrator")
def add_post(person_id: str) -> ResponseReturnValue:
    """Add a post; the coach's places follow at once."""
    with transaction() as session:
        user = people.get(session, person_id)
        form = PostForm(data={"share": 100})
        teams = _offer_teams(session, form)

        def work() -> str:
            posts.set_post(session, actor(), user, form.to_post(teams))
            return pages.after_post(session, user)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_post.html", form=form, user=user, post=None, newer=[], plain=None
        ), form.status


@blueprint.route("/people/<person_id>/posts/<post_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_post(person_id: str, post_id: str) -> ResponseReturnValue:
    """Correct a post for all its days, or end it."""
    with transaction() as session:
        user = people.get(session, person_id)
        post = posts.get(user, post_id)
        form = PostForm(data={**_stored(post), "row_version": post.row_version})
        teams = _offer_teams(session, form)

        def work() -> str:
            version = int(form.row_version.data or 0)
            posts.set_post(session, actor(), user, form.to_post(teams), post, version)
            return pages.after_post(session, user)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_post.html",
            form=form,
            user=user,
            post=post,
            newer=form.newer(post.row_version, _stored(post)),
            plain=PlainForm(formdata=None, row_version=post.row_version),
        ), form.status


@blueprint.route("/people/<person_id>/posts/<post_id>/change", methods=["GET", "POST"])
@needs("administrator")
def change_post(person_id: str, post_id: str) -> ResponseReturnValue:
    """Let a post go on otherwise from a day on."""
    with transaction() as session:
        user = people.get(session, person_id)
        post = posts.get(user, post_id)
        form = PostForm(data={**_stored(post), "since": None, "row_version": post.row_version})
        teams = _offer_teams(session, form)

        def work() -> str:
            version = int(form.row_version.data or 0)
            posts.change_from(session, actor(), user, post, form.to_post(teams), version)
            return pages.after_post(session, user)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        stored = {name: value for name, value in _stored(post).items() if name != "since"}
        return render_template(
            "administration/change_post.html",
            form=form,
            user=user,
            post=post,
            newer=form.newer(post.row_version, stored),
        ), form.status


@blueprint.post("/people/<person_id>/posts/<post_id>/remove")
@needs("administrator")
def remove_post(person_id: str, post_id: str) -> ResponseReturnValue:
    """Remove a post that was entered by mistake."""
    form = PlainForm()
    with transaction() as session:
        user = people.get(session, person_id)
        post = posts.get(user, post_id)

        def work() -> str:
            version = int(form.row_version.data or 0)
            posts.remove_post(session, actor(), user, post, version)
            flash(_("The post is removed"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        return send(session, form, work) or pages.refused(form)


def _offer_teams(session: Session, form: PostForm) -> dict[str, int]:
    """Offer every team by its short name, and return the keys by it."""
    teams = overview.teams(session)
    form.team.set_options([(team.short, team.name) for team in teams])
    return {team.short: team.id for team in teams}


def _stored(post: Any) -> dict[str, object]:
    return post_values(post.team.short, post)


@blueprint.route("/people/<person_id>/absences/new", methods=["GET", "POST"])
@needs("administrator")
def add_absence(person_id: str) -> ResponseReturnValue:
    """Add an absence."""
    form = AbsenceForm()
    with transaction() as session:
        user = people.get(session, person_id)

        def work() -> str:
            posts.set_absence(session, actor(), user, form.since.data, form.until.data)
            flash(_("The absence is saved"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/edit_absence.html",
            form=form,
            user=user,
            absence=None,
            newer=[],
            plain=None,
        ), form.status


@blueprint.route("/people/<person_id>/absences/<absence_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_absence(person_id: str, absence_id: str) -> ResponseReturnValue:
    """Change an absence, or end it."""
    with transaction() as session:
        user = people.get(session, person_id)
        absence = posts.get_absence(session, user, absence_id)
        form = AbsenceForm(obj=absence)

        def work() -> str:
            days = form.since.data, form.until.data
            version = int(form.row_version.data or 0)
            posts.set_absence(session, actor(), user, *days, absence, version)
            flash(_("The absence is saved"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        stored = {"since": absence.since, "until": absence.until}
        return render_template(
            "administration/edit_absence.html",
            form=form,
            user=user,
            absence=absence,
            newer=form.newer(absence.row_version, stored),
            plain=PlainForm(formdata=None, row_version=absence.row_version),
        ), form.status


@blueprint.post("/people/<person_id>/absences/<absence_id>/remove")
@needs("administrator")
def remove_absence(person_id: str, absence_id: str) -> ResponseReturnValue:
    """Remove an absence that was entered by mistake."""
    form = PlainForm()
    with transaction() as session:
        user = people.get(session, person_id)
        absence = posts.get_absence(session, user, absence_id)

        def work() -> str:
            version = int(form.row_version.data or 0)
            posts.remove_absence(session, actor(), user, absence, version)
            flash(_("The absence is removed"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        return send(session, form, work) or pages.refused(form)
