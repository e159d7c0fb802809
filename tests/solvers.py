"""Solvers that need no time, or as much as a test wants: they know the tiny club of `tests.rows` only."""

from __future__ import annotations

import time
from collections.abc import Callable

from scheduler import rules
from scheduler.problem import Problem
from scheduler.result import LevelOutcome, Progress, Result, Status
from scheduler.roster import Roster


def mondays(problem: Problem, person: str = "P2") -> Roster:
    """One person on every shift: for the tiny club a roster without fault."""
    return Roster.of((person, shift.id) for shift in problem.shifts)


def everybody(problem: Problem) -> Roster:
    """All of them on the first shift, which has one seat."""
    return Roster.of((person.id, problem.shifts[0].id) for person in problem.participants)


def outcome(problem: Problem, roster: Roster) -> tuple[LevelOutcome, ...]:
    """The levels by the judge, nothing proven."""
    penalties = rules.level_penalties(problem, roster)
    return tuple(LevelOutcome(level.name, penalty, 0) for level, penalty in zip(problem.levels, penalties, strict=True))


def result(problem: Problem, roster: Roster, status: Status = Status.FEASIBLE) -> Result:
    """The roster as a solver gives it back."""
    return Result(
        status=status,
        roster=roster,
        levels=outcome(problem, roster),
        seats=sum(shift.seats for shift in problem.shifts),
        open_seats=sum(seat.count for seat in rules.open_seats(problem, roster)),
        open_seats_bound=0,
        seconds=0.1,
    )


def quick(problem: Problem, params: object, on_progress: Callable[[Progress], None], should_stop: object) -> Result:
    """P2 works every Monday."""
    roster = mondays(problem)
    on_progress(Progress(0.1, outcome(problem, roster), roster))
    return result(problem, roster)


def slow(
    problem: Problem,
    params: object,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
    seconds: float = 30,
) -> Result:
    """The same roster at once, but searching on for half a minute unless somebody stops it."""
    roster = mondays(problem)
    begun = time.monotonic()
    on_progress(Progress(0.0, outcome(problem, roster), roster))
    while time.monotonic() < begun + seconds and not should_stop():
        time.sleep(0.02)
        on_progress(Progress(time.monotonic() - begun, outcome(problem, roster)))
    return result(problem, roster)


def brief(
    problem: Problem, params: object, on_progress: Callable[[Progress], None], should_stop: Callable[[], bool]
) -> Result:
    """The same, for as long as a small month takes."""
    return slow(problem, params, on_progress, should_stop, seconds=0.5)


def barren(problem: Problem, params: object, on_progress: object, should_stop: object) -> Result:
    """Nothing found in time."""
    return result(problem, Roster(), Status.OUT_OF_TIME)
