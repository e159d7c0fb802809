"""The organisation's own numbers, conditions, exceptions and programme types; what the whole rule book needs to know"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COMMENT = "one of the law's, or of program_type"
_TYPES = ("public", "capability", "community", "placement")


def upgrade() -> None:
    _make_tables()
    _widen_tables()
    with op.batch_alter_table("program") as table:
        table.drop_constraint(op.f("ck_program_type"), type_="check")
    with op.batch_alter_table("program") as table:
        table.alter_column(
            "type", existing_type=sa.String(24), type_=sa.String(24), existing_nullable=False, comment=_COMMENT
        )


def downgrade() -> None:
    # Types that the organisation added go back to the commonest one of the law.
    program = sa.table("program", sa.column("type", sa.String))
    op.execute(program.update().where(program.c.type.not_in(_TYPES)).values(type="community"))
    with op.batch_alter_table("program") as table:
        table.create_check_constraint(op.f("ck_program_type"), sa.column("type").in_(_TYPES))
        table.alter_column(
            "type",
            existing_type=sa.String(24),
            type_=sa.String(24),
            existing_nullable=False,
            comment=None,
            existing_comment=_COMMENT,
        )
    _narrow_tables()
    for name in ("relaxation", "rule_value", "rule_setting", "program_type"):
        op.drop_table(name)


def _widen_tables() -> None:
    with op.batch_alter_table("contract") as table:
        table.add_column(sa.Column("hourly_wage", sa.Integer(), nullable=True, comment="won; null: the minimum wage"))
    with op.batch_alter_table("participant") as table:
        table.add_column(
            sa.Column(
                "groups",
                sa.JSON(),
                nullable=False,
                server_default="[]",
                comment="names of the club's own groups, such as crews",
            )
        )
        table.add_column(
            sa.Column("safety_trained_on", sa.Date(), nullable=True, comment="safety training before work finished")
        )
        table.add_column(
            sa.Column(
                "training_minutes",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="training so far this year",
            )
        )
        table.add_column(
            sa.Column(
                "prefers_alternate",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="rather not on two days running",
            )
        )
        table.add_column(
            sa.Column(
                "preferred_sites",
                sa.JSON(),
                nullable=False,
                server_default="[]",
                comment="codes of preferred or near sites",
            )
        )
        table.add_column(
            sa.Column(
                "stand_by",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="may be called when somebody is missing (대체 가능)",
            )
        )
    with op.batch_alter_table("program") as table:
        table.add_column(
            sa.Column("budget_minutes", sa.Integer(), nullable=True, comment="worked minutes a month at most")
        )
        table.add_column(sa.Column("budget_won", sa.Integer(), nullable=True, comment="wages a month at most"))
    with op.batch_alter_table("shift_template") as table:
        table.add_column(
            sa.Column(
                "event",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="a training or meeting (교): no seats, hours count",
            )
        )
        table.add_column(
            sa.Column(
                "outdoor",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="not in the heat of a summer noon",
            )
        )
    # The defaults only filled the rows that were there; the program always says what it means.
    with op.batch_alter_table("participant") as table:
        table.alter_column("groups", server_default=None)
        table.alter_column("training_minutes", server_default=None)
        table.alter_column("prefers_alternate", server_default=None)
        table.alter_column("preferred_sites", server_default=None)
        table.alter_column("stand_by", server_default=None)
    with op.batch_alter_table("shift_template") as table:
        table.alter_column("event", server_default=None)
        table.alter_column("outdoor", server_default=None)


def _narrow_tables() -> None:
    with op.batch_alter_table("shift_template") as table:
        table.drop_column("outdoor")
        table.drop_column("event")
    with op.batch_alter_table("program") as table:
        table.drop_column("budget_won")
        table.drop_column("budget_minutes")
    with op.batch_alter_table("participant") as table:
        table.drop_column("stand_by")
        table.drop_column("preferred_sites")
        table.drop_column("prefers_alternate")
        table.drop_column("training_minutes")
        table.drop_column("safety_trained_on")
        table.drop_column("groups")
    with op.batch_alter_table("contract") as table:
        table.drop_column("hourly_wage")


def _make_tables() -> None:
    op.create_table(
        "program_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("least_age", sa.Integer(), nullable=True),
        sa.Column("most_age", sa.Integer(), nullable=True),
        sa.Column("subsidized", sa.Boolean(), nullable=False, comment="재정지원 일자리: one at a time for a person"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_program_type_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_type")),
        sa.UniqueConstraint("organization_id", "code", name=op.f("uq_program_type_organization_id_code")),
    )
    op.create_index(op.f("ix_program_type_organization_id"), "program_type", ["organization_id"], unique=False)
    op.create_table(
        "rule_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.String(length=24), nullable=False, comment="field of the scheduler's Conditions, such as amounts"
        ),
        sa.Column(
            "sentence", sa.String(length=40), nullable=False, comment="which sentence with blanks it was filled into"
        ),
        sa.Column("must", sa.Boolean(), nullable=False, comment="꼭; otherwise 되도록"),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column(
            "scope",
            sa.JSON(),
            nullable=False,
            comment="programs, kinds, groups, participants (numbers); all empty: everybody",
        ),
        sa.Column("fields", sa.JSON(), nullable=False, comment="the blanks, as the condition's fields"),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False, comment="login, or 'command line'"),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=80), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("strength >= 1", name=op.f("ck_rule_setting_strength")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_rule_setting_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["rule_setting.id"],
            name=op.f("fk_rule_setting_replaces_id_rule_setting"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_rule_setting_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_setting")),
    )
    op.create_index(op.f("ix_rule_setting_organization_id"), "rule_setting", ["organization_id"], unique=False)
    op.create_table(
        "rule_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False, comment="name of the number, or weight.S04"),
        sa.Column("value", sa.JSON(), nullable=False, comment="whole number, true, false or null"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column(
            "contract_kind",
            sa.Enum(
                "employee",
                "activity",
                "volunteer",
                name="contract_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("program_type", sa.String(length=24), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False, comment="login, or 'command line'"),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_rule_value_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_rule_value_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_value")),
    )
    op.create_index(op.f("ix_rule_value_organization_id"), "rule_value", ["organization_id"], unique=False)
    op.create_table(
        "relaxation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=4), nullable=False, comment="such as H16"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True, comment="null: everybody"),
        sa.Column("site_id", sa.Integer(), nullable=True, comment="null: every site"),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False, comment="login, or 'command line'"),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=80), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint('"last" >= "first"', name=op.f("ck_relaxation_order")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_relaxation_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_relaxation_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_relaxation_site_id_site"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_relaxation_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relaxation")),
    )
    op.create_index(op.f("ix_relaxation_organization_id"), "relaxation", ["organization_id"], unique=False)
    op.create_index(op.f("ix_relaxation_participant_id"), "relaxation", ["participant_id"], unique=False)
    op.create_index(op.f("ix_relaxation_site_id"), "relaxation", ["site_id"], unique=False)
