"""Backups: one consistent snapshot of every table in one SQLite file, whichever database it was taken from.

The file holds the tables as the database's own revision has them, and a mark that says when it was made and what is in
it. It is written under another name and moved into place when it is whole. Keys are not in it: a stolen backup opens
nobody's page.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from models import copying, migrations
from models.base import now
from models.engine import make_engine

_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table'"
    " AND name NOT LIKE 'sqlite_%' AND name NOT IN ('alembic_version', 'backup_mark')"
)


class BadBackup(Exception):  # noqa: N818 - it says what the file is, in one sentence with its facts
    """The file is no backup, or not as it was when it was made. `message` is an English msgid."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message % facts if facts else message)
        self.message = message
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Content:
    """One table in a backup."""

    rows: int
    digest: str
    """SHA-256 over its rows in the order of their ids; the same for the same rows, whichever database held them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a backup says of itself."""

    made_at: datetime
    revision: str
    """Version of the tables, such as 0002."""
    source: str
    """Kind of database it was taken from: sqlite or postgresql."""
    key: str
    """Fingerprint of the key that personal links are made with; empty when it was not told."""
    tables: dict[str, Content]

    @property
    def digest(self) -> str:
        """One digest of all rows."""
        told = json.dumps({name: asdict(one) for name, one in sorted(self.tables.items())}, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


def write(engine: Engine, target: Path, key: str = "") -> Mark:
    """Write a snapshot of the database, while others go on reading and writing it; an older file is replaced.

    Only its owner may read the file. Raises BadBackup when the database has no tables, and OSError.
    """
    revision = migrations.current(engine)
    if revision is None:
        raise BadBackup("The database is empty: there is nothing to keep.")
    with _draft(target) as draft:
        if engine.dialect.name == "sqlite":
            _snapshot(str(engine.url.database), draft)
        else:
            copying.to_file(engine, draft, revision)
        with closing(sqlite3.connect(draft)) as file:
            # A write-ahead log beside the file would not move along with it.
            file.execute("PRAGMA journal_mode=DELETE")
            mark = Mark(now(), revision, engine.dialect.name, key, _contents(file))
            _leave_mark(file, mark)
    return mark


def read_mark(path: Path) -> Mark:
    """What the backup says of itself, unproved. Raises BadBackup."""
    try:
        with _opened(path) as file:
            told = json.loads(file.execute("SELECT told FROM backup_mark").fetchone()[0])
            tables = {name: Content(**one) for name, one in told.pop("tables").items()}
            made_at = datetime.fromisoformat(told.pop("made_at"))
            return Mark(made_at=made_at, tables=tables, **told)
    except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
        raise BadBackup("%(name)s is no backup of this program, or it is damaged.", name=path.name) from error


def prove(path: Path) -> Mark:
    """Read the whole backup: the file is sound and every row as it was when it was made. Raises BadBackup."""
    mark = read_mark(path)
    try:
        with _opened(path) as file:
            sound = [row[0] for row in file.execute("PRAGMA integrity_check")] == ["ok"]
            astray = file.execute("PRAGMA foreign_key_check").fetchone()
            contents = _contents(file)
            revision = file.execute("SELECT version_num FROM alembic_version").fetchall()
    except (sqlite3.Error, UnicodeError) as error:
        raise BadBackup("%(name)s is damaged.", name=path.name) from error
    if not sound or astray or revision != [(mark.revision,)]:
        raise BadBackup("%(name)s is damaged.", name=path.name)
    for table in sorted(contents.keys() | mark.tables.keys()):
        if contents.get(table) != mark.tables.get(table):
            raise BadBackup("%(name)s was changed since it was made: table %(table)s.", name=path.name, table=table)
    return mark


@contextmanager
def staged(path: Path, folder: Path) -> Iterator[Engine]:
    """A proved copy of the backup in the folder, brought up to the program's revision, for as long as the block lasts.

    Raises BadBackup, also for a backup of a newer program.
    """
    mark = prove(path)
    if mark.revision not in migrations.known():
        raise BadBackup("This backup is of a newer version of the program (%(revision)s).", revision=mark.revision)
    copy = folder / f".staged-{os.getpid()}-{secrets.token_hex(4)}.db"
    try:
        _make_private(copy)
        with _opened(path) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("DROP TABLE backup_mark")
            target.commit()
        engine = make_engine(f"sqlite:///{copy}")
        migrations.upgrade(engine)
        try:
            yield engine
        finally:
            engine.dispose()
    finally:
        for name in (copy.name, f"{copy.name}-wal", f"{copy.name}-shm"):
            copy.with_name(name).unlink(missing_ok=True)


def restore(path: Path, engine: Engine) -> Mark:
    """Put what the backup holds in the place of everything in the database, in one transaction.

    A backup of an older revision is brought up to date. The caller makes sure that nobody else is at work: see
    `in_use`. Raises BadBackup.
    """
    mark = read_mark(path)
    folder = Path(engine.url.database or "").parent if engine.dialect.name == "sqlite" else path.parent
    with staged(path, folder) as staging:
        if engine.dialect.name == "sqlite":
            _overwrite(staging, engine)
        else:
            migrations.upgrade(engine)
            copying.replace_all(staging, engine)
    return mark


def in_use(engine: Engine) -> bool:
    """Whether another process is connected to the database."""
    engine.dispose()
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), timeout=0, isolation_level=None)) as alone:
            try:
                # Only who is alone with the file may end its write-ahead log; the next connection begins it again.
                return bool(alone.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete")
            except sqlite3.OperationalError:
                return True
    return copying.others(engine) > 0


def digest_of(engine: Engine, folder: Path) -> str:
    """One digest of all rows of a database, to compare it with another; the folder is for a file in between."""
    path = folder / f".digest-{os.getpid()}-{secrets.token_hex(4)}.db"
    try:
        return write(engine, path).digest
    finally:
        path.unlink(missing_ok=True)


def _snapshot(database: str, draft: Path) -> None:
    with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as source:
        source.execute("VACUUM INTO ?", (str(draft),))


def _overwrite(staging: Engine, engine: Engine) -> None:
    """SQLite writes the copied pages in one transaction: broken off, the database is as before."""
    for one in (staging, engine):
        one.dispose()
    with (
        closing(sqlite3.connect(str(staging.url.database))) as source,
        closing(sqlite3.connect(str(engine.url.database))) as target,
    ):
        source.backup(target, pages=-1)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A private file beside the target that takes its place when the block ends well, and is gone otherwise."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _make_private(draft)
        yield draft
        _flush(draft)
        draft.replace(target)
        _flush(target.parent)
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(f"{draft.name}-journal").unlink(missing_ok=True)


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, for reading only; nothing is made beside it."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        yield file


def _leave_mark(file: sqlite3.Connection, mark: Mark) -> None:
    told = asdict(mark) | {"made_at": mark.made_at.isoformat()}
    file.execute("CREATE TABLE backup_mark (told TEXT NOT NULL)")
    file.execute("INSERT INTO backup_mark VALUES (?)", (json.dumps(told),))
    file.commit()


def _contents(file: sqlite3.Connection) -> dict[str, Content]:
    names = file.execute(_TABLES).fetchall()
    return {name: _content(file, name) for (name,) in sorted(names)}


def _content(file: sqlite3.Connection, table: str) -> Content:
    columns = sorted(row[1] for row in file.execute(f'PRAGMA table_info("{table}")'))
    listed = ", ".join(f'"{name}"' for name in columns)
    total, rows = hashlib.sha256(json.dumps(columns).encode()), 0
    for row in file.execute(f'SELECT {listed} FROM "{table}" ORDER BY id'):  # noqa: S608 - names from the file's schema
        total.update(repr(row).encode("utf-8", "surrogatepass"))
        rows += 1
    return Content(rows, total.hexdigest())
