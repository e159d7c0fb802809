"""How hot it felt on a day, and hours of a site that were cut for heat"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heat_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("degrees", sa.Integer(), nullable=False, comment="degrees Celsius, decimals left out"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_heat_day_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heat_day")),
        sa.UniqueConstraint("organization_id", "day", name=op.f("uq_heat_day_organization_id_day")),
    )
    op.create_index(op.f("ix_heat_day_organization_id"), "heat_day", ["organization_id"], unique=False)
    op.create_table(
        "heat_cut",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cut_minutes", sa.Integer(), nullable=False, comment="of each person"),
        sa.Column(
            "made_up_minutes", sa.Integer(), nullable=False, comment="of them made up since (보충), of each person"
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("cut_minutes >= 1", name=op.f("ck_heat_cut_cut")),
        sa.CheckConstraint("made_up_minutes >= 0 AND made_up_minutes <= cut_minutes", name=op.f("ck_heat_cut_made_up")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_heat_cut_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_heat_cut_site_id_site"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heat_cut")),
        sa.UniqueConstraint("organization_id", "site_id", "day", name=op.f("uq_heat_cut_organization_id_site_id_day")),
    )
    op.create_index(op.f("ix_heat_cut_organization_id"), "heat_cut", ["organization_id"], unique=False)
    op.create_index(op.f("ix_heat_cut_site_id"), "heat_cut", ["site_id"], unique=False)


def downgrade() -> None:
    op.drop_table("heat_cut")
    op.drop_table("heat_day")
