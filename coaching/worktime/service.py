"""Confirming a week of the own working time: what no contact holds (items S2 and V13)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, case, delete, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from coaching import clock, history
from coaching.accounts.changes import refuse_newer
from coaching.accounts.models import Absence, Post, Team, User
from coaching.accounts.types import Actor, Role, Span
from coaching.contacts.models import Contact
from coaching.contacts.types import monday_of
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.text import sort_key
from coaching.worktime import weeks
from coaching.worktime.models import WorkTime, WorkWeek
from coaching.worktime.refusals import LongerThanAWeek, NotAtWorkYet
from coaching.worktime.types import (
    Held,
    ListedWeek,
    Time,
    WaitingWeek,
    Week,
    WeekState,
    WorkKind,
    WorkPlace,
)
from coaching.worktime.weeks import WorkCalendar

LISTED = 13
"""Weeks of the list: a quarter of a year, the window of item S2."""

ASKED = 4
"""Past weeks that My day asks about; older ones stand in the list only."""

WEEK_MINUTES = 7 * 24 * 60
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class _OwnTeam:
    """A team the person coaches or has coached in, and when they are at work there."""

    id: int
    short: str
    name: str
    calendar: WorkCalendar


@dataclass(frozen=True)
class _Confirmed:
    """A confirmed week: the day of its times (None without any) and their minutes."""

    dated: date | None
    minutes: int


_OnDay = tuple[date, str | None, int, int]
"""Contacts of a day at a place: minutes, and how many have no length."""


def load(session: Session, actor: Actor, monday: date, short: str | None = None) -> Week:
    """Return the person's own week in a team.

    Args:
        short: short name of the team; the first by name when it is not given.

    Raises:
        NotThere: not a Monday, a week still to come, or one without a day in post in the team.
    """
    today = clock.today()
    if monday != monday_of(monday) or monday > today:
        raise NotThere
    there = [one for one in _own_teams(session, actor) if one.calendar.is_in_post(monday)]
    team = next((one for one in there if short in (None, one.short)), None)
    if team is None:
        raise NotThere
    listed = [day for day in _last_mondays(LISTED) if team.calendar.is_in_post(day)]
    confirmed = _confirmed(session, actor, [*listed, monday])
    contacts = _contacts(session, actor, team, [*listed, monday])
    held = _held(team.calendar, _of_week(contacts, monday))
    row = _find(session, actor, team.id, monday)
    scheduled = team.calendar.scheduled(monday)
    return Week(
        team_id=team.id,
        team=team.short,
        team_name=team.name,
        monday=monday,
        scheduled=scheduled,
        held=held,
        on=team.calendar.day_of_times(monday, today),
        times=_times(session, row)
        if row is not None
        else weeks.laid_out(
            max(0, scheduled - held.minutes), _usual_times(session, actor, team.id)
        ),
        state=_state(team, monday, confirmed.get((team.id, monday))),
        row_version=0 if row is None else row.row_version,
        teams=tuple((one.short, one.name) for one in there),
        weeks=tuple(
            _listed(team, day, confirmed.get((team.id, day)), _of_week(contacts, day))
            for day in listed
        ),
    )


def confirm(
    session: Session, actor: Actor, week: Week, times: Sequence[Time], row_version: int
) -> WorkWeek:
    """Confirm a week, or correct a confirmed one.

    Times of one kind and place become one. Their day is the last one at work up to today, so that
    they count; more or less than what is scheduled is taken as it is said.

    Args:
        week: from `load`.
        row_version: that the page showed, 0 for a week that was not confirmed.

    Raises:
        ChangedMeanwhile: the week was confirmed by another page after this one was opened.
        NotAtWorkYet: there is no day at work up to today.
        LongerThanAWeek: the times add up to more than a week has.
    """
    if week.on is None:
        raise NotAtWorkYet
    joined: dict[tuple[WorkKind, WorkPlace], int] = {}
    for one in times:
        joined[one.kind, one.place] = joined.get((one.kind, one.place), 0) + one.minutes
    if sum(joined.values()) > WEEK_MINUTES:
        raise LongerThanAWeek
    # The person is held, so that two pages that confirm one week come one after the other.
    session.execute(select(User.id).where(User.id == actor.user_id).with_for_update(key_share=True))
    row = _written(session, actor, week, row_version)
    session.execute(delete(WorkTime).where(WorkTime.week_id == row.id))
    session.add_all(
        WorkTime(week_id=row.id, on=week.on, minutes=minutes, kind=kind, place=place)
        for (kind, place), minutes in joined.items()
        if minutes
    )
    told = [[kind, place, minutes] for (kind, place), minutes in joined.items() if minutes]
    values = {"times": told, "on": week.on.isoformat()}
    history.record(session, actor, "work_week", row.public_id, values)
    return row


def waiting(session: Session, actor: Actor, number: int = ASKED) -> list[WaitingWeek]:
    """Return the whole past weeks that the person has not confirmed, newest first.

    Args:
        number: how many past weeks to look back over.
    """
    teams = _own_teams(session, actor)
    mondays = _last_mondays(number + 1)[1:]
    confirmed = _confirmed(session, actor, mondays)
    return [
        WaitingWeek(monday, team.short, team.name, several_teams=len(teams) > 1)
        for monday in mondays
        for team in teams
        if team.calendar.is_in_post(monday)
        and _state(team, monday, confirmed.get((team.id, monday))).is_waiting
    ]


# ---- reading


def _own_teams(session: Session, actor: Actor) -> list[_OwnTeam]:
    """Return the teams the person has a post of a coach in, whenever, in the order of names."""
    posts: dict[tuple[int, str, str], list[tuple[Span, int]]] = {}
    for team_id, short, name, since, until, minutes in session.execute(
        select(Team.id, Team.short, Team.name, Post.since, Post.until, Post.weekly_minutes)
        .join(Post, Post.team_id == Team.id)
        .where(Post.user_id == actor.user_id, Post.role == Role.COACH)
        .order_by(Post.since, Post.id)
    ):
        posts.setdefault((team_id, short, name), []).append((Span(since, until), minutes))
    leave = tuple(
        Span(since, until)
        for since, until in session.execute(
            select(Absence.since, Absence.until).where(Absence.user_id == actor.user_id)
        )
    )
    found = [
        _OwnTeam(team_id, short, name, WorkCalendar(tuple(of), leave))
        for (team_id, short, name), of in posts.items()
    ]
    return sorted(found, key=lambda one: (sort_key(one.name), one.id))


def _confirmed(
    session: Session, actor: Actor, mondays: Collection[date]
) -> dict[tuple[int, date], _Confirmed]:
    rows = session.execute(
        select(
            WorkWeek.team_id,
            WorkWeek.monday,
            func.max(WorkTime.on),
            func.coalesce(func.sum(WorkTime.minutes), 0),
        )
        .outerjoin(WorkTime, WorkTime.week_id == WorkWeek.id)
        .where(WorkWeek.user_id == actor.user_id, WorkWeek.monday.in_(mondays))
        .group_by(WorkWeek.team_id, WorkWeek.monday)
    )
    return {
        (team_id, monday): _Confirmed(dated, int(minutes))
        for team_id, monday, dated, minutes in rows
    }


def _contacts(
    session: Session, actor: Actor, team: _OwnTeam, mondays: Sequence[date]
) -> list[_OnDay]:
    """Return the lengths of the person's own contacts in the team: numbers without clients."""
    *listed, opened = mondays
    spans = [] if opened in listed else [_span(opened, opened)]
    if listed:
        spans.append(_span(min(listed), max(listed)))
    rows = session.execute(
        select(
            Contact.on,
            Contact.place,
            func.coalesce(func.sum(Contact.minutes), 0),
            func.sum(case((Contact.minutes.is_(None), 1), else_=0)),
        )
        .where(
            Contact.coach_id == actor.user_id,
            Contact.team_id == team.id,
            Contact.withdrawn_at.is_(None),
            or_(*spans),
        )
        .group_by(Contact.on, Contact.place)
    )
    return [(on, place, int(minutes), int(without)) for on, place, minutes, without in rows]


