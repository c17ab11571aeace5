"""Tables of jobs, their dated changes, and the descriptive answers of forms C, D and E."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Codes, Identified, Model, Moment, Versioned
from coaching.sealing import Sealed, opened, opened_json


class Job(Identified, Versioned, Model):
    """A job of a client: what rules, lists and other forms read of forms C and D.

    It is there from the moment form C is opened; `start` is empty until it is agreed. The employer
    meeting it came from is the contact with this job and the result "agreed on work". Hours are
    minutes a week, both columns the same for a single number.
    Source: forms.md, parts 4 and 5.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= start", name="dates"),
        CheckConstraint("weekly_minutes_from BETWEEN 0 AND 10080", name="weekly_minutes_from"),
        CheckConstraint(
            "weekly_minutes_to BETWEEN weekly_minutes_from AND 10080", name="weekly_minutes_to"
        ),
        Index("ix_job_period_id", "period_id", "id"),
        Index("ix_job_employer_id", "employer_id", "id"),
        Index(
            "ix_job_going_on",
            "period_id",
            "start",
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    period_id: Mapped[int] = mapped_column(ForeignKey("service_period.id"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("employer_site.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("employer_person.id"))
    how_found: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120), default="")
    title_folded: Mapped[str] = mapped_column(String(120), default="")
    kind_code: Mapped[str | None] = mapped_column(String(10))
    """Occupation group (ISCO-08, up to four digits), when it was chosen."""
    start: Mapped[date | None]
    contract: Mapped[str | None] = mapped_column(String(20))
    contract_end: Mapped[date | None]
    weekly_minutes_from: Mapped[int | None]
    weekly_minutes_to: Mapped[int | None]
    open_to_all: Mapped[bool | None] = mapped_column(Boolean)
    paid_by_agreement: Mapped[str | None] = mapped_column(String(10))
    set_aside: Mapped[bool | None] = mapped_column(Boolean)
    over_limit: Mapped[str | None] = mapped_column(String(10))
    subsidies: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    subsidy_until: Mapped[date | None]
    pay_sealed: Mapped[bytes | None] = mapped_column("pay", Sealed)
    """Only where the organisation has switched it on."""
    ended_on: Mapped[date | None]
    heard_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(20))
    who_decided: Mapped[str | None] = mapped_column(String(10))
    next: Mapped[str | None] = mapped_column(String(20))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    cancelled_on: Mapped[date | None]
    """A job that never began: form C was opened and the agreement fell through."""

    pay = opened("pay_sealed")


class JobForm(Identified, Versioned, Model):
    """Descriptive answers of form C, D or E of one job, by question id, sealed.

    `frozen` is a copy of everything the form showed when it was marked ready; None while it is open.
    """

    __tablename__ = "job_form"
    __table_args__ = (
        UniqueConstraint("job_id", "form", name="uq_job_form_job_id_form"),
        CheckConstraint("(state = 'ready') = (ready_at IS NOT NULL)", name="ready"),
        CheckConstraint("form IN ('c', 'd', 'e')", name="form"),
    )

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    form: Mapped[str] = mapped_column(String(2))
    definition: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    opened_on: Mapped[date]
    ready_on: Mapped[date | None]
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    answers_sealed: Mapped[bytes] = mapped_column("answers", Sealed)
    frozen_sealed: Mapped[bytes | None] = mapped_column("frozen", Sealed)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    answers = opened_json("answers_sealed")
    frozen = opened_json("frozen_sealed")


class JobChange(Identified, Versioned, Model):
    """A dated change of a job that goes on (C.changes): a row, never a new form.

    The columns of a kind hold what is so from the day on; pay has a direction and no amount.
    """

    __tablename__ = "job_change"
    __table_args__ = (Index("ix_job_change_job_id_on", "job_id", "on", "id"),)

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    weekly_minutes_from: Mapped[int | None]
    weekly_minutes_to: Mapped[int | None]
    contract: Mapped[str | None] = mapped_column(String(20))
    contract_end: Mapped[date | None]
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("employer_person.id"))
    words_sealed: Mapped[bytes | None] = mapped_column("words", Sealed)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    words = opened("words_sealed")
