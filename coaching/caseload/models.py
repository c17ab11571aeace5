"""Tables of places and assignments: the database itself holds the limit (model.md, *Places*)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coaching.db import Identified, Model, Versioned

if TYPE_CHECKING:
    from coaching.clients.models import ServicePeriod


class CoachPlace(Model):
    """A place that a coach owns; a row for each, numbered 1 to 20."""

    __tablename__ = "coach_place"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 20", name="number"),)

    coach_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Assignment(Identified, Versioned, Model):
    """A coach coaches a client: holds a place from its beginning to its end."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("(ended_on IS NULL) = (place IS NOT NULL)", name="place"),
        CheckConstraint("ended_on IS NULL OR ended_on >= since", name="dates"),
        UniqueConstraint("coach_id", "place", name="uq_assignment_coach_id_place"),
        ForeignKeyConstraint(
            ["coach_id", "place"],
            ["coach_place.coach_id", "coach_place.number"],
            name="fk_assignment_coach_id_place",
        ),
        Index(
            "uq_assignment_open",
            "period_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        Index("ix_assignment_coach_id_ended_on", "coach_id", "ended_on", "period_id"),
        Index("ix_assignment_period_id", "period_id", "since"),
    )

    period_id: Mapped[int] = mapped_column(ForeignKey("service_period.id"))
    coach_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    place: Mapped[int | None]
    since: Mapped[date]
    ended_on: Mapped[date | None]

    period: Mapped[ServicePeriod] = relationship(back_populates="assignments", lazy="raise")
