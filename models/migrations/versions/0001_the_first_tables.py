"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - one table after the other
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("city", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False, comment="printed on rosters and participants' pages"),
        sa.Column("coordinator", sa.String(length=40), nullable=False, comment="name beside the telephone number"),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_holiday_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("organization_id", "day", name=op.f("uq_holiday_organization_id_day")),
    )
    with op.batch_alter_table("holiday", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holiday_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False, comment="the club's own number"),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("night_opt_in", sa.Boolean(), nullable=False),
        sa.Column("novice_until", sa.Date(), nullable=True, comment="last day as a newcomer"),
        sa.Column("link_generation", sa.Integer(), nullable=False, comment="the next one revokes the personal link"),
        sa.Column("link_hash", sa.String(length=64), nullable=True, comment="SHA-256 of the personal link's token"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_participant_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_participant_link_hash")),
        sa.UniqueConstraint("organization_id", "number", name=op.f("uq_participant_organization_id_number")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "program",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "public",
                "capability",
                "community",
                "placement",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_program_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
        sa.UniqueConstraint("organization_id", "code", name=op.f("uq_program_organization_id_code")),
    )
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_program_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "admin",
                "coordinator",
                "approver",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=False, comment="Argon2id"),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_user_account_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_account_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False, comment="login, or 'participant 17', or 'worker'"),
        sa.Column("address", sa.String(length=45), nullable=False, comment="IP address"),
        sa.Column("action", sa.String(length=40), nullable=False, comment="such as roster.publish"),
        sa.Column(
            "subject",
            sa.String(length=120),
            nullable=False,
            comment="whose data: participant number, programme, or 'all'",
        ),
        sa.Column("details", sa.JSON(), nullable=False, comment="ids and counts, never personal data"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_audit_event_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_audit_event_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "employee", "activity", "volunteer", name="kind", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("site_codes", sa.JSON(), nullable=False, comment="sites named in the contract"),
        sa.Column("contract_minutes_per_week", sa.Integer(), nullable=True, comment="소정근로시간"),
        sa.Column("max_minutes_per_week", sa.Integer(), nullable=True, comment="null: the default for the kind"),
        sa.Column("max_minutes_per_month", sa.Integer(), nullable=True, comment="null: the default for the kind"),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint('"last" >= "first"', name=op.f("ck_contract_order")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_contract_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_contract_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_contract_program_id_program"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_program_id"), ["program_id"], unique=False)

    op.create_table(
        "credential",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_credential_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_credential_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
    )
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credential_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_credential_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("apart", "together", name="kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_pair_two_people")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["participant.id"], name=op.f("fk_pair_first_id_participant"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_pair_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["participant.id"], name=op.f("fk_pair_second_id_participant"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
    )
    with op.batch_alter_table("pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_second_id"), ["second_id"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("client_org", sa.String(length=80), nullable=False, comment="수요처, such as the school"),
        sa.Column("address", sa.String(length=160), nullable=False),
        sa.Column("bring", sa.String(length=160), nullable=False, comment="what participants bring along"),
        sa.Column(
            "holiday_policy",
            sa.Enum("open", "closed", name="holiday_policy", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("pair_min", sa.Integer(), nullable=False, comment="2: nobody works here alone (2인 1조)"),
        sa.Column("require_experienced", sa.Boolean(), nullable=False),
        sa.Column("paid_break", sa.Boolean(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_site_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_site_program_id_program"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("organization_id", "code", name=op.f("uq_site_organization_id_code")),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_site_program_id"), ["program_id"], unique=False)

    op.create_table(
        "solve_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False, comment="YYYY-MM"),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "open", "accepted", "discarded", name="decision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("seconds_limit", sa.Integer(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "problem", sa.Text(), nullable=True, comment="the problem solved, as JSON; ids only, no phone numbers"
        ),
        sa.Column("result", sa.Text(), nullable=True, comment="best judged result so far, as JSON"),
        sa.Column(
            "progress", sa.JSON(), nullable=False, comment="seconds, open_seats, penalty, bound of the running solve"
        ),
        sa.Column("error", sa.String(length=400), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False, comment="fencing token: only the newest attempt may write"),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("stop_requested", sa.Boolean(), nullable=False, comment="stop early and keep the best so far"),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_solve_job_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"],
            ["user_account.id"],
            name=op.f("fk_solve_job_requested_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solve_job")),
    )
    with op.batch_alter_table("solve_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solve_job_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_solve_job_status"), ["status"], unique=False)
        batch_op.create_index(
            "uq_solve_job_one_active",
            ["organization_id", "month"],
            unique=True,
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        )

    op.create_table(
        "unavailability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True, comment="0 is Monday"),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            'weekday IS NOT NULL OR "first" IS NOT NULL', name=op.f("ck_unavailability_weekday_or_dates")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_unavailability_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_unavailability_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unavailability")),
    )
    with op.batch_alter_table("unavailability", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unavailability_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unavailability_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the cookie's token"),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column(
            "link_generation",
            sa.Integer(),
            nullable=True,
            comment="of a participant's link; a newer generation ends it",
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(user_id IS NULL) <> (participant_id IS NULL)", name=op.f("ck_web_session_one_owner")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_web_session_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_web_session_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_web_session_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("closed", "vacation", name="kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint('"last" >= "first"', name=op.f("ck_closure_order")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_closure_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_closure_site_id_site"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closure_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_closure_site_id"), ["site_id"], unique=False)

    op.create_table(
        "past_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("worked_minutes", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_past_shift_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_past_shift_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_past_shift_site_id_site"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_shift")),
        sa.UniqueConstraint("participant_id", "day", "start", name=op.f("uq_past_shift_participant_id_day_start")),
    )
    with op.batch_alter_table("past_shift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_past_shift_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_past_shift_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_past_shift_site_id"), ["site_id"], unique=False)

    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False, comment="YYYY-MM"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "confirmed",
                "published",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("solve_job_id", sa.Integer(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column(
            "changed_at",
            UtcDateTime(),
            nullable=False,
            comment="set with every change of an assignment, so that row_version counts it",
        ),
        sa.Column("row_version", sa.Integer(), nullable=False, comment="optimistic lock"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_roster_month")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_roster_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_roster_program_id_program"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["user_account.id"],
            name=op.f("fk_roster_published_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["solve_job_id"], ["solve_job.id"], name=op.f("fk_roster_solve_job_id_solve_job"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sa.UniqueConstraint("program_id", "month", "version", name=op.f("uq_roster_program_id_month_version")),
    )
    with op.batch_alter_table("roster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_roster_program_id"), ["program_id"], unique=False)

    op.create_table(
        "shift_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False, comment="one letter for the cells, such as 새"),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False, comment="minutes since midnight"),
        sa.Column("end", sa.Integer(), nullable=False, comment="minutes since midnight; above 1440 after midnight"),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False, comment="digits, 0 is Monday"),
        sa.Column(
            "season",
            sa.Enum("all", "term", "vacation", name="season", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "band",
            sa.Enum("am", "pm", "night", name="band", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("credentials", sa.JSON(), nullable=False, comment="kinds everyone here must hold"),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False, comment="filled by someone from outside"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            'start >= 0 AND start < 1440 AND "end" > start AND "end" <= start + 1440',
            name=op.f("ck_shift_template_times"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_shift_template_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_shift_template_site_id_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_template")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_shift_template_site_id_code")),
    )
    with op.batch_alter_table("shift_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_template_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shift_template_site_id"), ["site_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roster_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="the day the shift starts"),
        sa.Column("start", sa.Integer(), nullable=False, comment="minutes since midnight"),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("worked_minutes", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False, comment="fixed by hand; the solver keeps it"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_assignment_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_assignment_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roster_id"], ["roster.id"], name=op.f("fk_assignment_roster_id_roster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["shift_template.id"],
            name=op.f("fk_assignment_template_id_shift_template"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "roster_id",
            "participant_id",
            "template_id",
            "day",
            name=op.f("uq_assignment_roster_id_participant_id_template_id_day"),
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_roster_id"), ["roster_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_template_id"), ["template_id"], unique=False)

    op.create_table(
        "usual",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_usual_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_usual_participant_id_participant"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["shift_template.id"], name=op.f("fk_usual_template_id_shift_template"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usual")),
    )
    with op.batch_alter_table("usual", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_usual_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_usual_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "day_off", "weekday", "template", name="kind", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("strength BETWEEN 1 AND 3", name=op.f("ck_wish_strength")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_wish_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_wish_participant_id_participant"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["shift_template.id"], name=op.f("fk_wish_template_id_shift_template"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
    )
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wish_participant_id"), ["participant_id"], unique=False)


def downgrade() -> None:  # noqa: PLR0915 - one table after the other
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wish_participant_id"))
        batch_op.drop_index(batch_op.f("ix_wish_organization_id"))

    op.drop_table("wish")
    with op.batch_alter_table("usual", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_usual_participant_id"))
        batch_op.drop_index(batch_op.f("ix_usual_organization_id"))

    op.drop_table("usual")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_template_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_roster_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_participant_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_organization_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("shift_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shift_template_site_id"))
        batch_op.drop_index(batch_op.f("ix_shift_template_organization_id"))

    op.drop_table("shift_template")
    with op.batch_alter_table("roster", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_program_id"))
        batch_op.drop_index(batch_op.f("ix_roster_organization_id"))

    op.drop_table("roster")
    with op.batch_alter_table("past_shift", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_past_shift_site_id"))
        batch_op.drop_index(batch_op.f("ix_past_shift_participant_id"))
        batch_op.drop_index(batch_op.f("ix_past_shift_organization_id"))

    op.drop_table("past_shift")
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closure_site_id"))
        batch_op.drop_index(batch_op.f("ix_closure_organization_id"))

    op.drop_table("closure")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_organization_id"))

    op.drop_table("web_session")
    with op.batch_alter_table("unavailability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unavailability_participant_id"))
        batch_op.drop_index(batch_op.f("ix_unavailability_organization_id"))

    op.drop_table("unavailability")
    with op.batch_alter_table("solve_job", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_solve_job_one_active",
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        )
        batch_op.drop_index(batch_op.f("ix_solve_job_status"))
        batch_op.drop_index(batch_op.f("ix_solve_job_organization_id"))

    op.drop_table("solve_job")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_program_id"))
        batch_op.drop_index(batch_op.f("ix_site_organization_id"))

    op.drop_table("site")
    with op.batch_alter_table("pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_second_id"))
        batch_op.drop_index(batch_op.f("ix_pair_organization_id"))
        batch_op.drop_index(batch_op.f("ix_pair_first_id"))

    op.drop_table("pair")
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_credential_participant_id"))
        batch_op.drop_index(batch_op.f("ix_credential_organization_id"))

    op.drop_table("credential")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_program_id"))
        batch_op.drop_index(batch_op.f("ix_contract_participant_id"))
        batch_op.drop_index(batch_op.f("ix_contract_organization_id"))

    op.drop_table("contract")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_organization_id"))
        batch_op.drop_index(batch_op.f("ix_audit_event_at"))

    op.drop_table("audit_event")
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_account_organization_id"))

    op.drop_table("user_account")
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_program_organization_id"))

    op.drop_table("program")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_organization_id"))

    op.drop_table("participant")
    with op.batch_alter_table("holiday", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holiday_organization_id"))

    op.drop_table("holiday")
    op.drop_table("organization")
