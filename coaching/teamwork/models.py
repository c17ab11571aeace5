"""Tables of what a team does together."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Identified, Model, Moment, Versioned


class EventSeries(Identified, Versioned, Model):
    """A meeting that comes again: each time is ticked off as held or not held."""

    __tablename__ = "event_series"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("every_weeks BETWEEN 1 AND 13", name="every_weeks"),
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
        Index("ix_event_series_team_id", "team_id", "id"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str] = mapped_column(String(30))
    care_team_id: Mapped[int | None] = mapped_column(ForeignKey("care_team.id"))
    weekday: Mapped[int]
    every_weeks: Mapped[int]
    since: Mapped[date]
    until: Mapped[date | None]


class Event(Identified, Versioned, Model):
    """Supervision, a meeting or the like on a day; `held` is False for one that fell out.

    The look at the employer log has a table of its own (`log_review`).
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("series_id", "on", name="uq_event_series_id_on"),
        Index("ix_event_team_id_on", "team_id", "on", "id"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("event_series.id"))
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(30))
    care_team_id: Mapped[int | None] = mapped_column(ForeignKey("care_team.id"))
    held: Mapped[bool] = mapped_column(Boolean, default=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class EventPerson(Identified, Model):
    """A coach or leader who was there."""

    __tablename__ = "event_person"
    __table_args__ = (
        UniqueConstraint("event_id", "user_id", name="uq_event_person_event_id"),
        Index("ix_event_person_user_id", "user_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class CareTeamLink(Identified, Versioned, Model):
    """A coach belongs to a treatment team for a span, half-open (item O1)."""

    __tablename__ = "care_team_link"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
        Index("ix_care_team_link_team_id", "team_id", "id"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    care_team_id: Mapped[int] = mapped_column(ForeignKey("care_team.id"))
    since: Mapped[date]
    until: Mapped[date | None]
