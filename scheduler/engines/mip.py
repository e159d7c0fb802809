"""HiGHS, which MathOpt carries in the ortools wheel: proves fast where the relaxation is nearly whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from math import inf

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from scheduler.encode.model import Row
from scheduler.engines.base import Limits, Outcome, Task, Watcher, safe_bound

_LOG_LINE = re.compile(r"\s*[A-Za-z]?\s+\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)")
LEAST_SECONDS = 0.05


def solve(task: Task, limits: Limits, watcher: Watcher | None = None) -> Outcome:
    """Minimise the task. It cannot be stopped early: ask for short limits, or end the process."""
    watcher = watcher or Watcher()
    if any(low > high for low, high in zip(task.model.lower, task.model.upper, strict=True)):
        return Outcome(proven=True)
    model = mathopt.Model.from_model_proto(_proto(task))
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(LEAST_SECONDS, limits.seconds)),
        random_seed=limits.seed,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=0.5,
        node_limit=None if limits.work is None else max(1, int(limits.work)),
    )
    listener = _Listener(watcher)
    result = mathopt.solve(
        model, mathopt.SolverType.HIGHS, params=parameters, model_params=_hint(model, task), msg_cb=listener.read
    )
    return _outcome(task, model, result)


def _proto(task: Task) -> model_pb2.ModelProto:
    model, proto = task.model, model_pb2.ModelProto()
    count = len(model.names)
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend(model.lower)
    proto.variables.upper_bounds.extend(model.upper)
    proto.variables.integers.extend([True] * count)
    rows = [*model.rows, *task.extra]
    proto.linear_constraints.ids.extend(range(len(rows)))
    proto.linear_constraints.lower_bounds.extend(-inf if row.low is None else row.low for row in rows)
    proto.linear_constraints.upper_bounds.extend(inf if row.high is None else row.high for row in rows)
    matrix = proto.linear_constraint_matrix
    for number, row in enumerate(rows):
        terms = sorted(row.terms.items())
        matrix.row_ids.extend([number] * len(terms))
        matrix.column_ids.extend(variable for variable, _ in terms)
        matrix.coefficients.extend(coefficient for _, coefficient in terms)
    objective = sorted(task.objective.terms.items())
    proto.objective.offset = task.objective.constant
    proto.objective.linear_coefficients.ids.extend(variable for variable, _ in objective)
    proto.objective.linear_coefficients.values.extend(coefficient for _, coefficient in objective)
    return proto


def _hint(model: mathopt.Model, task: Task) -> mathopt.ModelSolveParameters:
    if task.hint is None:
        return mathopt.ModelSolveParameters()
    values = {variable: float(task.hint[variable.id]) for variable in model.variables()}
    return mathopt.ModelSolveParameters(solution_hints=[mathopt.SolutionHint(variable_values=values)])


def _outcome(task: Task, model: mathopt.Model, result: mathopt.SolveResult) -> Outcome:
    reason = result.termination.reason
    if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
        return Outcome(proven=True)
    dual = result.termination.objective_bounds.dual_bound
    bound = safe_bound(dual) if abs(dual) < inf else None
    if not result.has_primal_feasible_solution():
        return Outcome(bound=bound)
    values = result.variable_values()
    point = [round(values[variable]) for variable in sorted(model.variables(), key=lambda v: v.id)]
    if not keeps(task, point):
        return Outcome(bound=bound)
    cost = task.objective.at(point)
    return Outcome(point, cost if bound is None else min(bound, cost), bound is not None and bound >= cost)


def keeps(task: Task, point: list[int]) -> bool:
    """Whether a rounded point really satisfies every bound and row."""
    bounds = zip(task.model.lower, point, task.model.upper, strict=True)
    rows: Iterable[Row] = (*task.model.rows, *task.extra)
    return all(low <= value <= high for low, value, high in bounds) and all(row.holds(point) for row in rows)


class _Listener:
    """Reads bounds from HiGHS' log lines, because MathOpt offers no callback for it."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def read(self, lines: Iterable[str]) -> None:
        for line in lines:
            found = _LOG_LINE.match(line)
            if found and found[1] not in ("inf", "-inf"):
                self._watcher.on_bound(safe_bound(float(found[1])))
