"""Facts of a team: what it held together, where its coaches belong, and their working time."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.contacts.models import LogReview
from coaching.reviews.in_scale import coach, in_scale
from coaching.teamwork.models import CareTeamLink, Event, EventPerson
from coaching.worktime.models import WorkTime, WorkWeek
from fidelity import facts as plain


def events(session: Session, team_id: int) -> tuple[plain.Event, ...]:
    """Return what a team held together, the looks at the employer log among it (readings 6, 55)."""
    looks = session.execute(
        select(LogReview.id, LogReview.on)
        .where(LogReview.team_id == team_id)
        .order_by(LogReview.id)
    )
    held = session.execute(
        select(Event.id, Event.on, Event.kind, Event.care_team_id)
        .where(Event.team_id == team_id, Event.held.is_(True))
        .order_by(Event.id)
    )
    people = _people(session, team_id)
    return (
        *(plain.Event(f"log-{key}", on, plain.LOG_REVIEW) for key, on in looks),
        *(
            plain.Event(
                id=f"event-{row.id}",
                on=row.on,
                kind=in_scale(row.kind),
                people=people[row.id],
                care_team=None if row.care_team_id is None else f"care-team-{row.care_team_id}",
            )
            for row in held
        ),
    )


def attachments(session: Session, team_id: int) -> dict[int, tuple[plain.Attachment, ...]]:
    """Return the treatment teams of each coach with their spans (reading 32)."""
    found: dict[int, tuple[plain.Attachment, ...]] = defaultdict(tuple)
    rows = session.execute(
        select(
            CareTeamLink.user_id, CareTeamLink.care_team_id, CareTeamLink.since, CareTeamLink.until
        )
        .where(CareTeamLink.team_id == team_id)
        .order_by(CareTeamLink.id)
    )
    for user, care_team, since, until in rows:
        found[user] += (plain.Attachment(f"care-team-{care_team}", plain.Span(since, until)),)
    return found


def work_time(session: Session, team_id: int) -> tuple[plain.WorkTime, ...]:
    """Return the working time that no contact holds."""
    rows = session.execute(
        select(WorkWeek.user_id, WorkTime.on, WorkTime.minutes, WorkTime.kind, WorkTime.place)
        .join(WorkWeek, WorkWeek.id == WorkTime.week_id)
        .where(WorkWeek.team_id == team_id)
        .order_by(WorkTime.id)
    )
    return tuple(
        plain.WorkTime(coach(user), on, minutes, kind, in_scale(place))
        for user, on, minutes, kind, place in rows
    )


def _people(session: Session, team_id: int) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = session.execute(
        select(EventPerson.event_id, EventPerson.user_id)
        .join(Event, Event.id == EventPerson.event_id)
        .where(Event.team_id == team_id)
        .order_by(EventPerson.id)
    )
    for event, user in rows:
        found[event] += (coach(user),)
    return found
