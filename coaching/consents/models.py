"""The table of consents; the paper itself is not kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Codes, Identified, Model, Moment, Versioned
from coaching.sealing import Sealed, opened


class Consent(Identified, Versioned, Model):
    """A client's consent: with whom one may be in touch, on what, what for and how long.

    In force on a day from `given_on` to `valid_to` (that day counts), unless withdrawn by then.
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= given_on", name="valid_to"),
        CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= given_on", name="withdrawn_on"),
        Index("ix_consent_period_id", "period_id", "id"),
    )

    period_id: Mapped[int] = mapped_column(ForeignKey("service_period.id"))
    kind: Mapped[str] = mapped_column(String(20))
    with_whom: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    """Codes of `contacts.types.With`: whom the consent lets one be in touch with."""
    parties_sealed: Mapped[bytes | None] = mapped_column("parties", Sealed)
    data_groups: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    purpose_sealed: Mapped[bytes | None] = mapped_column("purpose", Sealed)
    given_on: Mapped[date]
    valid_to: Mapped[date | None]
    limited_on: Mapped[date | None]
    limits_sealed: Mapped[bytes | None] = mapped_column("limits", Sealed)
    withdrawn_on: Mapped[date | None]
    paper_at_sealed: Mapped[bytes | None] = mapped_column("paper_at", Sealed)
    contact_person_sealed: Mapped[bytes | None] = mapped_column("contact_person", Sealed)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    parties = opened("parties_sealed")
    purpose = opened("purpose_sealed")
    limits = opened("limits_sealed")
    paper_at = opened("paper_at_sealed")
    contact_person = opened("contact_person_sealed")
