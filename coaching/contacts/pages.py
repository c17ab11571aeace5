"""Putting the contact form together for its pages: what is offered, and what is carried into it."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.consents import service as consents
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import LastTime, Narrowed, Period, Purpose, With
from coaching.uselog.types import Basis
from forms.contact import AS_LAST, ContactForm, NarrowForm

OF_TEAM = "team"
"""Chosen in place of a coach: the employer contacts of the own team."""


def blank_form(session: Session, actor: Actor) -> ContactForm:
    """Return the form for a contact about a client that is chosen on the page.

    Nobody is chosen beforehand: a wrong record is worse than a tap (model.md, *Contacts*).
    """
    last = contacts.last_time(session, actor, None)
    carried = {"with_whom": AS_LAST, "mode": AS_LAST, "place": AS_LAST}
    form = ContactForm(data=_preset(carried if last else {"with_whom": With.CLIENT}))
    form.clients = []
    if not form.is_submitted():
        offer_clients(session, actor, form)
    form.offer_last_time(last)
    return form


def offer_clients(session: Session, actor: Actor, form: ContactForm) -> None:
    """Offer the clients to choose from, if they are not offered yet.

    A page that was sent and saved shows none, so none are read and none stand in the use log.
    """
    form.clients = form.clients or contacts.choices(session, actor)


def form_of_client(session: Session, actor: Actor, period: ServicePeriod) -> ContactForm:
    """Return the form for a contact about one client, carrying what was the last time."""
    form = ContactForm(data=_preset(_carried(contacts.last_time(session, actor, period))))
    return form


def form_of_contact(session: Session, contact: Contact) -> ContactForm:
    """Return the form that shows a contact again for editing."""
    typed = vars(contacts.as_typed(session, contact))
    return ContactForm(data={**typed, "row_version": contact.row_version})


def chosen_period(session: Session, actor: Actor, form: ContactForm) -> ServicePeriod | None:
    """Open the stay of the client that was chosen on a page that was sent.

    Raises:
        NotThere: it is not this person's to see.
    """
    if not form.is_submitted() or form.chosen_client is None:
        return None
    return doors.open_record(session, actor, form.chosen_client, Basis.LOG_CONTACT)


def is_ready(
    session: Session, actor: Actor, form: ContactForm, period: ServicePeriod | None
) -> bool:
    """Complete the form with what is carried and found; tell whether it was sent to be saved."""
    if form.is_submitted() and form.has_chosen:
        form.fill_from(contacts.last_time(session, actor, period))
    if period is not None:
        _tell_lacking(session, actor, form, period)
    return bool(form.validate_on_submit())


def narrow_form(session: Session, actor: Actor) -> NarrowForm:
    """Return the form that narrows a list: to one coach for a leader, to the team for a coach."""
    form = narrow_form_of_client()
    if actor.is_leader:
        coaches = caseload.coaches_of(session, actor.leader_of)
        form.offer(_("the whole team"), [(coach.public_id, coach.name) for coach in coaches])
    else:
        form.offer(_("own"), [(OF_TEAM, _("the team’s employer contacts"))])
    return form


def narrow_form_of_client() -> NarrowForm:
    """Return the form that narrows the list of one client: by kind and period."""
    form = NarrowForm(formdata=request.args)
    form.period.data = form.period.data or Period.ALL
    return form


def narrowed(form: NarrowForm) -> Narrowed:
    """Return what a list is narrowed to."""
    whose = form.whose.data
    return Narrowed(
        kind=form.kind.data,
        period=form.period.data,
        coach=whose if whose and whose != OF_TEAM else None,
        team=whose == OF_TEAM,
    )


def _preset(carried: dict[str, Any]) -> dict[str, Any]:
    """Return what a new contact starts with: today, reached, the topic the page was opened for."""
    topic = request.args.get("purpose", "")
    topics = (Purpose(topic),) if topic in set(Purpose) else ()
    return {
        "on": clock.today(),
        "reached": True,
        "purposes": topics,
        **carried,
    }


def _carried(last: LastTime | None) -> dict[str, Any]:
    if last is None:
        return {"with_whom": With.CLIENT}
    return {"with_whom": last.with_whom, "mode": last.mode, "place": last.place}


def _tell_lacking(session: Session, actor: Actor, form: ContactForm, period: ServicePeriod) -> None:
    """Say beforehand with whom the client's consent is still needed on the day of the contact."""
    missing = consents.missing(session, period, form.on.data or clock.today())
    lacking = tuple(one for whom, one in missing.items() if whom is not With.EMPLOYER)
    may_record = lacking and period.closed_on is None
    if may_record and clients.is_in_charge(session, actor, period):
        form.tell_lacking(lacking, period.public_id)
    else:
        form.tell_lacking(lacking, None)
