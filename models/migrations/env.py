"""Alembic's entry: runs revisions on the engine that `models.migrations` hands over, in one transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from models import Base
from models.base import UtcDateTime

UPGRADING = 7_263_001
"""Number of the lock that whoever changes the tables holds on PostgreSQL."""


def render_item(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """How our own column type is written in a new revision."""
    return "UtcDateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def run(connection: Connection) -> None:
    """Run the revisions that were asked for."""
    if connection.dialect.name == "postgresql":
        # A change of large tables may take its time; of two machines that begin at once, one waits for the other.
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADING})")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        # SQLite takes changes of tables back too, for our connections begin their transactions themselves.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


def foreign_keys(connection: Connection, state: str) -> None:
    """SQLite changes a column by making its table anew: dropping the old one must not delete what refers to it."""
    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.dbapi_connection
        raw.execute(f"PRAGMA foreign_keys={state}")


with context.config.attributes["engine"].connect() as connection:
    foreign_keys(connection, "OFF")
    try:
        run(connection)
    finally:
        connection.rollback()
        foreign_keys(connection, "ON")
