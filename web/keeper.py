"""What each worker does beside solving, every few seconds: above all it looks for jobs that nobody holds."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from threading import Event, Lock, Thread

log = logging.getLogger("roster.worker")
_looking: list[Lock] = []
"""A lock for each keeper of this process; it is held while the keeper looks."""


def _wait_for_all() -> None:
    for lock in _looking:
        lock.acquire()


def _let_all_go() -> None:
    for lock in _looking:
        lock.release()


os.register_at_fork(before=_wait_for_all, after_in_parent=_let_all_go, after_in_child=_let_all_go)


class Keeper:
    """A thread of a worker's main process that does one thing again and again.

    It does not wait for the broker, which may be away or wiped, nor for the solving processes, which may all be busy
    for an hour. The main process forks a new solving process when one has died; a fork in the middle of a look at the
    database would give the child locks that nobody opens again, so the two wait for each other.
    """

    def __init__(self, act: Callable[[], None], seconds: float) -> None:
        self._act = act
        self._lock = Lock()
        _looking.append(self._lock)
        self._seconds = seconds
        self._over = Event()
        self._thread = Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Act at once, and then every few seconds."""
        self._thread.start()

    def stop(self) -> None:
        """End after the present time."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                with self._lock:
                    self._act()
            except Exception as fault:
                # The database or the broker is away; the next time is soon.
                log.warning(
                    "what has to be done every %s seconds could not be: %s", self._seconds, type(fault).__name__
                )
            self._over.wait(self._seconds)
