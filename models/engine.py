"""Connections. On SQLite every writer takes its lock at BEGIN, so that two of them wait instead of failing.

The execution option `read_only` makes a transaction that only looks: on SQLite it takes no lock; on PostgreSQL it sees
one moment of the database from its first question to its last, and cannot write.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, ExceptionContext, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

WAIT_SECONDS = 5
"""So long a connection waits for somebody else's lock before it gives up."""
STATEMENT_SECONDS = 30
"""So long one statement may take on PostgreSQL; a migration may take longer."""
IDLE_SECONDS = 120
"""So long PostgreSQL keeps a transaction open, and its locks, for somebody who asks nothing more."""


def make_engine(url: str) -> Engine:
    """An engine for the URL.

    SQLite gets WAL with full synchronisation, foreign keys, a busy timeout and secure delete; PostgreSQL gets UTC and
    limits on waiting, on one statement and on forgotten transactions.
    """
    # What a refused statement was to store are names and telephone numbers: no log and no page may repeat them.
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    event.listen(engine, "handle_error", _without_the_row)
    if engine.dialect.name == "sqlite":
        _make_private(engine.url.database)
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _begin_immediate)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _server_limits)
        event.listen(engine, "begin", _begin_snapshot)
    return engine


def _without_the_row(context: ExceptionContext) -> None:
    """PostgreSQL repeats a refused row in a line that begins with DETAIL; it goes no further than here."""
    told = str(context.original_exception)
    short = told.partition("\nDETAIL:")[0]
    if short != told:
        context.original_exception.args = (short,)
        if context.sqlalchemy_exception is not None:
            kept = tuple(str(one).replace(told, short) for one in context.sqlalchemy_exception.args)
            context.sqlalchemy_exception.args = kept


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """A session factory; objects stay readable after commit."""
    return sessionmaker(engine, expire_on_commit=False)


def _make_private(path: str | None) -> None:
    """Create the file readable by its owner only; SQLite gives the files beside it the same mode.

    Where it cannot be created, the first connection says so.
    """
    if path and path != ":memory:" and Path(path).parent.is_dir():
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _sqlite_pragmas(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is deferred and loses the race for the lock
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL can lose confirmed commits at a power cut
        "foreign_keys=ON",
        f"busy_timeout={WAIT_SECONDS * 1000}",
        "secure_delete=ON",  # without it deleted names stay in the file
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    mode = "BEGIN" if connection.get_execution_options().get("read_only") else "BEGIN IMMEDIATE"
    connection.exec_driver_sql(mode)


def _server_limits(connection: Any, record: Any) -> None:
    limits = {
        "TimeZone": "UTC",
        "lock_timeout": f"{WAIT_SECONDS}s",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
    }
    for name, value in limits.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.commit()


def _begin_snapshot(connection: Any) -> None:
    if connection.get_execution_options().get("read_only"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
