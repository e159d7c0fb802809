"""Threads that run engines on the pieces of a problem: first all pieces in turns, then some prove and some search."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scheduler.engines import mip
from scheduler.engines.base import Limits, Outcome, Watcher
from scheduler.search.blocks import solve_apart
from scheduler.search.improve import Improver
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece, Run, Stage

SHORTEST = 1.0
"""Seconds that a run may take at least, where several workers share the time."""
DIVE_SHARE, COARSE_SHARE = 0.15, 0.35
"""Shares of the time left that a dive and a coarse bound may take at most."""
BURST = 1.0
"""Seconds of a search before its worker looks around again."""
BURST_SLICES = 5
"""In place of the seconds where equal work must give equal rosters."""
FEW_NODES = 50
"""Nodes of a dive where equal work must give equal rosters."""
FIRST_SECONDS, MORE_SECONDS = 2.0, 3.0
"""Seconds of the first full run of a part, and how many times more every later one has: bounds rise early or hardly."""
DIVE_GAP = 0.003
"""A dive may stop this share above what it can reach: the search goes on from there."""


class Crew:
    """Workers over pieces until everything is proven, the steps are used up, or the process is ended."""

    def __init__(self, pieces: Sequence[Piece], params: SolveParams, deadline: float) -> None:
        self.changed = threading.Event()
        """Set whenever a better point or bound was found, or the work is over."""
        self.error: BaseException | None = None
        """What a worker stumbled over; the crew is over then."""
        self._pieces = pieces
        self._params = params
        self._deadline = deadline
        self._steps_left = params.steps
        self._timed = params.workers > 1 and params.steps is None
        self._busy: dict[int, Stage] = {}
        """Pieces at which somebody proves."""
        self._searched: set[int] = set()
        """Pieces at which somebody searches."""
        self._improvers: dict[tuple[int, int, tuple[int, ...]], Improver] = {}
        self._turns = 0
        self._turn = threading.Condition()
        self._threads = [
            threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(params.workers)
        ]

    def start(self) -> None:
        """Let the workers begin."""
        for thread in self._threads:
            thread.start()

    @property
    def over(self) -> bool:
        """Whether nothing is left to do: all proven, something impossible, or no steps left and nobody working."""
        if (
            self.error is not None
            or all(piece.proven for piece in self._pieces)
            or any(piece.impossible for piece in self._pieces)
        ):
            return True
        with self._turn:
            return not self._busy and not self._searched and (self._steps_left == 0 or self._left() <= 0)

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _work(self, number: int) -> None:
        while self._left() > 0:
            with self._turn:
                chosen = self._choose(number)
            if chosen is None:
                with self._turn:
                    self._turn.wait(0.1)
                continue
            try:
                self._run(*chosen)
            except BaseException as error:
                self.error = error
                self.changed.set()
                return

    def _choose(self, number: int) -> tuple[int, Stage] | None:
        """The next piece and stage for a worker; None when there is nothing to do for it now."""
        if self._steps_left == 0:
            return None
        free = [n for n, piece in enumerate(self._pieces) if n not in self._busy and not piece.proven]
        new = self._to_begin(free)
        if new is not None:
            return new
        self._turns += 1
        wants_search = (number if self._params.workers > 1 else self._turns) % 2 == 1
        order = (self._to_search, self._to_prove) if wants_search else (self._to_prove, self._to_search)
        return order[0](free) or order[1](free)

    def _to_begin(self, free: Sequence[int]) -> tuple[int, Stage] | None:
        """The first runs: earlier levels of all pieces before later ones, first rosters first, then who is far off."""
        stages = {n: stage for n in free if (stage := self._pieces[n].first_stage()) is not None}
        if not stages:
            return None
        chosen = min(stages, key=lambda n: _urgency(stages[n], self._pieces[n].off(stages[n].level)))
        self._pieces[chosen].note_begun(stages[chosen])
        return self._taken(chosen, stages[chosen])

    def _to_prove(self, free: Sequence[int]) -> tuple[int, Stage] | None:
        if not free:
            return None
        # Small parts come first: they are soon proven, and what they do not need is left to the others.
        first = min(free, key=lambda n: (self._pieces[n].proofs, n))
        return self._taken(first, self._pieces[first].proof_stage())

    def _to_search(self, free: Sequence[int]) -> tuple[int, Stage] | None:
        """The piece and level that are furthest from their bound, the less so the longer nothing has come of it."""
        stages = [
            (n, stage)
            for n, piece in enumerate(self._pieces)
            for level in range(len(piece.bounds))
            if n not in self._searched and (stage := piece.search_stage(level)) is not None
        ]
        if not stages:
            return None
        return self._taken(*max(stages, key=lambda one: (self._promise(*one), -one[1].level, -one[0])))

    def _promise(self, number: int, stage: Stage) -> float:
        """What a search may win, by the distance to the bound and by how often in a row it has won nothing."""
        improver = self._improvers.get((number, stage.level, stage.before))
        off = self._pieces[number].off(stage.level)
        return off / (1 + (improver.fruitless if improver is not None else 0))

    def _taken(self, chosen: int, stage: Stage) -> tuple[int, Stage]:
        if self._steps_left is not None:
            self._steps_left -= 1
        if stage.run is Run.SEARCH:
            self._searched.add(chosen)
        else:
            self._busy[chosen] = stage
        return chosen, stage

    def _run(self, number: int, stage: Stage) -> None:
        piece = self._pieces[number]
        if stage.run is Run.SEARCH:
            self._search(number, piece, stage)
        else:
            self._prove(piece, stage)
        with self._turn:
            if stage.run is Run.SEARCH:
                self._searched.discard(number)
            else:
                del self._busy[number]
            self._turn.notify_all()
        self.changed.set()

    def _prove(self, piece: Piece, stage: Stage) -> None:
        nodes = None if self._timed else stage.nodes
        limits = Limits(self._seconds(piece, stage), work=nodes, seed=self._params.seed + stage.passes)
        watcher = self._watcher(piece, stage)
        if stage.run is Run.GREEDY:
            piece.greedy(stage)
        elif stage.run is Run.BOUND:
            piece.note(stage, mip.relax(piece.work(stage), limits))
        elif stage.run is Run.DIVE:
            self._dive(piece, stage, limits, watcher)
        elif stage.run is Run.LOOK or (stage.run is Run.FULL and not stage.level):
            piece.absorb(stage, solve_apart(piece.task(stage), mip.solve, limits, watcher))
        else:
            piece.absorb(stage, mip.solve(piece.work(stage), limits, watcher))

    def _dive(self, piece: Piece, stage: Stage, limits: Limits, watcher: Watcher) -> None:
        limits = replace(limits, work=None if self._timed else FEW_NODES, gap=DIVE_GAP)
        work = piece.dive(stage)
        outcome = Outcome() if work is None else mip.solve(work, limits, watcher)
        piece.absorb(stage, replace(outcome, proven=False))

    def _seconds(self, piece: Piece, stage: Stage) -> float:
        """How long a run may take; the shorter, the sooner others have their turn.

        With one worker no clock decides but the last one, so that equal work gives equal rosters.
        """
        left = self._left()
        if not self._timed:
            return left
        if stage.run is Run.DIVE:
            return max(SHORTEST, DIVE_SHARE * left)
        if stage.run is Run.COARSE:
            return max(SHORTEST, COARSE_SHARE * left)
        if piece.weighty(stage.level) and stage.run is Run.FULL:
            return min(left, FIRST_SECONDS * MORE_SECONDS**stage.passes)
        return left

    def _search(self, number: int, piece: Piece, stage: Stage) -> None:
        """Slices for a while, as long as the level stays open and what it stands on does not change."""
        key = (number, stage.level, stage.before)
        improver = self._improvers.get(key)
        if improver is None:
            relaxed = piece.relaxed.get((stage.level, *stage.before))
            improver = Improver(piece.ground(stage), self._params.seed + number, relaxed, self._timed)
            self._improvers[key] = improver
        end, slices, better = time.monotonic() + BURST, 0, False
        while (time.monotonic() < end if self._timed else slices < BURST_SLICES) and self._left() > 0:
            if not piece.is_open(stage.level) or piece.values[: stage.level] != stage.before:
                break
            slices += 1
            found = improver.slice(np.array(piece.best), self._left(), lambda: self._left() <= 0)
            if found is not None and piece.merge(*found, sideways=True):
                better = True
                self.changed.set()
        improver.fruitless = 0 if better else improver.fruitless + 1

    def _watcher(self, piece: Piece, stage: Stage) -> Watcher:
        def on_point(point: list[int]) -> None:
            if piece.offer(point):
                self.changed.set()

        def on_bound(bound: int) -> None:
            if stage.run not in (Run.LOOK, Run.DIVE):
                piece.raise_bound(stage, bound)
                self.changed.set()

        def should_stop() -> bool:
            return self._left() <= 0 or not (stage.run is Run.LOOK or piece.is_open(stage.level))

        return Watcher(on_point, on_bound, should_stop)


def _urgency(stage: Stage, off: int) -> tuple[int, bool, int]:
    return stage.level, stage.run is not Run.GREEDY, -off
