"""What a team held: telling of it, ticking recurring meetings, and the calendar to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.changes import refuse_newer, remember, write
from coaching.accounts.models import Team, User
from coaching.accounts.types import Actor
from coaching.contacts.types import monday_of
from coaching.errors import NotThere
from coaching.teamwork import series
from coaching.teamwork import service as teamwork
from coaching.teamwork.models import Event, EventPerson, EventSeries
from coaching.teamwork.refusals import (
    CareTeamMissing,
    EventAhead,
    InCalendarAlready,
    NobodyThere,
    NotOfTeam,
    OutsideItsWeek,
    TickedAlready,
)
from coaching.teamwork.types import (
    ONE_BY_ONE,
    WITH_PEOPLE,
    CalendarPage,
    EventKind,
    ListedEvent,
    Month,
    NewEvent,
)
from coaching.text import sort_key

MONTHS = 2
"""Months on one page of the calendar."""


def page(session: Session, team: Team, month: date) -> CalendarPage:
    """Return a page of the calendar, newest first: a month and those before it.

    Args:
        month: the first day of the newest month shown.
    """
    first = month
    for _step in range(MONTHS - 1):
        first = _month_of(first - timedelta(days=1))
    after = _month_of(month + timedelta(days=31))
    rows = session.scalars(
        select(Event)
        .where(Event.team_id == team.id, Event.on >= first, Event.on < after)
        .order_by(Event.on.desc(), Event.id.desc())
    ).all()
    earlier = session.scalar(
        select(func.max(Event.on)).where(Event.team_id == team.id, Event.on < first)
    )
    months: dict[date, list[ListedEvent]] = defaultdict(list)
    for one in _listed(session, rows):
        months[_month_of(one.on)].append(one)
    return CalendarPage(
        tuple(Month(day, tuple(of)) for day, of in months.items()),
        None if earlier is None else _month_of(earlier),
    )


def get(session: Session, team: Team, public_id: str) -> Event:
    """Return something of a team's calendar.

    Raises:
        NotThere: it is not of this team.
    """
    row = session.scalar(
        select(Event).where(Event.public_id == public_id, Event.team_id == team.id)
    )
    if row is None:
        raise NotThere
    return row


def people_of(session: Session, row: Event) -> dict[int, str]:
    """Return who was there: public ids by user id."""
    found = session.execute(
        select(User.id, User.public_id)
        .join(EventPerson, EventPerson.user_id == User.id)
        .where(EventPerson.event_id == row.id)
        .order_by(User.id)
    )
    return {row[0]: row[1] for row in found}


def add(session: Session, actor: Actor, team: Team, new: NewEvent) -> Event:
    """Tell of something that was held; it ticks the recurring meeting of that week, if one waits.

    Raises:
        NotThere: the person does not work in the team.
        EventAhead, BeforeTeam, NotOfTeam, NobodyThere, CareTeamMissing.
        InCalendarAlready: the same was held on that day already.
    """
    _must_work_in(actor, team)
    teamwork.lock(session, team)
    users = _checked(session, team, new)
    _refuse_twice(session, team, new)
    row = series.slot(session, team, new.kind, _care_team_id(new), new.on)
    return _write_new(session, actor, team, new, users, row)


def tick(
    session: Session,
    actor: Actor,
    team: Team,
    row: EventSeries,
    day: date,
    *,
    held: bool,
    people: tuple[str, ...] | None = None,
) -> Event:
    """Tell of a day of a recurring meeting whether it was held.

    Args:
        day: one of the days on which it was expected.
        people: who was there; the usual ones when not told.

    Raises:
        NotThere: the person does not work in the team, or the day is none of the meeting's.
        TickedAlready: somebody has told it already.
        NobodyThere, NotOfTeam, BeforeTeam.
    """
    _must_work_in(actor, team)
    must_be_day_of(row, day)
    teamwork.lock(session, team)
    series.hold(session, row)
    if series.is_ticked(session, row, day):
        raise TickedAlready
    kind = EventKind(row.kind)
    if people is None:
        people = teamwork.usual(session, team, kind, day, row.care_team_id)
    new = NewEvent(day, kind, people if held else (), row.care_team_id, held)
    return _write_new(session, actor, team, new, _checked(session, team, new), row)


def must_be_day_of(row: EventSeries, day: date) -> None:
    """Let only a day of a recurring meeting go on that has come.

    Raises:
        NotThere: the day is none of the meeting's, or still ahead.
    """
    if day > clock.today() or day not in series.days(row, day, day):
        raise NotThere


def change(
    session: Session, actor: Actor, team: Team, row: Event, new: NewEvent, version: int
) -> None:
    """Mend what was told; its kind stays. What fell out stays in the calendar as not held.

    Args:
        version: row version that the page showed.

    Raises:
        NotThere: the person does not work in the team.
        ChangedMeanwhile: somebody saved it after the page was opened.
        OutsideItsWeek: a recurring meeting would leave its week.
        As `add`.
    """
    _must_work_in(actor, team)
    teamwork.lock(session, team)
    session.refresh(row)
    refuse_newer(session, row, version)
    if row.series_id is not None and monday_of(new.on) != monday_of(row.on):
        raise OutsideItsWeek(monday=monday_of(row.on))
    users = _checked(session, team, new)
    if new.on != row.on or _care_team_id(new) != row.care_team_id:
        _refuse_twice(session, team, new, but=row)
    before = people_of(session, row)
    values = {"on": new.on, "held": new.held, "care_team_id": _care_team_id(new)}
    changed = write(row, values)
    if set(users) != set(before):
        changed["people"] = sorted(users.values())
        _set_people(session, row, users)
    if changed:
        # The row itself is written too, so that its version tells of who was there.
        row.by_id, row.at = actor.user_id, clock.now()
    remember(session, actor, Event.__tablename__, row.public_id, changed)


def _write_new(
    session: Session,
    actor: Actor,
    team: Team,
    new: NewEvent,
    users: dict[int, str],
    of_series: EventSeries | None,
) -> Event:
    values = {"on": new.on, "held": new.held, "care_team_id": _care_team_id(new)}
    row = Event(
        team_id=team.id,
        series_id=None if of_series is None else of_series.id,
        kind=new.kind.value,
        by_id=actor.user_id,
        at=clock.now(),
        **values,
    )
    session.add(row)
    session.flush()
    _set_people(session, row, users)
    given = {name: value for name, value in values.items() if value is not None}
    if users:
        given["people"] = sorted(users.values())
    remember(session, actor, Event.__tablename__, row.public_id, {"kind": new.kind.value, **given})
    return row


def _set_people(session: Session, row: Event, users: dict[int, str]) -> None:
    session.execute(
        delete(EventPerson).where(
            EventPerson.event_id == row.id, EventPerson.user_id.not_in(list(users))
        )
    )
    known = set(session.scalars(
        select(EventPerson.user_id).where(EventPerson.event_id == row.id)
    ))  # fmt: skip
    session.add_all(
        EventPerson(event_id=row.id, user_id=user) for user in sorted(set(users) - known)
    )
    session.flush()


def _checked(session: Session, team: Team, new: NewEvent) -> dict[int, str]:
    """Check everything that was told; return who was there, public ids by user id."""
    if new.on > clock.today():
        raise EventAhead
    teamwork.refuse_before_team(session, team, new.on, "on")
    if new.kind is EventKind.CARE_TEAM_MEETING and new.care_team_id is None:
        raise CareTeamMissing
    teamwork.must_be_care_team(session, _care_team_id(new))
    if new.kind not in WITH_PEOPLE or not new.held:
        return {}
    if not new.people:
        raise NobodyThere
    there = teamwork.in_post(session, team, new.on)
    users = {user: public_id for user, (public_id, _roles) in there.items()
             if public_id in new.people}  # fmt: skip
    if others := set(new.people) - set(users.values()):
        names = session.scalars(select(User.name).where(User.public_id.in_(others))).all()
        if not names:
            raise NotThere
        raise NotOfTeam(names=sorted(names, key=sort_key), on=new.on)
    return users


def _care_team_id(new: NewEvent) -> int | None:
    return new.care_team_id if new.kind is EventKind.CARE_TEAM_MEETING else None


def _refuse_twice(session: Session, team: Team, new: NewEvent, but: Event | None = None) -> None:
    if new.kind in ONE_BY_ONE:
        return
    same = select(Event.id).where(
        Event.team_id == team.id,
        Event.on == new.on,
        Event.kind == new.kind,
        Event.care_team_id == _care_team_id(new),
    )
    if but is not None:
        same = same.where(Event.id != but.id)
    if session.scalar(same.limit(1)) is not None:
        raise InCalendarAlready


def _must_work_in(actor: Actor, team: Team) -> None:
    if team.id not in actor.teams:
        raise NotThere


def _listed(session: Session, rows: Sequence[Event]) -> list[ListedEvent]:
    people: dict[int, list[str]] = defaultdict(list)
    found = session.execute(
        select(EventPerson.event_id, User.name)
        .join(User, User.id == EventPerson.user_id)
        .where(EventPerson.event_id.in_([row.id for row in rows]))
    )
    for event_id, name in found:
        people[event_id].append(name)
    care_teams = teamwork.care_team_names(session) if rows else {}
    return [
        ListedEvent(
            public_id=row.public_id,
            on=row.on,
            kind=EventKind(row.kind),
            care_team=care_teams.get(row.care_team_id or 0, ""),
            held=row.held,
            people=tuple(sorted(people[row.id], key=sort_key)),
        )
        for row in rows
    ]


def _month_of(day: date) -> date:
    return day.replace(day=1)
