"""The administration page: people and their sign-in, settings, who changed what."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import i18n
from coaching.accounts import changelog, lists, people
from coaching.accounts import organisation as organisations
from coaching.accounts import overview as told
from coaching.administration import list_views as _list_views  # noqa: F401 - registers its views
from coaching.administration import pages
from coaching.administration import post_views as _post_views  # noqa: F401 - registers its views
from coaching.administration.blueprint import blueprint
from coaching.clients import cards
from coaching.web import actor, needs, send, transaction
from forms import administration_words as words
from forms.administration import NewPersonForm, PersonForm, PlainForm, SettingsForm

__all__ = ["blueprint"]

PAGE = 100
"""Values on a page of changes."""


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {
        "kind_words": words.kind_words,
        "field_words": words.field_words,
        "value_words": words.value_words,
    }


@blueprint.get("")
@needs("administrator")
def overview() -> ResponseReturnValue:
    """List people with their posts and rights, and lead to the rest."""
    with transaction() as session:
        found = told.people(session)
        return render_template(
            "administration/overview.html",
            people=[person for person in found if person.closed_on is None],
            closed=[person for person in found if person.closed_on is not None],
            teams=told.team_cards(session),
            lists=words.LISTS,
        )


@blueprint.route("/people/new", methods=["GET", "POST"])
@needs("administrator")
def add_person() -> ResponseReturnValue:
    """Add a person; the one-time password is shown once, on the page that answers."""
    form = NewPersonForm()
    with transaction() as session:
        made: list[tuple[Any, str]] = []

        def work() -> str:
            made.append(
                people.add(session, actor(), form.name.data or "", form.user_name.data or "")
            )
            return url_for("administration.edit_person", person_id=made[0][0].public_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return pages.password_page(*made[0], is_new=True) if made else _sent_before(sent)
        return render_template("administration/add_person.html", form=form), form.status


def _sent_before(sent: ResponseReturnValue) -> ResponseReturnValue:
    """Say what to do when the page with the password is gone, such as after a double click."""
    flash(
        _(
            "This was saved already, and its one-time password is shown only once. "
            "Give a new one if you did not see it."
        ),
        "warning",
    )
    return sent


@blueprint.route("/people/<person_id>", methods=["GET", "POST"])
@needs("administrator")
def edit_person(person_id: str) -> ResponseReturnValue:
    """Show and change a person; lead to posts and absences."""
    with transaction() as session:
        user = people.get(session, person_id)
        form = PersonForm(data={**people.details(user), "row_version": user.row_version})

        def work() -> str:
            version = int(form.row_version.data or 0)
            people.change(session, actor(), user, form.values(), form.chosen_grants(), version)
            flash(_("The person is saved"), "success")
            if not pages.still_administrator(actor(), user):
                return url_for("accounts.start")
            return url_for("administration.edit_person", person_id=person_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        newer = form.newer(user.row_version, people.details(user))
        return pages.person_page(session, user, form, newer)


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

        if sent := send(session, form, work):
            return pages.password_page(user, made[0]) if made else _sent_before(sent)
        return pages.refused(form, url_for("administration.edit_person", person_id=person_id))


@blueprint.route("/people/<person_id>/close", methods=["GET", "POST"])
@needs("administrator")
def close_person(person_id: str) -> ResponseReturnValue:
    """Say what closing an account does, and close it."""
    form = PlainForm()
    with transaction() as session:
        user = people.get(session, person_id)

        def work() -> str:
            people.close(session, actor(), user)
            flash(_("The account is closed"), "success")
            return url_for("administration.edit_person", person_id=person_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/close_person.html",
            form=form,
            card=told.person(session, user),
            held=pages.clients_of(session, user),
        ), form.status


@blueprint.post("/people/<person_id>/open")
@needs("administrator")
def open_person(person_id: str) -> ResponseReturnValue:
    """Open a closed account again."""
    form = PlainForm()
    with transaction() as session:
        user = people.get(session, person_id)

        def work() -> str:
            people.open_again(session, actor(), user)
            flash(
                _("The account is open again. Add a post and give a one-time password."), "success"
            )
            return url_for("administration.edit_person", person_id=person_id)

        return send(session, form, work) or pages.refused(
            form, url_for("administration.edit_person", person_id=person_id)
        )


@blueprint.route("/settings", methods=["GET", "POST"])
@needs("administrator")
def settings() -> ResponseReturnValue:
    """Show and change the organisation's settings."""
    with transaction() as session:
        now = organisations.load(session)
        stored = {name: vars(now)[name] for name in SettingsForm.SETTINGS}
        version = organisations.version(session)
        form = SettingsForm(data={**stored, "row_version": version})

        def work() -> str:
            lists.change_settings(
                session,
                actor(),
                form.to_settings(),
                version=int(form.row_version.data or 0),
            )
            flash(_("The settings are saved"), "success")
            return url_for("administration.settings")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "administration/settings.html",
            form=form,
            newer=form.newer(version, stored),
            names=cards.names_kept(session),
        ), form.status


@blueprint.get("/changes")
@needs("administrator")
def list_changes() -> ResponseReturnValue:
    """Show who changed what on these pages, newest first, paged by key."""
    before = request.args.get("before", type=int)
    with transaction() as session:
        saved, older = changelog.page(session, i18n.language(), before, PAGE)
        return render_template(
            "administration/list_changes.html",
            saved=saved,
            older=older,
            before=before,
        )
