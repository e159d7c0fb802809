"""A first roster where the empty one breaks rows: everybody's month, one person after the other.

Where each person must work some hours, nobody can be left for later, and seat by seat leads nowhere. But what people
have in common mostly only costs: so each person gets the best month beside those who already have theirs.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from scheduler.engines import mip
from scheduler.engines.base import Limits, Watcher
from scheduler.engines.matrix import Numbers
from scheduler.search.ground import Ground

GOOD_ENOUGH = 0.02
"""A month may cost this share more than the best: neighbourhoods look at it again anyway."""
MOST_SHARE = 0.1
"""Of the time left, so much for one person at most."""
NODES = 50
"""In place of the seconds where equal work must give equal rosters."""


def one_by_one(
    ground: Ground, empty: Numbers, deadline: float, timed: bool, should_stop: Callable[[], bool]
) -> Numbers | None:
    """A point from the empty one, which may break rows; None where somebody finds no month beside the others."""
    point = empty.copy()
    for person in _scarce_first(ground):
        free = ground.freed(ground.places.decided & (ground.places.person == person))
        left = deadline - time.monotonic()
        limits = Limits(MOST_SHARE * left if timed else left, None if timed else NODES, gap=GOOD_ENOUGH)
        found = mip.solve(ground.slice(free, point), limits, Watcher(should_stop=should_stop)).point
        if found is None:
            return None
        point[free] = found
    return point


def _scarce_first(ground: Ground) -> Numbers:
    """Who may do little has little choice: they choose before the others."""
    places = ground.places
    able = np.bincount(places.person[places.decided], minlength=places.people)
    return np.argsort(able, kind="stable")
