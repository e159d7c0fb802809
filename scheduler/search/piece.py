"""The search in one part of a problem: its best point so far, its bounds, and what to try next."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import gcd

from scheduler.encode.build import COSTS_ONLY, encode
from scheduler.encode.model import Linear, Row
from scheduler.encode.vars import Part
from scheduler.engines.base import Outcome, Task
from scheduler.problem import Problem
from scheduler.roster import Roster

FIRST_NODES = 200
"""Nodes of the search tree in the first full run of a part; every later run may use ten times as many."""


class Run(Enum):
    """Kinds of runs, in the order in which a level that compares people with each other sees them."""

    LOOK = "leave the comparing out: ten times quicker, and a good start"
    BOUND = "only a first bound"
    FULL = "everything"


@dataclass(frozen=True)
class Stage:
    """One run of an engine."""

    level: int
    run: Run
    nodes: int
    passes: int
    """How often the part has been through all its levels before."""
    before: tuple[int, ...]
    """What the earlier levels cost when the stage was made: its bound holds for rosters no worse on them."""


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
    """One part. Any thread may offer points and bounds at any time; one at a time takes a stage."""

    def __init__(self, problem: Problem, part: Part, hint: Roster | None = None) -> None:
        self.part = part
        self.v = encode(problem, part)
        self.best: list[int] | None = None
        self.values: tuple[int, ...] = ()
        self.bounds = [0 for _ in problem.levels]
        self.impossible = False
        """Proven: no roster of this part satisfies its rows."""
        self.stages_done = 0
        self._lock = threading.RLock()
        self._next_level = 0
        self._passes = 0
        self._had: set[tuple[int, Run]] = set()
        locked = Roster.of((lock.participant, lock.shift) for lock in problem.locks if lock.works)
        for roster in (locked, hint):
            if roster is not None:
                self.offer(self.v.model.completed(self.v.decisions(roster)))

    def offer(self, point: Sequence[int]) -> bool:
        """Take the point if it satisfies every row and is better than the best so far; says whether it was taken."""
        settled = self.v.settled(point)
        if not Task(self.v.model, Linear()).keeps(settled):
            return False
        values = self.v.model.values(settled)
        with self._lock:
            if self.best is not None and values >= self.values:
                return False
            changed = next((n for n, (new, old) in enumerate(zip(values, self.values, strict=False)) if new != old), 0)
            self.bounds[changed + 1 :] = [0] * (len(self.bounds) - changed - 1)
            self.best, self.values = settled, values
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

    def distance(self) -> tuple[int, ...]:
        """How far the best point may be from the optimum, by level; more than anything without a point."""
        with self._lock:
            if self.best is None:
                return (1 << 40,)
            return tuple(value - bound for value, bound in zip(self.values, self.bounds, strict=True))

    def is_open(self, level: int) -> bool:
        """Whether the level is not proven."""
        with self._lock:
            return self.best is None or self.bounds[level] < self.values[level]

    def next_stage(self) -> Stage:
        """What to run next: level by level, then again with more work from the first level that is not proven."""
        with self._lock:
            level = self._open_from(self._next_level)
            if level is None:
                self._passes += 1
                level = self._open_from(0) or 0
            objective = self.v.model.objectives[level]
            compares = not self.v.model.compared.isdisjoint(objective.terms)
            before = [Run.LOOK, Run.BOUND] if compares else []
            run = next((one for one in before if (level, one) not in self._had), Run.FULL)
            self._had.add((level, run))
            self._next_level = level + (run is Run.FULL)
            return Stage(level, run, FIRST_NODES * 10**self._passes, self._passes, self.values[:level])

    def task(self, stage: Stage) -> Task:
        """What an engine is given for a stage."""
        with self._lock:
            objective = self.v.model.objectives[stage.level]
            if stage.run is Run.LOOK:
                left = {v: c for v, c in objective.terms.items() if v not in self.v.model.compared}
                objective = Linear(left, objective.constant)
            earlier = [
                Row("level", None, self.v.model.objectives[n].terms, value - self.v.model.objectives[n].constant)
                for n, value in enumerate(stage.before)
            ]
            asked = set(objective.terms).union(*(row.terms for row in earlier))
            idle = (family for family in COSTS_ONLY if asked.isdisjoint(self.v.model.priced[family]))
            return Task(self.v.model, objective, earlier, self.best, frozenset(idle))

    def absorb(self, stage: Stage, outcome: Outcome) -> bool:
        """Take what an engine found; says whether the best point is a new one."""
        better = outcome.point is not None and self.offer(outcome.point)
        with self._lock:
            if outcome.proven and outcome.point is None and self.best is None:
                self.impossible = True
            if outcome.bound is not None and stage.run is not Run.LOOK:
                self.raise_bound(stage, outcome.bound)
            self.stages_done += 1
        return better

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
