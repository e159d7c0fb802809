"""How each kind of run goes: which engine, with which limits, and what becomes of what it finds."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from math import inf

import numpy as np

from scheduler.engines import mip
from scheduler.engines.base import Limits, Outcome, Watcher
from scheduler.engines.mip import Relaxed
from scheduler.search.blocks import solve_apart
from scheduler.search.improve import Improver
from scheduler.search.params import SolveParams
from scheduler.search.patience import Patience
from scheduler.search.piece import Piece
from scheduler.search.stages import FROM_RELAXED, Run, Stage

SHORTEST = 1.0
"""Seconds that a run may take at least, where several workers share the time."""
DIVE_RELAXATIONS, DIVE_SHARE, COARSE_SHARE = 1.5, 0.15, 0.35
"""How many times as long as the relaxation a dive may take at most, and what share of the time left a dive or a coarse
bound."""
CORNERS_SECONDS = 6.0
"""A relaxation that takes longer from corner to corner is solved through the inside."""
FIRST_PATIENCE, RELAXATIONS, MORE_PATIENCE = 1.0, 2.0, 3.0
"""A proof may stand still for so many seconds and so many times the relaxation's; every later one so many times longer,
from another seed and the best point by then: luck with the seed makes a factor of five."""
BURST = 1.0
"""Seconds of a search before its worker looks around again."""
BURST_SLICES = 5
"""In place of the seconds where equal work must give equal rosters."""
FEW_NODES = 50
"""Nodes of a dive where equal work must give equal rosters."""
LESS = 0.5
"""Whole penalties that differ by less are the same."""
DIVE_GAP = 0.003
"""A dive may stop this share above what it can reach: the search goes on from there."""
RELAXED_AT_ONCE, STEEPER = 7000, 1.5
"""How many variables of a huge part are relaxed in a second, and how the seconds grow with their number."""


class Runs:
    """Runs stages for the workers of a crew, and keeps what searches learn."""

    def __init__(self, params: SolveParams, deadline: float, changed: threading.Event) -> None:
        self._seed = params.seed
        # With one worker no clock decides but the last one, so that equal work gives equal rosters.
        self._timed = params.workers > 1 and params.steps is None
        self._deadline = deadline
        self._changed = changed
        self._improvers: dict[tuple[int, int, tuple[int, ...], int], Improver] = {}
        self._paces: dict[tuple[int, int], float] = {}
        """What the last search of a piece and level has won a second."""
        self._relaxing: dict[int, float] = {}
        """Seconds that the newest relaxation of a piece has taken."""

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def run(self, piece: Piece, stage: Stage, worker: int) -> None:
        """Run a stage to its end; points and bounds go to the piece as they come."""
        if stage.run is Run.SEARCH:
            self._search(piece, stage, worker)
        elif stage.run is Run.ONE_BY_ONE:
            piece.one_by_one(stage, self._deadline, self._timed, lambda: self._left() <= 0)
        elif stage.run is Run.BOUND:
            self._bound(piece, stage)
        else:
            self._solve(piece, stage)

    def _bound(self, piece: Piece, stage: Stage) -> None:
        """The relaxation; through the inside where the way from corner to corner is long, as in all huge parts."""
        work, relaxed, begun = piece.work(stage), Relaxed(), time.monotonic()
        if not piece.huge:
            most = min(CORNERS_SECONDS, self._left()) if self._timed else self._left()
            relaxed = mip.relax(work, Limits(most, seed=self._seed))
        if relaxed.values is None and not relaxed.impossible:
            relaxed = mip.relax(work, Limits(self._left(), seed=self._seed), inside=True)
        piece.note(stage, relaxed)
        self._relaxing[id(piece)] = time.monotonic() - begun

    def _solve(self, piece: Piece, stage: Stage) -> None:
        nodes = None if self._timed else stage.nodes
        limits = Limits(self._seconds(piece, stage), work=nodes, seed=self._seed + stage.passes)
        watcher = self._watcher(piece, stage)
        if stage.run in FROM_RELAXED:
            limits = replace(limits, work=None if self._timed else FEW_NODES, gap=DIVE_GAP)
            work = piece.dive(stage)
            outcome = Outcome() if work is None else mip.solve(work, limits, watcher)
            # Best among what the relaxation left open is not best of all, and "impossible" neither.
            piece.absorb(stage, replace(outcome, proven=False))
        elif stage.run is Run.LOOK or (stage.run is Run.FULL and not stage.level):
            piece.absorb(stage, solve_apart(piece.task(stage), mip.solve, limits, watcher))
        else:
            piece.absorb(stage, mip.solve(piece.work(stage), limits, watcher))

    def _seconds(self, piece: Piece, stage: Stage) -> float:
        """How long a run may take; the shorter, the sooner others have their turn."""
        left = self._left()
        if not self._timed or piece.best is None:
            return left
        if stage.run in FROM_RELAXED:
            return min(SHORTEST + DIVE_RELAXATIONS * self.relaxing(piece), max(SHORTEST, DIVE_SHARE * left))
        if stage.run is Run.COARSE:
            return max(SHORTEST, COARSE_SHARE * left)
        return left

    def _patience(self, piece: Piece, stage: Stage) -> Patience | None:
        """How long a proof may stand still; None where only its end will do."""
        proves = stage.run is Run.COARSE or (stage.run is Run.FULL and piece.weighty(stage.level))
        if not (self._timed and proves) or piece.best is None:
            return None
        seconds = FIRST_PATIENCE + RELAXATIONS * self.relaxing(piece)
        return Patience(seconds * MORE_PATIENCE**stage.passes)

    def relaxing(self, piece: Piece) -> float:
        """Seconds that the relaxation has taken: a measure for all that begins with it."""
        return self._relaxing.get(id(piece), 0.0)

    def fruitless(self, piece: Piece, stage: Stage) -> int:
        """How many bursts of searches at this level, as it now stands, have brought nothing since the last gain."""
        same = (id(piece), stage.level, stage.before)
        return min((one.fruitless for key, one in self._improvers.items() if key[:3] == same), default=0)

    def pace(self, piece: Piece, stage: Stage) -> float:
        """What the last searches of the piece at this level have won a second; no end to it before the first one."""
        return self._paces.get((id(piece), stage.level), inf)

    def _search(self, piece: Piece, stage: Stage, worker: int) -> None:
        """Slices for a while, as long as the level stays open and what it stands on does not change."""
        improver = self._improver(piece, stage, worker)
        end, slices, better = time.monotonic() + BURST, 0, False
        before, begun = piece.off(stage.level), time.thread_time()
        while (time.monotonic() < end if self._timed else slices < BURST_SLICES) and self._left() > 0:
            if not piece.is_open(stage.level) or piece.values[: stage.level] != stage.before:
                break
            slices += 1
            found = improver.slice(np.array(piece.best), self._left(), lambda: self._left() <= 0)
            if found is not None and piece.merge(*found, sideways=True):
                better = True
                self._changed.set()
        improver.fruitless = 0 if better else improver.fruitless + 1
        pace = (before - piece.off(stage.level)) / max(time.thread_time() - begun, SHORTEST)
        known = self._paces.get((id(piece), stage.level), pace)
        self._paces[id(piece), stage.level] = (known + pace) / 2

    def _improver(self, piece: Piece, stage: Stage, worker: int) -> Improver:
        key = (id(piece), stage.level, stage.before, worker)
        improver = self._improvers.get(key)
        if improver is None:
            seed = self._seed + 1000 * worker + len(self._improvers)
            improver = self._improvers[key] = Improver(piece.ground(stage), seed, timed=self._timed)
            companion = next((one for known, one in self._improvers.items() if known[:3] == key[:3]), improver)
            # Who searches the same learns together.
            improver.habits = companion.habits
        improver.relaxed = piece.relaxed.get((stage.level, *stage.before))
        return improver

    def _watcher(self, piece: Piece, stage: Stage) -> Watcher:
        patience = self._patience(piece, stage)

        def on_point(point: list[int]) -> None:
            if piece.offer(point):
                self._changed.set()

        def on_bound(bound: int) -> None:
            if stage.run not in (Run.LOOK, *FROM_RELAXED):
                piece.raise_bound(stage, bound)
                self._changed.set()

        def should_stop() -> bool:
            if self._left() <= 0 or not (stage.run is Run.LOOK or piece.is_open(stage.level)):
                return True
            return patience is not None and patience.lost(piece.off(stage.level))

        def better_than(cost: float) -> list[int] | None:
            """What searches have found meanwhile, for a run over the whole part."""
            if stage.run is not Run.FULL or piece.best is None or piece.values[: stage.level] != stage.before:
                return None
            return piece.best if piece.values[stage.level] < cost - LESS else None

        return Watcher(on_point, on_bound, should_stop, better_than)


def relax_seconds(piece: Piece) -> float:
    """How long the relaxation of a huge piece may take, roughly."""
    return float((piece.matrix.width / RELAXED_AT_ONCE) ** STEEPER)
