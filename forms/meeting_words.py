"""The words of employer meetings: why a client is not offered, and what is said when one is refused."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coaching import clock, i18n
from coaching.contacts.types import MeetingPurpose
from coaching.meetings.types import Suggestion, WhyMissing
from forms.labels import register
from forms.refusals import says

register(
    WhyMissing,
    {
        WhyMissing.NO_TALK: _l("no talk yet about what the employer is told"),
        WhyMissing.NOTHING_TOLD: _l("has decided that the employer is told nothing"),
        WhyMissing.LATER: _l("decides later what the employer is told"),
        WhyMissing.REVIEW_PASSED: _l("the day to talk again has passed"),
    },
)


def ban_words(until: date | None, by: str) -> str:
    """Return that an employer must not be contacted, and the way on."""
    if until is None:
        said = _("This employer must not be contacted until further notice.")
    else:
        said = _("This employer must not be contacted until %(date)s.", date=i18n.day(until))
    if by:
        said = f"{said} {_('Set by: %(name)s.', name=by)}"
    way_on = _(
        "If that has changed, take it off the employer card first. What you typed stays here."
    )
    return f"{said} {way_on}"


def met_words(on: date | None, coach: str) -> str:
    """Return who met an employer last and how long ago: Siv met them 12 days ago."""
    if on is None:
        return _("Nobody has met them yet.")
    days = (clock.today() - on).days
    if days == 0:
        return _("%(coach)s met them today.", coach=coach)
    if days == 1:
        return _("%(coach)s met them yesterday.", coach=coach)
    return _("%(coach)s met them %(days)s days ago.", coach=coach, days=days)


def suggestion_words(suggestion: Suggestion) -> str:
    """Return why a purpose is suggested: which meeting with the employer it is."""
    if suggestion.number <= 1:
        return _("First meeting: get to know what the employer needs before you offer anything.")
    if suggestion.number == 2:
        return _("Second meeting: tell what the service can do for them.")
    if suggestion.purpose is MeetingPurpose.SPEAK_FOR_CLIENT:
        return _(
            "Meeting number %(number)s: you know each other, so speak for the client.",
            number=suggestion.number,
        )
    return _(
        "Meeting number %(number)s: you know each other, so ask about vacancies.",
        number=suggestion.number,
    )


ON_PAGE = {"met_words": met_words, "ban_words": ban_words, "suggestion_words": suggestion_words}
"""What the templates of meetings say with these."""


@says("EmployerGone")
def _employer_gone() -> str:
    return _("This employer is not in the register any more. Search for it, or add it.")


@says("EmployerBanned")
def _employer_banned(until: date | None, by: str) -> str:
    return ban_words(until, by)


@says("PersonNotChosen")
def _person_not_chosen() -> str:
    return _("Choose whom you spoke with.")


@says("DecidesMissing")
def _decides_missing() -> str:
    return _("Choose whether the person decides on hiring.")


@says("LinkNotAllowed")
def _link_not_allowed(why: WhyMissing) -> str:
    if why is WhyMissing.NOTHING_TOLD:
        return _(
            "The client has decided that the employer is told nothing. "
            "Save the meeting without a client, or talk it over again."
        )
    if why is WhyMissing.REVIEW_PASSED:
        return _(
            "The day to talk again about what the employer is told has passed. "
            "Save the meeting without a client, or talk it over again."
        )
    return _(
        "The client has not yet decided what the employer is told. "
        "Save the meeting without a client, or talk it over first."
    )


@says("MatchMissing")
def _match_missing() -> str:
    return _("Choose whether the employer matches the client’s goal.")


@says("ResultMissing")
def _result_missing() -> str:
    return _("Choose the result of the meeting.")


@says("BanNotSaid")
def _ban_not_said() -> str:
    return _("Choose whether the employer card says that they must not be contacted.")


@says("NextBeforeMeeting")
def _next_before_meeting() -> str:
    return _("The next step comes after the meeting. Check both days.")
