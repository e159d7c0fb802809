"""The queue under a thousand faults, on both databases and brokers, in an order that dice decide.

Workers are killed and suspended, messages lost and sent twice, searches stopped and cancelled.
"""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import OperationalError

from scheduler.calendar import Month
from tests import servers
from tests.faults.suite import Figure, suite
from tests.ground import LEASE, Ground, until
from tests.rows import ACTOR, stored, tiny_book
from web.services import jobs
from web.services.errors import Conflict

GROUPS = 2
WAITING = 10
"""So many jobs wait or run at any time, so that every fault meets somebody at work."""
IN_TIME = 120.0
"""Seconds after the last fault within which every job has its end."""
PAUSE = 0.4
"""Seconds between two faults at most."""
SEED = 20261122


class Storm:
    """Faults that befall the workers of one ground."""

    def __init__(self, ground: Ground, dice: random.Random) -> None:
        self.ground = ground
        self.count: Counter[str] = Counter()
        self.dice = dice
        self._owners = [stored(ground.sessions, tiny_book(name)) for name in ("하나", "둘", "셋")]
        self._asleep: list[tuple[float, int]] = []
        self._kinds: list[tuple[int, Callable[[], bool]]] = [
            (8, self.kill_group),
            (25, self.kill_process),
            (15, self.suspend),
            (15, self.wipe),
            (25, self.wake_twice),
            (4, self.cut_broker),
            (4, self.cut_database),
            (6, self.cancel),
            (6, self.stop),
        ]

    def strike(self) -> None:
        """Let one fault happen, if it meets somebody; see to it that there is always something to lose."""
        self._wake_up(time.monotonic())
        weights, faults = zip(*self._kinds, strict=True)
        fault = self.dice.choices(faults, weights)[0]
        # Whoever is suspended in the middle of a transaction locks SQLite for everybody until he wakes up.
        with suppress(OperationalError):
            self.submit()
            self.count[fault.__name__] += fault()

    def calm(self) -> bool:
        """No more faults; whether every job comes to its end in time."""
        self._wake_up(float("inf"))
        with suppress(AssertionError):
            until(lambda: not self.ground.active(), IN_TIME)
            return True
        return False

    def kill_group(self) -> bool:
        """kill -9 of a main process and all that it has forked, while one of them works; another takes its place."""
        at_work = [group for group in self.ground.groups if self.ground.running(group)]
        if not at_work:
            return False
        self.ground.kill(self.dice.choice(at_work))
        self.ground.start()
        return True

    def kill_process(self) -> bool:
        """kill -9 of a process that solves."""
        return self._send(signal.SIGKILL) is not None

    def suspend(self) -> bool:
        """SIGSTOP for up to three leases."""
        holder = self._send(signal.SIGSTOP)
        if holder is not None:
            self._asleep.append((time.monotonic() + self.dice.uniform(0, 3 * LEASE), holder))
        return holder is not None

    def wipe(self) -> bool:
        """All messages are lost."""
        self.ground.wipe_broker()
        return True

    def cut_broker(self) -> bool:
        """Every connection to the broker breaks."""
        return self.ground.cut_broker()

    def cut_database(self) -> bool:
        """The database is locked for up to six seconds, or every connection to it breaks."""
        self.ground.cut_database(self.dice.uniform(0, 6))
        return True

    def wake_twice(self) -> bool:
        """Wake-ups come that nobody needs."""
        self.ground.wake()
        self.ground.wake()
        return True

    def cancel(self) -> bool:
        """A coordinator gives a search up."""
        return self._act(jobs.cancel)

    def stop(self) -> bool:
        """A coordinator has enough."""
        return self._act(jobs.stop)

    def _act(self, act: Callable[..., object]) -> bool:
        active = self.ground.active()
        if not active:
            return False
        job = self.dice.choice(active)
        with self.ground.sessions() as session:
            try:
                act(session, job.organization_id, job.id, ACTOR)
            except Conflict:
                return False  # it has ended between the two looks
        return True

    def _send(self, number: signal.Signals) -> int | None:
        """Send the signal to a process that holds a job and is awake; which one it was."""
        asleep = {process for _, process in self._asleep}
        at_work = {holder for group in self.ground.groups for holder in self.ground.running(group)}
        if not at_work - asleep:
            return None
        holder = self.dice.choice(sorted(at_work - asleep))
        try:
            os.kill(holder, number)
        except ProcessLookupError:
            return None
        return holder

    def submit(self) -> None:
        """Ask for searches until enough of them wait."""
        for _ in range(WAITING - len(self.ground.active())):
            with self.ground.sessions() as session:
                month = Month(2027, self.dice.randint(1, 12))
                jobs.submit(session, self.dice.choice(self._owners), month, ACTOR)

    def _wake_up(self, moment: float) -> None:
        for due, process in list(self._asleep):
            if due <= moment:
                self._asleep.remove((due, process))
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)


def _stormed(ground: Ground, faults: int) -> tuple[Storm, bool]:
    storm = Storm(ground, random.Random(SEED))
    storm.submit()
    for group in [ground.start() for _ in range(GROUPS)]:
        until(lambda group=group: ground.running(group) != [], IN_TIME)  # faults are to meet somebody
    while storm.count.total() < faults:
        storm.strike()
        time.sleep(PAUSE * storm.dice.random())
    return storm, storm.calm()


@suite("queue")
def run(quick: bool) -> Iterator[Figure]:
    """A thousand faults on SQLite with files and as many on PostgreSQL with Redis; forty each when it is quick."""
    kick, jobs.kick = jobs.kick, lambda: None  # as if the web process had always died before it could tell anybody
    try:
        for name in ("SQLite, files", "PostgreSQL, Redis"):
            with tempfile.TemporaryDirectory(prefix="roster-storm-") as folder, servers.tidy():
                away = name.startswith("PostgreSQL")
                ground = Ground(
                    Path(folder),
                    database=servers.postgresql() if away else "",
                    broker=servers.redis_url() if away else "",
                    options=("--concurrency", "2", "--twice"),
                )
                with ground.ending():
                    storm, in_time = _stormed(ground, 40 if quick else 1000)
                    yield from _figures(name, ground, storm, in_time)
    finally:
        jobs.kick = kick


def _figures(name: str, ground: Ground, storm: Storm, in_time: bool) -> Iterator[Figure]:
    asked = ground.jobs()
    faults = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in storm.count.most_common())
    wrong = set(ground.not_ended_once())
    ends = Counter(job.status.value for job in asked)
    yield Figure(
        f"Under faults every search ends exactly once ({name})",
        len(asked),
        len(wrong),
        f"{storm.count.total()} faults: {faults}; ends: {dict(ends)}; every message sent twice",
    )
    late = sum(move.old == move.new for move in ground.moves())
    yield Figure(f"Nothing is written to a search after its end ({name})", len(asked), late)
    yield Figure(
        f"Whatever a search under faults offers stands before the judge ({name})", ends["done"], len(ground.unfit())
    )
    yield Figure(f"All searches have ended within two minutes of the last fault ({name})", 1, int(not in_time))
