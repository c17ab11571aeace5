"""Tables of people, teams, posts, absences, grants, sign-in, settings and lists."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coaching.db import Identified, Model, Moment, Share, Versioned
from coaching.sealing import Sealed, opened_json


class User(Identified, Versioned, Model):
    """A person who signs in. `user_name` is kept folded."""

    __tablename__ = "user"

    user_name: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2), default="fi")
    key_n: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether the key n opens the contact entry; some ways of steering a computer type by accident."""
    password_hash: Mapped[str] = mapped_column(String(200))
    calendar_nonce: Mapped[str | None] = mapped_column(String(26))
    """What the address of the person's calendar is made of with the key; None when there is none."""
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    closed_on: Mapped[date | None]

    posts: Mapped[list[Post]] = relationship(
        back_populates="user", lazy="raise", foreign_keys="Post.user_id"
    )
    grants: Mapped[list[UserGrant]] = relationship(back_populates="user", lazy="raise")


class UserGrant(Model):
    """Manager, reviewer or administrator: what a person may do without a post."""

    __tablename__ = "user_grant"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    grant: Mapped[str] = mapped_column(String(20), primary_key=True)

    user: Mapped[User] = relationship(back_populates="grants", lazy="raise")


class Team(Identified, Versioned, Model):
    """Coaches with one leader: the unit that is scored and the border of sight."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    short: Mapped[str] = mapped_column(String(40), unique=True)
    closed_on: Mapped[date | None]
    apart_from_treatment: Mapped[bool] = mapped_column(Boolean, default=False)
    """The service works apart from treatment (fidelity scale, O1)."""
    excludes_by_rule: Mapped[bool] = mapped_column(Boolean, default=False)
    """A written rule keeps somebody out of the service (fidelity scale, O6)."""


class Post(Identified, Versioned, Model):
    """A person's work in a team; half-open dates, FTE exact."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("fte BETWEEN 1 AND 10000", name="fte"),
        CheckConstraint("weekly_minutes BETWEEN 0 AND 10080", name="weekly_minutes"),
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
        CheckConstraint("role IN ('coach', 'leader')", name="role"),
        Index("ix_post_team_id_role", "team_id", "role"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    role: Mapped[str] = mapped_column(String(10))
    fte: Mapped[Decimal] = mapped_column(Share)
    weekly_minutes: Mapped[int]
    since: Mapped[date]
    until: Mapped[date | None]
    needs_mentoring: Mapped[bool | None] = mapped_column(Boolean)
    """The leader has said that the coach is new or needs help, or not (fidelity scale, O5)."""

    user: Mapped[User] = relationship(back_populates="posts", lazy="raise")
    team: Mapped[Team] = relationship(lazy="raise")


class Absence(Identified, Versioned, Model):
    """A leave of a person, half-open; `until` empty while it goes on."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class SignIn(Model):
    """A signed-in browser. The cookie holds a token, the table only its hash."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInAttempt(Model):
    """A failed sign-in, by keyed hashes of the user name and the address it came from."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_name_hash_at", "name_hash", "at"),
        Index("ix_sign_in_attempt_remote_hash_at", "remote_hash", "at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name_hash: Mapped[str] = mapped_column(String(64))
    remote_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)


class Submission(Model):
    """A form that was sent: its token, by whom, where its first sending led, a hash of its content."""

    __tablename__ = "submission"

    token: Mapped[str] = mapped_column(String(26), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    result: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    content: Mapped[str | None] = mapped_column(String(26), index=True)


class Typing(Identified, Model):
    """What was typed and is not saved yet: by user, opening of the page (`kind`) and page."""

    __tablename__ = "typing"
    __table_args__ = (
        UniqueConstraint("user_id", "kind", "record", name="uq_typing_user_id_kind_record"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[str] = mapped_column(String(60))
    record: Mapped[str] = mapped_column(String(200))
    base_version: Mapped[int | None]
    fields_sealed: Mapped[bytes] = mapped_column("fields", Sealed)
    at: Mapped[datetime] = mapped_column(Moment, index=True)

    fields = opened_json("fields_sealed")


class ValueChange(Identified, Model):
    """One change of one value, append-only; the newest row tells where a value came from."""

    __tablename__ = "value_change"
    __table_args__ = (
        Index("ix_value_change_record", "record_kind", "record_id", "field", "id"),
        Index("ix_value_change_record_kind_id", "record_kind", "id"),
    )

    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(String(60))
    field: Mapped[str] = mapped_column(String(60))
    value_sealed: Mapped[bytes | None] = mapped_column("value", Sealed)
    source: Mapped[str] = mapped_column(String(12))
    origin: Mapped[str] = mapped_column(String(60), default="")
    confirmed: Mapped[bool] = mapped_column(Boolean, default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    value = opened_json("value_sealed")


class Setting(Versioned, Model):
    """A setting of the organisation, by name; the value is JSON text."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ListOption(Identified, Versioned, Model):
    """An option of a list that the organisation keeps (referral sources, legal bases, industries)."""

    __tablename__ = "list_option"
    __table_args__ = (UniqueConstraint("list", "code", name="uq_list_option_list_code"),)

    list: Mapped[str] = mapped_column(String(30))
    code: Mapped[str] = mapped_column(String(40))
    fi: Mapped[str] = mapped_column(String(120))
    sv: Mapped[str] = mapped_column(String(120))
    en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer, default=0)
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)


class CareTeam(Identified, Versioned, Model):
    """A treatment or support team of clients (never the coaches' own team)."""

    __tablename__ = "care_team"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)
