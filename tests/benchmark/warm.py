"""`python -m tests.benchmark.warm PROBLEM.json -o RESULT.json`: solve as the server does, and note how it went on.

The time counts from the call of `solve()`, with a solving process that has been kept waiting. The last line on stdout
is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduler.files.problem_json import read_problem
from scheduler.files.result_json import write_result
from scheduler.result import LevelOutcome, Progress, Result, Status
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.benchmark.waiting import keep_waiting

MOMENTS = (1, 2, 5, 10, 20, 30, 60)
"""Seconds after which the gap is noted; a search that has ended before keeps its last."""
GOALS = (0.01, 0.005)
"""Gaps whose first time is noted."""


@dataclass
class Trail:
    """What was known when."""

    steps: list[tuple[float, tuple[LevelOutcome, ...]]] = field(default_factory=list)

    def hear(self, progress: Progress) -> None:
        """Take a report of a running solve."""
        if progress.levels:
            self.steps.append((progress.seconds, progress.levels))

    def end(self, result: Result) -> None:
        """Take the end."""
        if result.levels:
            self.steps.append((result.seconds, result.levels))

    def gap_at(self, seconds: float) -> float | None:
        """The gap of the lowest level at a moment, where the earlier levels are proven; None otherwise."""
        last = next((levels for at, levels in reversed(self.steps) if at <= seconds), None)
        return None if last is None else gap_of(last)

    def reached(self, goal: float) -> float | None:
        """When the gap was first at most this."""
        gaps = ((at, gap_of(levels)) for at, levels in self.steps)
        return next((round(at, 2) for at, gap in gaps if gap is not None and gap <= goal), None)


def gap_of(levels: tuple[LevelOutcome, ...]) -> float | None:
    """The gap of the lowest level; None while an earlier one is not proven, since then it says little."""
    if any(one.penalty != one.bound for one in levels[:-1]):
        return None
    return round(levels[-1].gap, 5)


def main() -> int:
    """1 when there is no roster."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.warm")
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    problem, trail = read_problem(asked.file), Trail()
    keep_waiting()
    result = solve(problem, SolveParams(asked.seconds, asked.workers, asked.seed), on_progress=trail.hear)
    trail.end(result)
    usable = result.status in (Status.OPTIMAL, Status.FEASIBLE)
    if usable:
        write_result(result, asked.output)
    print(json.dumps(summary(result, trail, usable)))
    return 0 if usable else 1


def summary(result: Result, trail: Trail, usable: bool) -> dict[str, Any]:
    """The figures of one solve."""
    return {
        "status": result.status.value,
        "levels": [one.penalty for one in result.levels] if usable else None,
        "bounds": [one.bound for one in result.levels],
        "first_seconds": trail.steps[0][0] if trail.steps else None,
        "first_complete_seconds": result.first_complete_seconds,
        "solve_seconds": round(result.seconds, 3),
        "gaps": {str(moment): gap for moment in MOMENTS if (gap := trail.gap_at(moment)) is not None},
        "reached": {str(goal): at for goal in GOALS if (at := trail.reached(goal)) is not None},
        "solver_mb": round(result.peak_mb, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
