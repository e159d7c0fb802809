"""A running search keeps its best roster in the file where its result goes; a later one goes on from there."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from scheduler import rules
from scheduler.files.plain import FileFault
from scheduler.files.result_json import read_result, read_roster, write_result
from scheduler.problem import Problem
from scheduler.result import Progress, Result, Status
from scheduler.roster import Roster
from scheduler.search.hint import known

UNFINISHED = "The search was still running when this roster was saved."
"""The message of such a file; the end of the search replaces it."""
SHARE = 0.05
"""At most this part of the time goes into saving, which takes a while for large problems."""


class Saving:
    """Writes every better roster to a file, each whole; the next waits where writing takes long."""

    def __init__(self, problem: Problem, output: Path, seed: int) -> None:
        self._problem = problem
        self._output = output
        self._seed = seed
        self._unsaved: Progress | None = None
        self._next = 0.0

    def hear(self, progress: Progress) -> None:
        """Save the roster of a report if it has a new one, or one that had to wait."""
        if progress.roster is not None:
            self._unsaved = progress
        if self._unsaved is not None and time.monotonic() >= self._next:
            begun = time.monotonic()
            # A full disk may have room again at the end; the search goes on for that.
            with suppress(FileFault):
                write_result(self._result(self._unsaved, self._unsaved.roster or Roster()), self._output)
            self._unsaved = None
            self._next = time.monotonic() + (time.monotonic() - begun) / SHARE

    def _result(self, progress: Progress, roster: Roster) -> Result:
        return Result(
            status=Status.FEASIBLE,
            roster=roster,
            levels=progress.levels,
            seats=sum(shift.seats for shift in self._problem.shifts),
            open_seats=sum(one.count for one in rules.open_seats(self._problem, roster)),
            open_seats_bound=0,
            seconds=progress.seconds,
            seed=self._seed,
            message=UNFINISHED,
        )


def left_behind(problem: Problem, output: Path) -> Roster | None:
    """The roster of a search that was ended from outside before it could write its result; None where there is none."""
    try:
        result = read_result(output)
    except (FileFault, OSError):
        return None
    return known(problem, result.roster) if result.message == UNFINISHED else None


def earlier(problem: Problem, output: Path) -> Roster | None:
    """The roster of any earlier result, where there is one. Raises FileFault when the file is no result."""
    return known(problem, read_roster(output)) if output.exists() else None
