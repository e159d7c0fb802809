"""The process ends before the first, second, ... last statement of each act: the act is whole, or was never begun.

Each act is done once while an eye looks, before every statement and every commit, at what would be left if the process
ended there. For SQLite these are the files as they are at that moment, opened elsewhere, as after a restart; for
PostgreSQL it is what another connection sees. Then processes are really killed: at every place in the full run, at the
last place of each act (before its last commit) in the quick one.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

import psycopg
from sqlalchemy import Engine, event, text

from models import Base
from models.engine import make_engine, make_sessions
from tests import servers
from tests.faults.acts import ACTS, PARTS, content, fill, sound, template
from tests.faults.suite import Figure, suite

Eye = Callable[[], str]
TABLES = sorted(table.name for table in Base.metadata.sorted_tables)


class File:
    """The filled club in a SQLite file."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "roster.db"
        self._copy = folder / "left.db"
        self.url = f"sqlite:///{self._path}"
        self._open: dict[str, int] = {}

    def begin(self) -> None:
        """Put the database back to its beginning."""
        self.close()
        _without_log(self._path)
        shutil.copy(template(), self._path)

    def left(self) -> str:
        """What would be left now: the files as they are, recovered as after a restart."""
        _without_log(self._copy)
        for name in ("", "-wal"):
            source = f"{self._path}{name}"
            if source not in self._open and Path(source).exists():
                self._open[source] = os.open(source, os.O_RDONLY)
            if source in self._open:
                handle = self._open[source]
                Path(f"{self._copy}{name}").write_bytes(os.pread(handle, os.fstat(handle).st_size, 0))
        with closing(sqlite3.connect(self._copy)) as file:
            if file.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "not whole"
            if file.execute("PRAGMA foreign_key_check").fetchone():
                return "rows astray"
            return repr([file.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in TABLES])  # noqa: S608

    def close(self) -> None:
        """Close what was opened to look at it; earlier, that would have given up the locks of SQLite."""
        while self._open:
            os.close(self._open.popitem()[1])


class Server:
    """The filled club in a PostgreSQL database."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        self._filled = servers.postgresql()
        fill(self._filled, folder)
        self._begin()

    def _begin(self) -> None:
        self.url = servers.copy_of(self._filled)
        engine = make_engine(self.url)
        self._before = content(engine)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT sequencename, last_value FROM pg_sequences")).all()
        self._ids = {row.sequencename: row.last_value for row in rows}
        engine.dispose()
        self._other = psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True)

    def begin(self) -> None:
        """Put the database back to its beginning; an act that was broken off has left nothing but used-up ids."""
        engine = make_engine(self.url)
        changed = content(engine) != self._before
        if not changed:
            with engine.begin() as connection:
                for name, last in self._ids.items():
                    connection.execute(text(f'ALTER SEQUENCE "{name}" RESTART WITH {(last or 0) + 1}'))
        engine.dispose()
        if changed:
            self.close()
            self._begin()

    def left(self) -> str:
        """What another connection sees: all that is left of a process that ends now."""
        asked = " UNION ALL ".join(f"SELECT string_agg(t::text, '|' ORDER BY id) FROM \"{name}\" t" for name in TABLES)  # noqa: S608
        return repr(self._other.execute(asked).fetchall())

    def close(self) -> None:
        """End the second connection."""
        self._other.close()


Place = File | Server


def _without_log(path: Path) -> None:
    for name in ("", "-wal", "-shm"):
        Path(f"{path}{name}").unlink(missing_ok=True)


def watch(place: Place, name: str) -> tuple[int, int]:
    """Do the act once and look before each statement; at how many places, and at how many it was half done."""
    place.begin()
    engine, seen = make_engine(place.url), [place.left()]
    _before_each(engine, lambda: seen.append(place.left()))
    with make_sessions(engine)() as session:
        ACTS[name](session)
    engine.dispose()
    states = [state for state, _ in groupby([*seen, place.left()])]
    assert len(states) > 1, f"{name} changes nothing"
    # One state before, one after each part; whatever comes between them is half an act.
    return len(seen) - 1, len(states) - 1 - PARTS.get(name, 1)


def kill(place: Place, name: str, numbers: Iterator[int] | range) -> tuple[int, int]:
    """End the process before the statements of these numbers; how often, and how often the act was half done."""
    allowed = _whole_states(place, name)
    broken = stops = 0
    for number in numbers:
        place.begin()
        assert not run_in_child(place.url, name, number), f"{name} has fewer statements than before"
        state, in_order = _found(place)
        stops += 1
        broken += state not in allowed or not in_order
    return stops, broken


def _whole_states(place: Place, name: str) -> list[str]:
    """The states in which the act may leave the database: as it was, done, and after each of its parts."""
    states = []
    for stop in (1, *(-part for part in range(1, PARTS.get(name, 1))), None):
        place.begin()
        run_in_child(place.url, name, stop)
        states.append(_found(place)[0])
    return states


def _found(place: Place) -> tuple[str, bool]:
    engine = make_engine(place.url)
    try:
        return content(engine), sound(engine)
    finally:
        engine.dispose()


def run_in_child(url: str, name: str, stop: int | None) -> bool:
    """Do the act in a process of its own; whether it came to its end.

    It is killed before statement number `stop` (commits count), after commit number `-stop`, or never with None.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            engine = make_engine(url)
            _arm(engine, stop)
            with make_sessions(engine)() as session:
                ACTS[name](session)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.waitstatus_to_exitcode(status) == 0, f"{name} failed"
    return True


def _arm(engine: Engine, stop: int | None) -> None:
    done = {"statements": 0, "commits": 0}

    def count_statement() -> None:
        done["statements"] += 1
        if done["statements"] == stop:
            os.kill(os.getpid(), signal.SIGKILL)

    def count_commit(*_: object) -> None:
        done["commits"] += 1

    def after_commit(*_: object) -> None:
        # Whatever is asked for after the commit begins a transaction of its own.
        if stop is not None and done["commits"] == -stop:
            os.kill(os.getpid(), signal.SIGKILL)

    _before_each(engine, count_statement)
    event.listen(engine, "commit", count_commit)
    event.listen(engine, "begin", after_commit)


def _before_each(engine: Engine, look: Callable[[], object]) -> None:
    """Call it before every statement and before every commit."""
    event.listen(engine, "before_cursor_execute", lambda *_: look())
    event.listen(engine, "commit", lambda *_: look())


def figures(make: Callable[[Path], Place], quick: bool) -> Iterator[Figure]:
    """Every act on one kind of database."""
    watched = killed = wrong_watched = wrong_killed = 0
    with tempfile.TemporaryDirectory() as folder, servers.tidy():
        place = make(Path(folder))
        for name in ACTS:
            places, wrong = watch(place, name)
            watched, wrong_watched = watched + places, wrong_watched + wrong
            stops, wrong = kill(place, name, range(places, places + 1) if quick else range(1, places + 1))
            killed, wrong_killed = killed + stops, wrong_killed + wrong
        place.close()
    many = f"{len(ACTS)} acts"
    yield Figure(f"On {place.name} no statement leaves half an act to be seen", watched, wrong_watched, many)
    yield Figure(f"On {place.name} a process killed before a statement leaves no half act", killed, wrong_killed, many)


@suite("statements")
def run(quick: bool) -> Iterator[Figure]:
    """All acts on SQLite, and on PostgreSQL; the quick version kills at the last place of each act only."""
    yield from figures(File, quick)
    yield from figures(Server, quick)