def _span(first: date, last: date) -> ColumnElement[bool]:
    """Return the condition that a contact lies between two Mondays, the last week included."""
    return Contact.on.between(first, last + WEEK - timedelta(days=1))


def _of_week(contacts: Iterable[_OnDay], monday: date) -> list[_OnDay]:
    return [one for one in contacts if monday <= one[0] < monday + WEEK]


def _held(calendar: WorkCalendar, contacts: Iterable[_OnDay]) -> Held:
    by_place: dict[WorkPlace | None, int] = {}
    without_length = left_out = 0
    for on, place, minutes, without in contacts:
        if not calendar.counts(on):
            left_out += minutes
            continue
        where = None if place is None else WorkPlace(place)
        by_place[where] = by_place.get(where, 0) + minutes
        without_length += without
    places = sorted(by_place.items(), key=lambda one: (-one[1], one[0] or ""))
    return Held(tuple(one for one in places if one[1]), without_length, left_out)


def _find(session: Session, actor: Actor, team_id: int, monday: date) -> WorkWeek | None:
    """Return the row of a week as it stands in the database now."""
    return session.scalar(
        select(WorkWeek)
        .where(
            WorkWeek.user_id == actor.user_id,
            WorkWeek.team_id == team_id,
            WorkWeek.monday == monday,
        )
        .execution_options(populate_existing=True)
    )


