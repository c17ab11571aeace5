"""Pages of signing in and out, the own account, and the language switch."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from coaching import coming_back, navigation
from coaching.accounts import service as accounts
from coaching.accounts import sessions, typing
from coaching.accounts.types import Actor
from coaching.errors import Refusal
from coaching.i18n import LANGUAGES
from coaching.jobs import statuses as jobs
from coaching.security import TOKEN
from coaching.web import actor, database, organisation, send, transaction
from forms import refusals
from forms.account import ChangePasswordForm, OwnAccountForm, SignInForm

blueprint = Blueprint("accounts", __name__, url_prefix="/account")


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign a person in and lead to where they were going."""
    form = SignInForm()
    if form.validate_on_submit():
        token = _checked(form)
        if token is not None:
            return _begin(token)
    elif g.actor is not None and request.method == "GET":
        return redirect(navigation.first_page(g.actor), code=303)
    return render_template("accounts/sign_in.html", form=form, people=_demo_people()), form.status


def _checked(form: SignInForm) -> str | None:
    """Return the token of a new sign-in, or put on the form why there is none."""
    name, remote = form.user_name.data or "", request.remote_addr or ""
    try:
        with database().read() as looking:
            user_id = accounts.check_sign_in(looking, name, form.password.data, remote)
    except Refusal as refusal:
        if isinstance(refusal, accounts.SignInFailed):
            with transaction() as work:
                accounts.note_failed_sign_in(work, name, remote)
        form.refuse(None, refusals.words(refusal))
        return None
    with transaction() as work:
        token = accounts.sign_in(work, user_id)
        who = sessions.actor_of(work, user_id)
        if who is not None and who.is_coach:
            jobs.catch_up(work, who)
        return token


@blueprint.post("/demo-sign-in")
def demo_sign_in() -> ResponseReturnValue:
    """Sign in as one of the demonstration's people; only a demonstration has this page."""
    if not organisation.demo:
        abort(404)
    with transaction() as work:
        token = accounts.sign_in_demo(work, request.form.get("person", ""))
    return _begin(token) if token else redirect(url_for("accounts.sign_in"), code=303)


def _begin(token: str) -> ResponseReturnValue:
    """Put the token in a fresh cookie and go to where the person was going."""
    session.clear()
    session[TOKEN] = token
    return redirect(_next() or url_for("accounts.start"), code=303)


def _next() -> str:
    """Return the page a person was going to, empty when there is none or it is not ours."""
    target = request.args.get("next", "")
    return target if coming_back.is_own(target) else ""


@blueprint.get("/start")
def start() -> ResponseReturnValue:
    """Lead a person to the first place of the own menu."""
    return redirect(navigation.first_page(actor()), code=303)


def _demo_people() -> list[tuple[str, str, Actor]]:
    if not organisation.demo:
        return []
    with transaction() as work:
        return accounts.demo_people(work)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this browser's sign-in."""
    with transaction() as work:
        accounts.sign_out(work, actor())
    session.clear()
    session["language"] = actor().language
    return redirect(url_for("accounts.sign_in"), code=303)


@blueprint.post("/language")
def switch_language() -> ResponseReturnValue:
    """Change the language of the pages, for the person or for this browser."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        if g.actor is not None:
            with transaction() as work:
                accounts.set_language(work, actor(), chosen)
    target = request.form.get("next", "")
    return redirect(target if coming_back.is_own(target) else url_for("accounts.start"), code=303)


@blueprint.post("/unsaved/<typing_id>/throw-away")
def throw_away(typing_id: str) -> ResponseReturnValue:
    """Throw away a text of the own that was not saved."""
    with transaction() as work:
        typing.throw_away(work, actor(), typing_id)
    flash(_("The text was thrown away"), "success")
    target = request.form.get("next", "")
    return redirect(target if coming_back.is_own(target) else url_for("accounts.start"), code=303)


@blueprint.route("/password", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    """Change the own password."""
    form = ChangePasswordForm()
    with transaction() as work:

        def change() -> str:
            fields = form.password.data, form.new_password.data, form.password_again.data
            accounts.change_password(work, actor(), *fields)
            flash(_("The password is changed"), "success")
            return _next() or url_for("accounts.start")

        if form.validate_on_submit() and (sent := send(work, form, change)):
            return sent
    return render_template("accounts/change_password.html", form=form), form.status


@blueprint.route("", methods=["GET", "POST"])
def own_account() -> ResponseReturnValue:
    """Show and change the own account."""
    with transaction() as work:
        account = accounts.own_account(work, actor())
        form = OwnAccountForm(obj=account)

        def change() -> str:
            accounts.change_own(work, actor(), form.values(), int(form.row_version.data or 0))
            with force_locale(str(form.language.data)):
                flash(_("Your account is saved"), "success")
            return url_for("accounts.own_account")

        if form.validate_on_submit() and (sent := send(work, form, change)):
            return sent
        return render_template(
            "accounts/own_account.html",
            form=form,
            account=account,
            newer=form.newer(account.row_version, vars(account)),
            previous=accounts.previous_sign_in(work, actor()),
        ), form.status
