"""Words of what is due: the task, why it matters, and the button that starts it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

import forms.consent_words  # noqa: F401 - gives consents their words
from coaching.consents.types import ConsentKind
from coaching.due.types import Due, DueKind
from forms.labels import label, register
from forms.support_words import step_words

register(
    DueKind,
    {
        DueKind.AFTER_END: _l("contact the client after the job’s end"),
        DueKind.BENEFITS: _l("check the benefits before the job starts"),
        DueKind.SUPPORT_CONTACT: _l("support contact"),
        DueKind.SUPPORT_DECISION: _l("ask about support while working"),
        DueKind.ASK_AGAIN: _l("ask again about support while working"),
        DueKind.SUPPORT_REVIEW: _l("go through the support plan"),
        DueKind.ASK_HOW: _l("ask how it is going"),
        DueKind.FIRST_MEETING: _l("first employer meeting"),
        DueKind.PROFILE: _l("finish the client profile"),
        DueKind.NEW_PROFILE: _l("new version of the client profile"),
        DueKind.BENEFITS_CHANGE: _l("check the benefits after the change"),
        DueKind.TALK: _l("talk again about what the employer is told"),
        DueKind.CONSENT: _l("renew the consent"),
        DueKind.QUIET: _l("get in touch"),
        DueKind.NEXT_STEP: _l("next step with the employer"),
    },
)

_WHY: dict[DueKind, Any] = {
    DueKind.AFTER_END: _l("A contact within three days of hearing that a job has ended."),
    DueKind.BENEFITS: _l("The client knows before the first pay what work changes."),
    DueKind.SUPPORT_DECISION: _l("The client decides on support when the job starts."),
    DueKind.ASK_AGAIN: _l("The client asked to come back to this."),
    DueKind.SUPPORT_REVIEW: _l("The day was agreed in the support plan."),
    DueKind.ASK_HOW: _l("The client said that we may ask."),
    DueKind.FIRST_MEETING: _l("Within 30 days of the beginning of coaching."),
    DueKind.PROFILE: _l("The profile is ready by the third meeting about it."),
    DueKind.NEW_PROFILE: _l("Within 30 days of a job’s start or end."),
    DueKind.BENEFITS_CHANGE: _l("Hours or pay have changed."),
    DueKind.TALK: _l("The day was agreed in the last talk. After it nothing may be told."),
    DueKind.NEXT_STEP: _l("The day was agreed at the last meeting."),
}

_DO: dict[DueKind, Any] = {
    DueKind.AFTER_END: _l("Log a contact"),
    DueKind.BENEFITS: _l("Check now"),
    DueKind.SUPPORT_CONTACT: _l("Log a contact"),
    DueKind.SUPPORT_DECISION: _l("Open form E"),
    DueKind.ASK_AGAIN: _l("Open form E"),
    DueKind.SUPPORT_REVIEW: _l("Open form E"),
    DueKind.ASK_HOW: _l("Log a contact"),
    DueKind.FIRST_MEETING: _l("Log a meeting"),
    DueKind.PROFILE: _l("Open the profile"),
    DueKind.NEW_PROFILE: _l("Open the profile"),
    DueKind.BENEFITS_CHANGE: _l("Check now"),
    DueKind.TALK: _l("Record the talk"),
    DueKind.CONSENT: _l("Record the consent"),
    DueKind.QUIET: _l("Log a contact"),
    DueKind.NEXT_STEP: _l("Log a meeting"),
}


def task(due: Due) -> str:
    """Return what is to be done, in small letters."""
    return str(label(due.kind))


def why(due: Due, quiet_days: int) -> str:
    """Return why it matters, as a sentence."""
    if due.kind is DueKind.QUIET:
        return ngettext("No contact for %(num)s day.", "No contact for %(num)s days.", quiet_days)
    if due.kind is DueKind.SUPPORT_CONTACT:
        return _("In the support plan: %(step)s.", step=step_words(due.detail, due.number))
    if due.kind is DueKind.CONSENT:
        return _("The consent ends: %(kind)s.", kind=label(ConsentKind(due.detail)))
    return str(_WHY[due.kind])


def button(due: Due) -> str:
    """Return the words of the button that starts the entry."""
    return str(_DO[due.kind])


__all__ = ["button", "task", "why"]
