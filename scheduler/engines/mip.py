"""HiGHS, which MathOpt carries in the ortools wheel: proves fast where the relaxation is nearly whole."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from math import inf
from pathlib import Path

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2

from scheduler.engines.base import Limits, Outcome, Task, Watcher, safe_bound

_LOG_LINE = re.compile(r"\s*[A-Za-z]?\s+\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)")
LEAST_SECONDS = 0.05


def solve(task: Task, limits: Limits, watcher: Watcher | None = None) -> Outcome:
    """Minimise the task. It uses one thread and cannot be stopped early: ask for short limits, or end the process.

    `limits.work` counts nodes of the search tree: the same task, seed and work give the same outcome.
    """
    watcher = watcher or Watcher()
    if any(low > high for low, high in zip(task.model.lower, task.model.upper, strict=True)):
        return Outcome(proven=True)
    model = mathopt.Model.from_model_proto(_proto(task))
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "points.txt"
        listener = _Listener(task, watcher, found)
        result = mathopt.solve(
            model, mathopt.SolverType.HIGHS,
            params=_parameters(limits, found), model_params=_hint(model, task), msg_cb=listener.read,
        )  # fmt: skip
    return _outcome(task, model, result)


def relax(task: Task, limits: Limits) -> Outcome:
    """Only a bound, from the rows without "whole numbers only": a first one, soon."""
    if any(low > high for low, high in zip(task.model.lower, task.model.upper, strict=True)):
        return Outcome(proven=True)
    proto = _proto(task)
    proto.variables.integers[:] = [False] * len(task.model.names)
    parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=max(LEAST_SECONDS, limits.seconds)))
    result = mathopt.solve(mathopt.Model.from_model_proto(proto), mathopt.SolverType.HIGHS, params=parameters)
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return Outcome()
    return Outcome(bound=safe_bound(result.termination.objective_bounds.dual_bound))


def _parameters(limits: Limits, found: Path) -> mathopt.SolveParameters:
    highs = highs_pb2.HighsOptionsProto()
    # MathOpt has no callback for HiGHS' better points, but HiGHS itself writes them to a file as they come.
    highs.bool_options["mip_improving_solution_save"] = True
    highs.string_options["mip_improving_solution_file"] = str(found)
    return mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(LEAST_SECONDS, limits.seconds)),
        random_seed=limits.seed,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=0.5,
        node_limit=None if limits.work is None else max(1, int(limits.work)),
        highs=highs,
    )


def _proto(task: Task) -> model_pb2.ModelProto:
    model, proto = task.model, model_pb2.ModelProto()
    count = len(model.names)
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend(model.lower)
    proto.variables.upper_bounds.extend(model.upper)
    proto.variables.integers.extend([True] * count)
    rows = task.rows
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
    if not task.keeps(point):
        return Outcome(bound=bound)
    cost = task.objective.at(point)
    return Outcome(point, cost if bound is None else min(bound, cost), bound is not None and bound >= cost)


class _Listener:
    """Reads bounds from HiGHS' log lines and better points from its file, because MathOpt passes on neither."""

    def __init__(self, task: Task, watcher: Watcher, found: Path) -> None:
        self._task = task
        self._watcher = watcher
        self._found = found
        self._seen = 0

    def read(self, lines: Iterable[str]) -> None:
        for line in lines:
            match = _LOG_LINE.match(line)
            if match:
                if match[1] not in ("inf", "-inf"):
                    self._watcher.on_bound(safe_bound(float(match[1])))
                self._new_points()

    def _new_points(self) -> None:
        if not self._found.exists() or self._found.stat().st_size <= self._seen:
            return
        with self._found.open() as file:
            file.seek(self._seen)
            text = file.read()
        complete = text.rfind("Objective") if not _whole(text, len(self._task.model.names)) else len(text)
        self._seen += complete
        for point in _points(text[:complete]):
            if len(point) == len(self._task.model.names) and self._task.keeps(point):
                self._watcher.on_point(point)


def _whole(text: str, size: int) -> bool:
    """Whether the last point in the text has all its numbers and its last line its end."""
    return text.endswith("\n") and text.rpartition("Objective")[2].count("\n") == size + 2


def _points(text: str) -> Iterator[list[int]]:
    """The points of HiGHS' file: a line with the objective, one with the number of columns, then one number a line."""
    for block in text.split("Objective")[1:]:
        yield [round(float(number)) for number in block.splitlines()[2:]]
