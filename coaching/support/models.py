"""Tables of form E: the client's decision with its plan, and the contacts planned."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Codes, Identified, Model, Moment, Versioned


class Support(Identified, Versioned, Model):
    """What a client decided about coaching while working, and the plan when the answer was yes.

    One for each job. Descriptive answers are those of form E (`job_form`). No time limit is kept:
    support ends only when somebody says so.
    Source: forms.md, part 6.
    """

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("job_id", name="uq_support_job_id"),)

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    decided_on: Mapped[date]
    wants: Mapped[str] = mapped_column(String(10))
    ask_again_on: Mapped[date | None]
    no_reason: Mapped[str | None] = mapped_column(String(20))
    info_given: Mapped[bool | None] = mapped_column(Boolean)
    contact_ok: Mapped[bool | None] = mapped_column(Boolean)
    contact_ok_on: Mapped[date | None]
    kinds: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    meet_where: Mapped[str | None] = mapped_column(String(20))
    weekly_weeks: Mapped[int | None]
    """Weeks with a weekly contact at the beginning of the job."""
    then_every_days: Mapped[int | None]
    """Days between contacts after that; None when the client wants none planned."""
    employer_support: Mapped[bool | None] = mapped_column(Boolean)
    review_on: Mapped[date | None]
    passes_to: Mapped[str | None] = mapped_column(String(20))
    passed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(30))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class PlannedContact(Identified, Versioned, Model):
    """A contact of the support rhythm that was moved to another day, or left out.

    Which contacts the rhythm foresees, and which are made, is worked out and not kept
    (`support.rhythm`). `moved_from` is the day it had before; empty when it was only left out.
    """

    __tablename__ = "planned_contact"
    __table_args__ = (
        Index("ix_planned_contact_job_id_on", "job_id", "on", "id"),
        UniqueConstraint("job_id", "step", "number", name="uq_planned_contact_job_id_step_number"),
    )

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    step: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    """Which one of its step it is: a week of the job, or for a monthly one the day of the job on
    which its month begins."""
    on: Mapped[date]
    moved_from: Mapped[date | None]
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)
