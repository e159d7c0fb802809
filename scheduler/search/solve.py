"""The one entry point: a problem in, the best roster that time allows out, judged by the law book."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Sequence

from scheduler import rules
from scheduler.precheck import Severity, Step, precheck
from scheduler.problem import Problem
from scheduler.result import Progress, Result, Status
from scheduler.roster import Roster
from scheduler.search.judge import Judge
from scheduler.search.messages import Report, Request
from scheduler.search.params import SolveParams
from scheduler.search.process import SolvingProcess

__all__ = ["SolveParams", "solve"]

PROGRESS_EVERY = 0.4
"""Seconds between two calls of `on_progress` at most."""
LOOK_EVERY = 0.1
"""Seconds between two looks at the clock, the memory and `should_stop`."""
FAREWELL = 0.3
"""Seconds that a child has for its last report when asked to stop."""
PATIENCE = 20.0
"""How many times the time of a judgement must be left to ask whether the last roster is complete."""
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
        self._problem = problem
        self._params = params
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._judge = Judge(problem)
        self._status = Status.OUT_OF_TIME
        self._message = ""
        self._first_complete: float | None = None
        self._fewest_open = 0
        self._died = False
        self._over = False
        self._stopping = False
        self._roster_at: float | None = None
        self._shown: Roster | None = None
        self._progress_at = self._begun

    def run(self) -> Result:
        left = self._params.seconds - self._seconds() - RESERVE
        process = SolvingProcess(Request(self._problem, self._params, max(0.05, left)))
        try:
            self._follow(process)
        finally:
            complaint = process.end()
        self._look_once_more()
        self._show()
        if self._died and not self._message:
            self._message = f"The solving process ended early: {complaint or 'no reason given'}"
        return self._result(process.peak_mb)

    def _seconds(self) -> float:
        return time.monotonic() - self._begun

    def _follow(self, process: SolvingProcess) -> None:
        """Listen until the last report, the limit, a stop or the end of the process."""
        end = self._params.seconds
        while self._seconds() < end and not self._over:
            self._listen(process, min(LOOK_EVERY, end - self._seconds()))
            self._show()
            if self._stopping or self._over:
                continue
            if self._should_stop() or self._too_big(process):
                self._stopping = True
                end = min(end, self._seconds() + FAREWELL + 2 * self._judge.seconds)
            # The last roster must be judged inside the limit, which takes a while for large problems.
            if self._seconds() > end - RESERVE - 2 * self._judge.seconds:
                self._stopping = True
            if self._stopping:
                process.ask_to_stop()

    def _listen(self, process: SolvingProcess, seconds: float) -> None:
        """Take what has been reported; of several rosters only the newest is judged."""
        pairs = None
        try:
            report = process.next_report(seconds)
            while True:
                if report is None:
                    self._over = True
                    self._died = not self._stopping
                    break
                if report.complete and self._first_complete is None:
                    self._first_complete = self._roster_at
                if report.pairs is not None:
                    pairs, self._roster_at = report.pairs, self._seconds()
                self._note(report)
                if report.last:
                    self._over = True
                    break
                report = process.next_report(0.0)
        except queue.Empty:
            pass
        if pairs is not None:
            self._judge.hear(Roster.of(pairs))

    def _too_big(self, process: SolvingProcess) -> bool:
        limit = self._params.memory_mb
        if limit is None or process.memory_mb() <= limit:
            return False
        self._message = (
            f"The solving process needed more than {limit} MB and was ended; the best roster so far is kept."
        )
        return True

    def _note(self, report: Report) -> None:
        self._judge.bounds = report.bounds
        self._fewest_open = report.open_seats
        if report.impossible is not None:
            self._status = Status.INFEASIBLE
            self._message = _contradiction(self._problem, report.impossible)
        elif report.proven:
            self._status = Status.OPTIMAL

    def _look_once_more(self) -> None:
        """A solve may end before the child says that its roster is complete; ask here when there is time."""
        best, left = self._judge.best, self._params.seconds - self._seconds()
        if best is None or self._first_complete is not None or left <= PATIENCE * self._judge.seconds:
            return
        if not rules.fillable(self._problem, best):
            self._first_complete = self._roster_at

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._progress_at >= PROGRESS_EVERY or self._judge.best is not self._shown:
            fresh = self._judge.best is not self._shown
            self._shown, self._progress_at = self._judge.best, now
            self._on_progress(Progress(self._seconds(), self._judge.outcomes(), self._shown if fresh else None))

    def _result(self, peak_mb: float) -> Result:
        judge = self._judge
        roster = judge.best or Roster()
        if judge.best is not None:
            proven = self._status is Status.OPTIMAL and judge.bounds == judge.penalties
            self._status = Status.OPTIMAL if proven else Status.FEASIBLE
            if judge.complaint:
                self._message = f"A later roster broke a rule and was dropped: {judge.complaint}"
        elif judge.complaint:
            self._status = Status.INVALID
            self._message = f"The roster found breaks a rule and is not used: {judge.complaint}"
        return Result(
            status=self._status,
            roster=roster,
            levels=judge.outcomes(),
            seats=sum(shift.seats for shift in self._problem.shifts),
            open_seats=sum(one.count for one in rules.open_seats(self._problem, roster)),
            open_seats_bound=self._fewest_open,
            seconds=self._seconds(),
            peak_mb=peak_mb,
            seed=self._params.seed,
            message=self._message,
            first_complete_seconds=self._first_complete,
        )


_BINDING = frozenset((Step.CONDITIONS, Step.LOCKS))
"""Steps of the check before solving whose errors leave no roster."""


def _contradiction(problem: Problem, people: Sequence[str]) -> str:
    """What no roster can satisfy, as the check before solving says it, or else the law book; with the locked cells."""
    here = set(people)
    found = [
        one.ko
        for one in precheck(problem)
        if one.severity is Severity.ERROR and one.step in _BINDING and (one.participant or "") in here | {""}
    ]
    locks = [lock for lock in problem.locks if lock.works and lock.participant in here]
    if not found:
        violations = rules.check(problem, Roster.of((lock.participant, lock.shift) for lock in locks))
        found = [rules.sentence(one) for one in violations if one.participant is None or one.participant in here]
    if locks:
        names = ", ".join(f"{problem.participant[lock.participant].name} ({lock.shift})" for lock in locks)
        found.insert(0, f"고정한 칸: {names}.")
    return " ".join(found)
