"""One spare solving process that has loaded everything already, so that a request has not to wait for that.

A process that solves often calls `keep_warm` once. Each request takes the spare. The next one is started a second later
and loads with what the solve leaves of the processors; if it is not ready when the solve ends, another takes its place
that need not be modest any more. Spares end with their parent, however it ends, and a fork of the parent has none of
its own until it asks for one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
from collections.abc import Iterator

from scheduler.search.process import SolvingProcess

LATER = 1.0
"""Seconds that a solve has for itself before the next spare is started beside it."""


class _Spares:
    """The spare of this process, if any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = False
        self._spare: SolvingProcess | None = None

    def keep(self) -> None:
        with self._lock:
            self._wanted = True
            self._start(gently=False)

    def start(self) -> None:
        with self._lock:
            self._start(gently=False)

    def end(self, *, unwanted_only: bool = False) -> None:
        with self._lock:
            if unwanted_only and self._wanted:
                return
            self._wanted = False
            spare, self._spare = self._spare, None
        if spare is not None:
            spare.end()

    def take(self) -> SolvingProcess:
        with self._lock:
            spare = self._spare
            if spare is not None and (spare.willing or not spare.lives):
                self._spare = None
            if self._wanted:
                timer = threading.Timer(LATER, self.refill, kwargs={"gently": True})
                timer.daemon = True
                timer.start()
        if spare is not None and spare.willing:
            return spare
        if spare is not None and not spare.lives:
            spare.end()
        return SolvingProcess()

    def refill(self, *, gently: bool) -> None:
        with self._lock:
            if self._wanted:
                self._start(gently=gently)

    def _start(self, *, gently: bool) -> None:
        useless = self._spare is not None and not (self._spare.lives if gently else self._spare.willing)
        if self._spare is not None and useless:
            self._spare.end()
            self._spare = None
        if self._spare is None:
            self._spare = SolvingProcess(gently=gently)

    def ready(self, seconds: float) -> bool:
        with self._lock:
            spare = self._spare
        return spare is not None and spare.wait_until_ready(seconds)

    def forget(self) -> None:
        # The lock may have been held by a thread that a fork does not have.
        if self._spare is not None:
            self._spare.forget()


_spares = _Spares()


def keep_warm() -> None:
    """From now on have a spare solving process at hand for the next solve of this process."""
    _spares.keep()


def cool_down() -> None:
    """Have no spare any more."""
    _spares.end()


def wait_until_warm(seconds: float) -> bool:
    """Wait until the spare has loaded everything; whether there is one that has."""
    return _spares.ready(seconds)


@contextlib.contextmanager
def early_start() -> Iterator[None]:
    """Start the process of the one solve to come before its problem is read; without a solve it ends with the block."""
    _spares.start()
    try:
        yield
    finally:
        _spares.end(unwanted_only=True)


def take() -> SolvingProcess:
    """The spare if there is one that can begin at once, else a process that has to load everything first."""
    return _spares.take()


def refill() -> None:
    """Start the next spare if one is wanted and there is none; whoever has ended a solve says so here."""
    _spares.refill(gently=False)


def _forked() -> None:
    global _spares  # noqa: PLW0603 - a fork is another process
    _spares.forget()
    _spares = _Spares()


os.register_at_fork(after_in_child=_forked)
atexit.register(cool_down)
