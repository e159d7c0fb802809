"""A task falls apart into blocks exactly where no row holds it together."""

from __future__ import annotations

import pytest

from scheduler.encode.build import encode
from scheduler.encode.model import Linear, Model, Row
from scheduler.encode.vars import Part
from scheduler.engines import mip
from scheduler.engines.base import Limits, Task, Watcher
from scheduler.search.blocks import solve_apart, split
from tests.unit.scheduler.encode.random_problems import random_problem


def two_pairs() -> Task:
    """x + y >= 1 and u + v >= 1 are two blocks; w has a price and no row, z a row and no price."""
    model = Model(1)
    x, y, u, v, w, z = (model.variable(name, 0, 1) for name in "xyuvwz")
    model.at_least(Linear.of(x, y), 1)
    model.at_least(Linear.of(u, v), 1)
    model.fix(z, 1)
    return Task(model, Linear({x: 2, y: 3, u: 5, v: 4, w: 1}, constant=7), hint=[0, 1, 1, 0, 1, 1])


def test_rows_hold_blocks_together() -> None:
    task = two_pairs()
    assert sorted(block.variables for block in split(task)) == [(0, 1), (2, 3), (4,)]
    joined = Task(task.model, task.objective, [Row("level", None, {0: 1, 3: 1}, 1)], task.hint)
    assert len(split(joined)) == 3, "what an earlier level allows is shared out, not shared"
    task.model.at_most(Linear.of(0, 3), 1)
    assert sorted(block.variables for block in split(task)) == [(0, 1, 2, 3), (4,)]


def test_blocks_add_up() -> None:
    outcome = solve_apart(two_pairs(), mip.solve, Limits(10), Watcher())
    assert outcome.point == [1, 0, 0, 1, 0, 1], "what has no price stays as the hint has it"
    assert outcome.bound == 7 + 2 + 4
    assert outcome.proven


def test_earlier_levels_are_spent_as_the_hint_spends_them() -> None:
    task = two_pairs()
    spent = Row("level", None, {0: 1, 2: 1}, 1)
    outcome = solve_apart(Task(task.model, task.objective, [spent], task.hint), mip.solve, Limits(10), Watcher())
    assert outcome.point == [0, 1, 0, 1, 0, 1], "x is 0 in the hint, so it stays 0, though the whole would allow it"
    assert outcome.bound is None, "so the blocks prove nothing about the whole"


def test_without_a_hint_nothing_is_split() -> None:
    task = two_pairs()
    assert len(split(Task(task.model, task.objective))) == 1


def test_a_contradiction_is_not_lost_among_blocks() -> None:
    task = two_pairs()
    task.model.at_least(Linear(), 1)
    outcome = solve_apart(task, mip.solve, Limits(10), Watcher())
    assert outcome.proven and outcome.point is None


@pytest.mark.parametrize("seed", range(8))
def test_apart_or_whole_the_fewest_open_seats_are_the_same(seed: int) -> None:
    problem = random_problem(seed, people=6, shifts=16, locks=False)
    v = encode(problem, Part(tuple(problem.participant), tuple(problem.shift)))
    idle = frozenset({"targets", "fairness"})
    task = Task(v.model, v.model.objectives[0], hint=v.model.completed({}), without=idle)
    apart, whole = solve_apart(task, mip.solve, Limits(10), Watcher()), mip.solve(task, Limits(10))
    assert apart.bound == whole.bound
    assert apart.point is not None and task.objective.at(apart.point) == apart.bound
    assert task.keeps(apart.point)
