"""Threads that run engines on the pieces of a problem, in turns, small pieces first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from scheduler.engines import mip
from scheduler.engines.base import Limits, Watcher
from scheduler.search.blocks import solve_apart
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece, Run, Stage

SHORTEST = 2.0
"""Seconds that a run may take at least, where several workers share the time."""


class Crew:
    """Workers over pieces until everything is proven, the steps are used up, or the process is ended."""

    def __init__(self, pieces: Sequence[Piece], params: SolveParams, deadline: float) -> None:
        self.changed = threading.Event()
        """Set whenever a better point or bound was found, or the work is over."""
        self._pieces = pieces
        self._params = params
        self._deadline = deadline
        self._steps_left = params.steps
        self._busy: dict[int, Stage] = {}
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
        if all(piece.proven for piece in self._pieces) or any(piece.impossible for piece in self._pieces):
            return True
        with self._turn:
            return not self._busy and (self._steps_left == 0 or self._left() <= 0)

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _work(self, number: int) -> None:
        while self._left() > 0:
            with self._turn:
                chosen = self._choose()
                if chosen is not None:
                    stage = self._pieces[chosen].next_stage()
                    self._busy[chosen] = stage
            if chosen is not None:
                self._run(chosen, stage)
            elif not self._help(number):
                with self._turn:
                    self._turn.wait(0.1)

    def _choose(self) -> int | None:
        if self._steps_left == 0:
            return None
        free = [n for n, piece in enumerate(self._pieces) if n not in self._busy and not piece.proven]
        if not free:
            return None
        if self._steps_left is not None:
            self._steps_left -= 1

        # Pieces come smallest first, and small ones are done soon: the sum of all gaps falls fastest that way.
        return min(free, key=lambda n: (self._pieces[n].stages_done, n))

    def _run(self, number: int, stage: Stage) -> None:
        piece = self._pieces[number]
        watcher = self._watcher(piece, stage, lambda: False)
        limits = Limits(self._seconds(piece.stages_done), work=stage.nodes, seed=self._params.seed + stage.passes)
        task = piece.task(stage)
        if stage.run is Run.BOUND:
            outcome = mip.relax(task, limits)
        elif stage.run is Run.LOOK or not task.extra:
            outcome = solve_apart(task, mip.solve, limits, watcher)
        else:
            outcome = mip.solve(task, limits, watcher)
        piece.absorb(stage, outcome)
        with self._turn:
            del self._busy[number]
            self._turn.notify_all()
        self.changed.set()

    def _seconds(self, turn: int) -> float:
        """A fair share of the time, if others wait for their turn; each worker has its own.

        With one worker no clock decides but the last one, so that equal work gives equal rosters.
        """
        if self._params.workers == 1 or self._params.steps is not None:
            return self._left()
        with self._turn:
            waiting = [n for n, piece in enumerate(self._pieces) if n not in self._busy and not piece.proven]
        ahead = sum(self._pieces[n].stages_done <= turn for n in waiting)
        return min(self._left(), max(SHORTEST, self._left() * self._params.workers / (ahead + 1)))

    def _watcher(self, piece: Piece, stage: Stage, should_stop: Callable[[], bool]) -> Watcher:
        def on_point(point: list[int]) -> None:
            if piece.offer(point):
                self.changed.set()

        def on_bound(bound: int) -> None:
            if stage.run is not Run.LOOK:
                piece.raise_bound(stage, bound)
                self.changed.set()

        return Watcher(on_point, on_bound, should_stop)

    def _help(self, number: int) -> bool:
        """Without a free piece, try the other engine on one that someone is at; says whether there was one."""
        with self._turn:
            hard = [
                n for n, stage in self._busy.items() if stage.run is Run.FULL and self._pieces[n].is_open(stage.level)
            ]
            if not hard or self._params.workers == 1 or self._params.steps is not None:
                return False
            chosen = max(hard, key=lambda n: self._pieces[n].distance())
            stage = self._busy[chosen]
        from scheduler.engines import cpsat  # noqa: PLC0415 - takes a second to load, and most solves never need it

        piece = self._pieces[chosen]

        def enough() -> bool:
            return not piece.is_open(stage.level) or self._busy.get(chosen) is not stage or self._more_to_do()

        limits = Limits(self._left(), seed=self._params.seed + number)
        piece.absorb(stage, cpsat.solve(piece.task(stage), limits, self._watcher(piece, stage, enough)))
        self.changed.set()
        return True

    def _more_to_do(self) -> bool:
        with self._turn:
            return any(n not in self._busy and not piece.proven for n, piece in enumerate(self._pieces))
