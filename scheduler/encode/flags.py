"""Variables that are 1 where anybody of some people is there."""

from __future__ import annotations

from scheduler.encode.model import Linear, Model


def anybody(model: Model, name: str, total: Linear) -> Linear:
    """At least 1 where one of the 0/1 variables of the sum is; only rows that hold it down make it no more.

    The sum itself where it holds one variable, or none.
    """
    if len(total.terms) < 2:
        return total
    flag = model.variable(name, 0, 1, lambda point: int(total.at(point) > 0))
    for variable in total.terms:
        model.at_least(Linear.of(flag).add(variable, -1), 0)
    return Linear.of(flag)
