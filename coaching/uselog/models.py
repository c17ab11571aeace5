"""The table of the use log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coaching.db import Model, Moment


class UseLogLine(Model):
    """One line: append-only, without foreign keys, so that erasing a record keeps the ids only."""

    __tablename__ = "use_log"
    __table_args__ = (Index("ix_use_log_user_id_at", "user_id", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    user_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str | None] = mapped_column(String(30))
    address: Mapped[str] = mapped_column(String(120))
    remote: Mapped[str] = mapped_column(String(64))
    request_id: Mapped[str] = mapped_column(String(26))
    detail: Mapped[str] = mapped_column(Text, default="{}")


class UseLogPeriod(Model):
    """A client's service period that a line speaks of; one row for each id shown."""

    __tablename__ = "use_log_period"
    __table_args__ = (Index("ix_use_log_period_period_id", "period_id", "line_id"),)

    line_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    period_id: Mapped[int] = mapped_column(Integer, primary_key=True)
