"""What would raise the score most, as sentences: what to do, for whom, and how things stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from coaching.i18n import number
from fidelity.levers import Action
from fidelity.results import AnyResult
from fidelity.suggestions import Suggestion
from forms.figure_words import figure, following

Words = Callable[[Suggestion, int], str]
"""The sentence of an action; the number is how many weeks its item looks at."""


def action(one: Suggestion, result: AnyResult) -> str:
    """Return what there is to do, as a sentence without its full stop."""
    window = result.window
    days = (window.end - window.start).days + 1 if window.start else 0
    return _WORDS[one.action](one, round(Fraction(days, 7)))


def stands(one: Suggestion, result: AnyResult) -> str:
    """Return how the item stands now and what its next point asks."""
    return ". ".join(part.rstrip(".") for part in (figure(result), following(result)) if part)


def for_whom(one: Suggestion, names: Mapping[str, str] | None) -> str:
    """Return whom the steps are for: names with numbers, or only how many coaches; empty for nobody.

    Args:
        names: the coaches' names by id; None for a person who works outside the team.
    """
    if not one.coaches:
        return ""
    if names is None:
        return ngettext("%(num)s coach", "%(num)s coaches", len(one.coaches))
    if one.amount is not None:
        return ", ".join(names[coach] for coach in one.coaches if coach in names)
    return ", ".join(f"{names[coach]} {n}" for coach, n in one.coaches.items() if coach in names)


def moved(one: Suggestion) -> str:
    """Return what the other items gain or lose by it, empty when only its own item moves."""
    others = {item: gain for item, gain in one.gains.items() if item != one.item}
    if not others:
        return ""
    return ", ".join(f"{item} {gain:+d}".replace("-", "−") for item, gain in one.gains.items())


def hours(one: Suggestion) -> str:
    """Return the amount of minutes as hours."""
    return number((one.amount or Fraction(0)) / 60, 1)


def _looks(one: Suggestion) -> int:
    return sum(bool(step.added.events) for step in one.steps)


_WORDS: Mapping[Action, Words] = {
    Action.FILL_MINUTES: lambda one, _weeks: ngettext(
        "Enter how long %(num)s contact took", "Enter how long %(num)s contacts took", one.records
    ),
    Action.CONFIRM_WEEKS: lambda one, _weeks: ngettext(
        "Confirm the working time of %(num)s week",
        "Confirm the working time of %(num)s weeks",
        one.records,
    ),
    Action.FILL_PHASES: lambda one, _weeks: ngettext(
        "Enter the topic of %(num)s contact", "Enter the topics of %(num)s contacts", one.records
    ),
    Action.FILL_CARE_TEAMS: lambda one, _weeks: ngettext(
        "Enter the treatment team of %(num)s client",
        "Enter the treatment teams of %(num)s clients",
        one.records,
    ),
    Action.FILL_GOALS: lambda one, _weeks: ngettext(
        "Mark whether %(num)s contact with an employer matched the client’s goals",
        "Mark whether %(num)s contacts with employers matched the clients’ goals",
        one.records,
    ),
    Action.FILL_DECIDES: lambda one, _weeks: ngettext(
        "Mark whether the person met in %(num)s employer meeting decides on hiring",
        "Mark whether the people met in %(num)s employer meetings decide on hiring",
        one.records,
    ),
    Action.FILL_JOBS: lambda one, _weeks: ngettext(
        "Answer whether %(num)s job is competitive",
        "Answer whether %(num)s jobs are competitive",
        one.records,
    ),
    Action.FILL_PLACES: lambda one, _weeks: ngettext(
        "Enter the place of %(num)s contact", "Enter the places of %(num)s contacts", one.records
    ),
    Action.FILL_CLIENTS: lambda one, _weeks: ngettext(
        "Enter the client of %(num)s contact with employment services",
        "Enter the clients of %(num)s contacts with employment services",
        one.records,
    ),
    Action.MORE_POSTS: lambda one, _weeks: _(
        "Work of full-time coaches to add: %(posts)s", posts=number(one.amount or Fraction(0))
    ),
    Action.LESS_OTHER_WORK: lambda one, weeks: _(
        "Less of other work in %(weeks)s weeks: %(hours)s hours", weeks=weeks, hours=hours(one)
    ),
    Action.WORK_IN_PHASES: lambda one, _weeks: ngettext(
        "Make %(num)s contact in a phase that has none",
        "Make %(num)s contacts, each in a phase that has none",
        one.records,
    ),
    Action.JOIN_CARE_TEAMS: lambda one, _weeks: ngettext(
        "Tie %(num)s coach to the one or two treatment teams that most clients come from",
        "Tie %(num)s coaches to the one or two treatment teams that most clients come from",
        one.records,
    ),
    Action.CLIENTS_OF_OWN_TEAMS: lambda one, _weeks: ngettext(
        "Take in %(num)s client from the coach’s own treatment teams",
        "Take in %(num)s clients from the coaches’ own treatment teams",
        one.records,
    ),
    Action.CONTACT_SERVICES_MONTHLY: lambda one, _weeks: ngettext(
        "Contact employment services about a client in %(num)s more month",
        "Contact employment services about clients in %(num)s more months",
        one.records,
    ),
    Action.CONTACT_SERVICES: lambda one, _weeks: ngettext(
        "Contact employment services about a client in %(num)s more week",
        "Contact employment services about clients in %(num)s more weeks",
        one.records,
    ),
    Action.MEET_SERVICES: lambda one, _weeks: ngettext(
        "Hold a planned meeting with employment services in %(num)s more month",
        "Hold planned meetings with employment services in %(num)s more months",
        one.records,
    ),
    Action.MEET_AND_CONTACT_SERVICES: lambda one, _weeks: _(
        "Meetings with employment services: %(meetings)s more months. Contacts about clients:"
        " %(weeks)s more weeks",
        meetings=_looks(one),
        weeks=one.records - _looks(one),
    ),
    Action.FIRST_MEETINGS: lambda one, _weeks: ngettext(
        "Meet an employer face to face for %(num)s new client soon",
        "Meet employers face to face for %(num)s new clients soon",
        one.records,
    ),
    Action.CONTACTS_FOR_GOALS: lambda one, _weeks: ngettext(
        "Contact %(num)s more employer in line with a client’s goals",
        "Make %(num)s more contacts with employers in line with the clients’ goals",
        one.records,
    ),
    Action.MORE_MEETINGS: lambda one, weeks: ngettext(
        "%(num)s more employer meeting in %(weeks)s weeks, with a person who decides on hiring",
        "%(num)s more employer meetings in %(weeks)s weeks, with people who decide on hiring",
        one.records,
        weeks=weeks,
    ),
    Action.LOOK_AT_LOG: lambda one, _weeks: ngettext(
        "The team leader looks at the employer meetings in %(num)s more week",
        "The team leader looks at the employer meetings in %(num)s more weeks",
        one.records,
    ),
    Action.LOOK_AND_MEET: lambda one, _weeks: _(
        "Weeks in which the team leader looks at the employer meetings: %(weeks)s more."
        " Meetings with people who decide on hiring: %(meetings)s more",
        weeks=_looks(one),
        meetings=one.records - _looks(one),
    ),
    Action.NEW_KINDS: lambda one, _weeks: ngettext(
        "%(num)s new job of a kind that nobody has yet",
        "%(num)s new jobs of kinds that nobody has yet",
        one.records,
    ),
    Action.NEW_EMPLOYERS: lambda one, _weeks: ngettext(
        "%(num)s new job with an employer that nobody works for yet",
        "%(num)s new jobs with employers that nobody works for yet",
        one.records,
    ),
    Action.NEW_JOBS: lambda one, _weeks: ngettext(
        "%(num)s new competitive job", "%(num)s new competitive jobs", one.records
    ),
    Action.SUPPORT_AT_WORK: lambda one, _weeks: _(
        "Meet people in work regularly: meetings missing for %(people)s people, %(meetings)s in all",
        people=len(one.clients),
        meetings=one.records,
    ),
    Action.TIME_OUTSIDE: lambda one, weeks: _(
        "More of the work outside the office in %(weeks)s weeks: %(hours)s hours",
        weeks=weeks,
        hours=hours(one),
    ),
}
