"""Both engines give the same optimum, honest bounds and whole points."""

from __future__ import annotations

from random import Random
from types import ModuleType

import pytest

from scheduler.encode.model import Linear, Model, Row
from scheduler.engines import cpsat, mip
from scheduler.engines.base import Limits, Outcome, Task, Watcher, safe_bound

ENGINES = [pytest.param(cpsat, id="cpsat"), pytest.param(mip, id="mip")]


def knapsack(seed: int, size: int = 24, rows: int = 6) -> Task:
    """Take things of value under several weights: minimise the value left behind."""
    r = Random(seed)
    model = Model(1)
    things = [model.variable(f"thing {number}", 0, 1) for number in range(size)]
    total = Linear(constant=size * 40)
    for thing in things:
        total.add(thing, -r.randint(20, 40))
    for _ in range(rows):
        weights = {thing: r.randint(1, 50) for thing in things}
        model.at_most(Linear(weights), sum(weights.values()) // 3)
    return Task(model, total)


@pytest.mark.parametrize("seed", range(3))
def test_both_prove_the_same_optimum(seed: int) -> None:
    task = knapsack(seed)
    outcomes = [engine.solve(task, Limits(20)) for engine in (cpsat, mip)]
    for outcome in outcomes:
        assert outcome.proven and outcome.point is not None
        assert task.keeps(outcome.point)
        assert outcome.bound == task.objective.at(outcome.point)
    assert outcomes[0].bound == outcomes[1].bound


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_impossible_is_proven_so(engine: ModuleType) -> None:
    model = Model(1)
    x = model.variable("x", 0, 1)
    rows = [Row("test", 1, {x: 1}, None), Row("test", None, {x: 1}, 0)]
    assert engine.solve(Task(model, Linear.of(x), rows), Limits(5)) == Outcome(proven=True)
    model.fix(x, 1)
    model.fix(x, 0)
    assert engine.solve(Task(model, Linear.of(x)), Limits(5)) == Outcome(proven=True)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_without_variables_counts(engine: ModuleType) -> None:
    model = Model(1)
    x = model.variable("x", 0, 1)
    model.at_least(Linear(), 1)
    assert engine.solve(Task(model, Linear.of(x)), Limits(5)).proven
    assert engine.solve(Task(model, Linear.of(x)), Limits(5)).point is None


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_to_decide_costs_the_constant(engine: ModuleType) -> None:
    model = Model(1)
    outcome = engine.solve(Task(model, Linear(constant=7)), Limits(5))
    assert (outcome.point, outcome.bound, outcome.proven) == ([], 7, True)
    model.at_least(Linear(), 1)
    outcome = engine.solve(Task(model, Linear(constant=7)), Limits(5))
    assert (outcome.point, outcome.bound, outcome.proven) == (None, None, True)


@pytest.mark.parametrize("engine", ENGINES)
def test_families_that_are_left_out_do_not_bind(engine: ModuleType) -> None:
    model = Model(1)
    x = model.variable("x", 0, 5)
    model.family = "costs"
    model.at_least(Linear.of(x), 3)
    full = engine.solve(Task(model, Linear.of(x)), Limits(5))
    bare = engine.solve(Task(model, Linear.of(x), without=frozenset({"costs"})), Limits(5))
    assert (full.bound, bare.bound) == (3, 0)


@pytest.mark.parametrize("engine", ENGINES)
def test_points_and_bounds_come_while_it_works(engine: ModuleType) -> None:
    task = knapsack(7, size=60, rows=12)
    points: list[list[int]] = []
    bounds: list[int] = []
    outcome = engine.solve(task, Limits(1), Watcher(points.append, bounds.append))
    assert points and bounds
    assert all(task.keeps(point) for point in points)
    best = min(task.objective.at(point) for point in points)
    assert outcome.bound is not None and outcome.point is not None
    assert task.objective.at(outcome.point) <= best
    assert max(bounds) <= task.objective.at(outcome.point)


def test_equal_work_gives_equal_outcomes() -> None:
    task = knapsack(3, size=50, rows=10)
    for engine, work in ((cpsat, 0.2), (mip, 3)):
        first, second = (engine.solve(task, Limits(60, work=work, seed=5)) for _ in range(2))
        assert first.point == second.point
        assert first.bound == second.bound


def test_cpsat_stops_when_asked() -> None:
    outcome = cpsat.solve(knapsack(7, size=80, rows=20), Limits(60), Watcher(should_stop=lambda: True))
    assert not outcome.proven


def test_a_hint_is_never_lost() -> None:
    task = knapsack(7, size=60, rows=12)
    good = mip.solve(task, Limits(1)).point
    assert good is not None
    for engine in (cpsat, mip):
        again = engine.solve(Task(task.model, task.objective, hint=good), Limits(0.3))
        assert again.point is not None
        assert task.objective.at(again.point) <= task.objective.at(good)


def test_a_safe_bound_never_rounds_beyond_what_is_proven() -> None:
    assert safe_bound(41.0) == 41
    assert safe_bound(41.00001) == 41, "a rounding error proves nothing"
    assert safe_bound(41.2) == 42
    assert safe_bound(40.99999) == 41
    assert safe_bound(1_000_000.9) == 1_000_000, "an error of one in a million is one here"
    assert safe_bound(-3.5) == -3
