"""Holds a job's lease while it is solved: a thread that beats, saves the best roster, and hears cancel and stop."""

from __future__ import annotations

import logging
import mmap
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import Event, Lock, Thread
from types import FrameType, TracebackType

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from scheduler import rules
from scheduler.problem import Problem
from scheduler.result import Progress, Result, Status
from web.services import leases
from web.services.leases import Past

BEAT_SECONDS = 2.0
log = logging.getLogger("roster.worker")


class Leave:
    """A word to a worker's processes: end, and hand back what you hold.

    The main process says it to all that it has forked, by a byte of memory that they share: nothing has to be sent, and
    nobody has to listen. A single one hears it as SIGTERM, as the main process does.
    """

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, 1)
        self._here = False

    def tell(self) -> None:
        """Say it to all."""
        self._page[0] = 1

    def told(self) -> bool:
        """Whether it was said to this process."""
        return self._here or self._page[0] != 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take a SIGTERM as the word. When it was for this process alone, it is sent once more at the end."""
        before = signal.signal(signal.SIGTERM, self._heard)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)
        # A main process that is ending waits for the answer of this one, and would wait for ever if it died first.
        if self._here and not self._page[0]:
            os.kill(os.getpid(), signal.SIGTERM)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self._here = True


class Holding:
    """One attempt at one job. Used as a context: inside it the lease is kept alive."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        job_id: int,
        attempt: int,
        *,
        lease_seconds: float = leases.LEASE_SECONDS,
        past: Past | None = None,
        leave: Leave | None = None,
    ) -> None:
        self.problem: Problem | None = None
        """What is solved; without it no roster can be judged or saved."""
        self.base_edit_id: int | None = None
        """The newest edit that the problem knows; None until it is made."""
        self.asked = Event()
        """Set when the coordinator wants the search to end, or the job has another holder by now."""
        self.leave = leave or Leave()
        """Told when this worker has to end."""
        self._sessions = sessions
        self._job = (job_id, attempt)
        self._lease_seconds = lease_seconds
        self._past = past or Past()
        self._lock = Lock()
        self._progress: dict[str, object] | None = None
        self._open_seats: int | None = None
        self._unsaved: Result | None = None
        self._done = Event()
        self._news = Event()
        self._thread = Thread(target=self._run, name=f"job-{job_id}", daemon=True)

    def __enter__(self) -> Holding:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._news.set()
        self._thread.join()

    def should_stop(self) -> bool:
        """Whether the solve should end: somebody asked for it, or this worker has to end."""
        return self.asked.is_set() or self.leave.told()

    def on_progress(self, progress: Progress) -> None:
        """Note the state of the solve; it is written at the next beat, the first roster at once."""
        best = None if progress.roster is None or self.problem is None else _result(self.problem, progress)
        lowest = progress.levels[-1] if progress.levels else None
        with self._lock:
            first = best is not None and self._open_seats is None
            if best is not None:
                self._unsaved = best
                self._open_seats = best.open_seats
            self._progress = {
                "seconds": round(self._past.spent + progress.seconds, 1),
                "open_seats": self._open_seats,
                "penalty": lowest.penalty if lowest and self._open_seats is not None else None,
                "bound": lowest.bound if lowest else None,
                "gap": round(lowest.gap, 4) if lowest and self._open_seats is not None else None,
                **self._past.plain(),
            }
        if first:
            self._news.set()

    def _run(self) -> None:
        # A third of the lease, so that one missed beat does not lose the job.
        pause = min(BEAT_SECONDS, self._lease_seconds / 3)
        while not self._done.is_set():
            try:
                self._beat()
            except SQLAlchemyError as fault:
                log.warning("a heartbeat of job %s was missed: %s", self._job[0], type(fault).__name__)
            self._news.wait(pause)
            self._news.clear()

    def _beat(self) -> None:
        with self._lock:
            progress, best = self._progress, self._unsaved
            self._unsaved = None
        try:
            with self._sessions() as session:
                if best is not None:
                    leases.save_best(session, *self._job, best, self.base_edit_id)
                signal = leases.beat(session, *self._job, progress, self._lease_seconds)
        except SQLAlchemyError:
            with self._lock:
                self._unsaved = self._unsaved or best  # the next beat tries again
            raise
        if not signal.alive or signal.cancel or signal.stop:
            self.asked.set()


def _result(problem: Problem, progress: Progress) -> Result:
    """The best roster so far as a result that could be offered if everything ended now."""
    roster = progress.roster
    assert roster is not None  # noqa: S101 - the caller has looked
    seats = sum(shift.seats for shift in problem.shifts)
    missing = sum(seat.count for seat in rules.open_seats(problem, roster))
    return Result(
        status=Status.FEASIBLE,
        roster=roster,
        levels=progress.levels,
        seats=seats,
        open_seats=missing,
        open_seats_bound=min(missing, _fewest_open(problem, progress)),
        seconds=progress.seconds,
    )


def _fewest_open(problem: Problem, progress: Progress) -> int:
    """Open seats that the first level's bound proves: each costs its rule's weight times the shift's priority."""
    if not progress.levels or set(problem.levels[0].weights) != {"S01"}:
        return 0
    dearest = problem.weight.get("S01", 0) * max((shift.priority for shift in problem.shifts), default=1)
    return ceil(progress.levels[0].bound / dearest) if dearest else 0
