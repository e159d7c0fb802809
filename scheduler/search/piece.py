"""The search in one part of a problem: its best point so far, its bounds, and what to try next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np

from scheduler.encode.build import COSTS_ONLY, finish
from scheduler.encode.model import Linear, Row
from scheduler.engines.base import Outcome, Slice, Task, prices
from scheduler.engines.matrix import Flags, Floats, Matrix, Numbers
from scheduler.engines.mip import Relaxed
from scheduler.search.dive import WHOLE, settled
from scheduler.search.ground import Ground, Places, with_followers
from scheduler.search.onebyone import one_by_one
from scheduler.search.opening import Opening
from scheduler.search.stages import FROM_RELAXED, Run, Stage

FIRST_NODES = 500
"""Nodes of the search tree in the first full run of a part; every later run may use ten times as many."""
LARGE = 3000
"""Variables from which a part has a dive before anything else, and no look without the comparing."""
HUGE = 20_000
"""Variables from which a part is searched and not solved as a whole."""


@dataclass(frozen=True)
class Snapshot:
    """What is known about a piece at one moment."""

    pairs: list[tuple[str, str]] | None
    """(participant id, shift id) of the best point, or None."""
    values: tuple[int, ...]
    bounds: tuple[int, ...]
    proven: bool
    impossible: bool
    open_seats: int
    """No roster leaves fewer seats open."""


class Piece:
    """One part. Any thread may offer points and bounds at any time."""

    def __init__(self, opening: Opening) -> None:
        self.part = opening.part
        self.v = opening.v
        finish(self.v)
        self.best: list[int] | None = None
        self.values: tuple[int, ...] = ()
        self.bounds = [0 for _ in self.v.problem.levels]
        self.impossible = False
        """Proven: no roster of this part satisfies its rows."""
        self.proofs = 0
        """How many runs have tried to prove it."""
        self.relaxed: dict[tuple[int, ...], Floats] = {}
        """The best points of relaxations, by what the levels before cost."""
        self._lock = threading.RLock()
        self._next_level = 0
        self._passes = 0
        self._had: set[tuple[int, Run]] = set()
        self.haze = 0.0
        """The share of all decisions that the newest relaxation has left open."""
        self._dived: set[int] = set()
        """Levels at which a dive has found the best point of its time."""
        self._matrices: dict[frozenset[str], Matrix] = {}
        for point in opening.points:
            self.offer(point)

    @cached_property
    def matrix(self) -> Matrix:
        """All rows of the part."""
        return Matrix.of(self.v.model.lower, self.v.model.upper, self.v.model.rows)

    @cached_property
    def places(self) -> Places:
        """Where the decisions lie."""
        return Places(self.v)

    @cached_property
    def _follows(self) -> Flags:
        """What follows from decisions."""
        return np.array([rule is not None for rule in self.v.model.follows], bool)

    @cached_property
    def _prices(self) -> list[Floats]:
        return [prices(objective, len(self.v.model.lower)) for objective in self.v.model.objectives]

    def _values(self, point: Sequence[int]) -> tuple[int, ...]:
        there = np.asarray(point, float)
        costs = zip(self.v.model.objectives, self._prices, strict=True)
        return tuple(objective.constant + round(float(prices @ there)) for objective, prices in costs)

    def offer(self, point: Sequence[int]) -> bool:
        """Take the point if it satisfies every row and is better than the best so far; says whether it was taken."""
        return self._take(self.v.settled(point))

    def merge(self, found: Numbers, free: Flags, sideways: bool = False) -> bool:
        """Take the free decisions of a point into the best one, which may have changed meanwhile.

        `sideways` takes a point that costs the same too. Says whether the result is better.
        """
        with self._lock:
            if self.best is None:
                return False
            best = np.array(self.best)
            changed = free & self.places.decided & (found != best)
            point: list[int] = np.where(changed, found, best).tolist()
            self._settle(point, changed)
            return self._take(point, sideways)

    def _settle(self, point: list[int], changed: Flags) -> None:
        """What follows from changed decisions in all rows: a search may have left those of other levels out."""
        follows = self.v.model.follows
        for variable in np.flatnonzero(with_followers(self.matrix, self._follows, changed) & self._follows).tolist():
            rule = follows[variable]
            if rule is not None:
                point[variable] = rule(point)

    def _take(self, point: list[int], sideways: bool = False) -> bool:
        if not self.matrix.keeps(point):
            return False
        values = self._values(point)
        with self._lock:
            if self.best is not None and values >= self.values:
                if sideways and values == self.values:
                    self.best = point
                return False
            changed = next((n for n, (new, old) in enumerate(zip(values, self.values, strict=False)) if new != old), 0)
            self.bounds[changed + 1 :] = [0] * (len(self.bounds) - changed - 1)
            self.best, self.values = point, values
            return True

    def raise_bound(self, stage: Stage, bound: int) -> None:
        """Note that no roster as good as the best on earlier levels costs less than the bound on the stage's level."""
        objective = self.v.model.objectives[stage.level]
        grain = gcd(*objective.terms.values()) or 1
        bound = objective.constant - (objective.constant - bound) // grain * grain
        with self._lock:
            if self.best is not None and self.values[: stage.level] == stage.before:
                known = self.bounds[stage.level]
                self.bounds[stage.level] = max(known, min(bound, self.values[stage.level]))

    @property
    def proven(self) -> bool:
        """Whether the best point is proven best on every level, or that there is none."""
        with self._lock:
            return self.impossible or (self.best is not None and self._open_from(0) is None)

    def _open_from(self, level: int) -> int | None:
        if self.best is None:
            return 0
        return next((n for n in range(level, len(self.bounds)) if self.bounds[n] < self.values[n]), None)

    def off(self, level: int) -> int:
        """How far the best point may be from the optimum on a level; 0 without a point."""
        with self._lock:
            return 0 if self.best is None else self.values[level] - self.bounds[level]

    @property
    def doubt(self) -> int:
        """How far the best point may be from the optimum on the first level that is not proven."""
        with self._lock:
            level = self._open_from(0)
            return 0 if level is None else self.off(level)

    def is_open(self, level: int) -> bool:
        """Whether the level is not proven."""
        with self._lock:
            return self.best is None or self.bounds[level] < self.values[level]

    def first_stage(self) -> Stage | None:
        """The next of the runs that every open level has once; None when all had theirs."""
        with self._lock:
            for level in range(len(self.bounds)):
                if self.is_open(level) and not self.impossible:
                    run = next((one for one in self._first_runs(level) if (level, one) not in self._had), None)
                    if run is not None:
                        return self._stage(level, run)
            return None

    def note_begun(self, stage: Stage) -> None:
        """Not to give this first run to anybody else."""
        with self._lock:
            self._had.add((stage.level, stage.run))

    def _first_runs(self, level: int) -> list[Run]:
        if self.best is None:
            return [Run.ONE_BY_ONE, Run.FULL]
        # Counting decisions is nearly a matter of the relaxation, unless a search tree of its own is quicker still.
        dive = [Run.BOUND, Run.DIVE] if self.weighty(level) or self.matrix.width > LARGE else []
        if not self.weighty(level):
            return [*dive, Run.FULL]
        compares = not self.v.model.compared.isdisjoint(self.v.model.objectives[level].terms)
        # Searches take large parts on faster than these.
        look = [Run.LOOK] if compares and self.matrix.width <= LARGE else []
        wade = [Run.WADE] if self.huge or self.matrix.width <= LARGE else []
        return [*dive, *([] if level in self._dived else [*wade, *look])]

    @property
    def huge(self) -> bool:
        """Whether the part is so large that engines hardly solve it as a whole."""
        return self.matrix.width > HUGE

    def weighty(self, level: int) -> bool:
        """Whether a level has costs that rows must define; what only counts decisions is solved at once."""
        terms = self.v.model.objectives[level].terms
        return any(not terms.keys().isdisjoint(self.v.model.priced[family]) for family in COSTS_ONLY)

    def proof_stage(self) -> Stage:
        """What to prove next: level by level, then again with more work from the first level that is not proven."""
        with self._lock:
            level = self._open_from(self._next_level)
            if level is None:
                self._passes += 1
                level = self._open_from(0) or 0
            self.proofs += 1
            if self._is_coarse() and self.best is not None and (level, Run.COARSE) not in self._had:
                self._had.add((level, Run.COARSE))
                return self._stage(level, Run.COARSE)
            self._next_level = level + 1
            return self._stage(level, Run.FULL)

    def _is_coarse(self) -> bool:
        """Whether a coarse bound comes first; where ladders stand, the whole part gains more at first."""
        soon = self._passes > 0 or (self.matrix.width > LARGE and not self.v.model.rungs)
        return soon and bool(self._amounts.any())

    def search_stage(self, level: int) -> Stage | None:
        """A search for a better point of a level; None where it is proven, or there is nothing to free."""
        with self._lock:
            able = self.best is not None and self.is_open(level) and self.places.decided.any()
            return self._stage(level, Run.SEARCH) if able else None

    def _stage(self, level: int, run: Run) -> Stage:
        return Stage(level, run, FIRST_NODES * 10**self._passes, self._passes, self.values[:level])

    @cached_property
    def _amounts(self) -> Flags:
        """Variables that are amounts, or rungs of one, not yes or no."""
        found: Flags = self.matrix.upper - self.matrix.lower > 1
        found[list(self.v.model.rungs)] = True
        return found

    def task(self, stage: Stage) -> Task:
        """What an engine is given for a stage."""
        with self._lock:
            objective = self._objective(stage)
            earlier = self._earlier(stage)
            whole = self._amounts if stage.run is Run.COARSE else None
            return Task(self.v.model, objective, earlier, self.best, self._idle(objective, earlier), whole)

    def _objective(self, stage: Stage) -> Linear:
        objective = self.v.model.objectives[stage.level]
        if stage.run is not Run.LOOK:
            return objective
        left = {v: c for v, c in objective.terms.items() if v not in self.v.model.compared}
        return Linear(left, objective.constant)

    def _earlier(self, stage: Stage) -> list[Row]:
        """No more than what the earlier levels cost."""
        objectives = self.v.model.objectives
        return [
            Row("level", None, objectives[n].terms, value - objectives[n].constant)
            for n, value in enumerate(stage.before)
            if objectives[n].terms
        ]

    def _idle(self, objective: Linear, earlier: Sequence[Row]) -> frozenset[str]:
        """Families that only define costs for which nobody asks."""
        asked = set(objective.terms).union(*(row.terms for row in earlier))
        return frozenset(family for family in COSTS_ONLY if asked.isdisjoint(self.v.model.priced[family]))

    def work(self, stage: Stage) -> Slice:
        """The same as arrays, which are kept for the next time."""
        with self._lock:
            objective, earlier = self._objective(stage), self._earlier(stage)
            whole = self._amounts if stage.run is Run.COARSE else None
            cost = prices(objective, self.matrix.width)
            return Slice(self._rules(stage).plus(earlier), cost, objective.constant, self.best, whole)

    def _rules(self, stage: Stage) -> Matrix:
        """The rows of a stage beside those that hold what the earlier levels cost."""
        idle = self._idle(self._objective(stage), self._earlier(stage))
        if idle not in self._matrices:
            self._matrices[idle] = self.matrix.only(np.array(self.v.model.rows.are_not_of(idle), bool))
        return self._matrices[idle]

    def dive(self, stage: Stage) -> Slice | None:
        """The work of a stage with all decisions fixed that the relaxation sees as whole; None without a relaxation.

        To wade, only those are fixed that it sees as worked.
        """
        values = self.relaxed.get((stage.level, *stage.before))
        if values is None:
            return None
        return settled(self.work(stage), values, self.places.decided, only_worked=stage.run is Run.WADE)

    def ground(self, stage: Stage) -> Ground:
        """The rows and prices of a stage's level, for a search."""
        with self._lock:
            return Ground(self.work(stage), self._rules(stage), self._follows, self.places)

    def one_by_one(self, stage: Stage, deadline: float, timed: bool, should_stop: Callable[[], bool]) -> bool:
        """Give everybody a month, one after the other; says whether the best point is a new one."""
        empty = np.array(self.v.model.completed({}))
        found = one_by_one(self.ground(stage), empty, deadline, timed, should_stop)
        return found is not None and self.offer(found.tolist())

    def absorb(self, stage: Stage, outcome: Outcome) -> bool:
        """Take what an engine found; says whether the best point is a new one."""
        better = outcome.point is not None and self.offer(outcome.point)
        with self._lock:
            if stage.run in FROM_RELAXED and outcome.point is not None and self._values(outcome.point) <= self.values:
                self._dived.add(stage.level)
            if outcome.proven and outcome.point is None and self.best is None:
                self.impossible = True
            if outcome.bound is not None and stage.run not in (Run.LOOK, *FROM_RELAXED):
                self.raise_bound(stage, outcome.bound)
        return better

    def note(self, stage: Stage, relaxed: Relaxed) -> None:
        """Take the bound of a relaxation, and its point to dive from."""
        with self._lock:
            if relaxed.impossible and self.best is None:
                self.impossible = True
            if relaxed.bound is not None:
                self.raise_bound(stage, relaxed.bound)
            if relaxed.values is not None:
                self.relaxed[stage.level, *stage.before] = relaxed.values
                decided = relaxed.values[self.places.decided]
                self.haze = float(np.mean(np.abs(decided - np.rint(decided)) > WHOLE)) if len(decided) else 0.0

    def snapshot(self) -> Snapshot:
        """The best point, if there is one, with the bounds that hold for it."""
        with self._lock:
            pairs = None if self.best is None else self.v.assignments(self.best)
            return Snapshot(
                pairs, self.values, tuple(self.bounds), self.proven, self.impossible, self._fewest_open_seats()
            )

    def _fewest_open_seats(self) -> int:
        """From the bound of the first level, where it weighs open seats only: at least so many of the dearest."""
        first = self.v.problem.levels[:1]
        if not first or {rule for rule, weight in first[0].weights.items() if weight} != {"S01"}:
            return 0
        dearest = first[0].weights["S01"] * max((shift.priority for shift in self.v.shifts), default=1)
        return -(-self.bounds[0] // dearest) if dearest else 0
