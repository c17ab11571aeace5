"""What the first page shows of a person's day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import choices, waiting
from coaching.contacts import service as contacts
from coaching.contacts.types import ClientChoice
from coaching.days.types import Day, MeetingsToTick, ReviewDue, WeekToLookAt
from coaching.meetings import weeks
from coaching.reviews import service as reviews
from coaching.teamwork import series
from coaching.text import sort_key
from coaching.worktime import service as worktime

SHOWN = 8
"""Clients on the first page; the rest are one link away."""


def load(session: Session, actor: Actor, own: Sequence[ClientChoice]) -> Day:
    """Return the day of a coach or a leader.

    Args:
        own: the clients the person logs contacts about (`contacts.service.choices`).
    """
    coaches, leads = actor.is_coach, actor.is_leader
    return Day(
        caseload=caseload.caseload(session, actor.user_id, actor) if coaches else None,
        waiting=sum(waiting.counts(session, actor.teams).values()),
        quiet=tuple(sorted(own, key=_quietest)[:SHOWN]) if coaches else (),
        latest=tuple(contacts.latest(session, actor)),
        team=tuple(caseload.coaches_with_places(session, actor.leader_of)) if leads else (),
        reviews=_reviews(session, actor) if leads else (),
        weeks=tuple(WeekToLookAt(*one) for one in weeks.not_looked_at(session, actor))
        if leads
        else (),
        worktime=tuple(worktime.waiting(session, actor)) if coaches else (),
        to_tick=_to_tick(session, actor) if leads else (),
    )


def _quietest(client: ClientChoice) -> tuple[date, str]:
    """Put those without any contact first, then the longest ago."""
    return (client.last.on if client.last else date.min, sort_key(client.shown))


def _reviews(session: Session, actor: Actor) -> tuple[ReviewDue, ...]:
    due = reviews.next_reviews(session, actor.leader_of)
    return tuple(
        ReviewDue(name, short, due[team_id])
        for team_id, short, name in choices.teams(session, actor.leader_of)
    )


def _to_tick(session: Session, actor: Actor) -> tuple[MeetingsToTick, ...]:
    waiting = series.waiting(session, actor.leader_of)
    return tuple(
        MeetingsToTick(name, short, len(waiting[team_id]))
        for team_id, short, name in choices.teams(session, actor.leader_of)
        if waiting[team_id]
    )
