"""Disclosure talks: what an employer may be told, as the client decided it (model.md)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.service import check_day
from coaching.profiles.models import DisclosureTalk
from coaching.profiles.refusals import ReviewDayPassed
from coaching.profiles.types import TELLS, Disclosure, NewTalk, Talk, Tick
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

RENEW_WITHIN_DAYS = 30
"""Days before its review day in which a talk is to be had again."""


def of_stay(session: Session, period: ServicePeriod) -> list[Talk]:
    """Return the talks of a stay's client, newest first.

    Talks are the person's; a stay that has ended shows those up to its end, since what was decided
    later belongs to whoever coaches the person now.
    """
    statement = select(DisclosureTalk).where(DisclosureTalk.client_id == period.client_id)
    if period.closed_on is not None:
        statement = statement.where(DisclosureTalk.on <= period.closed_on)
    ordered = statement.order_by(DisclosureTalk.on.desc(), DisclosureTalk.id.desc())
    return [_talk(row) for row in session.scalars(ordered)]


def newest(session: Session, period: ServicePeriod) -> Talk | None:
    """Return the talk in force: the newest one; None before the first."""
    return next(iter(of_stay(session, period)), None)


def record(session: Session, actor: Actor, period: ServicePeriod, new: NewTalk) -> DisclosureTalk:
    """Keep what was decided at a disclosure talk; the newest one is in force.

    Ticks belong to telling something: they are dropped when nothing is told or it is decided later.

    Raises:
        NotOpen: the stay has ended.
        DayAhead, DayBeforeKnown: the talk lies in the future, or before the client was known.
        ReviewDayPassed: the day to talk again is not after the talk.
        Source: model.md, *What an employer may be told*.
    """
    if period.closed_on is not None:
        raise NotOpen
    check_day(period, "on", new.on)
    if new.review_on is not None and new.review_on <= new.on:
        raise ReviewDayPassed
    ticks = new.ticks if new.choice in TELLS else ()
    talk = DisclosureTalk(
        client_id=period.client_id,
        on=new.on,
        pros_and_cons=new.pros_and_cons,
        choice=new.choice,
        **{f"tell_{tick.value}": tick in ticks for tick in Tick},
        words=new.words,
        review_on=new.review_on,
        by_id=actor.user_id,
        at=clock.now(),
    )
    session.add(talk)
    session.flush()
    uselog.note(
        session,
        actor.user_id,
        Action.CREATE,
        Basis.PROFILE,
        doors.stays_of(session, period),
        kind="disclosure_talk",
    )
    return talk


def to_renew(
    session: Session,
    period_ids: Collection[int],
    today: date,
    within_days: int = RENEW_WITHIN_DAYS,
) -> dict[int, date]:
    """Return the review days of talks to be had again: soon or past, by the stay's id.

    Only the newest talk of each client counts; a stay that has ended needs none.

    Args:
        period_ids: stays that a door of lists has shown to the person.
    """
    rows = session.execute(
        select(ServicePeriod.id, DisclosureTalk.review_on)
        .join(DisclosureTalk, DisclosureTalk.client_id == ServicePeriod.client_id)
        .where(ServicePeriod.id.in_(period_ids), ServicePeriod.closed_on.is_(None))
        .order_by(ServicePeriod.id, DisclosureTalk.on, DisclosureTalk.id)
    )
    newest = {row.id: row.review_on for row in rows}
    until = today + timedelta(days=within_days)
    return {key: day for key, day in newest.items() if day is not None and day <= until}


def _talk(row: DisclosureTalk) -> Talk:
    return Talk(
        on=row.on,
        choice=Disclosure(row.choice),
        pros_and_cons=row.pros_and_cons,
        ticks=tuple(tick for tick in Tick if getattr(row, f"tell_{tick.value}")),
        words=row.words,
        review_on=row.review_on,
        in_force=row.review_on is None or clock.today() <= row.review_on,
    )
