"""What belongs to a person goes along when two records turn out to be one person's."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from coaching.profiles.models import DisclosureTalk, Kykyviisari, SkillsMapping


def join_clients(session: Session, from_id: int, to_id: int) -> None:
    """Give disclosure talks, Kykyviisari figures and skills mappings of one record to another.

    Args:
        from_id, to_id: keys of the client that goes and of the one that stays.
    """
    for table in (DisclosureTalk, Kykyviisari, SkillsMapping):
        session.execute(update(table).where(table.client_id == from_id).values(client_id=to_id))
