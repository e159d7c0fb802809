"""Plain CP-SAT: its defaults, but for workers, seed and time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from tests.benchmark.rivals.engine import Answer, Limits
from tests.benchmark.rivals.model import Level, Model

INFINITY = 1 << 60


def solve(
    model: Model, level: Level, earlier: list[tuple[Level, int]], start: Sequence[int] | None, limits: Limits
) -> Answer:
    """Minimise the level. Sums of at most one become clauses in presolve: rows lose nothing against its own words."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = limits.seed
    watch = _Watch()
    status = solver.solve(_built(model, level, earlier, start), watch)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        bound = solver.best_objective_bound if status == cp_model.UNKNOWN else None
        return Answer(None, bound, status == cp_model.INFEASIBLE)
    point = [int(value) for value in solver.response_proto.solution]
    return Answer(point, solver.best_objective_bound, status == cp_model.OPTIMAL, watch.first)


def _built(
    model: Model, level: Level, earlier: list[tuple[Level, int]], start: Sequence[int] | None
) -> cp_model.CpModel:
    built = cp_model.CpModel()
    proto = built.proto
    for lower, upper in zip(model.lower, model.upper, strict=True):
        proto.variables.add().domain.extend([lower, upper])
    for columns, values, low, high in model.rows():
        _add(proto, columns, values, low, high)
    for one, value in earlier:
        _add(proto, list(one.terms), list(one.terms.values()), None, value - one.constant)
    proto.objective.vars.extend(list(level.terms))
    proto.objective.coeffs.extend(list(level.terms.values()))
    proto.objective.offset = level.constant
    proto.objective.scaling_factor = 1.0
    if start is not None:
        proto.solution_hint.vars.extend(list(range(len(start))))
        proto.solution_hint.values.extend(list(start))
    return built


def _add(proto: Any, columns: list[int], values: list[int], low: int | None, high: int | None) -> None:
    linear = proto.constraints.add().linear
    linear.vars.extend(columns)
    linear.coeffs.extend(values)
    linear.domain.extend([-INFINITY if low is None else low, INFINITY if high is None else high])


class _Watch(cp_model.CpSolverSolutionCallback):
    """Notes when the first point came."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.perf_counter()
        self.first: float | None = None

    def on_solution_callback(self) -> None:
        if self.first is None:
            self.first = time.perf_counter() - self._begun
