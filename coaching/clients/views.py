"""Pages of clients: the list, taking in, one client, the card."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import clock
from coaching.benefits import service as benefits
from coaching.clients import cards, doors, intake, joining, listing, pages, waiting
from coaching.clients import service as clients
from coaching.clients import stay_views as _stay_views  # noqa: F401 - registers its views
from coaching.clients.blueprint import blueprint
from coaching.clients.types import Listed
from coaching.coming_back import onward
from coaching.consents import service as consents
from coaching.consents.types import current
from coaching.contacts import service as contacts
from coaching.contacts.types import With
from coaching.due import pages as due_pages
from coaching.jobs import lists as jobs
from coaching.profiles import service as profiles
from coaching.uselog.types import Basis
from coaching.web import actor, database, needs, organisation, send, transaction
from forms.client import ClientSearchForm, IntakeForm
from forms.client_words import PHASES
from forms.labels import labelled

__all__ = ["blueprint"]

LATEST_CHECKS = 3
"""Benefits checks that a client's page shows."""


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the words and looks of phases and statuses."""
    state.app.jinja_env.globals.update(phases=PHASES, tag_kind=pages.tag_kind)


@blueprint.route("", methods=["GET", "POST"])
@needs("coach", "leader")
def list_clients() -> ResponseReturnValue:
    """List the clients in sight; words looked for come by POST, so that no address holds a name."""
    sent = request.method == "POST"
    form = ClientSearchForm(formdata=request.form if sent else request.args)
    if not sent:
        form.words.process_data("")
    with database().read() as session:
        pages.offer_filters(session, actor(), form, names_on=organisation.names_on)
        fits = form.validate() if sent else True
        choice = pages.choice(form, request.values.get("after"))
        listed = listing.find(session, actor(), choice) if fits else Listed((), 0, None)
        return render_template(
            "clients/list_clients.html",
            form=form,
            listed=listed,
            next_due=due_pages.first_of(session, listed.rows, organisation.quiet_days),
            narrowed=choice.words or choice.status,
            waiting=sum(waiting.counts(session, actor().teams).values()),
            questions=joining.questions(session, actor()),
        ), form.status


@blueprint.route("/new", methods=["GET", "POST"])
@needs("coach", "leader")
def take_in_client() -> ResponseReturnValue:
    """Take in a client: referral, first meeting, decision."""
    form = IntakeForm(decided_on=clock.today())
    with transaction() as session:
        page = pages.IntakePage(session, actor(), form, names_on=organisation.names_on)

        def work() -> str:
            told = page.told()
            period = intake.take_in(session, actor(), told)
            return pages.after_intake(session, actor(), told, period)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/take_in_client.html", form=form, head=None), form.status


@blueprint.route("/<period_id>/again", methods=["GET", "POST"])
@needs("coach", "leader")
def take_in_again(period_id: str) -> ResponseReturnValue:
    """Take in somebody who comes back: a new stay of the same person."""
    form = IntakeForm(decided_on=clock.today())
    with transaction() as session:
        earlier = clients.take_charge(session, actor(), period_id, Basis.INTAKE)
        head = clients.head(session, actor(), earlier)
        again = (joining.as_likely(earlier), pages.card_to_take_over(session, actor(), earlier))
        page = pages.IntakePage(
            session, actor(), form, names_on=organisation.names_on, returning=again
        )

        def work() -> str:
            told = page.told()
            period = intake.take_in(session, actor(), told)
            return pages.after_intake(session, actor(), told, period)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/take_in_client.html", form=form, head=head), form.status


@blueprint.get("/<period_id>")
@needs("coach", "leader")
def show_client(period_id: str) -> ResponseReturnValue:
    """Show one client: goal and strengths first, then the phase, the timeline and the forms."""
    asked = request.args.get("kind", "")
    kind = With(asked) if asked in set(With) else None
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, pages.basis(actor()))
        timeline = contacts.timeline(session, actor(), period, kind, request.args.get("before"))
        return render_template(
            "clients/show_client.html",
            head=clients.head(session, actor(), period),
            card=cards.card(period),
            care_team=cards.care_team(session, period),
            summary=profiles.summary(session, period),
            checks=benefits.of_stay(session, period, limit=LATEST_CHECKS),
            consents=current(consents.of_stay(session, period), clock.today()),
            timeline=timeline,
            kind=kind,
            kinds=labelled(With),
            suggested=clients.suggested_entry(session, period),
            position=waiting.position(session, period),
            due=due_pages.of_stay(session, period, organisation.quiet_days),
            jobs=jobs.of_stay(session, period),
            today=clock.today(),
        )


@blueprint.route("/<period_id>/card", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_card(period_id: str) -> ResponseReturnValue:
    """Edit the client card."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, pages.basis(actor()))
        if doors.is_open_out_of_sight(session, actor(), period):
            # The person's card belongs to whoever coaches them now.
            raise doors.refuse(session, actor(), pages.basis(actor()), period)
        page = pages.CardPage(session, period, names_on=organisation.names_on)
        form = page.form
        head = clients.head(session, actor(), period)

        def work() -> str:
            cards.change_card(
                session, actor(), period, form.to_card(), int(form.row_version.data or 0)
            )
            flash(_("Client card saved"), "success")
            return onward(url_for("clients.show_client", period_id=period_id))

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "clients/edit_card.html",
            form=form,
            head=head,
            newer=form.newer(page.version, {}),
            suggested=clients.suggested_entry(session, period),
        ), form.status
