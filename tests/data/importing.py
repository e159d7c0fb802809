"""Files into a database, and the promise that each is stored whole or not at all."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from scheduler.club.book import ClubBook, ContractEntry
from scheduler.problem import EmploymentKind
from tests.rows import ACTOR, fresh_sessions, stored
from web.services.errors import Refused
from web.services.importer import ImportSummary, import_handmade, import_workbook


@dataclass(frozen=True)
class Desk:
    """A database with one club, which every file finds as it was."""

    path: Path
    owner: int
    sessions: sessionmaker[Session]
    before: bytes
    digest: str

    @classmethod
    def of(cls, folder: Path, book: ClubBook) -> Desk:
        """A new database in the folder with the club of the book."""
        folder.mkdir(exist_ok=True)
        book = replace(book, contracts=book.contracts or tuple(_contracts(book)))
        sessions = fresh_sessions(folder)
        owner = stored(sessions, book)
        sessions.kw["bind"].dispose()
        path = folder / "roster.db"
        return cls(path, owner, sessions, path.read_bytes(), digest(path))

    def restore(self) -> None:
        """Put everything back as it was at first."""
        self.sessions.kw["bind"].dispose()
        for name in ("roster.db-wal", "roster.db-shm"):
            self.path.with_name(name).unlink(missing_ok=True)
        self.path.write_bytes(self.before)

    def read(self, session: Session, data: bytes, used: str, name: str) -> ImportSummary:
        """Import a file as one kind of file. Raises Refused."""
        if used == "workbook":
            return import_workbook(session, self.owner, data, ACTOR)
        return import_handmade(session, self.owner, data, ACTOR, file_name=name)

    def harm(self, data: bytes, used: str, name: str = "") -> str:
        """What an import of the file does that it must not do; empty when it is stored whole or refused with reasons.

        A file is stored whole when it finds nothing more to change the second time.
        """
        try:
            with self.sessions() as session:
                self.read(session, data, used, name)
            with self.sessions() as session:
                again = self.read(session, data, used, name)
            self.restore()
            return "stored in part" if again.added or again.changed or again.removed else ""
        except Refused as refusal:
            if not refusal.findings or not all(one.line() and one.line("en") for one in refusal.findings):
                return "refused without a reason"
            return "" if digest(self.path) == self.digest else "refused, and yet something was stored"
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.restore()
            return f"crashed: {type(error).__name__}: {error}"


def _contracts(book: ClubBook) -> Iterator[ContractEntry]:
    """One for each participant, at the first site."""
    site, year = book.sites[0], (date(2027, 1, 1), date(2027, 12, 31))
    for person in book.participants:
        yield ContractEntry(person.number, site.program, EmploymentKind.EMPLOYEE, *year, frozenset({site.code}), 750)


def digest(path: Path) -> str:
    """One number for every row of every table."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in tables.fetchall():
            rows = sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))  # noqa: S608 - our own tables
            found.update(repr((name, rows)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
