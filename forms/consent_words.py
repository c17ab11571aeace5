"""Words of options, states and refusals of consents (words.md, 9, 13 and 16)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext
from flask_babel import pgettext as _p

from coaching import i18n
from coaching.consents.types import ConsentKind, DataGroup, ListedConsent, State
from coaching.contacts.types import With
from forms.labels import label, register
from forms.refusals import says

register(
    ConsentKind,
    {
        ConsentKind.MULTI_AGENCY: _l("multi-agency work (Y100)"),
        ConsentKind.EMPLOYER: _l("contact with employer"),
        ConsentKind.FAMILY: _l("contact with family or friend"),
        ConsentKind.OWN_SERVICE: _l("own service"),
    },
)

register(
    DataGroup,
    {
        DataGroup.WORK: _lp("data of consent", "work and job search"),
        DataGroup.SKILLS: _lp("data of consent", "skills and education"),
        DataGroup.SITUATION: _lp("data of consent", "life situation"),
        DataGroup.BENEFITS: _lp("data of consent", "benefits and income"),
        DataGroup.SUPPORT: _lp("data of consent", "services and support"),
        DataGroup.HEALTH: _lp("data of consent", "health data"),
    },
)

_CODES: dict[str, type[StrEnum]] = {"with_whom": With, "data_groups": DataGroup}

_KINDS_OF_TAG = {
    State.AHEAD: "loose",
    State.IN_FORCE: "good",
    State.LIMITED: "blue",
    State.ENDING: "warn",
    State.ENDED: "bad",
    State.WITHDRAWN: "bad",
}


def state_words(consent: ListedConsent, today: date) -> str:
    """Return where a consent stands in words: in force, ends in 3 days, limited, withdrawn."""
    state = consent.state_on(today)
    if state is State.WITHDRAWN and consent.withdrawn_on is not None:
        return _("withdrawn %(date)s", date=i18n.day(consent.withdrawn_on))
    if state is State.ENDED and consent.last_day is not None:
        return _("ended %(date)s", date=i18n.day(consent.last_day))
    if state is State.ENDING:
        left = consent.days_left(today) or 0
        return (
            ngettext("ends in %(num)s day", "ends in %(num)s days", left)
            if left
            else _("ends today")
        )
    return {
        State.LIMITED: _p("consent", "limited"),
        State.AHEAD: _p("consent", "not given yet"),
    }.get(state, _("in force"))


def state_tag(consent: ListedConsent, today: date) -> str:
    """Return the look of the tag with the words of a state."""
    return _KINDS_OF_TAG[consent.state_on(today)]


def consent_needed(ended: date | None) -> str:
    """Return the sentence that a consent is needed, with since when there is none."""
    if ended is None:
        return _("This contact needs the client’s consent. Record the consent first.")
    return _(
        "The consent has ended (%(date)s). Ask for a new one if the work together goes on.",
        date=i18n.day(ended),
    )


def value_words(field: str, value: Any) -> str:
    """Return what a field of a consent held, as its history keeps it, in words."""
    if value in (None, "", []):
        return _("empty")
    if field.endswith("_on") or field == "valid_to":
        return i18n.day(date.fromisoformat(value))
    if field == "kind":
        return str(label(ConsentKind(value)))
    if field in _CODES:
        return ", ".join(str(label(_CODES[field](code))) for code in value)
    return str(value)


@says("ConsentMissing")
def _consent_missing(ended: date | None) -> str:
    return " ".join(
        (
            consent_needed(ended),
            _("If it took place already, choose how it was agreed with the client."),
        )
    )


@says("WhomMissing")
def _whom_missing() -> str:
    return _("Choose with whom the consent lets you be in touch.")


@says("DayNotInConsent")
def _day_not_in_consent() -> str:
    return _("The day is before the consent was given, or still ahead. Check the date.")


@says("EndsBeforeGiven")
def _ends_before_given() -> str:
    return _("The end date is before the start date. Check both dates.")


@says("LimitIncomplete")
def _limit_incomplete() -> str:
    return _("A limit needs its day and what was limited. Fill in both, or leave both empty.")
