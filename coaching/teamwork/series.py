"""Recurring meetings of a team: adding, changing and ending them, and the days that wait to be ticked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.changes import refuse_newer, remember, write
from coaching.accounts.models import Team
from coaching.accounts.posts import EndBeforeStart
from coaching.accounts.types import Actor
from coaching.contacts.types import monday_of
from coaching.errors import NotThere
from coaching.teamwork import rhythm
from coaching.teamwork import service as teamwork
from coaching.teamwork.models import Event, EventSeries
from coaching.teamwork.refusals import CareTeamMissing, SeriesInUse
from coaching.teamwork.types import LOOK_BACK_DAYS, EventKind, ListedSeries, NewSeries, Waiting


def of_team(session: Session, team: Team) -> list[ListedSeries]:
    """Return the recurring meetings of a team that go on or are to come, in the order of weekdays."""
    names = teamwork.care_team_names(session)
    rows = session.scalars(
        select(EventSeries)
        .where(
            EventSeries.team_id == team.id,
            or_(EventSeries.until.is_(None), EventSeries.until > clock.today()),
        )
        .order_by(EventSeries.weekday, EventSeries.id)
    )
    return [
        ListedSeries(
            public_id=row.public_id,
            kind=EventKind(row.kind),
            care_team=names.get(row.care_team_id or 0, ""),
            weekday=row.weekday,
            every_weeks=row.every_weeks,
            since=row.since,
            until=row.until,
        )
        for row in rows
    ]


def get(session: Session, team: Team, public_id: str) -> EventSeries:
    """Return a recurring meeting of a team.

    Raises:
        NotThere: it is not of this team.
    """
    row = session.scalar(
        select(EventSeries).where(
            EventSeries.public_id == public_id, EventSeries.team_id == team.id
        )
    )
    if row is None:
        raise NotThere
    return row


def add(session: Session, actor: Actor, team: Team, new: NewSeries) -> EventSeries:
    """Add a recurring meeting; its days wait to be ticked as they come.

    Raises:
        NotThere: the person does not lead the team.
        CareTeamMissing, EndBeforeStart, BeforeTeam.
    """
    teamwork.must_lead(actor, team)
    values = _checked(session, team, new)
    row = EventSeries(team_id=team.id, **values)
    session.add(row)
    session.flush()
    given = {name: value for name, value in values.items() if value is not None}
    remember(session, actor, EventSeries.__tablename__, row.public_id, given)
    return row


def change(
    session: Session, actor: Actor, team: Team, row: EventSeries, new: NewSeries, version: int
) -> None:
    """Change the rhythm of a recurring meeting, or end it; what was ticked stays as it is.

    Args:
        version: row version that the page showed.

    Raises:
        NotThere: the person does not lead the team.
        ChangedMeanwhile: somebody saved it after the page was opened.
        SeriesInUse: it would be another meeting from what has been ticked.
        CareTeamMissing, EndBeforeStart, BeforeTeam.
    """
    teamwork.must_lead(actor, team)
    hold(session, row)
    refuse_newer(session, row, version)
    values = _checked(session, team, new)
    other = (values["kind"], values["care_team_id"]) != (row.kind, row.care_team_id)
    if other and session.scalar(select(Event.id).where(Event.series_id == row.id).limit(1)):
        raise SeriesInUse
    changed = write(row, values)
    remember(session, actor, EventSeries.__tablename__, row.public_id, changed)


def hold(session: Session, row: EventSeries) -> None:
    """Hold a recurring meeting for this transaction and take it as it is now."""
    session.scalars(
        select(EventSeries)
        .where(EventSeries.id == row.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def waiting(session: Session, team_ids: Collection[int]) -> dict[int, list[Waiting]]:
    """Return the days of recurring meetings that wait to be ticked, newest first, by team.

    Those of the last five weeks, today among them. A time that was held on another day of its week
    is ticked all the same.
    """
    today = clock.today()
    first = today - timedelta(days=LOOK_BACK_DAYS - 1)
    rows = session.scalars(
        select(EventSeries)
        .where(
            EventSeries.team_id.in_(team_ids),
            EventSeries.since <= today,
            or_(EventSeries.until.is_(None), EventSeries.until > first),
        )
        .order_by(EventSeries.id)
    ).all()
    ticked = _ticked(session, rows, monday_of(first))
    names = teamwork.care_team_names(session) if rows else {}
    found: dict[int, list[Waiting]] = {team_id: [] for team_id in team_ids}
    for row in rows:
        for day in days(row, first, today):
            if monday_of(day) not in ticked[row.id]:
                care_team = names.get(row.care_team_id or 0, "")
                found[row.team_id].append(
                    Waiting(row.public_id, day, EventKind(row.kind), care_team)
                )
    return {
        team_id: sorted(of, key=lambda one: one.on, reverse=True) for team_id, of in found.items()
    }


def days(row: EventSeries, first: date, last: date) -> list[date]:
    """Return the days of a recurring meeting from a first to a last day."""
    return rhythm.days(row.since, row.until, row.weekday, row.every_weeks, first, last)


def is_ticked(session: Session, row: EventSeries, day: date) -> bool:
    """Tell whether somebody has told if a recurring meeting was held in the week of a day."""
    return monday_of(day) in _ticked(session, [row], monday_of(day))[row.id]


def slot(
    session: Session, team: Team, kind: EventKind, care_team_id: int | None, on: date
) -> EventSeries | None:
    """Return the recurring meeting that something held on a day belongs to, when it waits for it."""
    rows = session.scalars(
        select(EventSeries)
        .where(
            EventSeries.team_id == team.id,
            EventSeries.kind == kind,
            EventSeries.care_team_id == care_team_id,
        )
        .order_by(EventSeries.id)
        .with_for_update()
    )
    monday = monday_of(on)
    for row in rows:
        in_week = days(row, monday, min(monday + timedelta(days=6), clock.today()))
        if in_week and not is_ticked(session, row, on):
            return row
    return None


def _ticked(session: Session, rows: Sequence[EventSeries], since: date) -> dict[int, set[date]]:
    """Return by series the Mondays of weeks of which it is told whether it was held.

    Something of the same kind that was told before there was a series counts too.
    """
    found: dict[int, set[date]] = defaultdict(set)
    told = session.execute(
        select(Event.team_id, Event.series_id, Event.kind, Event.care_team_id, Event.on).where(
            Event.team_id.in_({row.team_id for row in rows}),
            Event.kind.in_({row.kind for row in rows}),
            Event.on >= since,
        )
    ).all()
    for row in rows:
        same = (row.team_id, row.kind, row.care_team_id)
        for team_id, series_id, kind, care_team_id, on in told:
            if series_id == row.id or (series_id, team_id, kind, care_team_id) == (None, *same):
                found[row.id].add(monday_of(on))
    return found


def _checked(session: Session, team: Team, new: NewSeries) -> dict[str, object]:
    is_of_care_team = new.kind is EventKind.CARE_TEAM_MEETING
    if is_of_care_team and new.care_team_id is None:
        raise CareTeamMissing
    if new.until is not None and new.until <= new.since:
        raise EndBeforeStart
    teamwork.refuse_before_team(session, team, new.since, "since")
    care_team_id = new.care_team_id if is_of_care_team else None
    teamwork.must_be_care_team(session, care_team_id)
    return {**asdict(new), "kind": new.kind.value, "care_team_id": care_team_id}
