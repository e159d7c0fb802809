"""City officers and operators have a login too"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BEFORE = ("admin", "coordinator", "approver", "viewer")
_ADDED = ("officer", "operator")


def upgrade() -> None:
    _take(_BEFORE, (*_BEFORE, *_ADDED))


def downgrade() -> None:
    # No older role is as narrow as these two: whoever has one keeps the account, but it is closed.
    user = sa.table("user_account", sa.column("role", sa.String), sa.column("active", sa.Boolean))
    added = user.c.role.in_(_ADDED)
    op.execute(user.update().where(added).values(role="viewer", active=sa.false()))
    _take((*_BEFORE, *_ADDED), _BEFORE)


def _take(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table("user_account") as table:
        table.alter_column("role", existing_type=_role(before), type_=_role(after), existing_nullable=False)


def _role(values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name="role", native_enum=False, create_constraint=True, length=24)
