"""What a search has learnt about its slices: which kind to try next, how large, and for how long.

A habit is a kind of neighbourhood together with a way to solve it. Its worth is what it has won a second, lately.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from scheduler.search.neighbourhoods import KINDS, WINDOWS


class Way(Enum):
    """How a slice is solved."""

    WHOLE = "whole"
    DIVE = "all that its relaxation sees as whole is kept"
    WADE = "only what its relaxation sees as worked is kept"


FIRST_SIZE = {Way.WHOLE: 400, Way.DIVE: 1500, Way.WADE: 3000}
"""Decisions in the first slice of each kind."""
FIRST_SHARE, WINDOW_SHARE = 0.4, 0.05
"""At most so much of all in the first slice, and at least so much of all in windows of days."""
WADED = 20_000
"""Variables from which a part is waded into: there dives and slices of 1,500 decisions win far less a second."""
LONGER_BY = {Way.WHOLE: 1.0, Way.DIVE: 2.0, Way.WADE: 0.6}
"""How many times as long a slice may take: what a dive finds comes late, and what takes long to wade finds nothing."""
DRY = {Way.DIVE: 3, Way.WADE: 12}
"""After so many of these on end without a gain slices are solved whole too."""
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
MEMORY = 0.8
"""How much of what a kind has gained before counts beside the newest try."""
CURIOSITY = 0.05
"""The chance of each kind, as a share of the best one's."""
LEAST_SIZE = 20


@dataclass
class Habit:
    """What has been learnt about one kind of neighbourhood, solved in one way."""

    kind: str
    way: Way
    size: float
    gain: float | None = None
    """Penalty won a second, the newest tries counting most; None before the first try."""

    @property
    def quick(self) -> bool:
        """Whether a relaxation decides nearly all."""
        return self.way is not Way.WHOLE


class Habits:
    """All habits of one search."""

    def __init__(self, decisions: int, variables: int, chance: np.random.Generator, timed: bool) -> None:
        """`decisions` and `variables` of the part. Without `timed` sizes follow from what was solved, not from when."""
        self._decisions = decisions
        self._chance = chance
        self._timed = timed
        self._dry = 0
        self._way = Way.WADE if variables > WADED else Way.DIVE
        self._barren = 0.0
        self._least = max(SLICE_SECONDS, variables / CUT_A_SECOND)
        self._seconds = self._least
        self.all = [
            Habit(kind, way, self._first(kind, way))
            for way in (self._way, Way.WHOLE)
            for kind in KINDS
            if self._suits(way)
        ]

    def _suits(self, way: Way) -> bool:
        return way is Way.WHOLE or FIRST_SIZE[way] < FIRST_SHARE * self._decisions

    def _first(self, kind: str, way: Way) -> float:
        window = WINDOW_SHARE * self._decisions if kind in WINDOWS else 0.0
        return max(min(FIRST_SIZE[way], FIRST_SHARE * self._decisions), window)

    def next(self) -> Habit:
        """What to try next: first what is quick, then whatever has gained most, with some chance for the others."""
        quick = [habit for habit in self.all if habit.quick]
        dry = not quick or self._dry >= DRY[self._way]
        able = [habit for habit in self.all if not habit.quick or habit.gain is not None] if dry else quick
        untried = next((habit for habit in able if habit.gain is None), None)
        if untried is not None:
            return untried
        gains = np.array([habit.gain for habit in able], float)
        # Dives that win nothing any more will not win later: the nearer the best point, the less they do.
        curious = np.array([not (habit.quick and dry) for habit in able])
        odds = gains + CURIOSITY * gains.max() * curious + 1e-9
        return able[self._chance.choice(len(able), p=odds / odds.sum())]

    def seconds(self, habit: Habit, left: float) -> float:
        """How long the next slice may take, of a processor's time."""
        most = min(self._seconds, max(self._least, LONGEST_SHARE * left))
        return most * LONGER_BY[habit.way]

    def learn(self, habit: Habit, gain: int, spent: float, solved: bool, most: float) -> None:
        """A slice has won so much in so many seconds, of `most`; `solved` says whether it was ended by itself."""
        self._barren = 0.0 if gain > 0 else self._barren + spent
        if habit.quick and self._dry < DRY[self._way]:
            self._dry = 0 if gain > 0 else self._dry + 1
        if gain > 0:
            self._seconds = max(self._least, self._seconds / LONGER)
        elif self._barren > BARREN * self._seconds:
            self._seconds, self._barren = min(LONGEST_SECONDS, self._seconds * LONGER), 0.0
        rate = max(0, gain) / max(spent, 0.01)
        habit.gain = rate if habit.gain is None else MEMORY * habit.gain + (1 - MEMORY) * rate
        if not solved:
            habit.size = max(LEAST_SIZE, habit.size * SMALLER)
        else:
            share = spent / most if self._timed else 0.1
            wins = habit.way is Way.WADE and gain > 0
            larger = 1.0 if wins else next((factor for limit, factor in GROWTH if share < limit), 1.0)
            habit.size = min(float(self._decisions), habit.size * larger)
