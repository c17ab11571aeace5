"""What the pages of clients share: lists offered in forms, notices, where a page leads on to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask import flash, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import cards, choices, doors, intake
from coaching.clients.models import ServicePeriod
from coaching.clients.types import (
    Card,
    Choice,
    Decision,
    Head,
    Intake,
    Likely,
    Order,
    ReferralSource,
    Status,
)
from coaching.uselog.types import Basis
from forms.caseload import coach_options, near_notice
from forms.client import CardForm, ClientSearchForm, IntakeForm
from forms.labels import labelled

EVERY = "all"
OPEN = "open"


def basis(actor: Actor) -> Basis:
    """Return why a person opens a client's pages."""
    return Basis.COACHING if actor.is_coach else Basis.LEADING


# ---- the list


def offer_filters(
    session: Session, actor: Actor, form: ClientSearchForm, *, names_on: bool
) -> None:
    """Give the list's form its options: own clients first for a coach, the team for a leader.

    Without names the codes are the names, so that there is one order less.
    """
    coaches = [
        (one.public_id, one.name)
        for one in caseload.coaches_of(session, actor.leader_of)
        if one.user_id != actor.user_id
    ]
    own = [(actor.public_id, _("my own clients"))] if actor.is_coach else []
    everybody = _("the whole team") if actor.is_leader else _("also those I coached lately")
    form.coach.set_options([*own, (EVERY, everybody), *coaches])
    form.stands.set_options([(OPEN, pgettext("status", "every open one")), *labelled(Status)])
    orders = labelled(Order) if names_on else labelled(Order)[1:]
    form.order.set_options(orders)
    form.coach.data = form.coach.data or (EVERY if actor.is_leader else actor.public_id)
    form.stands.data = form.stands.data or OPEN
    form.order.data = form.order.data or orders[0][0]


def choice(form: ClientSearchForm, after: str | None) -> Choice:
    """Return what the list is narrowed to."""
    status, coach = str(form.stands.data), str(form.coach.data)
    return Choice(
        status=None if status == OPEN else Status(status),
        coach=None if coach == EVERY else coach,
        words=form.words.data or "",
        order=Order(str(form.order.data)),
        after=after,
    )


# ---- intake and card


def offer_lists(session: Session, form: IntakeForm | CardForm, card: Card | None = None) -> None:
    """Give a form the organisation's lists; what the card holds is offered even when hidden."""
    language = i18n.language()
    sources = choices.options(
        session, "referral_source", language, card.referral_source if card else None
    )
    form.referral_source.set_options(sources or labelled(ReferralSource))
    bases = choices.options(session, "legal_basis", language, card.legal_basis if card else None)
    form.legal_basis.set_options(bases)
    form.care_team.set_options(choices.care_teams(session, card.care_team_id if card else None))


class IntakePage:
    """One opening of the intake page: its form with the lists, teams and likely clients.

    Args:
        returning: who is taken in again, with the card as it stands; None for somebody new.
    """

    def __init__(
        self,
        session: Session,
        actor: Actor,
        form: IntakeForm,
        *,
        names_on: bool,
        returning: tuple[Likely, Card] | None = None,
    ) -> None:
        self.session, self.actor, self.form = session, actor, form
        self.teams = choices.teams(session, actor.teams)
        offer_lists(session, form)
        self._offer_team_and_coach()
        if returning is not None and not form.is_submitted() and not form.came_back:
            self._fill(*returning)
        if not names_on:
            form.without_names()
        first = [] if returning is None else [returning[0]]
        self.known = [*first, *self._alike(first)]
        form.offer(self.known)

    def told(self) -> Intake:
        """Return what was typed. Call after the form was found right."""
        chosen = self.form.coach.data if self.form.decision.data is Decision.ACCEPTED else None
        coach = caseload.find_coach(self.session, chosen or "", self.actor.teams)
        return self.form.to_intake(self._team_id(), coach.user_id if coach else None, self.known)

    def _team_id(self) -> int:
        if len(self.teams) == 1:
            return self.teams[0][0]
        return next(team_id for team_id, short, _name in self.teams if short == self.form.team.data)

    def _offer_team_and_coach(self) -> None:
        form, caseloads = self.form, caseload.coaches_with_places(self.session, self.actor.teams)
        form.coach.set_options(coach_options(caseloads))
        if len(self.teams) == 1:
            del form.team
        else:
            form.team.set_options([(short, name) for _id, short, name in self.teams])
        free = {one.coach_id for one in caseloads if one.free}
        if not form.is_submitted() and not form.came_back and self.actor.user_id in free:
            form.coach.data = self.actor.public_id

    def _fill(self, likely: Likely, card: Card) -> None:
        form = self.form
        for name in ("name", "birth_year", "contact_ways", "contact_details"):
            form[name].process_data(getattr(card, name))
        form.language.process_data(card.language)
        form.needs_interpreter.data = card.needs_interpreter
        form.same_person.data = likely.public_id

    def _alike(self, but: Sequence[Likely]) -> Iterable[Likely]:
        if "name" not in self.form or not self.form.is_submitted():
            return []
        known = {one.client_id for one in but}
        found = intake.likely_same(
            self.session, self.actor, self.form.name.data, self.form.birth_year.data
        )
        return [one for one in found if one.client_id not in known]


def card_to_take_over(session: Session, actor: Actor, earlier: ServicePeriod) -> Card:
    """Return the card that an intake of somebody who comes back begins with.

    While another team coaches the person, what is written there of reaching them is not shown.
    """
    card = cards.card(earlier)
    if doors.is_open_out_of_sight(session, actor, earlier):
        card = replace(card, contact_ways=(), contact_details=None)
    return card


class CardPage:
    """One opening of the card: the form with its lists, filled with the card as it is saved."""

    def __init__(self, session: Session, period: ServicePeriod, *, names_on: bool) -> None:
        self.saved, self.version = cards.card(period), cards.card_version(period)
        self.form = CardForm.of(self.saved, self.version)
        offer_lists(session, self.form, self.saved)
        if not names_on:
            self.form.without_names()


def after_intake(session: Session, actor: Actor, told: Intake, period: ServicePeriod) -> str:
    """Say that an intake is saved, and return where it leads.

    That is the client's page when the client is in sight. Otherwise it is the list they are on, and
    the code is told, since the person will not find it anywhere else.
    """
    if period.team_id in actor.leader_of or told.coach_id == actor.user_id:
        flash(_("Client saved"), "success")
        flash_near(session, actor, told.coach_id)
        return url_for("clients.show_client", period_id=period.public_id)
    flash(_("Client saved. The code is %(code)s.", code=period.client.code), "success")
    flash_near(session, actor, told.coach_id)
    if told.decision is Decision.WAITING:
        return url_for("caseload.waiting_list")
    return url_for("clients.list_clients")


def seen_or_list(session: Session, actor: Actor, period: ServicePeriod) -> str:
    """Return the client's page while the client is in the person's sight, else the list.

    A change that began more than 90 days ago takes the client out of a coach's sight at once.
    """
    if doors.sees(session, actor, period):
        return url_for("clients.show_client", period_id=period.public_id)
    return url_for("clients.list_clients")


def flash_near(session: Session, actor: Actor, coach_id: int | None) -> None:
    """Say it when a coach's places are nearly full now."""
    if coach_id is None:
        return
    found = caseload.caseload(session, coach_id)
    if found.is_near:
        flash(near_notice(found), "warning")


def tag_kind(head: Head) -> str:
    """Return the look of the status beside the client's name."""
    return {Status.CLOSED: "", Status.PAUSED: "loose", Status.WAITING: "warn"}.get(
        head.status, "blue"
    )
