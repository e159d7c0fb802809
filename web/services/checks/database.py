"""Whether what the database confirms is kept, whatever happens to the machine."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from models import migrations
from web.config import Settings
from web.services.checks.finding import Finding, danger, fine, warning

OLDEST_POSTGRESQL = 130_000
_SQLITE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1"}
_POSTGRESQL = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": ("on", "remote_apply", "local")}


def mode(connection: Connection) -> Finding:
    """Confirmed writes reach the disk before they are confirmed; deleted names leave the file."""
    if connection.dialect.name == "sqlite":
        return sqlite_mode({name: str(connection.scalar(text(f"PRAGMA {name}"))) for name in _SQLITE})
    return postgresql_mode(
        {name: str(connection.scalar(text(f"SHOW {name}"))) for name in (*_POSTGRESQL, "server_encoding")},
        int(str(connection.scalar(text("SHOW server_version_num")))),
    )


def sqlite_mode(found: dict[str, str]) -> Finding:
    """The judgement on SQLite's settings, by name."""
    wrong = [f"{name}={found.get(name)}" for name, wanted in _SQLITE.items() if found.get(name) != wanted]
    if wrong:
        return danger(
            "mode",
            "SQLite does not keep what it confirms, or does not forget what is deleted: %(wrong)s.",
            "Keep the database on a disk of this machine, never in a network folder.",
            wrong=", ".join(wrong),
        )
    return fine("mode", "SQLite writes to the disk before it confirms, and erases what is deleted.")


def postgresql_mode(found: dict[str, str], version: int) -> Finding:
    """The judgement on PostgreSQL's settings, by name, and on its version as a number such as 160004."""
    if version < OLDEST_POSTGRESQL:
        return danger(
            "mode",
            "PostgreSQL %(version)s is too old.",
            "Move to PostgreSQL 13 or newer.",
            version=version // 10_000,
        )
    if found.get("server_encoding") != "UTF8":
        return danger(
            "mode",
            "The database keeps text as %(encoding)s, which has no place for Korean names.",
            "Make a new database with ENCODING 'UTF8' and restore a backup into it.",
            encoding=found.get("server_encoding"),
        )
    wrong = [f"{name}={found.get(name)}" for name, wanted in _POSTGRESQL.items() if found.get(name) not in wanted]
    if wrong:
        return danger(
            "mode",
            "PostgreSQL does not keep what it confirms: %(wrong)s.",
            "Turn these settings on in postgresql.conf and restart PostgreSQL.",
            wrong=", ".join(wrong),
        )
    return fine("mode", "PostgreSQL writes to the disk before it confirms.")


def integrity(connection: Connection) -> Finding:
    """SQLite's own quick check of the whole file; PostgreSQL looks after its pages itself."""
    if connection.dialect.name != "sqlite":
        return fine("integrity", "PostgreSQL looks after its own pages.")
    try:
        faults = [str(row[0]) for row in connection.execute(text("PRAGMA quick_check(3)"))]
    except DatabaseError as error:
        faults = [str(error.orig)]
    if faults != ["ok"]:
        return danger(
            "integrity",
            "The database file is damaged: %(fault)s",
            "Stop the program, keep a copy of the file, and restore the newest backup: roster db restore FILE",
            fault="; ".join(faults)[:200],
        )
    return fine("integrity", "The database file is whole.")


def tables(connection: Connection) -> Finding:
    """The tables are those of this program's version."""
    present, head = migrations.revision(connection), migrations.head()
    if present is None:
        return fine("tables", "The tables are made at the first start.")
    if present != head:
        return danger(
            "tables",
            "The database is at %(present)s, not at %(head)s.",
            "First make a backup, then run: roster db upgrade",
            present=present,
            head=head,
        )
    return fine("tables", "The tables are of version %(head)s.", head=head)


def machines(settings: Settings) -> Finding:
    """A database for several machines needs a broker for several machines."""
    if not settings.database_url.startswith("sqlite") and settings.broker_url.startswith("filesystem"):
        return warning(
            "machines",
            "The database can serve several machines, the broker only this one.",
            "With workers on other machines, set CELERY_BROKER_URL to redis:// or amqp:// on all of them.",
        )
    if settings.database_url.startswith("sqlite") and not settings.broker_url.startswith("filesystem"):
        return warning(
            "machines",
            "The broker can serve several machines, SQLite only this one.",
            "Set DATABASE_URL to PostgreSQL, or leave CELERY_BROKER_URL out.",
        )
    return fine("machines", "Database and broker go together.")
