"""Plain HiGHS: its defaults, but for threads, seed, time, and that it goes on until the whole-number gap is closed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from math import inf

import highspy
import numpy as np

from tests.benchmark.rivals.engine import Answer, Limits
from tests.benchmark.rivals.model import Level, Model

WHOLE_GAP = 0.999
"""All prices are whole, so a smaller gap proves the point best."""


def solve(
    model: Model, level: Level, earlier: list[tuple[Level, int]], start: Sequence[int] | None, limits: Limits
) -> Answer:
    """Minimise the level."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call] # its package says no types here
    options = {
        "output_flag": False, "threads": limits.workers, "random_seed": limits.seed, "time_limit": limits.seconds,
        "mip_rel_gap": 0.0, "mip_abs_gap": WHOLE_GAP,
    }  # fmt: skip
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(_lp(model, level, earlier))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = [float(value) for value in start]
        highs.setSolution(solution)
    begun, improved = time.perf_counter(), list[float]()
    highs.cbMipImprovingSolution.subscribe(lambda event: improved.append(time.perf_counter() - begun))
    highs.solve()
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, None, True)
    bound = info.mip_dual_bound if abs(info.mip_dual_bound) < inf else None
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(None, bound, False)
    point = [round(value) for value in highs.getSolution().col_value]
    if not model.keeps(point):
        # An engine that works with decimals may step over a row by a hair; a rounded point must keep all of them.
        return Answer(None, bound, False)
    proven = status == highspy.HighsModelStatus.kOptimal
    return Answer(point, bound, proven, improved[0] if improved else None)


def _lp(model: Model, level: Level, earlier: list[tuple[Level, int]]) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    rows = [(list(one.terms), list(one.terms.values()), None, value - one.constant) for one, value in earlier]
    columns, values = list(model.columns), list(model.values)
    starts, low, high = list(model.starts), list(model.low), list(model.high)
    for some, weights, least, most in rows:
        columns += some
        values += weights
        starts.append(len(columns))
        low.append(least)
        high.append(most)
    lp.num_col_, lp.num_row_ = len(model.lower), len(low)
    cost = np.zeros(len(model.lower))
    cost[list(level.terms)] = list(level.terms.values())
    lp.col_cost_, lp.offset_ = cost, float(level.constant)
    lp.col_lower_, lp.col_upper_ = np.array(model.lower, float), np.array(model.upper, float)
    lp.row_lower_ = np.array([-inf if one is None else one for one in low], float)
    lp.row_upper_ = np.array([inf if one is None else one for one in high], float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_ = np.array(starts, np.int32)
    lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(columns, np.int32), np.array(values, float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.lower)
    return lp
