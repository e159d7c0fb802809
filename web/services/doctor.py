"""What is unsafe about this installation, and what to do. `roster doctor` prints it; `roster serve` refuses the worst.

A check never changes anything and never says anything personal, so that its words may go to whoever runs the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from models import migrations
from models.base import now
from models.engine import make_engine
from web.config import Settings
from web.services.checks import addresses, database, machine, queue, secrets
from web.services.checks.finding import Finding, Grade, danger, fine
from web.services.errors import ServiceError
from web.services.spare import SpareRecord

__all__ = ["CHECKS", "Finding", "Grade", "Unsafe", "findings", "refuse_unsafe"]

CHECKS = (
    "debug", "address", "proxy", "keys", "folder", "machines", "broker", "workers", "disk", "memory", "backup",
    "record", "database", "mode", "integrity", "tables", "clock", "jobs", "demo",
)  # fmt: skip
"""Every check by name, in the order they are told."""


class Unsafe(ServiceError):  # noqa: N818 - an answer to the asker, not a fault of the program
    """The web server must not start like this."""

    code = "unsafe"

    def __init__(self, reasons: tuple[Finding, ...]) -> None:
        self.reasons = reasons
        super().__init__("The web server does not start, because it would not be safe:")


def findings(settings: Settings, engine: Engine | None = None) -> list[Finding]:
    """Every check's answer, in the order of CHECKS; those of the database are left out when it does not answer.

    Without an engine one is made for the purpose, unless the database is a file that is not there yet.
    """
    found = [*_of_settings(settings), *_of_machine(settings)]
    file = make_url(settings.database_url).database if settings.database_url.startswith("sqlite") else None
    if file and not Path(file).exists():
        found.append(fine("database", "The database is made at the first start."))
    else:
        own = engine or make_engine(settings.database_url)
        found += _of_database(settings, own)
        if engine is None:
            own.dispose()
    return sorted(found, key=lambda one: CHECKS.index(one.check))


def refuse_unsafe(settings: Settings) -> None:
    """Raise Unsafe when the settings are too dangerous to start the web server with. Asks no database."""
    reasons = tuple(one for one in _of_settings(settings) if one.stops)
    if reasons:
        raise Unsafe(reasons)


def _of_settings(settings: Settings) -> Iterator[Finding]:
    yield addresses.debug(settings)
    yield addresses.address(settings)
    yield addresses.proxy(settings)
    yield secrets.keys(settings)
    yield secrets.folder(settings)
    yield database.machines(settings)


def _of_machine(settings: Settings) -> Iterator[Finding]:
    yield queue.broker(settings)
    yield queue.workers(settings)
    yield machine.disk(machine.free_megabytes(settings.instance), settings.instance)
    yield machine.memory(machine.available_megabytes(), settings.solve_memory_mb)
    yield machine.backup(machine.newest_backup(settings), now())
    yield machine.record(SpareRecord(settings.instance).waiting())


def _of_database(settings: Settings, engine: Engine) -> list[Finding]:
    found: list[Finding] = []
    try:
        with engine.execution_options(read_only=True).connect() as connection:
            for one in _of_connection(settings, connection):
                found.append(one)  # what was found before the database failed is told too
    except DatabaseError as error:
        advice = "Start it, or mend DATABASE_URL."
        if engine.dialect.name == "sqlite":
            advice = "Restore the newest backup: roster db restore FILE"
        reason = str(error.orig or error).splitlines()[0]
        return [*found, danger("database", "The database cannot be used: %(reason)s", advice, reason=reason)]
    return [*found, fine("database", "The database answers.")]


def _of_connection(settings: Settings, connection: Connection) -> Iterator[Finding]:
    yield database.mode(connection)
    yield database.integrity(connection)
    yield database.tables(connection)
    up_to_date = migrations.revision(connection) == migrations.head()
    newest = machine.newest_record(settings, connection, up_to_date)
    yield machine.clock(now(), newest, machine.database_clock(connection))
    if up_to_date:
        with Session(connection) as session:
            yield queue.jobs(session, now())
            yield secrets.demo_password(settings, session)
