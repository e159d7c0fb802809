"""A club's month: our own rows, all parts in one piece."""

from __future__ import annotations

from scheduler.encode.build import encode
from scheduler.encode.vars import Part, Vars
from scheduler.problem import Problem
from tests.benchmark.rivals.model import Level, Model

Pair = tuple[str, str]


def rows_of(problem: Problem) -> tuple[Model, Vars]:
    """The rows, with the variables that say what a point means."""
    whole = Part(tuple(one.id for one in problem.participants), tuple(one.id for one in problem.shifts))
    v = encode(problem, whole)
    model = Model(levels=0)
    model.lower, model.upper = list(v.model.lower), list(v.model.upper)
    for row in v.model.rows:
        model.row(row.terms.items(), row.low, row.high)
    model.levels = [Level(dict(one.terms), one.constant) for one in v.model.objectives]
    return model, v
