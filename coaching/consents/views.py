"""Pages of a client's consents: the list, recording one, limiting and withdrawing it."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import clock
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.consents import course
from coaching.consents import service as consents
from coaching.consents.types import OTHERS
from coaching.contacts.types import With
from coaching.uselog.types import Basis
from coaching.web import actor, needs, send, transaction
from forms import consent_words
from forms.consent import ConsentForm, EditConsentForm, as_fields

blueprint = Blueprint("consents", __name__, url_prefix="/clients/<period_id>/consents")


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the words and looks of a consent's state."""
    state.app.jinja_env.globals.update(
        consent_state=consent_words.state_words,
        consent_tag=consent_words.state_tag,
        consent_needed=consent_words.consent_needed,
        consent_value=consent_words.value_words,
    )


@blueprint.get("")
@needs("coach", "leader")
def list_consents(period_id: str) -> ResponseReturnValue:
    """List the consents of a stay with where they stand."""
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.COACHING)
        return render_template(
            "consents/list_consents.html",
            head=clients.head(session, actor(), period),
            consents=consents.of_stay(session, period),
            course=course.of_stay(session, period),
            form=EditConsentForm(formdata=None),
            lacking=consents.missing(session, period, clock.today()).values(),
            today=clock.today(),
        )


@blueprint.route("/new", methods=["GET", "POST"])
@needs("coach", "leader")
def add_consent(period_id: str) -> ResponseReturnValue:
    """Record a consent; opened for somebody to be in touch with, it begins with them."""
    asked = request.args.get("with", "")
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        form = ConsentForm(data={"given_on": clock.today()})
        form.begin_with(With(asked) if asked in OTHERS else None)

        def work() -> str:
            consents.add(session, actor(), period, form.to_consent())
            # Opened beside a form that is being filled in, it leads nowhere else.
            saved = _("Consent saved. Go on in the window you came from.")
            flash(saved if asked else _("Consent saved"), "success")
            return url_for("consents.list_consents", period_id=period_id)

        head = clients.head(session, actor(), period)
        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "consents/edit_consent.html", form=form, head=head, consent=None, newer=[]
        ), form.status


@blueprint.route("/<consent_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_consent(period_id: str, consent_id: str) -> ResponseReturnValue:
    """Limit or withdraw a consent, or mend it; nothing is deleted."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)
        row = consents.get(session, period, consent_id)
        known = consents.as_listed(row, period)
        form = EditConsentForm(data=as_fields(known))

        def work() -> str:
            shown = int(form.row_version.data or 0)
            consents.change(session, actor(), period, row, form.to_consent(), shown)
            flash(_("Consent saved"), "success")
            return url_for("consents.list_consents", period_id=period_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "consents/edit_consent.html",
            form=form,
            head=head,
            consent=known,
            newer=form.newer(known.row_version, as_fields(known)),
            today=clock.today(),
        ), form.status
