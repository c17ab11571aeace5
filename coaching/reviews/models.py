"""Tables of fidelity reviews: one row per item of the review's own scale."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coaching.db import Identified, Model, Moment, Versioned
from coaching.sealing import Sealed, opened


class Review(Identified, Versioned, Model):
    """A review of a team on a day, scored with one version of the scale."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("(state = 'finished') = (finished_at IS NOT NULL)", name="finished"),
        Index("ix_review_team_id_on", "team_id", "on", "id"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    scale: Mapped[str] = mapped_column(String(30))
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    since: Mapped[date | None]
    on: Mapped[date]
    missing_why_sealed: Mapped[bytes | None] = mapped_column("missing_why", Sealed)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    missing_why = opened("missing_why_sealed")

    items: Mapped[list[ReviewItem]] = relationship(back_populates="review", lazy="raise")


class ReviewItem(Identified, Versioned, Model):
    """The points of one item of a review and the evidence for them."""

    __tablename__ = "review_item"
    __table_args__ = (
        CheckConstraint("points IS NULL OR points BETWEEN 1 AND 5", name="points"),
        Index("uq_review_item_review_id_item", "review_id", "item", unique=True),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    item: Mapped[str] = mapped_column(String(8))
    points: Mapped[int | None]
    evidence_sealed: Mapped[bytes | None] = mapped_column("evidence", Sealed)

    evidence = opened("evidence_sealed")

    review: Mapped[Review] = relationship(back_populates="items", lazy="raise")
