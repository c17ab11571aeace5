"""The leader's look at the employer log of a week (forms.md, B.reviewed; item V6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.contacts.models import Contact, LogReview
from coaching.contacts.refusals import WeekAhead
from coaching.contacts.types import Look, With, monday_of
from coaching.errors import NotThere


def mark(session: Session, actor: Actor, team_id: int, monday: date) -> LogReview:
    """Note that the leader has looked at a team's week; looking again adds a row.

    Raises:
        NotThere: the person does not lead the team.
        WeekAhead: the week has not begun.
    """
    if team_id not in actor.leader_of:
        raise NotThere
    if monday > clock.today():
        raise WeekAhead
    row = LogReview(
        team_id=team_id,
        week=monday_of(monday),
        on=clock.today(),
        by_id=actor.user_id,
        at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row


def last_look(session: Session, team_id: int, monday: date) -> Look | None:
    """Return who looked at a team's week last and when; None when nobody has."""
    row = session.execute(
        select(LogReview.at, User.name)
        .join(User, User.id == LogReview.by_id)
        .where(LogReview.team_id == team_id, LogReview.week == monday)
        .order_by(LogReview.id.desc())
        .limit(1)
    ).first()
    return None if row is None else Look(row.at, row.name)


def not_looked_at(
    session: Session, team_ids: Collection[int], weeks: int = 4
) -> dict[int, list[date]]:
    """Return the Mondays of past weeks with meetings that nobody has looked at since they came in.

    Args:
        team_ids: teams the person leads.
        weeks: how many past weeks to look back over; older ones are not asked for any more.
    """
    this_week = monday_of(clock.today())
    since = this_week - timedelta(days=7 * weeks)
    logged = session.execute(
        select(Contact.team_id, Contact.on, func.max(Contact.created_at))
        .where(
            Contact.team_id.in_(team_ids),
            Contact.with_whom == With.EMPLOYER,
            Contact.on.between(since, this_week - timedelta(days=1)),
            Contact.withdrawn_at.is_(None),
        )
        .group_by(Contact.team_id, Contact.on)
    )
    looked = {
        (team_id, week): at
        for team_id, week, at in session.execute(
            select(LogReview.team_id, LogReview.week, func.max(LogReview.at))
            .where(LogReview.team_id.in_(team_ids), LogReview.week >= since)
            .group_by(LogReview.team_id, LogReview.week)
        )
    }
    found: dict[int, set[date]] = {}
    for team_id, on, newest in logged:
        at = looked.get((team_id, monday_of(on)))
        if at is None or at < newest:
            found.setdefault(team_id, set()).add(monday_of(on))
    return {team_id: sorted(mondays) for team_id, mondays in found.items()}
