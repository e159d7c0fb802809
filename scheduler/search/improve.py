"""A search of large neighbourhoods: free some decisions, let HiGHS solve the slice, keep what is not worse.

Far from the best point, large slices are dived into: the relaxation decides nearly all in a moment. Where that wins
nothing any more, smaller ones are solved whole. How many decisions are freed follows from how quickly the last slices
were solved, and which kind of neighbourhood is tried from what each has gained in its time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from scheduler.engines import mip
from scheduler.engines.base import Limits, Watcher
from scheduler.engines.matrix import Flags, Floats, Numbers
from scheduler.search.dive import dive
from scheduler.search.ground import Ground
from scheduler.search.neighbourhoods import KINDS, WINDOWS, Look

FIRST_SIZE, FIRST_DIVE, FIRST_SHARE, WINDOW_SHARE = 400, 1500, 0.4, 0.05
"""Decisions in the first slice of each kind, in the first dive, at most so much of all, and at least so much of all in
windows of days."""
DIVE_LONGER = 2.0
"""How many times as long a dive may take: what it finds comes late."""
DRY = 3
"""After so many dives on end without a gain slices are solved whole too."""
SMALLER = 0.8
GROWTH = ((0.05, 2.0), (0.2, 1.4), (0.6, 1.15))
"""A slice that is solved within this share of its limit makes the next one of its kind so much larger."""
SLICE_SECONDS, LONGEST_SECONDS, LONGEST_SHARE = 1.0, 8.0, 0.1
"""How long a slice may take of a processor's time: at first, and at most, the latter never above a share of what is
left."""
CUT_A_SECOND = 50_000
"""For every so many variables of a part a slice may take a second: cutting and merging it should take far less."""
BARREN, LONGER = 8, 1.5
"""After so many times as long without a gain slices may take longer: only larger ones can still win."""
BUSY = 4
"""How many times as long as its processor time a slice may take by the clock, where others work on the machine."""
SLICE_NODES = 60
"""In place of the seconds where equal work must give equal rosters."""
MEMORY = 0.8
"""How much of what a kind has gained before counts beside the newest try."""
CURIOSITY = 0.05
"""The chance of each kind, as a share of the best one's."""
ENOUGH = 0.002
"""A slice may stop this share above its bound: the next one has more to win."""
LEAST_SIZE = 20


@dataclass
class _Habit:
    """What has been learnt about one kind of neighbourhood."""

    kind: str
    dives: bool
    """Whether slices are dived into."""
    size: float
    gain: float | None = None
    """Penalty won a second, the newest tries counting most; None before the first try."""


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
    habits: list[_Habit] = field(init=False)

    def __post_init__(self) -> None:
        decided = float(self.ground.places.decided.sum())
        most, window = FIRST_SHARE * decided, WINDOW_SHARE * decided
        self.habits = [
            _Habit(kind, dives, max(min(size, most), window if kind in WINDOWS else 0.0))
            for dives, size in ((False, FIRST_SIZE), (True, FIRST_DIVE))
            for kind in KINDS
            if not dives or size < most
        ]
        self._dry = 0
        self._chance = np.random.default_rng(self.seed)
        self._least = max(SLICE_SECONDS, self.ground.matrix.width / CUT_A_SECOND)
        self._seconds, self._barren = self._least, 0.0

    def slice(self, point: Numbers, seconds: float, should_stop: Callable[[], bool]) -> tuple[Numbers, Flags] | None:
        """One try: a point that costs no more, with what was freed for it; None when nothing came of it."""
        habit = self._habit()
        look = Look(self.ground, point, self.relaxed, self._chance, max(LEAST_SIZE, int(habit.size)))
        free = self.ground.freed(KINDS[habit.kind](look))
        if not free.any():
            return None
        work = self.ground.slice(free, point)
        most = min(self._seconds, max(self._least, LONGEST_SHARE * seconds)) if self.timed else seconds
        if habit.dives and self.timed:
            most *= DIVE_LONGER
        limits = Limits(
            min(BUSY * most, seconds), None if self.timed else SLICE_NODES, seed=int(self._chance.integers(1 << 30)),
            gap=ENOUGH,
        )  # fmt: skip
        begun = time.thread_time()

        def enough() -> bool:
            return should_stop() or (self.timed and time.thread_time() - begun > most)

        if habit.dives:
            outcome = dive(work, self.ground.places.decided[free], limits, enough)
        else:
            outcome = mip.solve(work, limits, Watcher(should_stop=enough))
        spent = time.thread_time() - begun if self.timed else 1.0
        before = self.ground.constant + round(float(self.ground.cost @ point))
        cost = before
        if outcome.point is not None:
            cost = work.constant + round(float(work.cost @ np.array(outcome.point)))
        whole = outcome.point is not None if habit.dives else outcome.proven or _close(cost, outcome.bound)
        self._learn(habit, before - cost, spent, whole=whole, most=most)
        if outcome.point is None or cost > before:
            return None
        found = point.copy()
        found[free] = outcome.point
        return found, free

    def _habit(self) -> _Habit:
        """What to try next: first dives, then whatever has gained most, with some chance for the others."""
        dives = [habit for habit in self.habits if habit.dives]
        dry = not dives or self._dry >= DRY
        able = [habit for habit in self.habits if not habit.dives or habit.gain is not None] if dry else dives
        untried = next((habit for habit in able if habit.gain is None), None)
        if untried is not None:
            return untried
        gains = np.array([habit.gain for habit in able], float)
        # Dives that win nothing any more will not win later: the nearer the best point, the less they do.
        curious = np.array([not (habit.dives and dry) for habit in able])
        odds = gains + CURIOSITY * gains.max() * curious + 1e-9
        return able[self._chance.choice(len(able), p=odds / odds.sum())]

    def _learn(self, habit: _Habit, gain: int, spent: float, whole: bool, most: float) -> None:
        self._barren = 0.0 if gain > 0 else self._barren + spent
        if habit.dives and self._dry < DRY:
            self._dry = 0 if gain > 0 else self._dry + 1
        if gain > 0:
            self._seconds = max(self._least, self._seconds / LONGER)
        elif self._barren > BARREN * self._seconds:
            self._seconds, self._barren = min(LONGEST_SECONDS, self._seconds * LONGER), 0.0
        rate = max(0, gain) / max(spent, 0.01)
        habit.gain = rate if habit.gain is None else MEMORY * habit.gain + (1 - MEMORY) * rate
        if not whole:
            habit.size = max(LEAST_SIZE, habit.size * SMALLER)
        else:
            share = spent / most if self.timed else 0.1
            larger = next((factor for limit, factor in GROWTH if share < limit), 1.0)
            habit.size = min(float(self.ground.places.decided.sum()), habit.size * larger)


def _close(cost: int, bound: int | None) -> bool:
    return bound is not None and cost - bound <= ENOUGH * abs(cost)
