"""Working time, meetings, treatment teams of coaches"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Said in SQL, which both databases understand: rebuilding a table that others point to, as a batch
# would on SQLite, is refused while there are rows.
COLUMNS = [
    ("post", "needs_mentoring", "BOOLEAN"),
    ("team", "apart_from_treatment", "BOOLEAN NOT NULL DEFAULT FALSE"),
    ("team", "excludes_by_rule", "BOOLEAN NOT NULL DEFAULT FALSE"),
]


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "care_team_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("care_team_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_care_team_link_dates")),
        sa.ForeignKeyConstraint(
            ["care_team_id"], ["care_team.id"], name=op.f("fk_care_team_link_care_team_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_care_team_link_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_care_team_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team_link")),
        sa.UniqueConstraint("public_id", name=op.f("uq_care_team_link_public_id")),
    )
    with op.batch_alter_table("care_team_link", schema=None) as batch_op:
        batch_op.create_index("ix_care_team_link_team_id", ["team_id", "id"], unique=False)
    op.create_table(
        "event_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("care_team_id", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "every_weeks BETWEEN 1 AND 13", name=op.f("ck_event_series_every_weeks")
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_event_series_dates")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_event_series_weekday")),
        sa.ForeignKeyConstraint(
            ["care_team_id"], ["care_team.id"], name=op.f("fk_event_series_care_team_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_event_series_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
        sa.UniqueConstraint("public_id", name=op.f("uq_event_series_public_id")),
    )
    with op.batch_alter_table("event_series", schema=None) as batch_op:
        batch_op.create_index("ix_event_series_team_id", ["team_id", "id"], unique=False)
    op.create_table(
        "work_week",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_work_week_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_work_week_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_week")),
        sa.UniqueConstraint("public_id", name=op.f("uq_work_week_public_id")),
        sa.UniqueConstraint("user_id", "team_id", "monday", name="uq_work_week_user_id"),
    )
    with op.batch_alter_table("work_week", schema=None) as batch_op:
        batch_op.create_index(
            "ix_work_week_team_id_monday", ["team_id", "monday", "id"], unique=False
        )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("care_team_id", sa.Integer(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_event_by_id")),
        sa.ForeignKeyConstraint(
            ["care_team_id"], ["care_team.id"], name=op.f("fk_event_care_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["event_series.id"], name=op.f("fk_event_series_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_event_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("public_id", name=op.f("uq_event_public_id")),
        sa.UniqueConstraint("series_id", "on", name="uq_event_series_id_on"),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_team_id_on", ["team_id", "on", "id"], unique=False)
    op.create_table(
        "work_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("week_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.CheckConstraint("kind IN ('employment', 'other')", name=op.f("ck_work_time_kind")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 10080", name=op.f("ck_work_time_minutes")),
        sa.ForeignKeyConstraint(["week_id"], ["work_week.id"], name=op.f("fk_work_time_week_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_time")),
        sa.UniqueConstraint("public_id", name=op.f("uq_work_time_public_id")),
    )
    with op.batch_alter_table("work_time", schema=None) as batch_op:
        batch_op.create_index("ix_work_time_week_id", ["week_id", "id"], unique=False)
    op.create_table(
        "event_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_person_event_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_event_person_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_person")),
        sa.UniqueConstraint("event_id", "user_id", name="uq_event_person_event_id"),
        sa.UniqueConstraint("public_id", name=op.f("uq_event_person_public_id")),
    )
    with op.batch_alter_table("event_person", schema=None) as batch_op:
        batch_op.create_index("ix_event_person_user_id", ["user_id"], unique=False)
    for table, column, kind in COLUMNS:
        op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} {kind}')


def downgrade() -> None:
    """Go back."""
    for table, column, _kind in reversed(COLUMNS):
        op.execute(f'ALTER TABLE "{table}" DROP COLUMN {column}')
    with op.batch_alter_table("event_person", schema=None) as batch_op:
        batch_op.drop_index("ix_event_person_user_id")
    op.drop_table("event_person")
    with op.batch_alter_table("work_time", schema=None) as batch_op:
        batch_op.drop_index("ix_work_time_week_id")
    op.drop_table("work_time")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_team_id_on")
    op.drop_table("event")
    with op.batch_alter_table("work_week", schema=None) as batch_op:
        batch_op.drop_index("ix_work_week_team_id_monday")
    op.drop_table("work_week")
    with op.batch_alter_table("event_series", schema=None) as batch_op:
        batch_op.drop_index("ix_event_series_team_id")
    op.drop_table("event_series")
    with op.batch_alter_table("care_team_link", schema=None) as batch_op:
        batch_op.drop_index("ix_care_team_link_team_id")
    op.drop_table("care_team_link")
