"""HiGHS: proves fast where the relaxation is nearly whole, and solves slices of a model in a moment."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any, cast

import numpy as np

from scheduler.engines.base import Limits, Outcome, Watcher, Work, grain, safe_bound
from scheduler.engines.elsewhere import Elsewhere
from scheduler.engines.matrix import Floats, Matrix

LEAST_SECONDS = 0.02
NEAR_A_CORNER = 1e-5
"""How near to the best point, as a share of it, a walk through the inside turns to corners, which settle the rest."""
NEAR = 0.9
"""A gap below this share of the grain proves as much as none."""

_elsewhere = Elsewhere(__name__, rival="ortools")


def prepare() -> None:
    """Load the engine now, in a process that will solve; otherwise the first piece of work does."""
    _library()


@dataclass(frozen=True)
class Relaxed:
    """The best point of a relaxation, which need not be whole."""

    bound: int | None = None
    """No whole point costs less; None when the relaxation was not solved."""
    values: Floats | None = None
    impossible: bool = False
    """Proven: there is no point at all."""


def solve(work: Work, limits: Limits, watcher: Watcher | None = None) -> Outcome:
    """Minimise. It uses one thread and leaves the interpreter to others meanwhile.

    `limits.work` counts nodes of the search tree: the same work, seed and limit give the same outcome. Where some
    variables need not be whole (`work.whole`), only the bound counts: no point is reported.
    """
    watcher = watcher or Watcher()
    if _elsewhere.needed:
        return _elsewhere.solve(work, limits, watcher)
    if np.any(work.matrix.lower > work.matrix.upper):
        return Outcome(proven=True)
    if not work.matrix.width:
        return _without_variables(work)
    return _Run(work, limits, watcher).outcome()


def _without_variables(work: Work) -> Outcome:
    """HiGHS calls such a model empty and says no more about it."""
    if not work.matrix.keeps([]):
        return Outcome(proven=True)
    return Outcome([], work.constant, proven=True) if work.whole is None else Outcome(bound=work.constant)


def relax(work: Work, limits: Limits, inside: bool = False) -> Relaxed:
    """Solve the relaxation without "whole numbers only".

    `inside` walks through the inside of what is possible and looks for a corner only near the best point: on large work
    that takes a fraction of the time.
    """
    if _elsewhere.needed:
        return cast(Relaxed, _elsewhere.call("relax", work, limits, None, inside))
    if np.any(work.matrix.lower > work.matrix.upper):
        return Relaxed(impossible=True)
    if not work.matrix.width:
        return Relaxed(work.constant, np.zeros(0)) if work.matrix.keeps([]) else Relaxed(impossible=True)
    highspy = _library()
    engine = _engine(work, limits)
    if inside:
        engine.setOptionValue("solver", "ipm")
        engine.setOptionValue("ipm_optimality_tolerance", NEAR_A_CORNER)
    engine.run()
    status = engine.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Relaxed(impossible=True)
    if status != highspy.HighsModelStatus.kOptimal:
        return Relaxed()
    solution = engine.getSolution()
    return Relaxed(_proven_by(np.array(solution.row_dual), work), np.array(solution.col_value))


def _proven_by(duals: Floats, work: Work) -> int | None:
    """What these prices of the rows prove, whoever worked them out and how exactly: no point costs less."""
    matrix = work.matrix
    at = np.where(duals > 0, matrix.low, matrix.high)
    duals = np.where(np.isfinite(at), duals, 0.0)
    rest = work.cost - np.bincount(
        matrix.index, weights=matrix.value * duals[matrix.row], minlength=matrix.width
    )  # fmt: skip
    ends = np.where(rest > 0, matrix.lower, matrix.upper)
    paid = float(duals @ np.where(np.isfinite(at), at, 0.0)) + float(rest @ ends)
    return safe_bound(work.constant + paid)


class _Run:
    """One run of the engine on one piece of work."""

    def __init__(self, work: Work, limits: Limits, watcher: Watcher) -> None:
        self._work = work
        self._watcher = watcher
        self._exact = work.whole is None
        self._grain = grain(work.cost) if self._exact else 1
        self._told = -inf
        kinds = _library().cb.HighsCallbackType
        self._better, self._offer = kinds.kCallbackMipImprovingSolution, kinds.kCallbackMipUserSolution
        self._engine = _engine(work, limits)
        self._ask_for_whole()
        self._set(limits)

    def _ask_for_whole(self) -> None:
        highspy = _library()
        whole = np.arange(self._work.matrix.width) if self._work.whole is None else np.flatnonzero(self._work.whole)
        kinds = np.full(len(whole), highspy.HighsVarType.kInteger)
        self._engine.changeColsIntegrality(len(whole), whole.astype(np.int32), list(kinds))
        if self._work.hint is not None and self._exact:
            start = highspy.HighsSolution()
            start.col_value = [float(value) for value in self._work.hint]
            self._engine.setSolution(start)

    def _set(self, limits: Limits) -> None:
        options: dict[str, Any] = {
            "mip_rel_gap": limits.gap, "mip_abs_gap": NEAR * self._grain, "random_seed": limits.seed,
            # On a year of one person it jumped for minutes, and heard neither the clock nor a call to stop.
            "mip_heuristic_run_feasibility_jump": False,
        }  # fmt: skip
        if limits.work is not None:
            options["mip_max_nodes"] = max(1, int(limits.work))
        if not self._exact:
            # Points are of no use here, so nobody looks for them.
            options |= {
                "mip_heuristic_effort": 0.0, "mip_heuristic_run_rins": False, "mip_heuristic_run_rens": False,
                "mip_heuristic_run_root_reduced_cost": False, "mip_detect_symmetry": False, "mip_allow_restart": False,
            }  # fmt: skip
        for name, value in options.items():
            self._engine.setOptionValue(name, value)

    def outcome(self) -> Outcome:
        highspy = _library()
        self._engine.setCallback(self._hear, None)
        self._engine.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
        if self._exact:
            self._engine.startCallback(self._better)
            self._engine.startCallback(self._offer)
        self._engine.run()
        # The engine holds whom it calls, and is held there: nobody would ever let go of either, nor of the rows.
        self._engine.setCallback(None, None)
        status, info = self._engine.getModelStatus(), self._engine.getInfo()
        nodes = max(0.0, float(info.mip_node_count))
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Outcome(proven=True, work=nodes)
        bound = self._bound(info.mip_dual_bound)
        if not self._exact or info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Outcome(bound=bound, work=nodes)
        point = _rounded(np.array(self._engine.getSolution().col_value))
        if not self._work.matrix.keeps(point):
            return Outcome(bound=bound, work=nodes)
        cost = self._work.constant + round(float(self._work.cost @ np.array(point)))
        if bound is None:
            return Outcome(point, work=nodes)
        return Outcome(point, min(bound, cost), bound >= cost, nodes)

    def _bound(self, value: float) -> int | None:
        """The next sum that the prices can make, at or above a floating bound."""
        if abs(value) >= inf:
            return None
        steps = -(-(safe_bound(value) - self._work.constant) // self._grain)
        return self._work.constant + steps * self._grain

    def _hear(self, kind: Any, message: str, said: Any, answer: Any, data: Any) -> None:
        """What the engine calls: with a better point, and many times a second to ask whether to stop."""
        if kind == self._offer:
            found = self._watcher.better_than(said.mip_primal_bound)
            if found is not None:
                answer.setSolution(np.array(found, float))
            return
        if kind == self._better:
            point = _rounded(said.mip_solution)
            if self._work.matrix.keeps(point):
                self._watcher.on_point(point)
            return
        if said.mip_dual_bound > self._told and abs(said.mip_dual_bound) < inf:
            self._told = said.mip_dual_bound
            bound = self._bound(self._told)
            if bound is not None:
                self._watcher.on_bound(bound)
        if self._watcher.should_stop():
            answer.user_interrupt = True


def _rounded(values: Floats) -> list[int]:
    return [int(value) for value in np.rint(values)]


def _library() -> Any:
    """HiGHS itself. It cannot be loaded into one process with ortools, so only who solves loads it."""
    import highspy  # noqa: PLC0415 - see above

    return highspy


def _engine(work: Work, limits: Limits) -> Any:
    highspy = _library()
    engine = highspy._core._Highs()
    options = {"output_flag": False, "threads": 1, "time_limit": max(LEAST_SECONDS, limits.seconds)}
    for name, value in options.items():
        engine.setOptionValue(name, value)
    engine.passModel(_program(work.matrix, work.cost, work.constant))
    return engine


def _program(matrix: Matrix, cost: Floats, constant: int) -> Any:
    highspy = _library()
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = matrix.width, matrix.height
    program.offset_ = float(constant)
    program.col_cost_ = cost
    program.col_lower_, program.col_upper_ = matrix.lower, matrix.upper
    program.row_lower_, program.row_upper_ = matrix.low, matrix.high
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = matrix.start.astype(np.int32)
    program.a_matrix_.index_ = matrix.index.astype(np.int32)
    program.a_matrix_.value_ = matrix.value
    return program
