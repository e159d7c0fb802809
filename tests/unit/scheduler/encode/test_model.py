"""Rows, sums, ladders and cost curves by themselves."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from scheduler.calendar import Period
from scheduler.encode import ladders
from scheduler.encode.daily import Daily
from scheduler.encode.ladders import Lattice
from scheduler.encode.model import Linear, Model, Row
from scheduler.encode.steps import hull, reachable, stay_above
from tests import factories as make


def test_sums_together_are_their_addends_one_after_the_other() -> None:
    apart = [Linear({0: 1}, 2), Linear({1: 3}), Linear(constant=4)]
    assert Linear.together(apart, 5) == Linear({0: 1, 1: 3}, 11), "2 + 4 + 5"
    shared = [Linear({0: 1, 1: 2}, 1), Linear({1: -2, 2: 1}), Linear({0: 1})]
    assert Linear.together(shared) == Linear({0: 2, 2: 1}, 1), "what cancels out is gone"
    assert shared[0] == Linear({0: 1, 1: 2}, 1), "the addends stay as they are"


def test_a_row_of_minutes_becomes_a_row_of_counts() -> None:
    model = Model(1)
    x, y, z = (model.variable(name, 0, 1) for name in "xyz")
    model.at_most(Linear({x: 240, y: 240, z: 480}), 840)
    assert list(model.rows) == [Row("", None, {x: 1, y: 1, z: 2}, 3)], "840 // 240 = 3"
    model.at_least(Linear({x: 60, y: 60}, constant=10), 15)
    assert model.rows[1] == Row("", 1, {x: 1, y: 1}, None), "ceil((15 - 10) / 60) = 1"


def test_rows_that_say_nothing_are_not_written() -> None:
    model = Model(1)
    x, y = model.variable("x", 0, 1), model.variable("y", 0, 3)
    model.at_most(Linear({x: 2, y: 1}), 5)
    model.at_least(Linear({x: 2, y: -1}), -3)
    assert list(model.rows) == []
    model.between(1, Linear({x: 2, y: 1}), 9)
    assert list(model.rows) == [Row("", 1, {x: 2, y: 1}, None)]


def test_a_row_between_two_multiples_is_one_that_nothing_satisfies() -> None:
    model = Model(1)
    x, y = model.variable("x", 0, 1), model.variable("y", 0, 1)
    model.between(44, Linear({x: 30, y: 30}), 49)
    assert list(model.rows) == [Row("", 1, {}, None)], "ceil(44 / 30) = 2 is above 49 // 30 = 1"


def test_what_follows_is_worked_out_in_order() -> None:
    model = Model(2)
    x = model.variable("x", 0, 1)
    double = model.variable("double", 0, 2, lambda point: 2 * point[x])
    more = model.variable("more", 0, 3, lambda point: point[double] + 1)
    model.charge(0, Linear.of(double), 10)
    model.charge(1, Linear.of(more, x), 5)
    assert model.completed({x: 1}) == [1, 2, 3]
    assert model.values([1, 2, 3]) == (20, 20)
    assert list(model.broken([2, 2, 3])) == ["bounds of x"]


def test_sums() -> None:
    one = Linear.of(3, 4).add(3).plus(Linear({4: 1}, 7), 2)
    assert one == Linear({3: 2, 4: 3}, 14)
    assert one.minus(one) == Linear()
    assert one.at([0, 0, 0, 1, 2]) == 14 + 2 + 6


def test_sums_that_share_variables_add_up() -> None:
    assert Linear.total([3, 4, 3]) == Linear({3: 2, 4: 1}), "3 is named twice"
    one = Linear({1: 2, 2: 1}, 5)
    assert one.plus(Linear({2: 1, 3: 4}, 1), -1) == Linear({1: 2, 3: -4}, 4), "1 - 1 of variable 2 is no term"
    assert one.times(0) == Linear()
    assert one.take(Linear({2: 3})) is one == Linear({1: 2, 2: 4}, 5)


def test_the_range_of_a_sum_follows_the_bounds() -> None:
    model = Model(1)
    x, y = model.binaries(["x", "y"])
    units = model.variable("units", 0, 7)
    assert model.range_of(Linear({x: 3, y: -2}, 10)) == (8, 13), "10 - 2 and 10 + 3"
    assert model.range_of(Linear({x: 3, units: -2})) == (-14, 3), "-2 * 7 and 3"
    model.fix(y, 1)
    assert model.range_of(Linear({x: 3, y: -2}, 10)) == (8, 11), "y is always 1: 10 - 2 and 10 - 2 + 3"
    model.at_most(Linear({x: 1, y: -1}), 0)
    assert list(model.rows) == [], "x - 1 is never above 0"


def test_a_unit_charged_twice_costs_twice() -> None:
    model = Model(1)
    x, y = model.binaries(["x", "y"])
    model.family = "some"
    model.charge(0, Linear({x: 1, y: 2}, 1), 10)
    model.charge(0, Linear({x: 1}), 5)
    assert model.objectives == [Linear({x: 15, y: 20}, 10)]
    assert model.priced == {"some": {x, y}}


def test_a_span_is_the_sum_of_its_days_which_are_worked_out_once() -> None:
    asked: list[int] = []

    def of_day(day: date) -> Linear:
        asked.append(day.day)
        return Linear({day.day: 240})

    daily = Daily([make.day(number) for number in (1, 3, 8)], of_day)
    assert daily.within(Period(make.day(2), make.day(8))) == Linear({3: 240, 8: 240})
    assert daily.within(Period(make.day(3), make.day(7))) == Linear({3: 240})
    assert asked == [3, 8], "nobody asked for the first, and the third once"


def test_the_values_that_minutes_can_take() -> None:
    assert reachable(Linear({0: 240, 1: 240, 2: 300})) == [0, 240, 300, 480, 540, 780]


def test_the_hull_keeps_only_corners() -> None:
    assert hull([(0, 4), (1, 2), (2, 0), (3, 0), (4, 3)]) == [(0, 4), (2, 0), (3, 0), (4, 3)]


def test_a_cost_stays_on_its_curve_at_every_value() -> None:
    model = Model(1)
    xs = [model.variable(f"x{number}", 0, 1) for number in range(4)]
    total = Linear(dict.fromkeys(xs, 240))

    def curve(minutes: int) -> int:
        return -(-max(0, abs(minutes - 500) - 60) // 30)

    cost = model.variable("cost", 0, 99, lambda point: curve(total.at(point)))
    stay_above(model, cost, total, reachable(total), curve)
    for taken in product((0, 1), repeat=4):
        point = [*taken, curve(240 * sum(taken))]
        assert all(row.holds(point) for row in model.rows)
        # 0, 240, 480, 720, 960 minutes cost 15, 7, 0, 6, 14: convex, so the rows leave nothing below.
        assert not all(row.holds([*taken, point[-1] - 1]) for row in model.rows) or point[-1] == 0


@pytest.mark.parametrize("starts", [(0, 0, 0), (-68, 0, -34), (10, -5, 7)])
def test_ladders_end_at_the_greatest_and_the_least(starts: tuple[int, ...]) -> None:
    model = Model(1)
    counts = [model.variable(f"count {number}", 0, 3) for number in range(3)]
    sums = [Lattice(Linear.of(count), start, 24, 3) for count, start in zip(counts, starts, strict=True)]
    most, least = ladders.greatest(model, "most", sums), ladders.least(model, "least", sums)
    rungs = ladders.rungs_of(sums)
    for taken in product(range(4), repeat=3):
        point = model.completed(dict(zip(counts, taken, strict=True)))
        values = [start + 24 * count for start, count in zip(starts, taken, strict=True)]
        assert (point[most], point[least]) == (max(values), min(values))
        assert list(model.broken(point)) == []
        for height, rung in ((most, below(rungs, max(values))), (least, above(rungs, min(values)))):
            assert rung is None or list(model.broken(moved(model, point, height, rung))), "no other rung will do"


def below(rungs: list[int], value: int) -> int | None:
    return max((rung for rung in rungs if rung < value), default=None)


def above(rungs: list[int], value: int) -> int | None:
    return min((rung for rung in rungs if rung > value), default=None)


def moved(model: Model, point: list[int], height: int, rung: int) -> list[int]:
    """The point with one height, and the steps of its ladder, on another rung."""
    name = model.names[height]
    changed = list(point)
    changed[height] = rung
    for variable, said in enumerate(model.names):
        if said.startswith(f"{name} reaches "):
            changed[variable] = int(rung >= int(said.rpartition(" ")[2]))
    return changed
