"""Solve an instance of others, write the roster as their judge reads it, and say in one line how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.benchmark import city, nrp
from scheduler.files.plain import read_json
from scheduler.files.public_instance import read_instance
from scheduler.problem import Problem
from scheduler.result import Progress, Result, Status
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve

Report = Callable[[Progress], None]
Stop = Callable[[], bool]


@dataclass
class _Watched:
    """A solve that notes when its first roster came."""

    report: Report
    first: float | None = None

    def hear(self, progress: Progress) -> None:
        if self.first is None and progress.roster is not None:
            self.first = round(progress.seconds, 3)
        self.report(progress)


def run_nrp(path: Path, output: Path, params: SolveParams, report: Report, stop: Stop) -> dict[str, Any]:
    """Solve a public shift-scheduling instance. Raises FileFault for a file that is none, and OSError."""
    instance = read_instance(path)
    watched = _Watched(report)
    result = _solved(nrp.problem_of(instance, path.stem), params, watched, stop)
    if _usable(result):
        output.write_text(nrp.text_of(instance, result.roster), encoding="utf-8")
    return {
        "instance": path.stem,
        "penalty": result.penalty if _usable(result) else None,
        "bound": result.bound,
        "status": result.status.value,
        "seconds": round(result.seconds, 3),
        "first_feasible_seconds": watched.first,
        "peak_mb": round(result.peak_mb, 1),
    }


def run_city(path: Path, output: Path, params: SolveParams, report: Report, stop: Stop) -> dict[str, Any]:
    """Solve a synthetic city. Raises FileFault for a file that is none, and OSError."""
    watched = _Watched(report)
    result = _solved(city.problem_of(read_json(path)), params, watched, stop)
    if _usable(result):
        output.write_text(city.text_of(result.roster), encoding="utf-8")
    return {
        "cost": result.penalty if _usable(result) else None,
        "bound": result.bound,
        "open_seats": result.open_seats if _usable(result) else None,
        "open_seats_bound": result.open_seats_bound,
        "status": result.status.value,
        "seconds": round(result.seconds, 3),
        "first_complete_seconds": result.first_complete_seconds,
        "peak_mb": round(result.peak_mb, 1),
    }


def _solved(problem: Problem, params: SolveParams, watched: _Watched, stop: Stop) -> Result:
    return solve(problem, params, on_progress=watched.hear, should_stop=stop)


def _usable(result: Result) -> bool:
    return result.status in (Status.OPTIMAL, Status.FEASIBLE)
