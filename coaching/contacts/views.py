"""Pages of contacts: quick entry, editing, withdrawing, lists."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.clients import doors
from coaching.clients import service as clients
from coaching.contacts import pages
from coaching.contacts import service as contacts
from coaching.contacts.types import With
from coaching.uselog.types import Basis
from coaching.web import actor, needs, send, sent_before, transaction
from forms.base import BaseForm
from forms.contact import WithdrawForm

blueprint = Blueprint("contacts", __name__)


@blueprint.route("/contacts/new", methods=["GET", "POST"])
@needs("coach", "leader")
def new_contact() -> ResponseReturnValue:
    """Log one contact, choosing the client on the page."""
    with transaction() as session:
        form = pages.blank_form(session, actor())
        period = pages.chosen_period(session, actor(), form)
        if pages.is_ready(session, actor(), form, period):

            def work() -> str:
                contacts.log(session, actor(), period, form.to_contact())
                flash(_("Contact saved"), "success")
                return url_for("days.my_day")

            if sent := send(session, form, work):
                return sent
        pages.offer_clients(session, actor(), form)
        return render_template("contacts/log_contact.html", form=form, head=None), form.status


@blueprint.route("/clients/<period_id>/contacts/new", methods=["GET", "POST"])
@needs("coach", "leader")
def log_contact(period_id: str) -> ResponseReturnValue:
    """Log one contact made with a client or on the client's behalf."""
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.LOG_CONTACT)
        head = clients.head(session, actor(), period)
        form = pages.form_of_client(session, actor(), period)
        if pages.is_ready(session, actor(), form, period):

            def work() -> str:
                contacts.log(session, actor(), period, form.to_contact())
                flash(_("Contact saved"), "success")
                return url_for("clients.show_client", period_id=period_id)

            if sent := send(session, form, work):
                return sent
        return render_template("contacts/log_contact.html", form=form, head=head), form.status


@blueprint.route("/contacts/<contact_id>/edit", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_contact(contact_id: str) -> ResponseReturnValue:
    """Change a contact; whom it is about stays."""
    with transaction() as session:
        contact = contacts.find_changeable(session, actor(), contact_id)
        if contact.with_whom == With.EMPLOYER:
            return redirect(url_for("meetings.edit_meeting", contact_id=contact_id), code=303)
        period = contacts.period_of(session, contact)
        head = clients.head(session, actor(), period) if period else None
        form = pages.form_of_contact(session, contact)
        if pages.is_ready(session, actor(), form, period):

            def work() -> str:
                version = int(form.row_version.data or 0)
                contacts.edit(session, actor(), contact, form.to_contact(), version)
                flash(_("Contact saved"), "success")
                return _home_of(head.public_id if head else None)

            if sent := send(session, form, work):
                return sent
        newer = form.newer(contact.row_version, {})
        return render_template(
            "contacts/edit_contact.html", form=form, head=head, contact_id=contact_id, newer=newer
        ), form.status


@blueprint.route("/contacts/<contact_id>/withdraw", methods=["GET", "POST"])
@needs("coach", "leader")
def withdraw_contact(contact_id: str) -> ResponseReturnValue:
    """Take a contact out of lists and scores, with a reason."""
    form = WithdrawForm()
    with transaction() as session:
        if sent := sent_before(session):
            return sent
        contact = contacts.find_changeable(session, actor(), contact_id)
        row = contacts.show(session, actor(), contact)
        if form.validate_on_submit():

            def work() -> str:
                contacts.withdraw(session, actor(), contact, form.why.data or "")
                return url_for("contacts.list_contacts", withdrawn=contact_id)

            if sent := send(session, form, work):
                return sent
        return render_template("contacts/withdraw_contact.html", form=form, row=row), form.status


@blueprint.post("/contacts/<contact_id>/undo")
@needs("coach", "leader")
def undo_withdrawal(contact_id: str) -> ResponseReturnValue:
    """Bring a withdrawn contact back."""
    form = BaseForm()
    with transaction() as session:
        contact = contacts.find_changeable(session, actor(), contact_id, standing=False)

        def work() -> str:
            contacts.undo_withdrawal(session, actor(), contact)
            flash(_("The contact is back"), "success")
            period = contacts.period_of(session, contact)
            return _home_of(period.public_id if period else None)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        rows = contacts.list_withdrawn(session, actor())
        return render_template("contacts/list_withdrawn.html", form=form, rows=rows), form.status


@blueprint.get("/contacts")
@needs("coach", "leader")
def list_contacts() -> ResponseReturnValue:
    """List the own contacts, or the team's for its leader."""
    with transaction() as session:
        form = pages.narrow_form(session, actor())
        page = contacts.list_contacts(
            session, actor(), pages.narrowed(form), before=request.args.get("before")
        )
        withdrawn = request.args.get("withdrawn", "")
        undo = withdrawn and contacts.can_bring_back(session, actor(), withdrawn)
        return render_template(
            "contacts/list_contacts.html",
            form=form,
            page=page,
            undo=withdrawn if undo else None,
            token=BaseForm(),
        )


@blueprint.get("/clients/<period_id>/contacts")
@needs("coach", "leader")
def list_contacts_of_client(period_id: str) -> ResponseReturnValue:
    """List the contacts about one client."""
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)
        form = pages.narrow_form_of_client()
        page = contacts.timeline(
            session,
            actor(),
            period,
            form.kind.data,
            before=request.args.get("before"),
            within=form.period.data,
        )
        return render_template(
            "contacts/list_contacts_of_client.html", form=form, head=head, page=page
        )


@blueprint.get("/contacts/withdrawn")
@needs("coach", "leader")
def list_withdrawn() -> ResponseReturnValue:
    """List the contacts that can still be brought back."""
    with transaction() as session:
        rows = contacts.list_withdrawn(session, actor())
        return render_template("contacts/list_withdrawn.html", form=BaseForm(), rows=rows)


def _home_of(period_id: str | None) -> str:
    """Return where a changed contact is seen: its client's page, or the list."""
    if period_id is None:
        return url_for("contacts.list_contacts")
    return url_for("clients.show_client", period_id=period_id)
