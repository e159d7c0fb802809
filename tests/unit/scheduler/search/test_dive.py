"""What the relaxation decides is kept, and the rest is solved."""

from __future__ import annotations

import numpy as np

from scheduler.encode.model import Linear, Model
from scheduler.engines.base import Limits, Task
from scheduler.search.dive import dive, settled


def pairs() -> Task:
    """Three of four things; one of the first two. The second and the fourth cost least."""
    model = Model(1)
    things = [model.variable(name, 0, 1) for name in "abcd"]
    model.between(3, Linear.of(*things), 3)
    model.at_most(Linear.of(things[0], things[1]), 1)
    model.charge(0, Linear({things[0]: 5, things[1]: 2, things[2]: 3, things[3]: 1}), 1)
    return Task(model, model.objectives[0])


ALL = np.ones(4, bool)


def test_a_dive_ends_at_a_good_point_with_the_bound_of_the_relaxation() -> None:
    found = dive(pairs(), ALL, Limits(10), lambda: False)
    assert found.point == [0, 1, 1, 1]
    assert found.bound == 2 + 3 + 1
    assert not found.proven


def test_whole_decisions_are_fixed_and_others_stay_free() -> None:
    left = settled(pairs(), np.array([0.0, 1.0, 0.5, 1.0]), ALL)
    assert left.matrix.lower.tolist() == [0, 1, 0, 1]
    assert left.matrix.upper.tolist() == [0, 1, 1, 1]


def test_only_what_is_worked_may_be_kept_and_what_is_no_decision_never_is() -> None:
    values = np.array([0.0, 1.0, 0.5, 1.0])
    assert settled(pairs(), values, ALL, only_worked=True).matrix.upper.tolist() == [1, 1, 1, 1]
    assert settled(pairs(), values, np.array([True, False, True, True])).matrix.lower.tolist() == [0, 0, 0, 1]


def test_where_the_relaxation_leads_nowhere_there_is_no_point() -> None:
    task = pairs()
    task.model.fix(0, 1)
    task.model.fix(1, 1)
    assert dive(task, ALL, Limits(10), lambda: False).point is None


def test_where_a_dive_is_impossible_only_what_is_worked_is_kept() -> None:
    """A half of each of three, of which no two go together, is enough; one of them and the fourth is what there is."""
    model = Model(1)
    a, b, c, d = (model.variable(name, 0, 1) for name in "abcd")
    for one, other in ((a, b), (b, c), (a, c)):
        model.at_most(Linear.of(one, other), 1)
    model.at_least(Linear({a: 2, b: 2, c: 2, d: 3}), 3)
    model.charge(0, Linear({a: 1, b: 1, c: 1, d: 9}), 1)
    task = Task(model, model.objectives[0])
    # Relaxed: a half of each makes 3, and d is not worked; without d no whole point makes 3.
    found = dive(task, ALL, Limits(10), lambda: False)
    assert found.point is not None and found.point[3] == 1
    assert found.bound == 2
