"""The database that a test runs on: SQLite unless its `database` fixture says PostgreSQL.

Tests make their databases by `copy`, which fills one once for each kind and then only copies it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from models.engine import make_engine
from tests import servers

KINDS = ("sqlite", "postgresql")
_chosen = ["sqlite"]


def kind() -> str:
    """Which kind of database is made now."""
    return _chosen[-1]


@contextmanager
def chosen(name: str) -> Iterator[None]:
    """Make databases of this kind inside."""
    _chosen.append(name)
    try:
        with servers.tidy():
            yield
    finally:
        _chosen.pop()


def empty(folder: Path) -> str:
    """URL of a database without any table; on SQLite it is the folder's `roster.db`."""
    return servers.postgresql() if kind() == "postgresql" else _file(folder)


def copy(fill: Callable[[Engine], None], folder: Path) -> str:
    """URL of a copy of the database that `fill` fills; on SQLite it is the folder's `roster.db`."""
    template = _filled(kind(), fill)
    if kind() == "postgresql":
        return servers.copy_of(template)
    shutil.copy(template, folder / "roster.db")
    return _file(folder)


@cache
def _filled(name: str, fill: Callable[[Engine], None]) -> str:
    """The template to copy: URL of a database, or path of a file."""
    if name == "postgresql":
        made = url = servers.postgresql(keep=True)
    else:
        folder = Path(tempfile.mkdtemp(dir=os.environ["ROSTER_INSTANCE"]))
        made, url = str(folder / "roster.db"), _file(folder)
    engine = make_engine(url)
    fill(engine)
    engine.dispose()
    return made


@cache
def engine(url: str) -> Engine:
    """One engine for each URL, for tests that look into the database."""
    return make_engine(url)


def _file(folder: Path) -> str:
    return f"sqlite:///{folder / 'roster.db'}"
