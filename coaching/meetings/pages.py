"""Putting the page of an employer meeting together: what is chosen, offered, and carried into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import clock, i18n
from coaching.accounts.types import Actor
from coaching.clients import choices, doors
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.clients.types import Head
from coaching.consents import service as consents
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import EmployerChoice, Mode, Place, With
from coaching.definitions import reading, words
from coaching.employers import service as employers
from coaching.employers.types import ListedEmployer, Look
from coaching.meetings import gate
from coaching.meetings import service as meetings
from coaching.meetings.types import Goal, MetEmployer, Offered, Suggestion
from coaching.uselog.types import Basis
from forms.meeting import NEW, NO_CLIENT, MeetingForm
from forms.meeting_fields import AS_ON_CARD

FOUND = 8
"""Employers shown of a search."""

GOAL = ("goal", "job_types", "avoid", "hours")
"""What of form A stands beside the question whether an employer matches the client's goal."""


@dataclass
class MeetingPage:
    """One showing of the form: the employer and the client as far as they are chosen.

    Attributes:
        found: employers that a search found; None before one.
        latest: the last ones met, offered before a search.
        named: name and public id of those that the client's profile names, offered first; the id is
            empty for one that was not in the register.
        goal: what the client wants, as label and lines.
    """

    form: MeetingForm
    employer: MetEmployer | None = None
    found: list[ListedEmployer] | None = None
    latest: list[EmployerChoice] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    period: ServicePeriod | None = None
    head: Head | None = None
    clients: list[Offered] = field(default_factory=list)
    in_force: Goal | None = None
    goal: list[tuple[str, list[str]]] = field(default_factory=list)
    suggestion: Suggestion | None = None
    contact: Contact | None = None

    @property
    def is_linked(self) -> bool:
        """Whether the meeting that is mended is about a client already: that stays."""
        return self.contact is not None and self.contact.period_id is not None


def new_page(session: Session, actor: Actor) -> MeetingPage:
    """Return the page of a new meeting, with what was typed and chosen so far."""
    form = MeetingForm(data=_preset())
    if "contact_form" in request.form:
        _take_over(form)
    return _put_together(session, actor, MeetingPage(form))


def edit_page(session: Session, actor: Actor, contact: Contact) -> MeetingPage:
    """Return the page that shows a logged meeting again for mending."""
    form = MeetingForm(data=_as_typed(session, contact))
    form.is_logged = True
    page = MeetingPage(form, contact=contact)
    page.period = contacts.period_of(session, contact)
    return _put_together(session, actor, page)


def is_ready(page: MeetingPage) -> bool:
    """Tell whether the page was sent to be saved, with everything a meeting needs."""
    form = page.form
    if form.is_step or "contact_form" in request.form or not form.is_submitted():
        return False
    if page.contact is None and page.employer is not None and page.employer.ban is not None:
        return False
    return bool(form.validate_on_submit())


def offer(session: Session, actor: Actor, page: MeetingPage) -> None:
    """Offer what can still be chosen; a page that was saved shows none, so nobody is read for it."""
    form = page.form
    if page.employer is None and not form.is_adding:
        _offer_employers(session, actor, page)
    if form.is_adding and form.name.data:
        form.alike = employers.look_alikes(session, form.name.data, form.business_id.data or None)
    if page.period is None and not page.is_linked:
        page.clients = gate.offered(session, actor, form.on.data or clock.today())


# ---- opening


def _preset() -> dict[str, Any]:
    """Return what a new meeting starts with: today, face to face, at the workplace."""
    return {
        "on": clock.today(),
        "mode": Mode.FACE_TO_FACE,
        "place": Place.WORKPLACE,
        "reached": True,
        "employer": request.args.get("employer", ""),
        "client": request.args.get("client") or NO_CLIENT,
        "decides": AS_ON_CARD,
    }


def _take_over(form: MeetingForm) -> None:
    """Carry what was typed in the form of any contact; what it said “as last time” is as preset."""
    preset = _preset()
    for name in ("on", "mode", "place", "reached"):
        if form[name].data is None and not form[name].process_errors:
            form[name].process_data(preset[name])
    form.decides.process_data(AS_ON_CARD)
    form.client.data = form.client.data or request.args.get("client") or NO_CLIENT


def _as_typed(session: Session, contact: Contact) -> dict[str, Any]:
    told = contacts.as_typed(session, contact)
    return {
        **vars(told),
        "employer": told.employer,
        "person": told.employer,
        "match": told.matches_goals,
        "needs_shown": told.needs or "",
        "tasks": [vars(one) for one in told.tasks],
        "row_version": contact.row_version,
    }


# ---- putting together


def _put_together(session: Session, actor: Actor, page: MeetingPage) -> MeetingPage:
    form = page.form
    _take_steps(form)
    _employer(session, actor, page)
    _client(session, actor, page)
    if page.contact is None:
        _suggest(page)
    _offer_teams(session, actor, form)
    return page


