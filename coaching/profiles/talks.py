"""Disclosure talks: what an employer may be told, as the client decided it (model.md)."""

from __future__ import annotations

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
