"""Cells with versions, and the edits that change them"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from models.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False, comment="YYYY-MM"),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False, comment="login, or 'command line'"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", _choice("kind", "cells", "accept", "undo", "redo"), nullable=False),
        sa.Column("state", _choice("state", "done", "undone", "dropped"), nullable=False),
        sa.Column(
            "of_edit_id",
            sa.Integer(),
            nullable=True,
            comment="of an undo or redo: the edit that it takes back or repeats",
        ),
        sa.Column(
            "steps", sa.JSON(), nullable=False, comment="[participant id, day, value before, value after] a cell"
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        _owner("roster_edit", "organization_id", "organization"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_roster_edit_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_edit")),
    )
    op.create_index("ix_roster_edit_month", "roster_edit", ["organization_id", "month", "user_id"])
    op.create_index(op.f("ix_roster_edit_organization_id"), "roster_edit", ["organization_id"])
    op.create_table(
        "roster_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("edit_id", sa.Integer(), nullable=False, comment="the newest edit that changed this cell"),
        sa.Column("locked", sa.Boolean(), nullable=False, comment="fixed by hand; the solver leaves the cell as it is"),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="optimistic lock; counts the changes without a gap"),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        _owner("roster_cell", "edit_id", "roster_edit"),
        _owner("roster_cell", "organization_id", "organization"),
        _owner("roster_cell", "participant_id", "participant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_cell")),
        sa.UniqueConstraint("participant_id", "day", name=op.f("uq_roster_cell_participant_id_day")),
    )
    for column in ("day", "organization_id", "participant_id"):
        op.create_index(op.f(f"ix_roster_cell_{column}"), "roster_cell", [column])
    op.add_column(
        "solve_job",
        sa.Column(
            "base_edit_id",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="newest edit of the month when the problem was made; 0: none yet",
        ),
    )
    _locks_to_cells()
    with op.batch_alter_table("assignment") as table:
        table.drop_column("locked")


def downgrade() -> None:
    with op.batch_alter_table("assignment") as table:
        table.add_column(
            sa.Column(
                "locked",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="fixed by hand; the solver keeps it",
            )
        )
    _cells_to_locks()
    with op.batch_alter_table("assignment") as table:
        table.alter_column("locked", server_default=None)
    with op.batch_alter_table("solve_job") as table:
        table.drop_column("base_edit_id")
    op.drop_table("roster_cell")
    op.drop_table("roster_edit")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _owner(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{owner}.id"], name=op.f(f"fk_{table}_{column}_{owner}"), ondelete="CASCADE"
    )


_ASSIGNMENT = sa.table(
    "assignment",
    sa.column("organization_id", sa.Integer),
    sa.column("participant_id", sa.Integer),
    sa.column("day", sa.Date),
    sa.column("locked", sa.Boolean),
)
_EDIT = sa.table(
    "roster_edit",
    *(sa.column(name) for name in ("id", "organization_id", "month", "actor", "kind", "state")),
    sa.column("at", UtcDateTime),
    sa.column("steps", sa.JSON),
)
_CELL = sa.table(
    "roster_cell",
    *(sa.column(name) for name in ("organization_id", "participant_id", "edit_id", "note", "version")),
    sa.column("day", sa.Date),
    sa.column("locked", sa.Boolean),
)


def _locks_to_cells() -> None:
    """A lock belonged to an assignment and now belongs to its cell; one edit a month stands for those made before."""
    connection = op.get_bind()
    locked = sa.select(_ASSIGNMENT.c.organization_id, _ASSIGNMENT.c.participant_id, _ASSIGNMENT.c.day)
    rows = connection.execute(locked.where(_ASSIGNMENT.c.locked).distinct().order_by(_ASSIGNMENT.c.day)).all()
    edits: dict[tuple[int, str], int] = {}
    for owner, participant, day in rows:
        month = f"{day:%Y-%m}"
        if (owner, month) not in edits:
            edits[owner, month] = _edit(connection, owner, month)
        cell = {"organization_id": owner, "participant_id": participant, "day": day, "edit_id": edits[owner, month]}
        connection.execute(_CELL.insert().values(locked=True, note="", version=1, **cell))


def _edit(connection: sa.Connection, owner: int, month: str) -> int:
    """A finished edit that nobody can take back, for it names no person who made it."""
    connection.execute(
        _EDIT.insert().values(
            organization_id=owner,
            month=month,
            actor="upgrade",
            at=datetime.now(UTC),
            kind="cells",
            state="dropped",
            steps=[],
        )
    )
    return int(connection.execute(sa.select(sa.func.max(_EDIT.c.id))).scalar_one())


def _cells_to_locks() -> None:
    connection = op.get_bind()
    locked = sa.select(_CELL.c.participant_id).where(
        _CELL.c.locked, _CELL.c.participant_id == _ASSIGNMENT.c.participant_id, _CELL.c.day == _ASSIGNMENT.c.day
    )
    connection.execute(_ASSIGNMENT.update().values(locked=sa.true()).where(locked.exists()))
