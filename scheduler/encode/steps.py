"""Whole-number costs of one sum, written as rows that are as tight as they can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from math import gcd

from scheduler.encode.model import Linear, Model


def reachable(total: Linear) -> list[int]:
    """The values, rising, that a sum of 0/1 variables with positive coefficients, and no constant, can take."""
    step = gcd(*total.terms.values())
    bits = 1
    for coefficient in total.terms.values():
        bits |= bits << coefficient // step
    return [step * index for index, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]


def hull(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The corners of the lower convex hull of points given by rising x."""
    corners: list[tuple[int, int]] = []
    for point in points:
        while len(corners) > 1 and not _turns_left(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return corners


def _turns_left(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def stay_above(model: Model, cost: int, total: Linear, values: Iterable[int], curve: Callable[[int], int]) -> None:
    """Rows that keep the variable `cost` on or above the hull of curve(x) over the values x that `total` can take.

    Where the curve bends only at such values, the relaxation then knows what every whole roster costs; a plain
    "30 cost >= x - target" knows it only for rosters that hit a multiple of 30.
    """
    corners = hull((value, curve(value)) for value in values)
    for (x1, y1), (x2, y2) in pairwise(corners):
        step = gcd(x2 - x1, y2 - y1)
        run, rise = (x2 - x1) // step, (y2 - y1) // step
        model.at_least(Linear().add(cost, run).plus(total, -rise), run * y1 - rise * x1)


def fit(model: Model, total: Linear, room: int) -> None:
    """Rows that keep a sum of 0/1 variables with positive coefficients, and no constant, within the room.

    Where it mixes two coefficients (shifts of 180 and of 210 minutes), the rows are the edges of what whole numbers of
    both can be: in 840 minutes a relaxation would see four and two thirds of the short ones.
    """
    kinds: dict[int, list[int]] = defaultdict(list)
    for variable, coefficient in total.terms.items():
        kinds[coefficient].append(variable)
    if len(kinds) != 2 or room < 0:
        model.at_most(total, room)
        return
    (small, less), (large, more) = sorted(kinds.items())
    most = min(len(more), room // large)
    corners = hull((count, -min(len(less), (room - count * large) // small)) for count in range(most + 1))
    model.at_most(Linear.of(*more), most)
    model.at_most(Linear.of(*less), -corners[0][1])
    for (x1, y1), (x2, y2) in pairwise(corners):
        model.at_most(Linear.of(*more).times(y2 - y1).plus(Linear.of(*less), x2 - x1), (y2 - y1) * x1 - (x2 - x1) * y1)
