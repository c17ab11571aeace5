"""Tables of contacts (form B is the same row with the employer columns filled) and their reviews."""

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
from coaching.sealing import Sealed, opened

_TO_BLANK = (
    "withdrawn_at IS NOT NULL AND (note IS NOT NULL OR needs IS NOT NULL OR next_step IS NOT NULL)"
)


class Contact(Identified, Versioned, Model):
    """One meeting, call, message or attempt. No time of day is kept."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 0 AND 1440", name="minutes"),
        CheckConstraint("mode <> 'face_to_face' OR place IS NOT NULL", name="place"),
        CheckConstraint("period_id IS NOT NULL OR with_whom = 'employer'", name="period"),
        Index("ix_contact_period_id_on", "period_id", "on", "id"),
        Index("ix_contact_coach_id_on", "coach_id", "on", "id"),
        Index("ix_contact_team_id_on", "team_id", "on", "id"),
        # A list narrowed to a kind of which there is little must not look through all the rest.
        Index("ix_contact_coach_id_with_whom_on", "coach_id", "with_whom", "on", "id"),
        Index("ix_contact_team_id_with_whom_on", "team_id", "with_whom", "on", "id"),
        Index("ix_contact_employer_id_on", "employer_id", "on", "id"),
        Index("ix_contact_job_id_on", "job_id", "on", "id"),
        # Steps agreed with employers: few rows have one, and My day asks for them at each visit.
        Index(
            "ix_contact_next_on",
            "coach_id",
            "next_on",
            sqlite_where=text("next_on IS NOT NULL"),
            postgresql_where=text("next_on IS NOT NULL"),
        ),
        # A site or a person that goes is looked for among the meetings.
        *(
            Index(
                f"ix_contact_{column}",
                column,
                sqlite_where=text(f"{column} IS NOT NULL"),
                postgresql_where=text(f"{column} IS NOT NULL"),
            )
            for column in ("site_id", "person_id")
        ),
        Index(
            "ix_contact_withdrawn_at",
            "withdrawn_at",
            sqlite_where=text("withdrawn_at IS NOT NULL"),
            postgresql_where=text("withdrawn_at IS NOT NULL"),
        ),
        # Those whose text is still to be blanked: few, however many were withdrawn over the years.
        Index(
            "ix_contact_to_blank",
            "withdrawn_at",
            sqlite_where=text(_TO_BLANK),
            postgresql_where=text(_TO_BLANK),
        ),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    period_id: Mapped[int | None] = mapped_column(ForeignKey("service_period.id"))
    coach_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_by: Mapped[str] = mapped_column(String(10), default="coach")
    on: Mapped[date]
    with_whom: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(String(20))
    minutes: Mapped[int | None]
    reached: Mapped[bool] = mapped_column(Boolean, default=True)
    purposes: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    joint: Mapped[bool] = mapped_column(Boolean, default=False)
    note_sealed: Mapped[bytes | None] = mapped_column("note", Sealed)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("employer_site.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("employer_person.id"))
    decides: Mapped[str | None] = mapped_column(String(10))
    meeting_purpose: Mapped[str | None] = mapped_column(String(20))
    client_present: Mapped[bool | None] = mapped_column(Boolean)
    matches_goals: Mapped[bool | None] = mapped_column(Boolean)
    agreed: Mapped[str | None] = mapped_column(String(12))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    result: Mapped[str | None] = mapped_column(String(20))
    told: Mapped[tuple[str, ...]] = mapped_column(Codes, default=())
    needs_sealed: Mapped[bytes | None] = mapped_column("needs", Sealed)
    next_step_sealed: Mapped[bytes | None] = mapped_column("next_step", Sealed)
    next_on: Mapped[date | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_why_sealed: Mapped[bytes | None] = mapped_column("withdrawn_why", Sealed)

    note = opened("note_sealed")
    needs = opened("needs_sealed")
    next_step = opened("next_step_sealed")
    withdrawn_why = opened("withdrawn_why_sealed")


class MeetingTask(Identified, Model):
    """A task an employer might give (B.tasks), in the order it was told."""

    __tablename__ = "meeting_task"
    __table_args__ = (
        UniqueConstraint("contact_id", "position", name="uq_meeting_task_contact_id_position"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    position: Mapped[int]
    task: Mapped[str] = mapped_column(String(200))
    hours: Mapped[str] = mapped_column(String(20), default="")
    """Hours a week in the one form of the forms: 20, 7,5 or 15–20."""
    when: Mapped[str] = mapped_column(String(200), default="")
    can_be_shaped: Mapped[bool | None] = mapped_column(Boolean)


class LogReview(Identified, Model):
    """The leader looked at the employer log of a team's week (B.reviewed, item V6).

    Append-only: looking again adds a row; a meeting counts as looked at when a row of its week was
    made after it.
    """

    __tablename__ = "log_review"
    __table_args__ = (Index("ix_log_review_team_id_week", "team_id", "week", "id"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    week: Mapped[date]
    """Monday of the week looked at."""
    on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
