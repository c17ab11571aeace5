"""Forms B to E"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Said in SQL, which both databases understand: rebuilding a table that others point to, as a batch
# would on SQLite, is refused while there are rows.
TEXTS = ("note IS NOT NULL", "needs IS NOT NULL", "next_step IS NOT NULL")
COLUMNS = [
    ("contact", "agreed", "VARCHAR(12)"),
    ("contact", "job_id", "INTEGER CONSTRAINT fk_contact_job_id REFERENCES job (id)"),
    ("contact", "result", "VARCHAR(20)"),
    ("contact", "told", "TEXT NOT NULL DEFAULT '[]'"),
    ("contact", "needs", "SEALED"),
    ("contact", "next_step", "SEALED"),
    ("contact", "next_on", "DATE"),
    (
        "employer",
        "merged_into_id",
        "INTEGER CONSTRAINT fk_employer_merged_into_id REFERENCES employer (id)",
    ),
    (
        "import_batch",
        "team_id",
        "INTEGER CONSTRAINT fk_import_batch_team_id REFERENCES team (id)",
    ),
    (
        "import_row",
        "contact_id",
        "INTEGER CONSTRAINT fk_import_row_contact_id REFERENCES contact (id)",
    ),
    (
        "import_row",
        "period_id",
        "INTEGER CONSTRAINT fk_import_row_period_id REFERENCES service_period (id)",
    ),
    ("user", "calendar_nonce", "VARCHAR(26)"),
    ("submission", "content", "VARCHAR(26)"),
]

POINTING = [
    ("contact", "site_id"),
    ("contact", "person_id"),
    ("import_row", "employer_id"),
    ("import_row", "site_id"),
    ("import_row", "person_id"),
    ("import_row", "contact_id"),
]
"""Columns that are looked through when what they point at goes."""


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "log_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_log_review_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_log_review_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_review")),
        sa.UniqueConstraint("public_id", name=op.f("uq_log_review_public_id")),
    )
    with op.batch_alter_table("log_review", schema=None) as batch_op:
        batch_op.create_index("ix_log_review_team_id_week", ["team_id", "week", "id"], unique=False)
    op.create_table(
        "skills_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("tool", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_skills_mapping_by_id")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_skills_mapping_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills_mapping")),
        sa.UniqueConstraint("public_id", name=op.f("uq_skills_mapping_public_id")),
    )
    with op.batch_alter_table("skills_mapping", schema=None) as batch_op:
        batch_op.create_index(
            "ix_skills_mapping_client_id_on", ["client_id", "on", "id"], unique=False
        )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=False),
        sa.Column("parties", sa.LargeBinary(), nullable=True),
        sa.Column("data_groups", sa.Text(), nullable=False),
        sa.Column("purpose", sa.LargeBinary(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("limited_on", sa.Date(), nullable=True),
        sa.Column("limits", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("paper_at", sa.LargeBinary(), nullable=True),
        sa.Column("contact_person", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= given_on", name=op.f("ck_consent_valid_to")
        ),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on", name=op.f("ck_consent_withdrawn_on")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_consent_by_id")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["service_period.id"], name=op.f("fk_consent_period_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("public_id", name=op.f("uq_consent_public_id")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_period_id", ["period_id", "id"], unique=False)
    op.create_table(
        "employer_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_employer_merge_by_id")),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["employer.id"], name=op.f("fk_employer_merge_kept_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["employer.id"], name=op.f("fk_employer_merge_merged_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_merge")),
        sa.UniqueConstraint("public_id", name=op.f("uq_employer_merge_public_id")),
    )
    with op.batch_alter_table("employer_merge", schema=None) as batch_op:
        batch_op.create_index("ix_employer_merge_kept_id", ["kept_id", "id"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("how_found", sa.String(length=20), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("title_folded", sa.String(length=120), nullable=False),
        sa.Column("kind_code", sa.String(length=10), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("contract", sa.String(length=20), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("weekly_minutes_from", sa.Integer(), nullable=True),
        sa.Column("weekly_minutes_to", sa.Integer(), nullable=True),
        sa.Column("open_to_all", sa.Boolean(), nullable=True),
        sa.Column("paid_by_agreement", sa.String(length=10), nullable=True),
        sa.Column("set_aside", sa.Boolean(), nullable=True),
        sa.Column("over_limit", sa.String(length=10), nullable=True),
        sa.Column("subsidies", sa.Text(), nullable=False),
        sa.Column("subsidy_until", sa.Date(), nullable=True),
        sa.Column("pay", sa.LargeBinary(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.Column("who_decided", sa.String(length=10), nullable=True),
        sa.Column("next", sa.String(length=20), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= start", name=op.f("ck_job_dates")),
        sa.CheckConstraint(
            "weekly_minutes_from BETWEEN 0 AND 10080", name=op.f("ck_job_weekly_minutes_from")
        ),
        sa.CheckConstraint(
            "weekly_minutes_to BETWEEN weekly_minutes_from AND 10080",
            name=op.f("ck_job_weekly_minutes_to"),
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_job_created_by_id")),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_job_employer_id")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["service_period.id"], name=op.f("fk_job_period_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["employer_site.id"], name=op.f("fk_job_site_id")),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["employer_person.id"], name=op.f("fk_job_supervisor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("public_id", name=op.f("uq_job_public_id")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_employer_id", ["employer_id", "id"], unique=False)
        batch_op.create_index(
            "ix_job_going_on",
            ["period_id", "start"],
            unique=False,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )
        batch_op.create_index("ix_job_period_id", ["period_id", "id"], unique=False)
    op.create_table(
        "job_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("weekly_minutes_from", sa.Integer(), nullable=True),
        sa.Column("weekly_minutes_to", sa.Integer(), nullable=True),
        sa.Column("contract", sa.String(length=20), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_job_change_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_change_job_id")),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["employer_person.id"], name=op.f("fk_job_change_supervisor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_job_change_public_id")),
    )
    with op.batch_alter_table("job_change", schema=None) as batch_op:
        batch_op.create_index("ix_job_change_job_id_on", ["job_id", "on", "id"], unique=False)
    op.create_table(
        "job_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=2), nullable=False),
        sa.Column("definition", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("frozen", sa.LargeBinary(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'ready') = (ready_at IS NOT NULL)", name=op.f("ck_job_form_ready")
        ),
        sa.CheckConstraint("form IN ('c', 'd', 'e')", name=op.f("ck_job_form_form")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_job_form_created_by_id")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_form_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_form")),
        sa.UniqueConstraint("job_id", "form", name="uq_job_form_job_id_form"),
        sa.UniqueConstraint("public_id", name=op.f("uq_job_form_public_id")),
    )
    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("wants", sa.String(length=10), nullable=False),
        sa.Column("ask_again_on", sa.Date(), nullable=True),
        sa.Column("no_reason", sa.String(length=20), nullable=True),
        sa.Column("info_given", sa.Boolean(), nullable=True),
        sa.Column("contact_ok", sa.Boolean(), nullable=True),
        sa.Column("contact_ok_on", sa.Date(), nullable=True),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("meet_where", sa.String(length=20), nullable=True),
        sa.Column("weekly_weeks", sa.Integer(), nullable=True),
        sa.Column("then_every_days", sa.Integer(), nullable=True),
        sa.Column("employer_support", sa.Boolean(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("passes_to", sa.String(length=20), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.String(length=30), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_support_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_support_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
        sa.UniqueConstraint("job_id", name="uq_support_job_id"),
        sa.UniqueConstraint("public_id", name=op.f("uq_support_public_id")),
    )
    op.create_table(
        "benefits_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("job_change_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("checked_by", sa.String(length=10), nullable=False),
        sa.Column("result", sa.String(length=10), nullable=False),
        sa.Column("waiting_for", sa.LargeBinary(), nullable=True),
        sa.Column("income", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_benefits_check_by_id")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_benefits_check_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["job_change_id"], ["job_change.id"], name=op.f("fk_benefits_check_job_change_id")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_benefits_check_job_id")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["service_period.id"], name=op.f("fk_benefits_check_period_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefits_check")),
        sa.UniqueConstraint("public_id", name=op.f("uq_benefits_check_public_id")),
    )
    with op.batch_alter_table("benefits_check", schema=None) as batch_op:
        batch_op.create_index(
            "ix_benefits_check_client_id_on", ["client_id", "on", "id"], unique=False
        )
        batch_op.create_index("ix_benefits_check_job_id", ["job_id"], unique=False)
    op.create_table(
        "meeting_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.String(length=20), nullable=False),
        sa.Column("when", sa.String(length=200), nullable=False),
        sa.Column("can_be_shaped", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_meeting_task_contact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_task")),
        sa.UniqueConstraint("contact_id", "position", name="uq_meeting_task_contact_id_position"),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_task_public_id")),
    )
    op.create_table(
        "planned_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_planned_contact_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_contact")),
        sa.UniqueConstraint(
            "job_id", "step", "number", name="uq_planned_contact_job_id_step_number"
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_planned_contact_public_id")),
    )
    with op.batch_alter_table("planned_contact", schema=None) as batch_op:
        batch_op.create_index("ix_planned_contact_job_id_on", ["job_id", "on", "id"], unique=False)
    op.create_table(
        "benefits_check_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.String(length=30), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["check_id"], ["benefits_check.id"], name=op.f("fk_benefits_check_row_check_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefits_check_row")),
        sa.UniqueConstraint("check_id", "row", name="uq_benefits_check_row_check_id"),
        sa.UniqueConstraint("public_id", name=op.f("uq_benefits_check_row_public_id")),
    )
    sealed = "BLOB" if op.get_context().dialect.name == "sqlite" else "BYTEA"
    for table, column, kind in COLUMNS:
        op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} {kind.replace("SEALED", sealed)}')
    for table, column in POINTING:
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_{table}_{column}", table, [column], sqlite_where=where, postgresql_where=where
        )
    _make_import_stage()
    op.create_index("ix_contact_job_id_on", "contact", ["job_id", "on", "id"])
    op.create_index(
        "ix_contact_next_on",
        "contact",
        ["coach_id", "next_on"],
        sqlite_where=sa.text("next_on IS NOT NULL"),
        postgresql_where=sa.text("next_on IS NOT NULL"),
    )
    op.create_index("ix_employer_merged_into_id", "employer", ["merged_into_id"])
    op.create_index("ix_submission_content", "submission", ["content"])
    _index_to_blank(f"withdrawn_at IS NOT NULL AND ({' OR '.join(TEXTS)})")


def _index_to_blank(condition: str) -> None:
    """Index the withdrawn contacts whose text is still to be blanked."""
    op.drop_index("ix_contact_to_blank", "contact")
    where = sa.text(condition)
    op.create_index(
        "ix_contact_to_blank",
        "contact",
        ["withdrawn_at"],
        sqlite_where=where,
        postgresql_where=where,
    )


def _make_import_stage() -> None:
    op.create_table(
        "import_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("result_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("choices", sa.LargeBinary(), nullable=False),
        sa.Column("results", sa.LargeBinary(), nullable=False),
        sa.Column("ended", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_stage_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["result_id"], ["import_batch.id"], name=op.f("fk_import_stage_result_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_import_stage_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_import_stage_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_stage")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_stage_public_id")),
    )
    op.create_index("ix_import_stage_user_id", "import_stage", ["user_id"])
    op.create_index("ix_import_stage_at", "import_stage", ["at"])


def downgrade() -> None:
    """Go back."""
    for table, column in POINTING:
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_index("ix_import_stage_at", "import_stage")
    op.drop_index("ix_import_stage_user_id", "import_stage")
    op.drop_table("import_stage")
    _index_to_blank("withdrawn_at IS NOT NULL AND note IS NOT NULL")
    op.drop_index("ix_submission_content", "submission")
    op.drop_index("ix_employer_merged_into_id", "employer")
    op.drop_index("ix_contact_next_on", "contact")
    op.drop_index("ix_contact_job_id_on", "contact")
    for table, column, _kind in reversed(COLUMNS):
        op.execute(f'ALTER TABLE "{table}" DROP COLUMN {column}')
    op.drop_table("benefits_check_row")
    with op.batch_alter_table("planned_contact", schema=None) as batch_op:
        batch_op.drop_index("ix_planned_contact_job_id_on")
    op.drop_table("planned_contact")
    op.drop_table("meeting_task")
    with op.batch_alter_table("benefits_check", schema=None) as batch_op:
        batch_op.drop_index("ix_benefits_check_job_id")
        batch_op.drop_index("ix_benefits_check_client_id_on")
    op.drop_table("benefits_check")
    op.drop_table("support")
    op.drop_table("job_form")
    with op.batch_alter_table("job_change", schema=None) as batch_op:
        batch_op.drop_index("ix_job_change_job_id_on")
    op.drop_table("job_change")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_period_id")
        batch_op.drop_index(
            "ix_job_going_on",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )
        batch_op.drop_index("ix_job_employer_id")
    op.drop_table("job")
    with op.batch_alter_table("employer_merge", schema=None) as batch_op:
        batch_op.drop_index("ix_employer_merge_kept_id")
    op.drop_table("employer_merge")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_period_id")
    op.drop_table("consent")
    with op.batch_alter_table("skills_mapping", schema=None) as batch_op:
        batch_op.drop_index("ix_skills_mapping_client_id_on")
    op.drop_table("skills_mapping")
    with op.batch_alter_table("log_review", schema=None) as batch_op:
        batch_op.drop_index("ix_log_review_team_id_week")
    op.drop_table("log_review")
