"""HiGHS: bounds that are honest however a run ends, and points only where they are whole."""

from __future__ import annotations

import time
import weakref
from dataclasses import replace
from itertools import pairwise, product
from math import ceil

import numpy as np
import pytest

from scheduler.encode.model import Linear, Model, Row
from scheduler.engines import mip
from scheduler.engines.base import Limits, Outcome, Task, Watcher, grain
from tests.unit.scheduler.engines.random_models import best_cost, random_task
from tests.unit.scheduler.engines.test_engines import knapsack

HARD = {"size": 80, "rows": 20}
"""A knapsack that HiGHS does not prove in a minute."""


@pytest.mark.parametrize("seed", range(30))
def test_the_optimum_is_that_of_all_points(seed: int) -> None:
    task = random_task(seed)
    best, outcome = best_cost(task), mip.solve(task, Limits(10))
    assert outcome.proven
    if best is None:
        assert outcome == Outcome(proven=True, work=outcome.work)
        return
    assert outcome.point is not None and task.keeps(outcome.point)
    assert outcome.bound == best == task.objective.at(outcome.point)


def test_nothing_of_a_run_is_kept_when_it_has_ended() -> None:
    work = knapsack(7, size=10, rows=4)
    once = weakref.ref(work.matrix)
    assert mip.solve(work, Limits(10)).proven
    del work
    assert once() is None, "an engine that calls and is held by whom it calls would keep its rows for ever"


def test_a_run_that_is_stopped_at_once_has_no_bound() -> None:
    task = knapsack(7, **HARD)
    hint = [0] * 80
    outcome = mip.solve(replace(task, hint=hint), Limits(20), Watcher(should_stop=lambda: True))
    assert not outcome.proven
    assert outcome.bound is None or outcome.bound < best_known(task), "never the point's own cost"
    told: list[int] = []
    mip.solve(task, Limits(20), Watcher(on_bound=told.append, should_stop=lambda: True))
    assert all(bound < best_known(task) for bound in told)


def best_known(task: Task) -> int:
    """The cost of a good point."""
    point = mip.solve(task, Limits(20, work=20)).point
    assert point is not None
    return task.objective.at(point)


def test_a_stop_is_obeyed_within_a_second() -> None:
    asked: list[float] = []

    def stop() -> bool:
        asked.append(time.monotonic())
        return asked[-1] - asked[0] > 0.5

    mip.solve(knapsack(7, **HARD), Limits(60), Watcher(should_stop=stop))
    assert time.monotonic() - asked[0] < 1.5
    assert max(after - before for before, after in pairwise(asked)) < 1.0


def test_the_limit_of_seconds_is_kept() -> None:
    begun = time.monotonic()
    outcome = mip.solve(knapsack(7, **HARD), Limits(0.5))
    assert time.monotonic() - begun < 1.5
    assert not outcome.proven


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_a_gap_ends_it_early_with_a_bound_that_is_not_the_cost(share: float) -> None:
    task = knapsack(1)
    best = mip.solve(task, Limits(20)).bound
    assert best is not None
    early = mip.solve(task, Limits(20, gap=share))
    assert early.point is not None and early.bound is not None
    cost = task.objective.at(early.point)
    assert early.bound <= best <= cost
    assert cost - early.bound <= share * cost + 1
    assert early.proven == (early.bound == cost)


def test_a_gap_proves_no_more_than_it_saw() -> None:
    # 30 pairs of amounts, each of which loses something to whole numbers.
    model = Model(1)
    total = Linear(constant=100)
    for number in range(30):
        x, y = model.variable(f"x{number}", 0, 9), model.variable(f"y{number}", 0, 9)
        model.at_least(Linear({x: 2, y: 3 + number % 4}), 7 + number % 5)
        total.add(x, 7).add(y, 11)
    task = Task(model, total)
    best = mip.solve(task, Limits(20)).bound
    wide = mip.solve(task, Limits(20, gap=0.9))
    assert best is not None and wide.bound is not None and wide.point is not None
    assert wide.bound <= best <= task.objective.at(wide.point)


@pytest.mark.parametrize("seed", range(30))
def test_with_some_variables_whole_only_a_bound_comes_out(seed: int) -> None:
    task = random_task(seed)
    wide = task.matrix.upper - task.matrix.lower > 1
    best = best_cost(task)
    points: list[list[int]] = []
    coarse = mip.solve(replace(task, whole=wide), Limits(10), Watcher(points.append))
    assert coarse.point is None and not points
    if coarse.proven:
        assert best is None, "what is impossible in fractions is impossible"
    if best is not None:
        loose = mip.relax(task, Limits(10)).bound
        assert coarse.bound is not None and loose is not None
        assert loose <= coarse.bound <= best


