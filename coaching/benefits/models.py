"""Tables of benefits checks; no amount of money is kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Codes, Identified, Model, Moment, Versioned
from coaching.sealing import Sealed, opened


class BenefitsCheck(Identified, Versioned, Model):
    """One going through of benefits with a client, before a job starts or when it changes.

    `income` is the main income as it stood that day; it decided which rows were asked.
    """

    __tablename__ = "benefits_check"
    __table_args__ = (
        Index("ix_benefits_check_client_id_on", "client_id", "on", "id"),
        Index("ix_benefits_check_job_id", "job_id"),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("service_period.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    job_change_id: Mapped[int | None] = mapped_column(ForeignKey("job_change.id"))
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(20))
    checked_by: Mapped[str] = mapped_column(String(10))
    result: Mapped[str] = mapped_column(String(10))
    waiting_for_sealed: Mapped[bytes | None] = mapped_column("waiting_for", Sealed)
    income: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    waiting_for = opened("waiting_for_sealed")


class BenefitsCheckRow(Identified, Model):
    """One row of a check: what was asked, what was found out, who is told."""

    __tablename__ = "benefits_check_row"
    __table_args__ = (UniqueConstraint("check_id", "row", name="uq_benefits_check_row_check_id"),)

    check_id: Mapped[int] = mapped_column(ForeignKey("benefits_check.id"))
    row: Mapped[str] = mapped_column(String(30))
    answer: Mapped[str | None] = mapped_column(String(12))
    told: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    note_sealed: Mapped[bytes | None] = mapped_column("note", Sealed)

    note = opened("note_sealed")
