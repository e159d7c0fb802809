"""Connections. On SQLite every writer takes its lock at BEGIN, so that two of them wait instead of failing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker


def make_engine(url: str) -> Engine:
    """An engine for the URL; SQLite gets WAL with full synchronisation, foreign keys, a busy timeout, secure delete."""
    # What a refused statement was to store are names and telephone numbers: no log and no page may repeat them.
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _make_private(engine.url.database)
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _begin_immediate)
    return engine


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
        "busy_timeout=5000",
        "secure_delete=ON",  # without it deleted names stay in the file
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    mode = "BEGIN" if connection.get_execution_options().get("read_only") else "BEGIN IMMEDIATE"
    connection.exec_driver_sql(mode)
