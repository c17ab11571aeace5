"""Tables of clients and service periods."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coaching.db import Codes, Identified, Model, Moment, Versioned
from coaching.sealing import Sealed, opened, opened_json

if TYPE_CHECKING:
    from coaching.caseload.models import Assignment


class Client(Identified, Versioned, Model):
    """The person. Name and ways to reach are sealed; the name is kept only when names are on."""

    __tablename__ = "client"
    __table_args__ = (
        CheckConstraint(
            "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="birth_year"
        ),
    )

    code: Mapped[str] = mapped_column(String(12), unique=True)
    name_sealed: Mapped[bytes | None] = mapped_column("name", Sealed)
    likeness: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed hash of folded name and birth year, for the intake's duplicate check."""
    birth_year: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(10), default="fi")
    needs_interpreter: Mapped[bool] = mapped_column(Boolean, default=False)
    contact_ways: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    contact_details_sealed: Mapped[bytes | None] = mapped_column("contact_details", Sealed)
    main_income: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    created_at: Mapped[datetime] = mapped_column(Moment)

    name = opened("name_sealed")
    contact_details = opened("contact_details_sealed")

    periods: Mapped[list[ServicePeriod]] = relationship(back_populates="client", lazy="raise")


class ServicePeriod(Identified, Versioned, Model):
    """One stay of a client in a team, from referral to closing."""

    __tablename__ = "service_period"
    __table_args__ = (
        CheckConstraint("(closed_on IS NULL) = (closed_reason IS NULL)", name="closing"),
        CheckConstraint("(closed_on IS NOT NULL) = (status = 'closed')", name="status"),
        Index("ix_service_period_team_id_status", "team_id", "status", "id"),
        Index(
            "uq_service_period_open",
            "client_id",
            "team_id",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    status: Mapped[str] = mapped_column(String(20))
    known_on: Mapped[date]
    """The day the record was made; with no referral date, contacts may lie up to 30 days before it."""
    referral_source: Mapped[str] = mapped_column(String(40))
    referral_date: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(20))
    decided_on: Mapped[date]
    refusal: Mapped[str | None] = mapped_column(String(20))
    reason_words_sealed: Mapped[bytes | None] = mapped_column("reason_words", Sealed)
    wants_work: Mapped[str] = mapped_column(String(10))
    entry_date: Mapped[date | None]
    in_work_at_entry: Mapped[bool] = mapped_column(Boolean)
    care_team_id: Mapped[int | None] = mapped_column(ForeignKey("care_team.id"))
    legal_basis: Mapped[str | None] = mapped_column(String(40))
    other_helpers_sealed: Mapped[bytes | None] = mapped_column("other_helpers", Sealed)
    status_before_pause: Mapped[str | None] = mapped_column(String(20))
    waiting_since: Mapped[date | None]
    waiting_rank: Mapped[int | None]
    """Place in the queue when the leader has moved the client; lower comes first, 0 is the rule."""
    waiting_reason_sealed: Mapped[bytes | None] = mapped_column("waiting_reason", Sealed)
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(30))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    reason_words = opened("reason_words_sealed")
    other_helpers = opened_json("other_helpers_sealed")
    waiting_reason = opened("waiting_reason_sealed")

    client: Mapped[Client] = relationship(back_populates="periods", lazy="raise")
    assignments: Mapped[list[Assignment]] = relationship(back_populates="period", lazy="raise")


class PeriodStatus(Identified, Model):
    """The status of a stay from a day on; the newest row on or before a day tells that day's status."""

    __tablename__ = "period_status"
    __table_args__ = (Index("ix_period_status_period_id_since", "period_id", "since", "id"),)

    period_id: Mapped[int] = mapped_column(ForeignKey("service_period.id"))
    status: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
