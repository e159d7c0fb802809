"""After publishing: the fewest open seats and then the fewest changes, proven, before other costs are looked at.

Both levels count cells, so one sum holds them: an open seat is dearer than all changes together. Without the rows of
costs a part falls apart into sites; where nothing has happened, the published roster is the cheapest there can be. The
relaxation of the others is nearly whole, and its bound is mostly what can be reached.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

import numpy as np

from scheduler.encode.model import Linear
from scheduler.engines import mip
from scheduler.engines.base import Limits, Task
from scheduler.engines.matrix import Flags
from scheduler.problem import Problem
from scheduler.search.blocks import Block, split
from scheduler.search.dive import settled
from scheduler.search.opening import Opening
from scheduler.search.piece import Piece
from scheduler.search.stages import Run, Stage

MOST_NODES = 100
"""Nodes of a search tree for one site; what is not proven by then is left to the search in the whole part."""
LARGEST = 20_000
"""Variables of a block up to which its relaxation takes a moment."""
FIRST_LEVELS = ({"S01"}, {"S15"})
"""The rules of the levels that are counted together."""


def is_repair(problem: Problem) -> bool:
    """Whether a published roster is to be changed as little as possible once seats are filled, whatever that costs."""
    named = tuple({rule for rule, weight in level.weights.items() if weight} for level in problem.levels[:2])
    return problem.published is not None and named == FIRST_LEVELS


class Repair:
    """A part with a published roster, and the best one that is known."""

    def __init__(self, opening: Opening) -> None:
        self.point = opening.points[-1]
        self._v = opening.v
        self._lock = threading.Lock()
        self._seats, self._changes = self._v.model.objectives[:2]
        self._fewest, self._most = self._v.model.range_of(self._changes)
        self._dear = self._most - self._fewest + 1
        """What an open seat counts: more than all changes."""
        self._both = Linear().take(self._seats, self._dear).take(self._changes)
        self._bound = self._v.model.range_of(self._both)[0]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(participant id, shift id) of everything that is worked."""
        return self._v.assignments(self.point)

    @property
    def values(self) -> tuple[int, int]:
        """Open seats and changes."""
        return self._seats.at(self.point), self._changes.at(self.point)

    @property
    def bounds(self) -> tuple[int, int]:
        """At least so many open seats, and so many changes in every roster that leaves no more seats open than this."""
        seats = -(-(self._bound - self._most) // self._dear)
        return max(0, seats), max(0, self._fewest, self._bound - self.values[0] * self._dear)

    def blocks(self) -> list[Block]:
        """The sites that may cost less than they do now."""
        if self._both.at(self.point) <= self._bound:
            return []
        blocks = split(Task(self._v.model, self._both, hint=self.point))
        return [one for one in blocks if _off(one) and len(one.variables) <= LARGEST]

    def urgency(self, block: Block | None = None) -> tuple[bool, int]:
        """By which to sort parts and blocks: what has changed already, then where the fewest seats are open."""
        off = self._both.at(self.point) - self._bound if block is None else _off(block)
        return not off % self._dear, off // self._dear

    def solve(self, block: Block, limits: Limits) -> bool:
        """Look for the best of a block; says whether more is known then about the number of changes."""
        decided = np.array([self._v.model.follows[variable] is None for variable in block.variables])
        found, bound = _solved(block, decided, limits)
        with self._lock:
            before = self.values, self.bounds[1]
            self._bound += max(0, bound - _least(block))
            if found is not None:
                point = list(self.point)
                block.into(point, found)
                self.point = point
            return before != (self.values, self.bounds[1])


class _Job(NamedTuple):
    """A block to solve, or, without one, a part to split. The least is the most urgent; serial numbers differ."""

    unchanged: bool
    seats: int
    serial: int
    repair: Repair
    block: Block | None


class Repairs:
    """All parts after publishing, in threads of their own."""

    def __init__(
        self, openings: Sequence[Opening], workers: int, deadline: float, on_change: Callable[[], None]
    ) -> None:
        """`on_change` is called, in a thread, whenever more is known about the number of changes."""
        self.parts = [Repair(opening) for opening in openings]
        self._error: BaseException | None = None
        self._deadline = deadline
        self._on_change = on_change
        self._serial = count()
        self._waiting = [_Job(*one.urgency(), next(self._serial), one, None) for one in self.parts]
        heapq.heapify(self._waiting)
        self._busy = 0
        self._turn = threading.Condition()
        self._telling = threading.Lock()
        """Of two reports the newer goes out later."""
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until all is done; whether it is. Raises what a thread has stumbled over."""
        with self._turn:
            done = self._turn.wait_for(lambda: self._error or not (self._busy or self._waiting), max(0.0, seconds))
        if self._error is not None:
            raise self._error
        return bool(done)

    def teach(self, pieces: Sequence[Piece]) -> None:
        """Tell the pieces of the same parts what was found."""
        for one, piece in zip(self.parts, pieces, strict=True):
            piece.offer(one.point)
            for level, bound in enumerate(one.bounds):
                piece.raise_bound(Stage(level, Run.FULL, MOST_NODES, 0, one.values[:level]), bound)

    def _work(self) -> None:
        try:
            while (job := self._next()) is not None:
                self._do(job)
        except BaseException as error:
            self._error = error
        with self._turn:
            self._turn.notify_all()

    def _next(self) -> _Job | None:
        """The most urgent job; None when there is none any more."""
        with self._turn:
            self._turn.wait_for(lambda: self._waiting or not self._busy)
            if not self._waiting:
                return None
            self._busy += 1
            return heapq.heappop(self._waiting)

    def _do(self, job: _Job) -> None:
        repair, block = job.repair, job.block
        more: list[_Job] = []
        if block is None:
            more = [_Job(*repair.urgency(one), next(self._serial), repair, one) for one in repair.blocks()]
        elif repair.solve(block, Limits(self._deadline - time.monotonic(), work=MOST_NODES)):
            self._tell()
        with self._turn:
            for one in more:
                heapq.heappush(self._waiting, one)
            self._busy -= 1
            self._turn.notify_all()

    def _tell(self) -> None:
        with self._telling:
            self._on_change()


def _least(block: Block) -> int:
    return block.task.model.range_of(block.task.objective)[0]


def _off(block: Block) -> int:
    """How much more the block costs than its variables' bounds allow."""
    hint = block.task.hint
    return 0 if hint is None else block.task.objective.at(hint) - _least(block)


def _solved(block: Block, decided: Flags, limits: Limits) -> tuple[list[int] | None, int]:
    """A better point of the block, or None, and the proven bound of its cost."""
    task, now = block.task, _least(block) + _off(block)
    relaxed = mip.relax(task, limits)
    bound = max(_least(block), _least(block) if relaxed.bound is None else relaxed.bound)
    if bound >= now or relaxed.values is None:
        return None, min(bound, now)
    dive = mip.solve(settled(task, relaxed.values, decided), limits)
    if dive.point is not None and task.objective.at(dive.point) <= bound:
        return dive.point, bound
    whole = mip.solve(replace(task, hint=dive.point or task.hint), limits)
    found = min(filter(None, (dive.point, whole.point)), key=task.objective.at, default=None)
    if found is None or task.objective.at(found) >= now:
        found = None
    return found, bound if whole.bound is None else max(bound, whole.bound)
