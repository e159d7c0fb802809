"""A search of large neighbourhoods: free some decisions, let HiGHS solve the slice, keep what is not worse.

Far from the best point, large slices are dived or waded into: the relaxation decides nearly all in a moment. Where that
wins nothing any more, smaller ones are solved whole. How many decisions are freed follows from how quickly the last
slices were solved, and which kind of neighbourhood is tried from what each has gained in its time (habits.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from scheduler.engines import mip
from scheduler.engines.base import Limits, Outcome, Slice, Watcher
from scheduler.engines.matrix import Flags, Floats, Numbers
from scheduler.search.dive import dive
from scheduler.search.ground import Ground
from scheduler.search.habits import LEAST_SIZE, Habit, Habits, Way
from scheduler.search.neighbourhoods import KINDS, Look

BUSY = 4
"""How many times as long as its processor time a slice may take by the clock, where others work on the machine."""
SLICE_NODES = 60
"""In place of the seconds where equal work must give equal rosters."""
ENOUGH = 0.002
"""A slice may stop this share above its bound: the next one has more to win."""


@dataclass
class Improver:
    """The search of one level of a part; it learns while it runs."""

    ground: Ground
    seed: int
    relaxed: Floats | None = None
    timed: bool = True
    """Whether seconds may end a slice; else nodes do, and equal seeds give equal searches."""
    fruitless: int = 0
    """Bursts since the last gain; counted by who takes the points."""
    habits: Habits = field(init=False)
    """What is learnt; several who search the same may learn together."""

    def __post_init__(self) -> None:
        self._chance = np.random.default_rng(self.seed)
        decisions = int(self.ground.places.decided.sum())
        self.habits = Habits(decisions, self.ground.matrix.width, self._chance, self.timed)

    def slice(self, point: Numbers, seconds: float, should_stop: Callable[[], bool]) -> tuple[Numbers, Flags] | None:
        """One try: a point that costs no more, with what was freed for it; None when nothing came of it."""
        habit = self.habits.next()
        look = Look(self.ground, point, self.relaxed, self._chance, max(LEAST_SIZE, int(habit.size)))
        free = self.ground.freed(KINDS[habit.kind](look))
        if not free.any():
            return None
        work = self.ground.slice(free, point)
        most = self.habits.seconds(habit, seconds) if self.timed else seconds
        begun = time.thread_time()

        def enough() -> bool:
            return should_stop() or (self.timed and time.thread_time() - begun > most)

        outcome = self._solved(work, habit, free, min(BUSY * most, seconds), enough)
        spent = time.thread_time() - begun if self.timed else 1.0
        before = self.ground.constant + round(float(self.ground.cost @ point))
        cost = before
        if outcome.point is not None:
            cost = work.constant + round(float(work.cost @ np.array(outcome.point)))
        solved = outcome.point is not None if habit.quick else outcome.proven or _close(cost, outcome.bound)
        self.habits.learn(habit, before - cost, spent, solved, most)
        if outcome.point is None or cost > before:
            return None
        found = point.copy()
        found[free] = outcome.point
        return found, free

    def _solved(self, work: Slice, habit: Habit, free: Flags, seconds: float, enough: Callable[[], bool]) -> Outcome:
        """What comes of a slice, solved in the way of the habit."""
        nodes = None if self.timed else SLICE_NODES
        limits = Limits(seconds, nodes, seed=int(self._chance.integers(1 << 30)), gap=ENOUGH)
        if not habit.quick:
            return mip.solve(work, limits, Watcher(should_stop=enough))
        return dive(work, self.ground.places.decided[free], limits, enough, wade=habit.way is Way.WADE)


def _close(cost: int, bound: int | None) -> bool:
    return bound is not None and cost - bound <= ENOUGH * abs(cost)
