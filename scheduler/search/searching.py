"""One request in the solving process: the pieces, the crew, and what the parent is told of them."""

from __future__ import annotations

import signal
import time
from typing import BinaryIO

from scheduler import rules
from scheduler.roster import Roster
from scheduler.search import messages
from scheduler.search.crew import Crew
from scheduler.search.decompose import parts
from scheduler.search.piece import Piece

REPORT_EVERY = 0.1
"""Seconds between two reports at least."""
REPORT_SHARE = 0.2
"""At most this part of the time goes into reports: the rosters of large problems take a while to put together."""
STEP = 0.05
"""Seconds after which a pause looks whether the search is over."""
UNSETTLED_EVERY = 2.0
"""Seconds between two rosters at least while some part has not had its first try: the judge has better to do."""


class Search:
    """A search from its request to its last report."""

    def __init__(self, request: messages.Request, answers: BinaryIO) -> None:
        self._problem = request.problem
        self._params = request.params
        self._deadline = request.deadline
        self._complete = False
        self._unsaid = False
        self._answers = answers
        self._asked_to_stop = False
        self._sent_at = time.monotonic()
        self._sent: list[tuple[int, ...]] | None = None
        signal.signal(signal.SIGTERM, self._stop)
        self._pieces = [Piece(request.problem, part, self._params.hint) for part in parts(request.problem)]
        self._crew = Crew(self._pieces, self._params, self._deadline)

    def _stop(self, number: int, frame: object) -> None:
        self._asked_to_stop = True

    @property
    def _over(self) -> bool:
        return self._crew.over or self._asked_to_stop or time.monotonic() >= self._deadline

    def run(self) -> None:
        """Report until there is nothing left to do, time is up, or the parent asks to stop.

        Raises what a worker has stumbled over, after a report of what had been found by then.
        """
        crew = self._crew
        crew.start()
        while not self._over:
            crew.changed.wait(REPORT_EVERY)
            if crew.changed.is_set() or self._unsaid:
                crew.changed.clear()
                self._unsaid = False
                begun = time.monotonic()
                self._report()
                self._pause(max(REPORT_EVERY, (time.monotonic() - begun) / REPORT_SHARE))
        self._report(last=crew.error is None)
        if crew.error is not None:
            raise crew.error

    def _pause(self, seconds: float) -> None:
        """Sleep in small steps, because a sleep goes on when a signal has come."""
        end = time.monotonic() + seconds
        while not self._over and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, STEP))

    def _report(self, last: bool = False) -> None:
        now = [piece.snapshot() for piece in self._pieces]
        blocked = [piece.part.participants for piece, one in zip(self._pieces, now, strict=True) if one.impossible]
        state = [one.values for one in now]
        pairs = None
        found = all(one.pairs is not None for one in now)
        settled = all(piece.stages_done or piece.proven for piece in self._pieces)
        due = settled or last or time.monotonic() - self._sent_at > UNSETTLED_EVERY
        if due and state != self._sent and found:
            self._sent_at = time.monotonic()
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
        messages.write(self._answers, report)
        if settled and pairs is not None and not self._complete and not last:
            # After the report, because on large problems the answer takes a while.
            self._complete = rules.is_complete(self._problem, Roster.of(pairs))
            self._unsaid = self._complete

    def _sum(self, by_piece: list[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(sum(one[level] for one in by_piece) for level in range(len(self._problem.levels)))
