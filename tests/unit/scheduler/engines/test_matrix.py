"""The arrays say what the rows say, and a slice of them is the whole with some variables held."""

from __future__ import annotations

from itertools import compress
from random import Random

import numpy as np
import pytest

from scheduler.encode.model import Linear, Model, Row
from scheduler.engines import mip
from scheduler.engines.base import Limits, Slice, Task
from scheduler.engines.matrix import Matrix
from tests.unit.scheduler.engines.random_models import best_cost, points, random_rows, random_task

SEEDS = range(25)


def allowed_start(task: Task) -> list[int] | None:
    """The first point that every row allows: a slice leaves out rows without any free variable, so they must hold."""
    return next((point for point in points(task) if task.keeps(point)), None)


POSSIBLE = [seed for seed in SEEDS if allowed_start(random_task(seed)) is not None]


def drawn(r: Random, task: Task, beyond: int = 1) -> list[int]:
    """A point that may be a little outside the bounds."""
    bounds = zip(task.model.lower, task.model.upper, strict=True)
    return [r.randint(low - beyond, high + beyond) for low, high in bounds]


def test_sums_are_those_of_the_rows() -> None:
    for seed in SEEDS:
        r, task = Random(seed), random_task(seed)
        for _ in range(10):
            point = drawn(r, task)
            expected = [sum(weight * point[variable] for variable, weight in row.terms.items()) for row in task.rows]
            assert task.matrix.sums(point).tolist() == expected


def test_a_point_is_kept_when_every_bound_and_row_holds() -> None:
    kept = dropped = 0
    for seed in SEEDS:
        r, task = Random(seed), random_task(seed)
        for turn in range(30):
            point = drawn(r, task, beyond=turn % 2)
            inside = all(
                low <= value <= high for low, value, high in zip(task.model.lower, point, task.model.upper, strict=True)
            )
            expected = inside and all(row.holds(point) for row in task.rows)
            assert task.matrix.keeps(point) == expected == task.keeps(point)
            kept, dropped = kept + expected, dropped + (not expected)
    assert kept > 50 and dropped > 50, "both were seen"


def test_more_rows_are_the_same_as_all_rows_at_once() -> None:
    for seed in SEEDS:
        r, task = Random(seed), random_task(seed)
        more = random_rows(r, 6, r.randint(0, 3))
        at_once = Matrix.of(task.model.lower, task.model.upper, [*task.rows, *more])
        added = task.matrix.plus(more)
        for name in ("lower", "upper", "low", "high", "start", "index", "value", "row"):
            assert getattr(added, name).tolist() == getattr(at_once, name).tolist(), name
        point = drawn(r, task, beyond=0)
        assert added.keeps(point) == (task.matrix.keeps(point) and all(row.holds(point) for row in more))


def test_some_rows_are_the_same_as_these_rows_alone() -> None:
    for seed in SEEDS:
        r, task = Random(seed), random_task(seed)
        kept = [r.random() < 0.6 for _ in task.rows]
        some = task.matrix.only(np.array(kept, bool))
        alone = Matrix.of(task.model.lower, task.model.upper, list(compress(task.rows, kept)))
        for name in ("lower", "upper", "low", "high", "start", "index", "value", "row"):
            assert getattr(some, name).tolist() == getattr(alone, name).tolist(), name


def test_no_rows_and_rows_without_variables() -> None:
    bare = Matrix.of([0, 0], [1, 1], [])
    assert (bare.width, bare.height) == (2, 0)
    assert Matrix.of([], [], []).keeps([])
    assert bare.sums([1, 1]).tolist() == []
    assert bare.keeps([1, 1]) and not bare.keeps([2, 0])
    never = bare.plus([Row("never", 1, {}, None)])
    assert (never.height, never.sums([1, 1]).tolist()) == (1, [0.0])
    assert not never.keeps([1, 1])


@pytest.mark.parametrize("seed", POSSIBLE)
def test_a_slice_allows_exactly_what_the_whole_allows_with_the_others_held(seed: int) -> None:
    r, task = Random(seed), random_task(seed)
    start = allowed_start(task)
    assert start is not None
    free = np.array([r.random() < 0.5 for _ in start])
    part = task.matrix.slice(free, start)
    assert part.width == free.sum()
    for point in points(task):
        if all(value == held for value, held, loose in zip(point, start, free, strict=True) if not loose):
            assert part.keeps(np.array(point)[free]) == task.keeps(point)


@pytest.mark.parametrize("seed", POSSIBLE)
def test_the_optimum_of_a_slice_laid_back_is_that_of_the_whole_with_the_others_held(seed: int) -> None:
    r, task = Random(seed), random_task(seed)
    start = allowed_start(task)
    assert start is not None
    free = np.array([r.random() < 0.6 for _ in start])
    held = np.array(start)
    spent = task.constant + round(float(task.cost[~free] @ held[~free]))
    outcome = mip.solve(Slice(task.matrix.slice(free, held), task.cost[free], spent), Limits(10))
    assert outcome.proven and outcome.point is not None
    back = held.copy()
    back[free] = outcome.point
    assert task.keeps(back.tolist())
    cost = spent + round(float(task.cost[free] @ np.array(outcome.point)))
    assert cost == task.objective.at(back.tolist()) == outcome.bound
    others = [Row("held", start[n], {n: 1}, start[n]) for n in np.flatnonzero(~free).tolist()]
    assert cost == best_cost(Task(task.model, task.objective, others))


def test_a_slice_of_everything_is_the_whole_and_one_of_nothing_is_empty() -> None:
    task = random_task(3)
    start = [0] * 6
    whole = task.matrix.slice(np.ones(6, bool), start)
    assert whole.value.tolist() == task.matrix.value.tolist()
    assert whole.low.tolist() == [-np.inf if row.low is None else row.low for row in task.rows if row.terms]
    nothing = task.matrix.slice(np.zeros(6, bool), start)
    assert (nothing.width, nothing.height) == (0, 0)


def test_rows_of_a_model_keep_their_open_sides() -> None:
    model = Model(1)
    x, y = model.variable("x", 0, 5), model.variable("y", 0, 5)
    model.at_most(Linear({x: 1, y: 2}), 6)
    model.at_least(Linear({x: 1, y: -1}), -2)
    matrix = Matrix.of(model.lower, model.upper, model.rows)
    assert matrix.low.tolist() == [-np.inf, -2]
    assert matrix.high.tolist() == [6, np.inf]
    assert matrix.slice(np.array([True, False]), [9, 2]).high.tolist() == [6 - 2 * 2, np.inf]
