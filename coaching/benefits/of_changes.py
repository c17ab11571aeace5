"""Benefits checks made for a change of a job, when that change goes away."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.benefits.models import BenefitsCheck
from coaching.jobs.models import JobChange


def let_go(session: Session, change: JobChange) -> None:
    """Let checks made for a change stand without it, since it is about to be removed."""
    made_for = select(BenefitsCheck).where(BenefitsCheck.job_change_id == change.id)
    for check in session.scalars(made_for):
        check.job_change_id = None
    session.flush()
