"""What the page of a week begins with, and what is said and shown after it was confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.accounts.types import Actor
from coaching.contacts.types import monday_of
from coaching.errors import NotThere
from coaching.worktime import service as worktime
from coaching.worktime.types import WaitingWeek, Week


def asked_monday(text: str) -> date:
    """Return the Monday that an address names.

    Raises:
        NotThere: it names no day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotThere from None


def first_address(session: Session, actor: Actor, today: date) -> str:
    """Return the address of the newest week that waits to be confirmed, else of this week."""
    waiting = worktime.waiting(session, actor, worktime.LISTED - 1)
    return address_of(waiting[0]) if waiting else _address(monday_of(today))


def address_of(week: WaitingWeek) -> str:
    """Return the address of a week that waits; it names the team when there are several."""
    return _address(week.monday, week.team if week.several_teams else None)


def as_typed(week: Week) -> dict[str, Any]:
    """Return a week as its form holds it."""
    times = [{"kind": one.kind, "place": one.place, "minutes": one.minutes} for one in week.times]
    return {"times": times, "row_version": week.row_version}


def said(week: Week, minutes: int) -> str:
    """Return the message after a week was confirmed: its sum, and how that lies to the schedule."""
    total = week.held.minutes + minutes
    facts = {"week": i18n.week(week.monday), "time": i18n.length_of(total)}
    apart = i18n.length_of(abs(total - week.scheduled))
    if total > week.scheduled:
        return _(
            "Week %(week)s confirmed: %(time)s, %(apart)s over the scheduled time",
            apart=apart,
            **facts,
        )
    if total < week.scheduled:
        return _(
            "Week %(week)s confirmed: %(time)s, %(apart)s under the scheduled time",
            apart=apart,
            **facts,
        )
    return _("Week %(week)s confirmed: %(time)s, as scheduled", **facts)


def after(session: Session, actor: Actor, week: Week) -> str:
    """Return where confirming leads: the next week that My day asks for, else My day.

    A corrected week is shown again.
    """
    if week.is_confirmed:
        return _address(week.monday, week.team if len(week.teams) > 1 else None)
    waiting = worktime.waiting(session, actor)
    return address_of(waiting[0]) if waiting else url_for("days.my_day")


def _address(monday: date, team: str | None = None) -> str:
    return url_for("worktime.confirm_week", monday=monday.isoformat(), team=team)
