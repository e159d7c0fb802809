"""Everything on one machine: the web server in this process, workers beside it, one clean end for all of them."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from web.config import Settings
from web.services.checks.queue import KNOCK_SECONDS, knock
from web.services.doctor import refuse_unsafe

PORTS_TRIED = 50
THREADS = 8
GRACE_SECONDS = 6.0
"""So long a worker may take to hand back what it solves and to end; after that the lease brings the job back."""
WATCH_SECONDS = 1.0
log = logging.getLogger("roster.serve")


def free_port(host: str, port: int) -> int:
    """The port, or the next one that nobody listens on.

    Raises OSError when there is none among fifty, or when the address or the port is none of this machine's to give.
    """
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise OSError(f"HOST {host}, PORT {candidate}: {error.strerror or error}") from error
                continue
            return candidate
    raise OSError(f"no port from {port} to {port + PORTS_TRIED - 1} is free")


def serve(settings: Settings, on_ready: Callable[[str], None], workers: int = 1) -> None:
    """Serve until Ctrl-C or SIGTERM; `on_ready` gets the address once it answers.

    A busy port moves to the next free one. Raises OSError when none is free, Unsafe when the settings are dangerous.
    """
    from waitress import create_server  # type: ignore[import-untyped]  # noqa: PLC0415 - untyped; only a server needs it

    from web import create_app  # noqa: PLC0415

    refuse_unsafe(settings)
    settings = settings.model_copy(update={"port": free_port(settings.host, settings.port)})
    crew = Crew(settings, workers)
    server = create_server(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident=None,
        **proxy_headers(settings),
    )
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        crew.start()
        on_ready(settings.public_url)
        server.run()
    except KeyboardInterrupt:
        pass  # asked to end before the server had begun
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        server.close()
        crew.stop()


def proxy_headers(settings: Settings) -> dict[str, bool]:
    """What waitress does with X-Forwarded-*: dropped, unless the settings name proxies; then the app reads them."""
    return {"clear_untrusted_proxy_headers": not settings.proxies}


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


class Crew:
    """The worker processes. One that ends is started again."""

    def __init__(self, settings: Settings, size: int) -> None:
        self._environment = os.environ | environment_of(settings)
        self._size = size
        self._processes: list[subprocess.Popen[bytes]] = []
        self._ending = threading.Event()
        self._watch = threading.Thread(target=self._keep, name="crew", daemon=True)

    def start(self) -> None:
        """Start the workers and watch over them."""
        self._processes = [self._hire() for _ in range(self._size)]
        self._watch.start()

    def stop(self) -> None:
        """Ask the workers to end, and end those that do not within the grace time."""
        self._ending.set()
        self._watch.join()
        for process in self._processes:
            process.terminate()  # the main process only: a signal to the whole group can leave Celery hanging
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self._processes:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _hire(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "web.cli", "worker", "--with-parent"]
        return subprocess.Popen(command, env=self._environment, start_new_session=True)

    def _keep(self) -> None:
        while not self._ending.wait(WATCH_SECONDS):
            for place, process in enumerate(self._processes):
                if process.poll() is not None and not self._ending.is_set():
                    log.warning("a worker ended with %s; another takes its place", process.returncode)
                    self._processes[place] = self._hire()


def environment_of(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, for a process that shall work on the same data."""
    return {
        "ROSTER_INSTANCE": str(settings.instance.resolve()),
        "DATABASE_URL": settings.database or "",
        "CELERY_BROKER_URL": settings.broker or "",
        "PUBLIC_URL": settings.public or "",
        "PORT": str(settings.port),
        "ROSTER_SOLVE_WORKERS": str(settings.solve_workers),
        "ROSTER_SOLVE_MEMORY_MB": str(settings.solve_memory_mb or ""),
        "ROSTER_LEASE_SECONDS": str(settings.lease_seconds),
    }


def work(concurrency: int, with_parent: bool) -> None:
    """Be a worker until SIGTERM; with a parent, also end when it is gone."""
    from celery.platforms import SecurityWarning  # noqa: PLC0415 - Celery is loaded by workers only

    from web import night  # noqa: PLC0415
    from web.config import get_settings  # noqa: PLC0415
    from web.keeper import Keeper  # noqa: PLC0415
    from web.worker import REAP_SECONDS, app, reap  # noqa: PLC0415

    # Celery warns of root because of pickled messages; ours are JSON.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    if with_parent:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    Keeper(lambda: knock(get_settings()), KNOCK_SECONDS).start()
    Keeper(reap, min(REAP_SECONDS, get_settings().lease_seconds / 2)).start()
    Keeper(lambda: night.back_up(get_settings()), night.LOOK_SECONDS).start()
    app.worker_main(
        [
            "--quiet",
            "worker",
            f"--concurrency={concurrency}",
            "--loglevel=WARNING",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            f"--hostname=roster-{os.getpid()}@%h",
        ]
    )


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
