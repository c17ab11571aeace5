"""What belongs to a person goes along when two records turn out to be one person's."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from coaching.benefits.models import BenefitsCheck


def join_clients(session: Session, from_id: int, to_id: int) -> None:
    """Give the benefits checks of one client record to another.

    Args:
        from_id, to_id: keys of the client that goes and of the one that stays.
    """
    moved = update(BenefitsCheck).where(BenefitsCheck.client_id == from_id)
    session.execute(moved.values(client_id=to_id))
