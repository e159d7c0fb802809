"""Backups under load, put back into both kinds of database; spoiled files; restores that are killed half-way."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models import backup
from models.backup import BadBackup
from models.engine import make_engine, make_sessions
from tests import servers
from tests.faults.acts import ACTOR, CLUB, MAY, fill, template
from tests.faults.kills import half_done
from tests.faults.suite import Figure, suite
from tests.rows import TEMPLATE
from web.services import edits
from web.services.errors import ServiceError


class Load:
    """Somebody who edits two cells at a time for as long as the block lasts."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._edit)
        self.count = 0

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._engine.dispose()

    def _edit(self) -> None:
        while not self._over.is_set():
            on = date(2027, 5, random.choice((3, 10, 17, 24, 31)))
            changes = [
                edits.Change(number, on, 10**6, shifts=shifts, note=f"load {self.count}")
                for number, shifts in (("P1", (TEMPLATE,)), ("P2", ()))
            ]
            with make_sessions(self._engine)() as session:
                try:
                    edits.apply(session, CLUB, MAY, changes, ACTOR)
                except ServiceError:
                    continue
            self.count += 1


def under_load(source: str, targets: list[str], folder: Path, count: int) -> Figure:
    """Back up again and again while somebody edits; each backup is put back and compared."""
    path, wrong, engine = folder / "taken.db", 0, make_engine(source)
    with Load(source) as load:
        for number in range(count):
            mark = backup.write(engine, path)
            target = make_engine(targets[number % len(targets)])
            backup.restore(path, target)
            same = backup.digest_of(target, folder) == mark.digest
            with make_sessions(target)() as session:
                whole = not list(half_done(session))
            target.dispose()
            wrong += not (same and whole)
    note = f"{load.count} edits of two cells meanwhile; put back into {len(targets)} databases in turn"
    name = engine.dialect.name
    engine.dispose()
    return Figure(f"A backup of {name} under load comes back the same and whole", count, wrong, note)


def spoiled(folder: Path, count: int, seed: int) -> Figure:
    """Bytes changed or cut off anywhere: the file is refused, or every row in it is still the same."""
    randomly, engine = random.Random(seed), make_engine(f"sqlite:///{template()}")
    path, other = folder / "sound.db", folder / "spoiled.db"
    mark = backup.write(engine, path)
    engine.dispose()
    sound, refused, wrong = path.read_bytes(), 0, 0
    for _ in range(count):
        data = bytearray(sound)
        if randomly.random() < 0.2:
            del data[randomly.randrange(len(data)) :]
        for _ in range(randomly.choice((1, 1, 4, 64))):
            if data:
                data[randomly.randrange(len(data))] ^= 1 << randomly.randrange(8)
        other.write_bytes(data)
        try:
            wrong += backup.prove(other) != mark
        except BadBackup:
            refused += 1
        except Exception:
            wrong += 1
    note = f"{refused} were refused; in the others only bytes were changed that hold no row"
    return Figure("A spoiled backup is refused, or all its rows are as they were", count, wrong, note)


def killed(url: str, folder: Path, count: int, seed: int) -> Figure:
    """The process that restores is killed: the database holds the old rows or the new ones, never a mixture."""
    randomly, engine, path = random.Random(seed), make_engine(url), folder / "new.db"
    other = folder / "changed.db"
    shutil.copy(template(), other)
    changed = make_engine(f"sqlite:///{other}")
    with make_sessions(changed)() as session:
        edits.undo(session, CLUB, MAY, ACTOR)
    new = backup.write(changed, path).digest
    old = backup.digest_of(engine, folder)
    states = {old, new}
    begun = time.monotonic()
    backup.restore(path, engine)
    lasting, wrong, seen = time.monotonic() - begun, 0, 0
    keep = folder / "old.db"
    source = make_engine(f"sqlite:///{template()}")
    backup.write(source, keep)
    source.dispose()
    for number in range(count):
        first, other_way = (keep, path) if number % 2 else (path, keep)
        if number == 0:
            backup.restore(first, engine)
        engine.dispose()
        _kill_restore(other_way, url, randomly.uniform(0.2, 1.1) * lasting)
        state = backup.digest_of(engine, folder)
        wrong += state not in states
        seen += state == backup.read_mark(other_way).digest
        for left in folder.glob(".staged-*"):
            left.unlink()
    name = engine.dialect.name
    engine.dispose()
    note = f"{seen} had the new rows already"
    return Figure(f"A restore into {name} that is killed leaves the old rows or the new ones", count, wrong, note)


def _kill_restore(path: Path, url: str, after: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            backup.restore(path, make_engine(url))
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _file(folder: Path, name: str) -> str:
    shutil.copy(template(), folder / name)
    return f"sqlite:///{folder / name}"


def _server(folder: Path) -> str:
    url = servers.postgresql()
    fill(url, folder)
    return url


@suite("restore")
def run(quick: bool) -> Iterator[Figure]:
    """Both databases, both ways."""
    with tempfile.TemporaryDirectory() as name, servers.tidy():
        folder, many = Path(name), 1 if quick else 10
        targets = [_file(folder, "target.db"), _server(folder)]
        yield under_load(_file(folder, "source.db"), targets, folder, 6 * many)
        yield under_load(_server(folder), targets, folder, 4 * many)
        yield spoiled(folder, 200 * many, 7)
        yield killed(_file(folder, "killed.db"), folder, 10 * many, 8)
        yield killed(_server(folder), folder, 6 * many, 9)
