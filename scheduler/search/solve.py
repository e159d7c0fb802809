"""The one entry point: a problem in, the best roster that time allows out, judged by the law book."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable

from scheduler import rules
from scheduler.problem import Problem
from scheduler.result import LevelOutcome, Progress, Result, Status
from scheduler.roster import Roster
from scheduler.search import warm
from scheduler.search.contradiction import contradiction, locked_cells
from scheduler.search.court import Court, Verdict, within
from scheduler.search.messages import Pairs, Report, Request
from scheduler.search.params import SolveParams
from scheduler.search.process import SolvingProcess

__all__ = ["SolveParams", "solve"]

PROGRESS_EVERY = 0.25
"""Seconds between two calls of `on_progress` at most."""
LOOK_EVERY = 0.1
"""Seconds between two looks at the clock, the memory and `should_stop`."""
FAREWELL = 0.3
"""Seconds that a child has for its last report when asked to stop."""
LAST_WORD = 1.0
"""Seconds for which a solve that was asked to stop waits for the judge's word on the last roster."""
RESERVE = 0.15
"""Seconds of the limit that are kept for the child's last report."""


def solve(
    problem: Problem,
    params: SolveParams | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Find the best roster of the problem in a process of its own.

    `on_progress` is called at least twice a second, from the calling thread, with the best roster whenever it is new.
    `should_stop` is asked ten times a second; once it says yes, the best roster so far is returned. Whatever happens to
    the solving process, the last roster that the law book let pass is kept. An exception of either callback ends the
    process and is passed on.
    """
    return _Solve(problem, params or SolveParams(), on_progress or _ignore, should_stop or _never).run()


def _ignore(progress: Progress) -> None:
    """Report to nobody."""


def _never() -> bool:
    return False


class _Solve:
    def __init__(
        self,
        problem: Problem,
        params: SolveParams,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> None:
        self._begun = time.monotonic()
        self._end = self._begun + params.seconds
        self._problem = problem
        self._params = params
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._court = Court(problem)
        self._status = Status.OUT_OF_TIME
        self._message = ""
        self._report = Report(None, tuple(0 for _ in problem.levels))
        """The newest."""
        self._rosters = 0
        self._unheard: Pairs | None = None
        """The newest roster, while the judge has not been given it."""
        self._complete: int | None = None
        """Number of the first roster known to be complete."""
        self._died = False
        self._over = False
        self._stopping = False
        self._shown: Verdict | None = None
        self._progress_at = self._begun

    def run(self) -> Result:
        process = warm.take()
        try:
            try:
                request = Request(self._problem, self._params, self._end - RESERVE)
                process.send(request, lambda: self._court.open(self._params.hint))
                self._follow(process)
            finally:
                complaint = process.end()
                warm.refill()
            self._hear_out()
        finally:
            self._court.close()
        if self._died and not self._message:
            self._message = f"The solving process ended early: {complaint or 'no reason given'}"
            if process.out_of_memory:
                self._too_big()
        self._look_once_more()
        return self._result(process.peak_mb)

    def _left(self) -> float:
        return self._end - time.monotonic()

    def _follow(self, process: SolvingProcess) -> None:
        """Listen until the last report, the limit, a stop or the end of the process."""
        until = self._end
        while time.monotonic() < until and not self._over:
            self._listen(process, min(LOOK_EVERY, until - time.monotonic()))
            if self._may_plead():
                self._plead()
            self._show()
            if self._stopping or self._over:
                continue
            if self._should_stop() or self._grew_too_big(process):
                self._stopping = True
                until = min(until, time.monotonic() + FAREWELL)
                self._end = min(self._end, until + LAST_WORD)
            # The last roster must be judged inside the limit, which takes a while for large problems.
            if self._left() < RESERVE + self._court.needs():
                self._stopping = True
            if self._stopping:
                process.ask_to_stop()

    def _may_plead(self) -> bool:
        """Late in the solve the judge keeps himself free for the last roster, unless he is quick enough for both."""
        if self._stopping:
            return self._court.idle and self._left() > self._court.needs(2)
        return self._court.rested and self._left() > RESERVE + self._court.needs(2)

    def _listen(self, process: SolvingProcess, seconds: float) -> None:
        """Take what has been reported; of several rosters only the newest is judged."""
        try:
            report = process.next_report(seconds)
            while report is not None:
                self._note(report)
                if report.last:
                    break
                report = process.next_report(0.0)
            self._over = True
            self._died = report is None and not self._stopping
        except queue.Empty:
            pass

    def _plead(self) -> None:
        if self._unheard is not None:
            self._court.hear(self._rosters, self._unheard)
            self._unheard = None

    def _note(self, report: Report) -> None:
        self._report = report
        if report.complete and self._complete is None:
            self._complete = self._rosters
        if report.pairs is not None:
            self._rosters += 1
            self._unheard = report.pairs
        if report.impossible is not None:
            self._status = Status.INFEASIBLE
        elif report.proven:
            self._status = Status.OPTIMAL

    def _grew_too_big(self, process: SolvingProcess) -> bool:
        limit, held = self._params.memory_mb, process.memory_mb()
        if limit is None or held <= limit:
            return False
        self._too_big()
        return True

    def _too_big(self) -> None:
        limit = "this machine has" if self._params.memory_mb is None else f"{self._params.memory_mb} MB"
        self._message = f"The solving process needed more than {limit} and was ended; the best roster so far is kept."

    def _hear_out(self) -> None:
        """Let the judge come to an end, as far as the limit allows."""
        self._plead()
        while self._left() > 0 and not self._court.wait(min(LOOK_EVERY, self._left())):
            self._show()
        self._show()

    def _look_once_more(self) -> None:
        """Ask what the child has not said: whether the roster is complete, or what contradicts itself."""
        best, people = self._court.best, self._report.impossible
        seconds = min(self._left(), LAST_WORD) if self._stopping else self._left()
        if best is not None and self._first_complete() is None:
            if within(seconds, lambda: rules.is_complete(self._problem, best.roster)):
                self._complete = best.number
        elif best is None and people is not None:
            told = within(max(seconds, LAST_WORD), lambda: contradiction(self._problem, people))
            self._message = told or locked_cells(self._problem, people)

    def _first_complete(self) -> float | None:
        at = None if self._complete is None else self._court.heard_at(self._complete)
        return None if at is None else at - self._begun

    def _show(self) -> None:
        self._court.wait(0.0)  # raises what has befallen the judge
        now, best = time.monotonic(), self._court.best
        if now - self._progress_at >= PROGRESS_EVERY or best is not self._shown:
            roster = None if best is None or best is self._shown else best.roster
            self._shown, self._progress_at = best, now
            self._on_progress(Progress(now - self._begun, self._outcomes(best), roster))

    def _outcomes(self, best: Verdict | None) -> tuple[LevelOutcome, ...]:
        """The levels of a roster; a bound counts while the earlier levels are those that it was proven for."""
        found: list[LevelOutcome] = []
        if best is None:
            return ()
        reached, same = self._report.values or (None,) * len(best.penalties), True
        for level, penalty, bound, value in zip(
            self._problem.levels, best.penalties, self._report.bounds, reached, strict=True
        ):
            found.append(LevelOutcome(level.name, penalty, min(bound, penalty) if same else 0))
            same = same and value == penalty
        return tuple(found)

    def _result(self, peak_mb: float) -> Result:
        best, complaint = self._court.best, self._court.complaint
        levels = self._outcomes(best)
        if best is not None:
            proven = self._status is Status.OPTIMAL and all(one.bound == one.penalty for one in levels)
            self._status = Status.OPTIMAL if proven else Status.FEASIBLE
            if complaint:
                self._message = f"A later roster broke a rule and was dropped: {complaint}"
        elif complaint:
            self._status = Status.INVALID
            self._message = f"The roster found breaks a rule and is not used: {complaint}"
        seats = sum(shift.seats for shift in self._problem.shifts)
        return Result(
            status=self._status,
            roster=best.roster if best else Roster(),
            levels=levels,
            seats=seats,
            open_seats=best.open_seats if best else seats,
            open_seats_bound=self._report.open_seats,
            seconds=time.monotonic() - self._begun,
            peak_mb=peak_mb,
            seed=self._params.seed,
            message=self._message,
            first_complete_seconds=self._first_complete(),
        )
