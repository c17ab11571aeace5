"""Form A of a stay: what it says in short, and how it goes along when a person comes back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.profiles.types import Summary


def summary(session: Session, period: ServicePeriod) -> Summary:
    """Return what the client's page shows of the profile."""
    return Summary()


def carry_over(
    session: Session, actor: Actor, earlier: ServicePeriod, period: ServicePeriod
) -> None:
    """Let form A go on from an earlier stay."""
