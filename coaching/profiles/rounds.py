"""Kykyviisari rounds: only figures, so that sections of form A need not be asked (forms.md, 1.4)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import DayAhead, NotOpen
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles.models import Kykyviisari
from coaching.profiles.refusals import FiguresMissing
from coaching.profiles.types import KykyRound, NewRound, Round
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


def of_stay(session: Session, period: ServicePeriod) -> list[Round]:
    """Return the rounds of a stay's client, oldest first; for an ended stay, up to its end."""
    statement = select(Kykyviisari).where(Kykyviisari.client_id == period.client_id)
    if period.closed_on is not None:
        statement = statement.where(Kykyviisari.on <= period.closed_on)
    rows = session.scalars(statement.order_by(Kykyviisari.on, Kykyviisari.id))
    return [as_round(row) for row in rows]


def get(session: Session, period: ServicePeriod, public_id: str) -> Kykyviisari:
    """Return one round of a stay's client.

    Raises:
        NotThere: it is not this client's.
    """
    row = session.scalar(
        select(Kykyviisari).where(
            Kykyviisari.public_id == public_id, Kykyviisari.client_id == period.client_id
        )
    )
    if row is None:
        raise NotThere
    return row


def save(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    new: NewRound,
    row: Kykyviisari | None = None,
    shown_version: int = 0,
) -> Kykyviisari:
    """Add the figures of a round, or change a round that was typed wrongly.

    Args:
        row: the round to change, None for a new one.
        shown_version: row version of the page, when changing.

    Raises:
        NotOpen: the stay has ended.
        DayAhead: the round lies in the future; it may lie before the client came, done elsewhere.
        FiguresMissing: no figure at all.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    if period.closed_on is not None:
        raise NotOpen
    if new.on > clock.today():
        raise DayAhead("on")
    if new.work_ability is None and new.functioning is None and not new.sections:
        raise FiguresMissing
    action = Action.CREATE if row is None else Action.CHANGE
    if row is None:
        row = Kykyviisari(client_id=period.client_id, by_id=actor.user_id, at=clock.now())
        session.add(row)
    else:
        session.refresh(row, with_for_update=True)
        if row.row_version != shown_version:
            raise ChangedMeanwhile
    row.on, row.round = new.on, new.round
    row.work_ability, row.functioning = new.work_ability, new.functioning
    row.sections = dict(new.sections)
    session.flush()
    stays = doors.stays_of(session, period)
    uselog.note(session, actor.user_id, action, Basis.PROFILE, stays, kind="kykyviisari")
    return row


def as_round(row: Kykyviisari) -> Round:
    """Return a row as pages show it."""
    return Round(
        public_id=row.public_id,
        on=row.on,
        round=KykyRound(row.round),
        work_ability=row.work_ability,
        functioning=row.functioning,
        sections=row.sections or {},
    )
