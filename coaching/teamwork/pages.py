"""Putting the pages of a team's calendar together: what the address asks for, and what forms offer."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Team
from coaching.accounts.types import Actor
from coaching.clients import choices
from coaching.errors import NotThere
from coaching.teamwork import events, links, series
from coaching.teamwork import service as teamwork
from coaching.teamwork.models import CareTeamLink, Event, EventSeries
from coaching.teamwork.types import WITH_PEOPLE, EventKind
from forms.base import BaseForm
from forms.teamwork import EventForm, LinkForm, SeriesForm


def asked_month() -> date:
    """Return the month that the address asks for (2026-11), or that of today."""
    try:
        return min(date.fromisoformat(f"{request.args.get('month', '')}-01"), _this_month())
    except ValueError:
        return _this_month()


def _this_month() -> date:
    return clock.today().replace(day=1)


def calendar(session: Session, actor: Actor, team: Team, form: BaseForm) -> dict[str, Any]:
    """Return what the page of a team's calendar shows."""
    waiting = series.waiting(session, [team.id])[team.id]
    return {
        "team": team,
        "form": form,
        "leads": team.id in actor.leader_of,
        "page": events.page(session, team, asked_month()),
        "waiting": waiting,
        # Each line has a token of its own: two lines ticked from one page are two sendings.
        "tokens": [BaseForm(formdata=None) for _one in waiting],
        "series": series.of_team(session, team),
        "kinds": tuple(EventKind),
        "with_people": WITH_PEOPLE,
    }


def read_kind(code: str) -> EventKind:
    """Return the kind that an address names.

    Raises:
        NotThere: there is none of this name.
    """
    try:
        return EventKind(code)
    except ValueError:
        raise NotThere from None


def read_day(words: str) -> date:
    """Return the day that an address names.

    Raises:
        NotThere: it is not in the calendar.
    """
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise NotThere from None


def read_answer(words: str) -> bool:
    """Return whether the address says that something was held.

    Raises:
        NotThere: it says neither that nor that it was not.
    """
    if words not in ("held", "not-held"):
        raise NotThere
    return words == "held"


def new_event_form(session: Session, team: Team, kind: EventKind) -> EventForm:
    """Return the form of something that was held, with those who usually are there ticked."""
    today = clock.today()
    form = EventForm(data={"on": today, "people": teamwork.usual(session, team, kind, today)})
    _ask(session, team, form, kind, form.on.data or today, new=True)
    return form


def tick_form(session: Session, team: Team, row: EventSeries, day: date) -> EventForm:
    """Return the form of who was there at a recurring meeting."""
    kind = EventKind(row.kind)
    there = teamwork.usual(session, team, kind, day, row.care_team_id)
    form = EventForm(data={"people": there})
    form.ask(kind, teamwork.people(session, team, day), [], new=True, day=False)
    return form


def edit_event_form(session: Session, team: Team, row: Event) -> EventForm:
    """Return the form of something in the calendar."""
    stored = event_values(session, row)
    form = EventForm(data={**stored, "row_version": row.row_version})
    also = events.people_of(session, row)
    kind = EventKind(row.kind)
    _ask(session, team, form, kind, row.on, new=False, also=also, keep=row.care_team_id)
    return form


def event_values(session: Session, row: Event) -> dict[str, Any]:
    """Return what the form of something in the calendar holds, by field name."""
    return {
        "on": row.on,
        "held": row.held,
        "care_team": _code(row.care_team_id),
        "people": tuple(events.people_of(session, row).values()),
    }


def series_form(session: Session, row: EventSeries | None = None) -> SeriesForm:
    """Return the form of a recurring meeting, of a new one without a row."""
    if row is None:
        form = SeriesForm(data={"every_weeks": "1", "since": clock.today()})
    else:
        form = SeriesForm(data={**series_values(row), "row_version": row.row_version})
    keep = None if row is None else row.care_team_id
    form.care_team.set_options(choices.care_teams(session, keep))
    return form


def series_values(row: EventSeries) -> dict[str, Any]:
    """Return what the form of a recurring meeting holds, by field name."""
    return {
        "kind": EventKind(row.kind),
        "care_team": _code(row.care_team_id),
        "weekday": str(row.weekday),
        "every_weeks": str(row.every_weeks),
        "since": row.since,
        "until": row.until,
    }


def link_form(
    session: Session,
    coaches: list[tuple[str, str]],
    row: CareTeamLink | None = None,
    coach: str | None = None,
    **more: Any,
) -> LinkForm:
    """Return the form of a coach's treatment team, of a new one without a row."""
    if row is None:
        form = LinkForm(data={"coach": coach, "since": clock.today()})
    else:
        stored = {**link_values(row, coach), "row_version": row.row_version}
        form = LinkForm(data=stored, **more)
    form.coach.set_options(coaches)
    keep = None if row is None else row.care_team_id
    form.care_team.set_options(choices.care_teams(session, keep))
    return form


def refused_link_form(
    session: Session, coaches: list[tuple[str, str]], row: CareTeamLink, refused: BaseForm
) -> LinkForm:
    """Return the form of a coach's treatment team as saved, with why its button was refused."""
    form = link_form(session, coaches, row, links.coach_of(session, row), formdata=None)
    for problem in refused.problems():
        form.refuse(None, problem.words)
    return form


def button(row: CareTeamLink) -> BaseForm:
    """Return the form of a button about a coach's treatment team as it stands."""
    return BaseForm(formdata=None, data={"row_version": row.row_version})


def link_values(row: CareTeamLink, coach: str | None) -> dict[str, Any]:
    """Return what the form of a coach's treatment team holds, by field name."""
    return {
        "coach": coach,
        "care_team": _code(row.care_team_id),
        "since": row.since,
        "until": row.until,
    }


def _ask(
    session: Session,
    team: Team,
    form: EventForm,
    kind: EventKind,
    day: date,
    *,
    new: bool,
    also: Any = (),
    keep: int | None = None,
) -> None:
    people = teamwork.people(session, team, day, also)
    form.ask(kind, people, choices.care_teams(session, keep), new=new)


def _code(key: int | None) -> str | None:
    return None if key is None else str(key)
