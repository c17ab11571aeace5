"""Forms of the caseload: handing over, moving many, the waiting list; sentences of its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from coaching import clock
from coaching.caseload.types import Caseload
from coaching.i18n import day
from forms.base import BaseForm
from forms.choices import ChoiceField
from forms.fields import DayField, TextField, WholeNumberField
from forms.refusals import says
from forms.validators import NoIdentityCode, NotInFuture, Required


def coach_options(caseloads: Sequence[Caseload]) -> list[tuple[str, str]]:
    """Return coaches as options: public id, and name with how many places are taken."""
    return [(one.coach_public_id, _coach_words(one)) for one in caseloads]


def _coach_words(one: Caseload) -> str:
    facts = {"coach": one.coach_name, "held": one.held, "owned": one.owned}
    if one.away:
        return str(_("%(coach)s: %(held)s of %(owned)s places taken, away now", **facts))
    return str(_("%(coach)s: %(held)s of %(owned)s places taken", **facts))


def places_taken(caseload: Caseload) -> str:
    """Return the words that stand with the squares."""
    return str(_("%(held)s of %(owned)s places taken", held=caseload.held, owned=caseload.owned))


def near_notice(caseload: Caseload) -> str:
    """Return the notice at 18 of 20."""
    return str(
        _(
            "%(coach)s: %(held)s of %(owned)s places are taken. The next client may have to wait.",
            coach=caseload.coach_name,
            held=caseload.held,
            owned=caseload.owned,
        )
    )


class _OnDay(BaseForm):
    on = DayField(_l("From day"), [Required(_l("Enter the day.")), NotInFuture()])

    def __init__(self, *args: Any, **values: Any) -> None:
        values.setdefault("on", clock.today())
        super().__init__(*args, **values)


class HandOverForm(_OnDay):
    """Another coach goes on with a client."""

    coach = ChoiceField(
        _l("New coach"), (), [Required(_l("Choose a coach."))], empty=_l("choose"), as_list=True
    )


class TakeForm(_OnDay):
    """A client of the waiting list gets a coach."""

    coach = ChoiceField(
        _l("Coach"), (), [Required(_l("Choose a coach."))], empty=_l("choose"), as_list=True
    )
    reason = TextField(
        _l("Why is the order passed by?"),
        [NoIdentityCode()],
        limit=500,
        rows=2,
        hint=_l("Needed when the client is not the first of the list"),
    )


class PositionForm(BaseForm):
    """The leader moves one client on the waiting list, with a reason."""

    position = WholeNumberField(
        _l("New position"), [Required(_l("Enter the new position."))], least=1, most=10_000
    )
    reason = TextField(
        _l("Reason"), [Required(_l("Write the reason.")), NoIdentityCode()], limit=500, rows=2
    )


class MoveForm(_OnDay):
    """Many clients at once: a list of coaches for each of them.

    The lists are fields named `to-` and the stay's public id; which there are depends on whom the
    page shows, so they are given by `offer`.
    """

    def offer(self, options: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Take what the page shows: the coaches as options for each stay, by its public id."""
        self.options = {client: {code for code, _words in of} for client, of in options.items()}

    def chosen(self, typed: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return pairs of stay and coach that were chosen, in the order of the page.

        Args:
            typed: the form data of the request.
        """
        pairs = [(client, typed.get(f"to-{client}", "")) for client in self.options]
        return [(client, coach) for client, coach in pairs if coach in self.options[client]]

    def validate(self, *args: Any, **values: Any) -> bool:
        """Check the day, and ask that at least one client is moved, each as the page shows."""
        fine = bool(super().validate(*args, **values))
        asked = [name for name, coach in request.form.items() if name.startswith("to-") and coach]
        if not asked:
            self.refuse(None, _("Choose a new coach for at least one client."))
        elif len(self.chosen(request.form)) < len(asked):
            self.refuse(
                None,
                _("Something has changed since this page was opened. Check the choices."),
            )
        return fine and not self.problems()


@says("CaseloadFull")
def _caseload_full(coach: str, places: int, *, is_waiting: bool, is_coached: bool) -> str:
    if not places:
        return str(_("%(coach)s has no client places. Choose another coach.", coach=coach))
    taken = ngettext(
        "%(coach)s: the only place is taken.",
        "%(coach)s: all %(num)s places are taken.",
        places,
        coach=coach,
    )
    if is_waiting:
        way_on = _(
            "The client stays on the waiting list until a place opens or another coach is chosen."
        )
    elif is_coached:
        way_on = _(
            "The client stays with the present coach until a place opens or another one is chosen."
        )
    else:
        way_on = _("Put the client on the waiting list or choose another coach.")
    return f"{taken} {way_on}"


@says("NoPlaceFor")
def _no_place_for(clients: tuple[tuple[str, str], ...]) -> str:
    listed = ", ".join(f"{client} ({coach})" for client, coach in clients)
    return str(
        ngettext(
            "There is no free place for this client: %(clients)s. Nobody was moved. Choose another"
            " coach or leave the client where they are.",
            "There is no free place for these %(num)s clients: %(clients)s. Nobody was moved."
            " Choose another coach or leave the clients where they are.",
            len(clients),
            clients=listed,
        )
    )


@says("NotACoachThere")
def _not_a_coach_there(coach: str) -> str:
    return str(
        _(
            "%(coach)s does not work as a coach in the client’s team on that day. Choose another"
            " coach or day.",
            coach=coach,
        )
    )


@says("AlreadyAssigned")
def _already_assigned(coach: str) -> str:
    return str(
        _(
            "The client has a coach already: %(coach)s. Choose another coach to hand the client"
            " over.",
            coach=coach,
        )
    )


@says("NotAssigned")
def _not_assigned() -> str:
    return str(_("The client has no coach at the moment. Take the client from the waiting list."))


@says("ServiceEnded")
def _service_ended() -> str:
    return str(
        _("The service has ended for this client. Undo the ending, or take the client in again.")
    )


@says("AssignedInFuture")
def _assigned_in_future() -> str:
    return str(_("The date is still ahead. Choose today or an earlier day."))


@says("BeforeKnown")
def _before_known(known: date) -> str:
    return str(
        _(
            "The client was not known to the service before %(date)s. Check the date.",
            date=day(known),
        )
    )


@says("BeforePreviousEnded")
def _before_previous_ended(earliest: date) -> str:
    return str(
        _(
            "The earlier coach’s work with the client began or ended on %(date)s. Choose that day"
            " or a later one.",
            date=day(earliest),
        )
    )
