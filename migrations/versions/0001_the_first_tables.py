"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "care_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team")),
        sa.UniqueConstraint("name", name=op.f("uq_care_team_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_care_team_public_id")),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("likeness", sa.String(length=64), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("needs_interpreter", sa.Boolean(), nullable=False),
        sa.Column("contact_ways", sa.Text(), nullable=False),
        sa.Column("contact_details", sa.LargeBinary(), nullable=True),
        sa.Column("main_income", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100",
            name=op.f("ck_client_birth_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("code", name=op.f("uq_client_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_client_public_id")),
    )
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_likeness"), ["likeness"], unique=False)

    op.create_table(
        "list_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("list", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("fi", sa.String(length=120), nullable=False),
        sa.Column("sv", sa.String(length=120), nullable=False),
        sa.Column("en", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_option")),
        sa.UniqueConstraint("list", "code", name="uq_list_option_list_code"),
        sa.UniqueConstraint("public_id", name=op.f("uq_list_option_public_id")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("remote_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_name_hash_at", ["name_hash", "at"], unique=False)
        batch_op.create_index(
            "ix_sign_in_attempt_remote_hash_at", ["remote_hash", "at"], unique=False
        )

    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_team_public_id")),
        sa.UniqueConstraint("short", name=op.f("uq_team_short")),
    )
    op.create_table(
        "use_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("remote", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_log")),
    )
    with op.batch_alter_table("use_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_use_log_at"), ["at"], unique=False)
        batch_op.create_index("ix_use_log_user_id_at", ["user_id", "at"], unique=False)

    op.create_table(
        "use_log_period",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("line_id", "period_id", name=op.f("pk_use_log_period")),
    )
    with op.batch_alter_table("use_log_period", schema=None) as batch_op:
        batch_op.create_index("ix_use_log_period_period_id", ["period_id", "line_id"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_name", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("key_n", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_public_id")),
        sa.UniqueConstraint("user_name", name=op.f("uq_user_user_name")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_absence_dates")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_absence_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("public_id", name=op.f("uq_absence_public_id")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_user_id"), ["user_id"], unique=False)

    op.create_table(
        "coach_place",
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 20", name=op.f("ck_coach_place_number")),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name=op.f("fk_coach_place_coach_id")),
        sa.PrimaryKeyConstraint("coach_id", "number", name=op.f("pk_coach_place")),
    )
    op.create_table(
        "disclosure_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("pros_and_cons", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("tell_name", sa.Boolean(), nullable=False),
        sa.Column("tell_coach", sa.Boolean(), nullable=False),
        sa.Column("tell_arrangements", sa.Boolean(), nullable=False),
        sa.Column("tell_employers", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_disclosure_talk_by_id")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_disclosure_talk_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_talk")),
        sa.UniqueConstraint("public_id", name=op.f("uq_disclosure_talk_public_id")),
    )
    with op.batch_alter_table("disclosure_talk", schema=None) as batch_op:
        batch_op.create_index(
            "ix_disclosure_talk_client_id_on", ["client_id", "on", "id"], unique=False
        )

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("headings", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_import_batch_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_batch_public_id")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_file_hash"), ["file_hash"], unique=False)

    op.create_table(
        "kykyviisari",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("round", sa.String(length=12), nullable=False),
        sa.Column("work_ability", sa.Integer(), nullable=True),
        sa.Column("functioning", sa.Integer(), nullable=True),
        sa.Column("sections", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("functioning BETWEEN 0 AND 10", name=op.f("ck_kykyviisari_functioning")),
        sa.CheckConstraint(
            "work_ability BETWEEN 0 AND 10", name=op.f("ck_kykyviisari_work_ability")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_kykyviisari_by_id")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_kykyviisari_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kykyviisari")),
        sa.UniqueConstraint("public_id", name=op.f("uq_kykyviisari_public_id")),
    )
    with op.batch_alter_table("kykyviisari", schema=None) as batch_op:
        batch_op.create_index(
            "ix_kykyviisari_client_id_on", ["client_id", "on", "id"], unique=False
        )

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("fte", sa.Integer(), nullable=False),
        sa.Column("weekly_minutes", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('coach', 'leader')", name=op.f("ck_post_role")),
        sa.CheckConstraint("fte BETWEEN 1 AND 10000", name=op.f("ck_post_fte")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_post_dates")),
        sa.CheckConstraint(
            "weekly_minutes BETWEEN 0 AND 10080", name=op.f("ck_post_weekly_minutes")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_post_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_post_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("public_id", name=op.f("uq_post_public_id")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index("ix_post_team_id_role", ["team_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_user_id"), ["user_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("missing_why", sa.LargeBinary(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_by_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL)", name=op.f("ck_review_finished")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_review_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["finished_by_id"], ["user.id"], name=op.f("fk_review_finished_by_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_review_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_public_id")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_team_id_on", ["team_id", "on", "id"], unique=False)

    op.create_table(
        "service_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("referral_source", sa.String(length=40), nullable=False),
        sa.Column("referral_date", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("refusal", sa.String(length=20), nullable=True),
        sa.Column("reason_words", sa.LargeBinary(), nullable=True),
        sa.Column("wants_work", sa.String(length=10), nullable=False),
        sa.Column("entry_date", sa.Date(), nullable=True),
        sa.Column("in_work_at_entry", sa.Boolean(), nullable=False),
        sa.Column("care_team_id", sa.Integer(), nullable=True),
        sa.Column("legal_basis", sa.String(length=40), nullable=True),
        sa.Column("other_helpers", sa.LargeBinary(), nullable=True),
        sa.Column("status_before_pause", sa.String(length=20), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("waiting_rank", sa.Integer(), nullable=True),
        sa.Column("waiting_reason", sa.LargeBinary(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.String(length=30), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closed_on IS NOT NULL) = (status = 'closed')", name=op.f("ck_service_period_status")
        ),
        sa.CheckConstraint(
            "(closed_on IS NULL) = (closed_reason IS NULL)", name=op.f("ck_service_period_closing")
        ),
        sa.ForeignKeyConstraint(
            ["care_team_id"], ["care_team.id"], name=op.f("fk_service_period_care_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_service_period_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_service_period_created_by_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_service_period_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_period")),
        sa.UniqueConstraint("public_id", name=op.f("uq_service_period_public_id")),
    )
    with op.batch_alter_table("service_period", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_period_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index(
            "ix_service_period_team_id_status", ["team_id", "status", "id"], unique=False
        )
        batch_op.create_index(
            "uq_service_period_open",
            ["client_id", "team_id"],
            unique=True,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_submission_user_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_submission")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_user_id"), ["user_id"], unique=False)

    op.create_table(
        "typing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("record", sa.String(length=200), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_typing_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typing")),
        sa.UniqueConstraint("public_id", name=op.f("uq_typing_public_id")),
        sa.UniqueConstraint("user_id", "kind", "record", name="uq_typing_user_id_kind_record"),
    )
    with op.batch_alter_table("typing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_typing_at"), ["at"], unique=False)

    op.create_table(
        "user_grant",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("grant", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_grant_user_id")),
        sa.PrimaryKeyConstraint("user_id", "grant", name=op.f("pk_user_grant")),
    )
    op.create_table(
        "value_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_value_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_value_change_public_id")),
    )
    with op.batch_alter_table("value_change", schema=None) as batch_op:
        batch_op.create_index(
            "ix_value_change_record", ["record_kind", "record_id", "field", "id"], unique=False
        )
        batch_op.create_index("ix_value_change_record_kind_id", ["record_kind", "id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (place IS NOT NULL)", name=op.f("ck_assignment_place")
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= since", name=op.f("ck_assignment_dates")
        ),
        sa.ForeignKeyConstraint(
            ["coach_id", "place"],
            ["coach_place.coach_id", "coach_place.number"],
            name="fk_assignment_coach_id_place",
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name=op.f("fk_assignment_coach_id")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["service_period.id"], name=op.f("fk_assignment_period_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("coach_id", "place", name="uq_assignment_coach_id_place"),
        sa.UniqueConstraint("public_id", name=op.f("uq_assignment_public_id")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assignment_coach_id_ended_on", ["coach_id", "ended_on", "period_id"], unique=False
        )
        batch_op.create_index("ix_assignment_period_id", ["period_id", "since"], unique=False)
        batch_op.create_index(
            "uq_assignment_open",
            ["period_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "employer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_folded", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("business_id", sa.String(length=9), nullable=True),
        sa.Column("chain", sa.String(length=200), nullable=False),
        sa.Column("industry", sa.String(length=40), nullable=True),
        sa.Column("size", sa.String(length=10), nullable=True),
        sa.Column("needs", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("no_contact", sa.Boolean(), nullable=False),
        sa.Column("no_contact_until", sa.Date(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_employer_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_employer_created_by_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_employer_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("business_id", name=op.f("uq_employer_business_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_employer_public_id")),
    )
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employer_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index("ix_employer_sort_key", ["sort_key", "id"], unique=False)

    op.create_table(
        "form_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=2), nullable=False),
        sa.Column("definition", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
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
            "(state = 'ready') = (ready_at IS NOT NULL)", name=op.f("ck_form_version_ready")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_form_version_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["service_period.id"], name=op.f("fk_form_version_period_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint(
            "period_id", "form", "number", name="uq_form_version_period_id_form_number"
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_form_version_public_id")),
    )
    op.create_table(
        "period_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_period_status_by_id")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["service_period.id"], name=op.f("fk_period_status_period_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_status")),
        sa.UniqueConstraint("public_id", name=op.f("uq_period_status_public_id")),
    )
    with op.batch_alter_table("period_status", schema=None) as batch_op:
        batch_op.create_index(
            "ix_period_status_period_id_since", ["period_id", "since", "id"], unique=False
        )

    op.create_table(
        "review_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.LargeBinary(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "points IS NULL OR points BETWEEN 1 AND 5", name=op.f("ck_review_item_points")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_item_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_item")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_item_public_id")),
    )
    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.create_index("uq_review_item_review_id_item", ["review_id", "item"], unique=True)

    op.create_table(
        "employer_site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_folded", sa.String(length=200), nullable=False),
        sa.Column("municipality", sa.String(length=80), nullable=False),
        sa.Column("municipality_folded", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_employer_site_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_employer_site_employer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_site")),
        sa.UniqueConstraint(
            "employer_id",
            "name_folded",
            "municipality_folded",
            name="uq_employer_site_employer_id_place",
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_employer_site_public_id")),
    )
    with op.batch_alter_table("employer_site", schema=None) as batch_op:
        batch_op.create_index(
            "ix_employer_site_municipality_folded", ["municipality_folded"], unique=False
        )

    op.create_table(
        "employer_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_folded", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("decides", sa.String(length=10), nullable=False),
        sa.Column("why_kept", sa.String(length=300), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_employer_person_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["employer_site.id"], name=op.f("fk_employer_person_site_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_person")),
        sa.UniqueConstraint("public_id", name=op.f("uq_employer_person_public_id")),
    )
    with op.batch_alter_table("employer_person", schema=None) as batch_op:
        batch_op.create_index("ix_employer_person_name_folded", ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_employer_person_site_id"), ["site_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=True),
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("decides", sa.String(length=10), nullable=True),
        sa.Column("meeting_purpose", sa.String(length=20), nullable=True),
        sa.Column("client_present", sa.Boolean(), nullable=True),
        sa.Column("matches_goals", sa.Boolean(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_why", sa.LargeBinary(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "mode <> 'face_to_face' OR place IS NOT NULL", name=op.f("ck_contact_place")
        ),
        sa.CheckConstraint(
            "period_id IS NOT NULL OR with_whom = 'employer'", name=op.f("ck_contact_period")
        ),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes BETWEEN 0 AND 1440", name=op.f("ck_contact_minutes")
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name=op.f("fk_contact_coach_id")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_contact_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_contact_employer_id")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["service_period.id"], name=op.f("fk_contact_period_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["employer_person.id"], name=op.f("fk_contact_person_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["employer_site.id"], name=op.f("fk_contact_site_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_contact_team_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_contact_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_contact_public_id")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_coach_id_on", ["coach_id", "on", "id"], unique=False)
        batch_op.create_index(
            "ix_contact_coach_id_with_whom_on",
            ["coach_id", "with_whom", "on", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_contact_employer_id_on", ["employer_id", "on", "id"], unique=False
        )
        batch_op.create_index("ix_contact_period_id_on", ["period_id", "on", "id"], unique=False)
        batch_op.create_index("ix_contact_team_id_on", ["team_id", "on", "id"], unique=False)
        batch_op.create_index(
            "ix_contact_team_id_with_whom_on", ["team_id", "with_whom", "on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_contact_to_blank",
            ["withdrawn_at"],
            unique=False,
            sqlite_where=sa.text("withdrawn_at IS NOT NULL AND note IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL AND note IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_contact_withdrawn_at",
            ["withdrawn_at"],
            unique=False,
            sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
        )

    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_import_row_employer_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["employer_person.id"], name=op.f("fk_import_row_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["employer_site.id"], name=op.f("fk_import_row_site_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint(
            "batch_id", "sheet", "number", name="uq_import_row_batch_id_sheet_number"
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_row_public_id")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_row_fingerprint"), ["fingerprint"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_row_fingerprint"))

    op.drop_table("import_row")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_contact_withdrawn_at",
            sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_contact_to_blank",
            sqlite_where=sa.text("withdrawn_at IS NOT NULL AND note IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL AND note IS NOT NULL"),
        )
        batch_op.drop_index("ix_contact_team_id_with_whom_on")
        batch_op.drop_index("ix_contact_team_id_on")
        batch_op.drop_index("ix_contact_period_id_on")
        batch_op.drop_index("ix_contact_employer_id_on")
        batch_op.drop_index("ix_contact_coach_id_with_whom_on")
        batch_op.drop_index("ix_contact_coach_id_on")

    op.drop_table("contact")
    with op.batch_alter_table("employer_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employer_person_site_id"))
        batch_op.drop_index("ix_employer_person_name_folded")

    op.drop_table("employer_person")
    with op.batch_alter_table("employer_site", schema=None) as batch_op:
        batch_op.drop_index("ix_employer_site_municipality_folded")

    op.drop_table("employer_site")
    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.drop_index("uq_review_item_review_id_item")

    op.drop_table("review_item")
    with op.batch_alter_table("period_status", schema=None) as batch_op:
        batch_op.drop_index("ix_period_status_period_id_since")

    op.drop_table("period_status")
    op.drop_table("form_version")
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.drop_index("ix_employer_sort_key")
        batch_op.drop_index(batch_op.f("ix_employer_name_folded"))

    op.drop_table("employer")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_assignment_open",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )
        batch_op.drop_index("ix_assignment_period_id")
        batch_op.drop_index("ix_assignment_coach_id_ended_on")

    op.drop_table("assignment")
    with op.batch_alter_table("value_change", schema=None) as batch_op:
        batch_op.drop_index("ix_value_change_record_kind_id")
        batch_op.drop_index("ix_value_change_record")

    op.drop_table("value_change")
    op.drop_table("user_grant")
    with op.batch_alter_table("typing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_typing_at"))

    op.drop_table("typing")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_user_id"))
        batch_op.drop_index(batch_op.f("ix_submission_at"))

    op.drop_table("submission")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("service_period", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_service_period_open",
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.drop_index("ix_service_period_team_id_status")
        batch_op.drop_index(batch_op.f("ix_service_period_client_id"))

    op.drop_table("service_period")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index("ix_review_team_id_on")

    op.drop_table("review")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_user_id"))
        batch_op.drop_index("ix_post_team_id_role")

    op.drop_table("post")
    with op.batch_alter_table("kykyviisari", schema=None) as batch_op:
        batch_op.drop_index("ix_kykyviisari_client_id_on")

    op.drop_table("kykyviisari")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_file_hash"))

    op.drop_table("import_batch")
    with op.batch_alter_table("disclosure_talk", schema=None) as batch_op:
        batch_op.drop_index("ix_disclosure_talk_client_id_on")

    op.drop_table("disclosure_talk")
    op.drop_table("coach_place")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_user_id"))

    op.drop_table("absence")
    op.drop_table("user")
    with op.batch_alter_table("use_log_period", schema=None) as batch_op:
        batch_op.drop_index("ix_use_log_period_period_id")

    op.drop_table("use_log_period")
    with op.batch_alter_table("use_log", schema=None) as batch_op:
        batch_op.drop_index("ix_use_log_user_id_at")
        batch_op.drop_index(batch_op.f("ix_use_log_at"))

    op.drop_table("use_log")
    op.drop_table("team")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_remote_hash_at")
        batch_op.drop_index("ix_sign_in_attempt_name_hash_at")

    op.drop_table("sign_in_attempt")
    op.drop_table("setting")
    op.drop_table("list_option")
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_likeness"))

    op.drop_table("client")
    op.drop_table("care_team")
