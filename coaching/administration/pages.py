"""What the views of the administration page share: the person's page, messages, lists."""

from __future__ import annotations

from functools import cache

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching.accounts import overview
from coaching.accounts.models import User
from coaching.accounts.types import Actor, Grant, Role
from coaching.caseload import service as caseload
from coaching.clients.types import ReferralSource
from forms import client_words as _words  # noqa: F401 - gives referral sources their words
from forms.administration import PlainForm
from forms.base import BaseForm
from forms.labels import label
from forms.merging import Newer


def person_page(
    session: Session, user: User, form: BaseForm, newer: Newer | None
) -> ResponseReturnValue:
    """Show a person: posts, absences, details and rights, sign-in."""
    places = caseload.totals(session, user.id)
    return render_template(
        "administration/edit_person.html",
        form=form,
        newer=newer,
        user=user,
        card=overview.person(session, user),
        places=places if places.owned or places.held else None,
        left=clients_left(session, user),
        plain=PlainForm(formdata=None),
    ), form.status


def clients_of(session: Session, user: User) -> list[tuple[str, int]]:
    """Return how many clients of each team a person has now, by the team's name."""
    held = caseload.held_by_team(session, user.id)
    return [(team.name, held[team.id]) for team in overview.teams(session) if team.id in held]


def clients_left(session: Session, user: User) -> list[tuple[str, int]]:
    """Return the same of those teams alone in which the person does not coach today."""
    coached = {post.team for post in overview.person(session, user).now if post.role is Role.COACH}
    return [(team, count) for team, count in clients_of(session, user) if team not in coached]


def after_post(session: Session, user: User) -> str:
    """Say what a changed post means for the clients a person has, and lead to the person."""
    flash(_("The post is saved"), "success")
    places = caseload.totals(session, user.id)
    if places.over:
        flash(over_words(user.name, places.over), "warning")
    return url_for("administration.edit_person", person_id=user.public_id)


def over_words(name: str, over: int) -> str:
    """Return the notice that a person holds more places than the posts own."""
    return str(
        ngettext(
            "%(coach)s: over by %(num)s. Nobody loses a place: it goes as it is freed.",
            "%(coach)s: over by %(num)s. Nobody loses a place: those above the number go as they are freed.",
            over,
            coach=name,
        )
    )


def still_administrator(actor: Actor, user: User) -> bool:
    """Tell whether the one who acts may go on on these pages after changing a person."""
    return actor.user_id != user.id or any(row.grant == Grant.ADMINISTRATOR for row in user.grants)


def password_page(user: User, password: str, *, is_new: bool = False) -> ResponseReturnValue:
    """Show a one-time password, which is shown nowhere else."""
    return render_template(
        "administration/one_time_password.html", user=user, password=password, is_new=is_new
    )


def refused(form: BaseForm, back: str) -> ResponseReturnValue:
    """Say why a form of one button was refused, and lead back to where it stood."""
    words = " ".join(problem.words for problem in form.problems())
    return render_template("administration/refused.html", words=words, back=back), 422


@cache
def _referral_sources() -> dict[str, tuple[str, str, str]]:
    words: dict[str, list[str]] = {source.value: [] for source in ReferralSource}
    for language in ("fi", "sv", "en"):
        with force_locale(language):
            for source in ReferralSource:
                words[source.value].append(str(label(source)))
    return {code: (fi, sv, en) for code, (fi, sv, en) in words.items()}


def defaults(name: str) -> dict[str, tuple[str, str, str]]:
    """Return the program's own options of a list: code, and the words in fi, sv and en."""
    return _referral_sources() if name == "referral_source" else {}
