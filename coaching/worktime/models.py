"""Tables of working time."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Identified, Model, Moment, Versioned


class WorkWeek(Identified, Versioned, Model):
    """A coach's week in a team, confirmed as a whole; Monday to Sunday."""

    __tablename__ = "work_week"
    __table_args__ = (
        UniqueConstraint("user_id", "team_id", "monday", name="uq_work_week_user_id"),
        Index("ix_work_week_team_id_monday", "team_id", "monday", "id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    monday: Mapped[date]
    confirmed_at: Mapped[datetime] = mapped_column(Moment)


class WorkTime(Identified, Model):
    """Minutes of a week that no contact holds, by kind and place (items S2 and V13).

    `on` is a day of the week on which the coach worked.
    """

    __tablename__ = "work_time"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 10080", name="minutes"),
        CheckConstraint("kind IN ('employment', 'other')", name="kind"),
        Index("ix_work_time_week_id", "week_id", "id"),
    )

    week_id: Mapped[int] = mapped_column(ForeignKey("work_week.id"))
    on: Mapped[date]
    minutes: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(20))
