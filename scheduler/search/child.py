"""The solving process: reads a request, searches, and reports every improvement until its parent has enough."""

from __future__ import annotations

import os
import signal
import sys
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
UNSETTLED_EVERY = 2.0
"""Seconds between two rosters at least while some part has not had its first try: the judge has better to do."""


def main() -> None:
    """Run one request from standard input; the answers go to standard output.

    The only argument is the parent's process id: a parent that is killed before this process could look has another.
    """
    parent = int(sys.argv[1])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # An engine's own printing must not fall between the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    request = messages.read(sys.stdin.buffer)
    if isinstance(request, messages.Request):
        _Search(request, answers, parent).run()
    # Engines cannot be interrupted; the process ends without waiting for their threads.
    os._exit(0)


class _Search:
    def __init__(self, request: messages.Request, answers: BinaryIO, parent: int) -> None:
        self._problem = request.problem
        self._params = request.params
        self._complete = False
        self._unsaid = False
        self._deadline = time.monotonic() + request.seconds
        self._answers = answers
        self._asked_to_stop = False
        self._sent_at = time.monotonic()
        self._sent: list[tuple[int, ...]] | None = None
        self._parent = parent
        signal.signal(signal.SIGTERM, self._stop)
        self._pieces = [Piece(request.problem, part, self._params.hint) for part in parts(request.problem)]

    def _stop(self, number: int, frame: object) -> None:
        self._asked_to_stop = True

    def run(self) -> None:
        """Report until there is nothing left to do, time is up, or the parent asks to stop or is gone."""
        crew = Crew(self._pieces, self._params, self._deadline)
        crew.start()
        while not (crew.over or self._asked_to_stop or os.getppid() != self._parent):
            if time.monotonic() >= self._deadline:
                break
            crew.changed.wait(REPORT_EVERY)
            if crew.changed.is_set() or self._unsaid:
                crew.changed.clear()
                self._unsaid = False
                self._report()
                time.sleep(REPORT_EVERY)
        self._report(last=True)

    def _report(self, last: bool = False) -> None:
        now = [piece.snapshot() for piece in self._pieces]
        blocked = [piece.part.participants for piece, one in zip(self._pieces, now, strict=True) if one.impossible]
        state = [one.values for one in now]
        pairs = None
        settled = all(piece.stages_done or piece.proven for piece in self._pieces)
        due = settled or last or time.monotonic() - self._sent_at > UNSETTLED_EVERY
        if due and state != self._sent and all(one.pairs is not None for one in now):
            self._sent_at = time.monotonic()
            pairs = tuple(pair for one in now for pair in one.pairs or ())
            self._sent = state
        report = messages.Report(
            pairs,
            tuple(sum(one.bounds[level] for one in now) for level in range(len(self._problem.levels))),
            open_seats=sum(one.open_seats for one in now),
            complete=self._complete,
            proven=not blocked and all(one.proven for one in now),
            impossible=blocked[0] if blocked else None,
            last=last,
        )
        messages.write(self._answers, report)
        if settled and pairs is not None and not self._complete and not last:
            # After the report, because on large problems the answer takes a while.
            self._complete = not rules.fillable(self._problem, Roster.of(pairs))
            self._unsaid = self._complete


if __name__ == "__main__":
    main()