def _take_steps(form: MeetingForm) -> None:
    """Do what the pressed button says: choose, change or add the employer, choose the client."""
    if form.choose.data:
        form.employer.data, form.adding.data = form.choose.data, ""
        form.person.data = form.choose.data if form.choose.data[1:2] == ":" else None
        form.look_for.data = form.searched.data = ""
    elif form.change.data:
        form.employer.data = form.adding.data = ""
        form.person.data = None
    elif form.add.data:
        form.employer.data, form.adding.data, form.person.data = "", "1", NEW
        form.name.data = form.name.data or form.look_for.data
        form.look_for.data = form.searched.data = ""
    elif form.seek.data:
        form.look_for.data = form.searched.data = form.seek.data
    elif form.find.data or (form.is_submitted() and form.is_unsearched):
        form.searched.data = form.look_for.data
    if form.pick.data:
        form.client.data = form.pick.data
        form.match.data = form.client_present.data = None
    if form.whose.data:
        form.made_by.data = form.whose.data


def _employer(session: Session, actor: Actor, page: MeetingPage) -> None:
    """Open the card of the employer, carry its needs and the person met last."""
    form = page.form
    form.offer_decides()
    if form.is_adding:
        return
    was = form.employer.data or ""
    page.employer = meetings.employer_of(session, actor, was) if was else None
    if page.employer is None:
        form.employer.data = ""
        return
    form.employer.data = page.employer.public_id
    people = meetings.people_of(session, page.employer.public_id)
    if page.contact is not None and form.person.object_data not in {one.code for one in people}:
        gone = EmployerChoice(
            str(form.person.object_data), page.employer.name, "", _("removed from the register")
        )
        people.append(gone)
    form.offer_people(people)
    fresh = not form.is_submitted() and not form.came_back
    if page.contact is None and (fresh or form.choose.data or "contact_form" in request.form):
        _carry(form, page.employer)
    codes = {one.code for one in people}
    if form.person.data and form.person.data not in codes | {NEW}:
        form.person.data = meetings.code_now(session, form.person.data)
    if form.person.data not in codes | {NEW}:
        form.person.data = page.employer.last_person if page.contact is None else None
    named = [one.code for one in people if one.person]
    if form.person.data is None and page.contact is None:
        form.person.data = named[0] if len(named) == 1 else None if named else NEW
    if form.decides.data is None and (form.choose.data or "contact_form" in request.form):
        form.decides.process_data(AS_ON_CARD)


def _carry(form: MeetingForm, employer: MetEmployer) -> None:
    """Show the needs that are on the card, unless others have been typed."""
    if (form.needs.data or "") == (form.needs_shown.data or ""):
        form.needs.data = employer.needs
    form.needs_shown.data = employer.needs


def _client(session: Session, actor: Actor, page: MeetingPage) -> None:
    """Open the client the meeting is on behalf of, and what is known of what the client wants."""
    form = page.form
    if page.period is None and form.chosen_client is not None:
        page.period = doors.open_record(session, actor, form.chosen_client, Basis.LOG_CONTACT)
    period, on = page.period, form.on.data or clock.today()
    if period is None:
        form.client.data = NO_CLIENT
        form.offer_told(())
        return
    form.client.data = period.public_id
    page.head = clients.head(session, actor, period)
    page.in_force = gate.goal_on(session, period, on)
    form.has_goal = page.in_force is not None
    if page.in_force is not None:
        page.goal = _goal_lines(page.in_force)
    form.offer_told(meetings.strengths_to_tell(session, period))
    _tell_lacking(session, actor, form, period, on)


def _goal_lines(goal: Goal) -> list[tuple[str, list[str]]]:
    """Return what of form A stands beside the match, in words."""
    definition, language = reading.load(gate.FORM_A, goal.definition), i18n.language()
    found = []
    for question_id in GOAL:
        question = definition.question(question_id)
        lines = words.lines(question, goal.answers.get(question_id), language, i18n.day)
        if lines:
            found.append((question.words[language], lines))
    return found


def _tell_lacking(
    session: Session, actor: Actor, form: MeetingForm, period: ServicePeriod, on: date
) -> None:
    """Say beforehand that the client's consent to contact with employers is missing."""
    if form.is_of_client:
        return
    missing = consents.missing(session, period, on).get(With.EMPLOYER)
    form.lacking = () if missing is None else (missing,)
    may_record = missing and period.closed_on is None
    if may_record and clients.is_in_charge(session, actor, period):
        form.consents_of = period.public_id


def _suggest(page: MeetingPage) -> None:
    """Let the purpose that fits the number of the meeting be chosen, until somebody chooses."""
    form = page.form
    if page.employer is None and not form.is_adding:
        return
    number = (page.employer.meetings if page.employer else 0) + 1
    page.suggestion = meetings.suggested(number, about_client=page.period is not None)
    if (form.meeting_purpose.data or "") == (form.suggested.data or ""):
        form.meeting_purpose.data = page.suggestion.purpose
    form.suggested.data = str(page.suggestion.purpose)


def _offer_teams(session: Session, actor: Actor, form: MeetingForm) -> None:
    works_in = actor.coach_of or actor.leader_of
    if len(works_in) > 1 and form.chosen_client is None and not form.is_logged:
        form.teams = [(short, name) for _id, short, name in choices.teams(session, works_in)]


def _offer_employers(session: Session, actor: Actor, page: MeetingPage) -> None:
    """Offer what a search finds; before one, the last employers the person met."""
    sought = str(page.form.searched.data or "")[: page.form.look_for.limit]
    if sought:
        page.found = list(employers.list_employers(session, actor, Look(words=sought), FOUND).rows)
    else:
        page.latest = contacts.latest_employers(session, actor)
        page.named = gate.employers_named(page.in_force) if page.in_force else []
