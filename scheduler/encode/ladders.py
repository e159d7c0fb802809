"""An extreme of several sums that each take few values, as a ladder whose rungs are these values.

A plain variable for the greatest of some sums may stand anywhere, also between the values that the sums can take. On a
ladder, a rung that is not reached caps every sum by a whole number of its own steps, which makes bounds much better
where the sums' values lie on different lattices.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.encode.model import Follows, Linear, Model, Point


@dataclass(frozen=True)
class Lattice:
    """A sum that is start, start + step, ... for a whole count that goes from 0 to `top`."""

    count: Linear
    start: int
    step: int
    top: int

    @property
    def value(self) -> Linear:
        """The sum."""
        return Linear(constant=self.start).plus(self.count, self.step)

    def at(self, point: Point) -> int:
        """Its value at a point."""
        return self.start + self.step * self.count.at(point)

    def values(self) -> list[int]:
        """All that the sum can be."""
        return [self.start + self.step * count for count in range(self.top + 1)]


def rungs_of(sums: Sequence[Lattice]) -> list[int]:
    """All values that any of the sums can take, rising."""
    return sorted({value for one in sums for value in one.values()})


def greatest(model: Model, name: str, sums: Sequence[Lattice]) -> int:
    """A variable that is no lower than any of the sums, and on one of their values."""
    rungs = rungs_of(sums)
    height, steps = _ladder(model, name, rungs, lambda point: max(one.at(point) for one in sums))
    for one in sums:
        # Whoever counts n has passed n rungs of the own lattice beside its start, so the greatest has reached them.
        model.at_most(one.count.minus(_reached(steps, one.values())), -1)
        model.at_least(Linear.of(height).minus(one.value), 0)
    return height


def least(model: Model, name: str, sums: Sequence[Lattice]) -> int:
    """A variable that is no higher than any of the sums, and on one of their values."""
    rungs = rungs_of(sums)
    height, steps = _ladder(model, name, rungs, lambda point: min(one.at(point) for one in sums))
    for one in sums:
        # The first rung beyond a value of the own lattice is reached only by those who have passed that value.
        beyond = [rungs[bisect_right(rungs, value)] for value in one.values()[:-1]]
        model.at_least(one.count.minus(_reached(steps, beyond)), 0)
        model.at_least(one.value.minus(Linear.of(height)), 0)
        model.at_most(Linear.of(height), one.values()[-1])
    return height


def _ladder(model: Model, name: str, rungs: Sequence[int], follows: Follows) -> tuple[int, dict[int, Linear]]:
    """The height, and for every rung a sum that is 1 where it is reached; the lowest always is."""
    height = model.variable(name, rungs[0], rungs[-1], follows)
    steps = {rungs[0]: Linear(constant=1)}
    total = Linear(constant=rungs[0])
    for below, rung in pairwise(rungs):
        reached = model.variable(f"{name} reaches {rung}", 0, 1, _reaches(height, rung))
        model.rungs.add(reached)
        steps[rung] = Linear.of(reached)
        model.at_least(steps[below].minus(steps[rung]), 0)
        total.take(steps[rung], rung - below)
    model.between(0, total.minus(Linear.of(height)), 0)
    return height, steps


def _reaches(height: int, rung: int) -> Follows:
    return lambda point: int(point[height] >= rung)


def _reached(steps: dict[int, Linear], rungs: Sequence[int]) -> Linear:
    total = Linear()
    for rung in rungs:
        total.take(steps[rung])
    return total
