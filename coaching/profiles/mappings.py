"""Skills mappings made elsewhere, so that what they told need not be asked (forms.md, 1.4)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import DayAhead, NotOpen
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles.models import SkillsMapping
from coaching.profiles.refusals import MappingEmpty
from coaching.profiles.types import NewMapping, SkillsMap
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


def of_stay(session: Session, period: ServicePeriod) -> list[SkillsMap]:
    """Return the mappings of a stay's client, newest first; for an ended stay, up to its end."""
    statement = select(SkillsMapping).where(SkillsMapping.client_id == period.client_id)
    if period.closed_on is not None:
        statement = statement.where(SkillsMapping.on <= period.closed_on)
    rows = session.scalars(statement.order_by(SkillsMapping.on.desc(), SkillsMapping.id.desc()))
    return [as_map(row) for row in rows]


def get(session: Session, period: ServicePeriod, public_id: str) -> SkillsMapping:
    """Return one mapping of a stay's client.

    Raises:
        NotThere: it is not this client's.
    """
    row = session.scalar(
        select(SkillsMapping).where(
            SkillsMapping.public_id == public_id, SkillsMapping.client_id == period.client_id
        )
    )
    if row is None:
        raise NotThere
    return row


def save(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    new: NewMapping,
    row: SkillsMapping | None = None,
    shown_version: int = 0,
) -> SkillsMapping:
    """Add a mapping, or change one that was typed wrongly.

    Args:
        row: the mapping to change, None for a new one.
        shown_version: row version of the page, when changing.

    Raises:
        NotOpen: the stay has ended.
        DayAhead: the mapping lies in the future; it may lie before the client came, done elsewhere.
        MappingEmpty: neither a summary nor a place.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    if period.closed_on is not None:
        raise NotOpen
    if new.on > clock.today():
        raise DayAhead("on")
    if not new.summary and not new.kept_at:
        raise MappingEmpty
    action = Action.CREATE if row is None else Action.CHANGE
    if row is None:
        row = SkillsMapping(client_id=period.client_id, by_id=actor.user_id, at=clock.now())
        session.add(row)
    else:
        session.refresh(row, with_for_update=True)
        if row.row_version != shown_version:
            raise ChangedMeanwhile
    row.on, row.tool = new.on, new.tool
    row.summary, row.kept_at = new.summary, new.kept_at
    session.flush()
    stays = doors.stays_of(session, period)
    uselog.note(session, actor.user_id, action, Basis.PROFILE, stays, kind="skills_mapping")
    return row


def as_map(row: SkillsMapping) -> SkillsMap:
    """Return a row as pages show it."""
    return SkillsMap(
        public_id=row.public_id,
        on=row.on,
        tool=row.tool,
        summary=row.summary,
        kept_at=row.kept_at,
    )
