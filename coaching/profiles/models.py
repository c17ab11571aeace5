"""Tables of form versions, disclosure talks, Kykyviisari figures and skills mappings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Identified, Model, Moment, Versioned
from coaching.sealing import Sealed, opened, opened_json


class FormVersion(Identified, Versioned, Model):
    """One version of a form of a stay: descriptive answers by field id, sealed.

    `frozen` is a copy of everything the form showed when it was marked ready; None while it is open.
    """

    __tablename__ = "form_version"
    __table_args__ = (
        UniqueConstraint(
            "period_id", "form", "number", name="uq_form_version_period_id_form_number"
        ),
        CheckConstraint("(state = 'ready') = (ready_at IS NOT NULL)", name="ready"),
    )

    period_id: Mapped[int] = mapped_column(ForeignKey("service_period.id"))
    form: Mapped[str] = mapped_column(String(2))
    definition: Mapped[int]
    number: Mapped[int]
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


class DisclosureTalk(Identified, Versioned, Model):
    """What an employer may be told, as the client decided it (model.md)."""

    __tablename__ = "disclosure_talk"
    __table_args__ = (Index("ix_disclosure_talk_client_id_on", "client_id", "on", "id"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    on: Mapped[date]
    pros_and_cons: Mapped[bool] = mapped_column(Boolean)
    choice: Mapped[str] = mapped_column(String(10))
    tell_name: Mapped[bool] = mapped_column(Boolean, default=False)
    tell_coach: Mapped[bool] = mapped_column(Boolean, default=False)
    tell_arrangements: Mapped[bool] = mapped_column(Boolean, default=False)
    tell_employers: Mapped[bool] = mapped_column(Boolean, default=False)
    words_sealed: Mapped[bytes | None] = mapped_column("words", Sealed)
    review_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    words = opened("words_sealed")


class Kykyviisari(Identified, Versioned, Model):
    """Figures of one round: only figures, never questions or answers."""

    __tablename__ = "kykyviisari"
    __table_args__ = (
        CheckConstraint("work_ability BETWEEN 0 AND 10", name="work_ability"),
        CheckConstraint("functioning BETWEEN 0 AND 10", name="functioning"),
        Index("ix_kykyviisari_client_id_on", "client_id", "on", "id"),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    on: Mapped[date]
    round: Mapped[str] = mapped_column(String(12))
    work_ability: Mapped[int | None]
    functioning: Mapped[int | None]
    sections_sealed: Mapped[bytes | None] = mapped_column("sections", Sealed)
    """Up to five section figures with their scale: {"mind": "3/5", ...}."""
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    sections = opened_json("sections_sealed")


class SkillsMapping(Identified, Versioned, Model):
    """What a mapping of skills made elsewhere told, and where it is (forms.md, 1.4)."""

    __tablename__ = "skills_mapping"
    __table_args__ = (Index("ix_skills_mapping_client_id_on", "client_id", "on", "id"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    on: Mapped[date]
    tool: Mapped[str] = mapped_column(String(80))
    summary_sealed: Mapped[bytes | None] = mapped_column("summary", Sealed)
    kept_at_sealed: Mapped[bytes | None] = mapped_column("kept_at", Sealed)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    summary = opened("summary_sealed")
    kept_at = opened("kept_at_sealed")
