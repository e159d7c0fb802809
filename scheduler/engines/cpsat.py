"""CP-SAT on the rows: a second opinion that counts its work, finds points early and proves."""

from __future__ import annotations

import threading
from math import inf
from typing import Any

import numpy as np

from scheduler.engines.base import Limits, Outcome, Watcher, Work, safe_bound
from scheduler.engines.elsewhere import Elsewhere

INFINITY = 1 << 60

_elsewhere = Elsewhere(__name__, rival="highspy")


def solve(work: Work, limits: Limits, watcher: Watcher | None = None) -> Outcome:
    """Minimise. With one worker and a work limit, the same work gives the same outcome."""
    watcher = watcher or Watcher()
    if _elsewhere.needed:
        return _elsewhere.solve(work, limits, watcher)
    if np.any(work.matrix.lower > work.matrix.upper):
        return Outcome(proven=True)
    cp_model = _library()
    solver = cp_model.CpSolver()
    _set(solver.parameters, limits)
    solver.best_bound_callback = lambda value: watcher.on_bound(safe_bound(value))
    alarm = _Alarm(solver, watcher)
    try:
        status = solver.solve(_built(work), _points(watcher))
    finally:
        alarm.off()
    used = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return Outcome(proven=True, work=used)
    bound = None if status == cp_model.MODEL_INVALID else safe_bound(solver.best_objective_bound)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(bound=bound if np.any(work.cost) else None, work=used)
    point = [int(value) for value in solver.response_proto.solution]
    return Outcome(point, bound, status == cp_model.OPTIMAL, used)


def _library() -> Any:
    """CP-SAT itself. It cannot be loaded into one process with highspy, so only who solves loads it."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - see above

    return cp_model


def _set(parameters: Any, limits: Limits) -> None:
    parameters.max_time_in_seconds = max(0.05, limits.seconds)
    if limits.work is not None:
        parameters.max_deterministic_time = limits.work
    parameters.num_workers = limits.workers
    parameters.random_seed = limits.seed
    parameters.relative_gap_limit = limits.gap
    parameters.linearization_level = 2


def _built(work: Work) -> Any:
    matrix, built = work.matrix, _library().CpModel()
    proto = built.proto
    for low, high in zip(matrix.lower, matrix.upper, strict=True):
        proto.variables.add().domain.extend([int(low), int(high)])
    for number in range(matrix.height):
        linear, entries = proto.constraints.add().linear, slice(matrix.start[number], matrix.start[number + 1])
        linear.vars.extend(matrix.index[entries].tolist())
        linear.coeffs.extend(int(value) for value in matrix.value[entries])
        linear.domain.extend([_side(matrix.low[number]), _side(matrix.high[number])])
    priced = np.flatnonzero(work.cost)
    proto.objective.vars.extend(priced.tolist())
    proto.objective.coeffs.extend(int(price) for price in work.cost[priced])
    proto.objective.offset = work.constant
    proto.objective.scaling_factor = 1.0
    if work.hint is not None:
        proto.solution_hint.vars.extend(list(range(matrix.width)))
        proto.solution_hint.values.extend(int(value) for value in work.hint)
    return built


def _side(value: float) -> int:
    return int(value) if abs(value) < inf else (INFINITY if value > 0 else -INFINITY)


def _points(watcher: Watcher) -> Any:
    """What CP-SAT calls with a better point."""

    base: Any = _library().CpSolverSolutionCallback

    class Points(base):  # type: ignore[misc]  # the library has no types
        def on_solution_callback(self) -> None:
            watcher.on_point([int(value) for value in self.response_proto.solution])
            if watcher.should_stop():
                self.stop_search()

    return Points()


class _Alarm:
    """Asks twenty times a second whether to stop, because an engine deep in a proof calls nobody."""

    def __init__(self, solver: Any, watcher: Watcher) -> None:
        self._done = threading.Event()
        self._solver = solver
        self._watcher = watcher
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._done.wait(0.05):
            if self._watcher.should_stop():
                self._solver.stop_search()

    def off(self) -> None:
        self._done.set()
