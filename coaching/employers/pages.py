"""Putting the register's forms together for their pages: what is offered, filled in, compared."""

from __future__ import annotations

from dataclasses import asdict

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import choices
from coaching.employers import service as employers
from coaching.employers.types import (
    NOBODY,
    EmployerCard,
    Look,
    LookAlike,
    PersonDetails,
    SiteDetails,
)
from coaching.text import fold
from forms.employer import EmployerForm, LookForm, NewEmployerForm, PersonForm, SiteForm


def look_form(session: Session) -> LookForm:
    """Return the form that narrows the list, with what the register has to narrow it to."""
    form = LookForm(formdata=request.args)
    form.place.set_options([(fold(name), name) for name in employers.municipalities(session)])
    form.industry.set_options(choices.options(session, "industry", i18n.language()))
    form.owner.set_options([*employers.owners(session), (NOBODY, _("nobody yet"))])
    return form


def look(form: LookForm) -> Look:
    """Return what the list is narrowed to."""
    return Look(
        words=(form.words.data or "")[: form.words.limit],
        place=form.place.data or "",
        industry=form.industry.data or "",
        owner=form.owner.data or "",
        not_met=int(form.not_met.data) if form.not_met.data else None,
        banned=bool(form.banned.data),
        after=request.args.get("after"),
    )


def address_of(look: Look) -> dict[str, str]:
    """Return what an address carries of what the list is narrowed to."""
    told = {
        "words": look.words,
        "place": look.place,
        "industry": look.industry,
        "owner": look.owner,
        "not_met": str(look.not_met or ""),
        "banned": "y" if look.banned else "",
    }
    return {name: value for name, value in told.items() if value}


def home_of(card: EmployerCard) -> str:
    """Return the address of an employer's page, of the kept card when it was merged meanwhile."""
    return url_for("employers.show_employer", employer_id=card.merged_into or card.public_id)


def elsewhere(card: EmployerCard) -> ResponseReturnValue | None:
    """Lead a page of a card that was merged into another one on to that one.

    What is sent is not led on: it lands on the kept card, or is refused with what was typed. An
    undone merge gives the address back, so browsers must not remember where it led.
    """
    if not card.merged_into or request.method != "GET":
        return None
    return redirect(url_for("employers.show_employer", employer_id=card.merged_into), code=303)


def new_form(session: Session, actor: Actor) -> NewEmployerForm:
    """Return the form of a new employer, with the words that were looked for as its name."""
    form = NewEmployerForm(data={"name": request.args.get("name", "")[:200]})
    _offer(session, actor, form)
    _offer_places(session, form)
    if not form.is_submitted() and not form.came_back and actor.is_coach:
        form.owner.data = actor.public_id
    return form


def edit_form(session: Session, actor: Actor, card: EmployerCard) -> EmployerForm:
    """Return the form of an employer as the register has it."""
    form = EmployerForm(data={**asdict(card.details), "row_version": card.row_version})
    _offer(session, actor, form, card)
    return form


def site_form(session: Session, details: SiteDetails | None = None, version: int = 0) -> SiteForm:
    """Return the form of a site, a new one or as the register has it."""
    told = details or SiteDetails(municipality=request.args.get("municipality", "")[:80])
    data = {"municipality": told.municipality, "site": told.name, "row_version": version}
    form = SiteForm(data=data)
    _offer_places(session, form)
    return form


def person_form(details: PersonDetails, version: int = 0) -> PersonForm:
    """Return the form of a person, a new one or as the register has it."""
    return PersonForm(data={**asdict(details), "row_version": version})


def alike(session: Session, form: NewEmployerForm) -> list[LookAlike]:
    """Return the employers of the register that the typed one may be."""
    name, business_id = form.name.data or "", form.business_id.data or None
    where = form.municipality.data or ""
    return employers.look_alikes(session, name, business_id, where) if name else []


def others_alike(session: Session, form: EmployerForm, card: EmployerCard) -> list[LookAlike]:
    """Return the other employers that the edited one may be, once it was sent or renamed."""
    if not form.is_submitted():
        return []
    name, business_id = form.name.data or "", form.business_id.data or None
    alike = employers.look_alikes(session, name, business_id)
    return [one for one in alike if one.public_id != card.public_id]


def industry_words(session: Session, card: EmployerCard) -> str:
    """Return the words of an employer's industry, empty when it has none."""
    code = card.details.industry
    return dict(choices.options(session, "industry", i18n.language(), code)).get(code or "", "")


def _offer(
    session: Session,
    actor: Actor,
    form: EmployerForm | NewEmployerForm,
    card: EmployerCard | None = None,
) -> None:
    keep = card.details.industry if card else None
    industries = choices.options(session, "industry", i18n.language(), keep)
    if industries:
        form.industry.set_options(industries)
    else:
        del form.industry
    coaches = [(one.public_id, one.name) for one in caseload.coaches_of(session, actor.teams)]
    if card and card.details.owner and card.details.owner not in dict(coaches):
        coaches.append((card.details.owner, card.owner_name))
    form.owner.set_options(coaches)


def _offer_places(session: Session, form: SiteForm) -> None:
    form.municipality.options = employers.municipalities(session)
