"""CP-SAT on the rows: finds good rosters early, counts its work, and proves."""

from __future__ import annotations

import threading
from typing import Any

from ortools.sat.python import cp_model

from scheduler.encode.model import Row
from scheduler.engines.base import Limits, Outcome, Task, Watcher, safe_bound

INFINITY = 1 << 60


def solve(task: Task, limits: Limits, watcher: Watcher | None = None) -> Outcome:
    """Minimise the task. With one worker and a work limit, the same task gives the same outcome."""
    watcher = watcher or Watcher()
    if any(low > high for low, high in zip(task.model.lower, task.model.upper, strict=True)):
        return Outcome(proven=True)
    solver = cp_model.CpSolver()
    _set(solver.parameters, limits)
    solver.best_bound_callback = lambda value: watcher.on_bound(safe_bound(value))
    alarm = _Alarm(solver, watcher)
    try:
        status = solver.solve(_built(task), _Points(watcher))
    finally:
        alarm.off()
    work = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return Outcome(proven=True, work=work)
    bound = None if status == cp_model.MODEL_INVALID else safe_bound(solver.best_objective_bound)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(bound=bound if task.objective.terms else None, work=work)
    point = [int(value) for value in solver.response_proto.solution]
    return Outcome(point, bound, status == cp_model.OPTIMAL, work)


def _set(parameters: Any, limits: Limits) -> None:
    parameters.max_time_in_seconds = max(0.05, limits.seconds)
    if limits.work is not None:
        parameters.max_deterministic_time = limits.work
    parameters.num_workers = limits.workers
    parameters.random_seed = limits.seed
    parameters.linearization_level = 2


def _built(task: Task) -> cp_model.CpModel:
    built = cp_model.CpModel()
    proto = built.proto
    for low, high in zip(task.model.lower, task.model.upper, strict=True):
        proto.variables.add().domain.extend([low, high])
    for row in task.rows:
        _add(proto, row)
    proto.objective.vars.extend(list(task.objective.terms))
    proto.objective.coeffs.extend(list(task.objective.terms.values()))
    proto.objective.offset = task.objective.constant
    proto.objective.scaling_factor = 1.0
    if task.hint is not None:
        proto.solution_hint.vars.extend(list(range(len(task.hint))))
        proto.solution_hint.values.extend(list(task.hint))
    return built


def _add(proto: Any, row: Row) -> None:
    linear = proto.constraints.add().linear
    linear.vars.extend(list(row.terms))
    linear.coeffs.extend(list(row.terms.values()))
    linear.domain.extend([-INFINITY if row.low is None else row.low, INFINITY if row.high is None else row.high])


class _Points(cp_model.CpSolverSolutionCallback):
    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self._watcher = watcher

    def on_solution_callback(self) -> None:
        self._watcher.on_point([int(value) for value in self.response_proto.solution])
        if self._watcher.should_stop():
            self.stop_search()


class _Alarm:
    """Asks twenty times a second whether to stop, because an engine deep in a proof calls nobody."""

    def __init__(self, solver: cp_model.CpSolver, watcher: Watcher) -> None:
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
