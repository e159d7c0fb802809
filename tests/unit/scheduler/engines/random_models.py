"""Small random models of rows, and everything about them that trying every point tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from scheduler.encode.model import Linear, Model, Row
from scheduler.encode.rows import Rows
from scheduler.engines.base import Task


def random_rows(r: Random, size: int, count: int) -> list[Row]:
    """Rows with one open side, two sides or equal ones; now and then without any variable."""
    rows = []
    for _ in range(count):
        terms = {variable: r.choice((-3, -2, -1, 1, 1, 2, 4)) for variable in r.sample(range(size), r.randint(0, size))}
        low = r.choice((None, r.randint(-6, 0)))
        high = r.randint(0, 6) if low is None else r.choice((None, low, low + r.randint(0, 6)))
        if not terms:
            low, high = (None if low is None else min(low, 0)), None if high is None else max(high, 0)
        rows.append(Row("random", low, terms, high))
    return rows


def random_task(seed: int, size: int = 6, rows: int = 4, factor: int = 1, constant: int | None = None) -> Task:
    """A few variables of 0 or 1 and wider ones, with prices that are multiples of `factor`."""
    r = Random(seed)
    model = Model(1)
    for number in range(size):
        low = r.choice((0, 0, 0, -2))
        model.variable(f"x{number}", low, low + r.choice((1, 1, 1, 3)))
    model.rows = Rows(random_rows(r, size, rows))
    prices = {variable: factor * price for variable in range(size) if (price := r.randint(-9, 9))}
    return Task(model, Linear(prices, r.randint(-20, 20) if constant is None else constant))


def points(task: Task) -> Iterator[list[int]]:
    """Every point within the bounds of the variables."""
    ranges = (range(low, high + 1) for low, high in zip(task.model.lower, task.model.upper, strict=True))
    return map(list, product(*ranges))


def best_cost(task: Task) -> int | None:
    """The least cost of all points that every row allows; None without any."""
    allowed = (point for point in points(task) if all(row.holds(point) for row in task.rows))
    return min((task.objective.at(point) for point in allowed), default=None)