def _times(session: Session, row: WorkWeek) -> tuple[Time, ...]:
    return _as_times(session, select(WorkWeek.id).where(WorkWeek.id == row.id))


def _usual_times(session: Session, actor: Actor, team_id: int) -> tuple[Time, ...]:
    """Return the times of the newest confirmed week that has some."""
    newest = (
        select(WorkWeek.id)
        .join(WorkTime, WorkTime.week_id == WorkWeek.id)
        .where(WorkWeek.user_id == actor.user_id, WorkWeek.team_id == team_id)
        .order_by(WorkWeek.monday.desc())
        .limit(1)
    )
    return _as_times(session, newest)


def _as_times(session: Session, week_id: Select[int]) -> tuple[Time, ...]:
    rows = session.scalars(
        select(WorkTime).where(WorkTime.week_id == week_id.scalar_subquery()).order_by(WorkTime.id)
    )
    return tuple(Time(WorkKind(row.kind), WorkPlace(row.place), row.minutes) for row in rows)


def _state(team: _OwnTeam, monday: date, confirmed: _Confirmed | None) -> WeekState:
    return weeks.state(
        team.calendar,
        monday,
        clock.today(),
        confirmed=confirmed is not None,
        dated=None if confirmed is None else confirmed.dated,
    )


def _listed(
    team: _OwnTeam, monday: date, confirmed: _Confirmed | None, contacts: Iterable[_OnDay]
) -> ListedWeek:
    state = _state(team, monday, confirmed)
    times = confirmed.minutes if confirmed is not None and state is WeekState.CONFIRMED else 0
    return ListedWeek(
        monday,
        team.calendar.scheduled(monday),
        _held(team.calendar, contacts).minutes + times,
        state,
    )


def _last_mondays(number: int) -> list[date]:
    """Return this week's Monday and those before it, newest first."""
    this = monday_of(clock.today())
    return [this - n * WEEK for n in range(number)]


# ---- writing


def _written(session: Session, actor: Actor, week: Week, row_version: int) -> WorkWeek:
    """Return the row of the week with its new version; refused when it is not as the page had it."""
    row = _find(session, actor, week.team_id, week.monday)
    if row is not None:
        refuse_newer(session, row, row_version)
        row.confirmed_at = clock.now()
        # The times are rows of their own: the version tells of them also within one moment.
        flag_modified(row, "confirmed_at")
    elif row_version:
        raise ChangedMeanwhile
    else:
        row = WorkWeek(
            user_id=actor.user_id,
            team_id=week.team_id,
            monday=week.monday,
            confirmed_at=clock.now(),
        )
        session.add(row)
    session.flush()
    return row
