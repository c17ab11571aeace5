"""Sentences of the rules of clients, stays and the waiting list."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from coaching.i18n import day
from forms.refusals import says


@says("DayAhead")
def _day_ahead() -> str:
    return str(_("The date is still ahead. Choose today or an earlier day."))


@says("DayBeforeKnown")
def _day_before_known(known: date) -> str:
    return str(
        _(
            "The client was not known to the service before %(date)s. Check the date.",
            date=day(known),
        )
    )


@says("ReferralAfter")
def _referral_after(earliest: date) -> str:
    return str(
        _(
            "The referral cannot be later than what followed from it (%(date)s). Check the date.",
            date=day(earliest),
        )
    )


@says("BeforeLastStatus")
def _before_last_status(latest: date) -> str:
    return str(
        _(
            "The status before this one began on %(date)s. Choose that day or a later one.",
            date=day(latest),
        )
    )


@says("CoachMissing")
def _coach_missing() -> str:
    return str(_("A client who is taken in has a coach. Choose a coach."))


@says("RefusalReasonMissing")
def _refusal_reason_missing() -> str:
    return str(_("Somebody is left out of the service only with a reason. Choose the reason."))


@says("LikelyKnown")
def _likely_known() -> str:
    return str(_("A client like this is known. Choose whether this is the same person."))


@says("SamePersonHere")
def _same_person_here() -> str:
    return str(
        _(
            "The client is in the service of this team already. Open the client’s page in the list"
            " of clients."
        )
    )


@says("NotPaused")
def _not_paused() -> str:
    return str(_("The client is not on a pause any more. Open the client’s page again."))


@says("AlreadyPaused")
def _already_paused() -> str:
    return str(_("The client is on a pause or waiting already. Open the client’s page again."))


@says("NotByHand")
def _not_by_hand() -> str:
    return str(_("This status comes from a pause, the waiting list or the end of the service."))


@says("NotOpen")
def _not_open() -> str:
    return str(
        _("The service has ended for this client. Undo the ending, or take the client in again.")
    )


@says("NotClosed")
def _not_closed() -> str:
    return str(_("The service goes on for this client already. Open the client’s page again."))


@says("ConfirmClosing")
def _confirm_closing() -> str:
    return str(
        _(
            "Nobody loses the service over missed appointments or a time limit: this reason is"
            " counted against the quality of the service. If it is right, tick the box and save"
            " again."
        )
    )


@says("TooLateToUndo")
def _too_late_to_undo(days: int) -> str:
    return str(
        _("An ending can be undone for %(days)s days. Take the client in again instead.", days=days)
    )


@says("NotWaiting")
def _not_waiting() -> str:
    return str(_("The client is not on the waiting list any more. Open the waiting list again."))


@says("NotFirstInLine")
def _not_first_in_line() -> str:
    return str(
        _("Somebody else is first on the waiting list. Take the first one, or ask the team leader.")
    )


@says("ReasonMissing")
def _reason_missing() -> str:
    return str(
        _("The order of the waiting list is passed by only with a reason. Write the reason.")
    )


@says("NotTheSame")
def _not_the_same() -> str:
    return str(
        _("The two clients no longer have the same name and year of birth. Check the cards.")
    )