def test_amounts_that_must_be_whole_lift_the_bound() -> None:
    # 2x = y + z with y + z >= 3: x is 1.5 in fractions, and 2 when x alone is whole.
    model = Model(1)
    x, y, z = model.variable("x", 0, 5), model.variable("y", 0, 1), model.variable("z", 0, 3)
    model.between(0, Linear({x: 2, y: -1, z: -1}), 0)
    model.at_least(Linear({y: 1, z: 1}), 3)
    task = Task(model, Linear({x: 10}))
    assert mip.relax(task, Limits(5)).bound == 15
    assert mip.solve(replace(task, whole=np.array([True, False, False])), Limits(5)).bound == 20


@pytest.mark.parametrize("seed", range(30))
def test_a_relaxation_is_a_bound_with_a_point_inside_the_rows(seed: int) -> None:
    task = random_task(seed)
    best, relaxed = best_cost(task), mip.relax(task, Limits(10))
    if relaxed.impossible:
        assert best is None
        assert relaxed.bound is None and relaxed.values is None
        return
    assert relaxed.values is not None and relaxed.bound is not None
    assert task.matrix.keeps(relaxed.values)
    exact = task.constant + float(task.cost @ relaxed.values)
    assert relaxed.bound == ceil(exact - 1e-3), "rounded up, but not over a rounding error"
    assert best is None or relaxed.bound <= best


@pytest.mark.parametrize("seed", range(30))
def test_a_point_inside_proves_no_more_than_the_corner(seed: int) -> None:
    task = random_task(seed)
    corner, inside = mip.relax(task, Limits(10)), mip.relax(task, Limits(10), inside=True)
    if inside.impossible:
        assert corner.impossible
    elif inside.bound is not None and inside.values is not None:
        assert corner.bound is not None
        assert corner.bound - 1 <= inside.bound <= corner.bound
        assert inside.values.shape == (task.matrix.width,)


def test_a_point_inside_proves_nearly_as_much_as_the_corner() -> None:
    task = knapsack(7, **HARD)
    corner, inside = (mip.relax(task, Limits(10), inside=one).bound for one in (False, True))
    assert corner is not None and inside is not None
    assert corner - 1 <= inside <= corner


def test_a_relaxation_that_has_no_time_knows_nothing() -> None:
    task = knapsack(7, size=400, rows=300)
    relaxed = mip.relax(task, Limits(0.0))
    assert not relaxed.impossible
    if relaxed.bound is None:
        assert relaxed.values is None


@pytest.mark.parametrize("constant", [0, 3, -7])
@pytest.mark.parametrize("seed", range(6))
def test_bounds_are_sums_that_the_prices_can_make(seed: int, constant: int) -> None:
    task = random_task(seed, size=7, rows=5, factor=5, constant=constant)
    assert grain(task.cost) % 5 == 0
    told: list[int] = []
    outcome = mip.solve(task, Limits(10), Watcher(on_bound=told.append))
    best = best_cost(task)
    assert outcome.proven and outcome.bound == best
    for bound in told:
        assert (bound - constant) % 5 == 0
        assert best is None or bound <= best


@pytest.mark.parametrize(("constant", "expected"), [(0, 20), (3, 23), (-1, 19)])
def test_a_fraction_of_a_grain_is_a_whole_one(constant: int, expected: int) -> None:
    # 2x + 2y + 2z >= 7 costs 5 each: 17.5 in fractions, and the next sum of fives is 20.
    model = Model(1)
    all_of = [model.variable(name, 0, 3) for name in "xyz"]
    # Not `at_least`, which would divide by two and round up at once.
    model.rows.append(Row("test", 7, dict.fromkeys(all_of, 2), None))
    task = Task(model, Linear(dict.fromkeys(all_of, 5), constant))
    assert mip.relax(task, Limits(5)).bound == constant + 18, "a relaxation does not look for a grain"
    assert mip.solve(task, Limits(5)).bound == expected


def test_no_price_has_a_grain_of_one() -> None:
    assert grain(np.array([0.0, 0.0])) == 1
    assert grain(np.array([0.0, -10.0, 25.0])) == 5
    assert grain(np.array([])) == 1


def test_every_bound_told_holds_for_every_point() -> None:
    for seed in range(3):
        task = knapsack(seed, size=10, rows=4)
        told: list[int] = []
        mip.solve(task, Limits(10), Watcher(on_bound=told.append))
        costs = [task.objective.at(point) for point in product((0, 1), repeat=10) if task.keeps(point)]
        assert told == sorted(told)
        assert all(bound <= min(costs) for bound in told)


def test_nothing_to_decide_has_a_bound_all_the_same() -> None:
    model = Model(1)
    task = Task(model, Linear(constant=7))
    assert mip.relax(task, Limits(5)).bound == 7
    assert mip.solve(replace(task, whole=np.zeros(0, bool)), Limits(5)) == Outcome(bound=7)
    model.rows.append(Row("never", 1, {}, None))
    assert mip.relax(Task(model, Linear()), Limits(5)).impossible
