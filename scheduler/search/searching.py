"""One request in the solving process: the pieces, the crew, and what the parent is told of them."""

from __future__ import annotations

import gc
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO

from scheduler import rules
from scheduler.roster import Roster
from scheduler.search import messages
from scheduler.search.beginning import Beginning
from scheduler.search.crew import Crew
from scheduler.search.piece import Piece

REPORT_EVERY = 0.1
"""Seconds between two reports at least."""
REPORT_SHARE = 0.2
"""At most this part of the time goes into reports: the rosters of large problems take a while to put together."""
STEP = 0.05
"""Seconds after which a pause looks whether the search is over."""


class Search:
    """A search from its request to its last report."""

    def __init__(self, request: messages.Request, answers: BinaryIO) -> None:
        self._problem = request.problem
        self._params = request.params
        self._deadline = request.deadline
        self._answers = answers
        self._answering = threading.Lock()
        self._asked_to_stop = False
        self._complete = False
        self._unsaid = False
        self._sent: list[tuple[int, ...]] | None = None
        self._untested: messages.Pairs | None = None
        """The newest roster sent, while it is not known whether it is complete."""
        self._pieces: list[Piece] = []
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, number: int, frame: object) -> None:
        self._asked_to_stop = True

    def _is_stopped(self) -> bool:
        return self._asked_to_stop or time.monotonic() >= self._deadline

    def run(self) -> None:
        """Report until there is nothing left to do, time is up, or the parent asks to stop.

        Raises what a worker has stumbled over, after a report of what had been found by then.
        """
        beginning = Beginning(self._problem, self._params, self._deadline, self._write, self._is_stopped)
        with _undisturbed():
            pieces = beginning.pieces()
        if pieces is None:
            self._write(replace(beginning.report(), last=True))
        else:
            self._pieces = pieces
            self._search()

    def _search(self) -> None:
        crew = Crew(self._pieces, self._params, self._deadline)
        crew.start()
        while not crew.over and not self._is_stopped():
            # After the report of a roster, because on large problems the answer takes a while.
            self._look_whether_complete()
            crew.changed.wait(REPORT_EVERY)
            if crew.changed.is_set() or self._unsaid:
                crew.changed.clear()
                self._unsaid = False
                begun = time.monotonic()
                self._report()
                self._pause(crew, max(REPORT_EVERY, (time.monotonic() - begun) / REPORT_SHARE))
        self._report(last=crew.error is None)
        if crew.error is not None:
            raise crew.error

    def _pause(self, crew: Crew, seconds: float) -> None:
        """Sleep in small steps, because a sleep goes on when a signal has come."""
        end = time.monotonic() + seconds
        while not crew.over and not self._is_stopped() and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, STEP))

    def _write(self, report: messages.Report) -> None:
        with self._answering:
            messages.write(self._answers, report)
        self._untested = report.pairs or self._untested

    def _report(self, last: bool = False) -> None:
        now = [piece.snapshot() for piece in self._pieces]
        blocked = [piece.part.participants for piece, one in zip(self._pieces, now, strict=True) if one.impossible]
        state = [one.values for one in now]
        pairs = None
        found = all(one.pairs is not None for one in now)
        if state != self._sent and found:
            pairs = tuple(pair for one in now for pair in one.pairs or ())
            self._sent = state
        report = messages.Report(
            pairs,
            self._sum([one.bounds for one in now]),
            self._sum(state) if found else None,
            open_seats=sum(one.open_seats for one in now),
            complete=self._complete,
            proven=not blocked and all(one.proven for one in now),
            impossible=blocked[0] if blocked else None,
            last=last,
        )
        self._write(report)

    def _look_whether_complete(self) -> None:
        if self._untested is not None and not self._complete:
            self._complete = self._unsaid = rules.is_complete(self._problem, Roster.of(self._untested))
        self._untested = None

    def _sum(self, by_piece: list[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(sum(one[level] for one in by_piece) for level in range(len(self._problem.levels)))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Rows are kept and make no cycles: among so many the collector would look for garbage again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
