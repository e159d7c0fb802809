"""Rows from one database to another of the same revision, whichever kind each of them is.

The tables are taken as the databases have them, not as the program would make them, so that an older revision can be
copied too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Engine, MetaData, Table, func, insert, select, text

from models import migrations
from models.engine import make_engine

_BATCH = 500
_NOT_DATA = "alembic_version"


def to_file(engine: Engine, path: Path, revision: str) -> None:
    """Copy what one moment's snapshot of the database holds into an empty SQLite file, with tables of the revision."""
    made = make_engine(f"sqlite:///{path}")
    try:
        migrations.upgrade(made, revision)
        with _snapshot(engine) as source, made.begin() as target:
            _copy(source, target)
    finally:
        made.dispose()


def replace_all(source_engine: Engine, engine: Engine) -> None:
    """Replace every row of the database by those of the other, in one transaction; new ids begin after the highest."""
    with source_engine.connect() as source, engine.begin() as target:
        tables = _tables(target)
        names = ", ".join(f'"{table.name}"' for table in tables)
        target.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        _copy(source, target)
        for table in tables:
            _restart_ids(target, table)


def others(engine: Engine) -> int:
    """How many connections other than this one the database server has to this database."""
    asked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with engine.connect() as connection:
        return int(connection.execute(asked).scalar_one())


def _snapshot(engine: Engine) -> Connection:
    """A connection that goes on seeing what it saw at its first query, whatever others commit meanwhile."""
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _tables(connection: Connection) -> list[Table]:
    """The tables with rows of ours; those that others refer to come first."""
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type = JSON(none_as_null=True)  # an absent value stays absent
    return [table for table in found.sorted_tables if table.name != _NOT_DATA]


def _copy(source: Connection, target: Connection) -> None:
    there = {table.name: table for table in _tables(source)}
    for table in _tables(target):
        for rows in _batches(source, there[table.name]):
            target.execute(insert(table), [_fitting(row, target) for row in rows])


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    chosen = select(table).order_by(*table.primary_key.columns)
    for part in source.execution_options(yield_per=_BATCH).execute(chosen).mappings().partitions():
        yield [dict(row) for row in part]


def _fitting(row: dict[str, Any], target: Connection) -> dict[str, Any]:
    """The row with its instants as the target keeps them: SQLite in UTC without a zone, PostgreSQL with one."""
    for name, value in row.items():
        if isinstance(value, datetime):
            instant = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            row[name] = instant.replace(tzinfo=None) if target.dialect.name == "sqlite" else instant
    return row


def _restart_ids(target: Connection, table: Table) -> None:
    highest = target.execute(select(func.max(table.c.id))).scalar_one()
    if highest is not None:
        target.execute(select(func.setval(func.pg_get_serial_sequence(f'"{table.name}"', "id"), highest)))
