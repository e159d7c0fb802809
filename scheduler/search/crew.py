"""Threads over the pieces of a problem: first rosters for all, then some prove and some search."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence

from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece
from scheduler.search.runs import Runs, relax_seconds
from scheduler.search.stages import Run, Stage

WORTH = 0.01
"""Parts that may win less than this share of what is left in a huge one wait to be proven."""
MOVED = 0.02
"""A proof that has brought the bound so much of the way to the best point was worth its time."""
SOON, AHEAD = 0.5, 5.0
"""Seconds within which the least parts are proven, and how many times as long as its relaxation a proof takes."""
HAZY = 0.005
"""Where relaxations leave more than this share of all decisions open, they are no way to good rosters."""
REST = 2.0
"""After a proof that was not, its part is left to the searchers for so many times as long."""


class Crew:
    """Workers over pieces until everything is proven, the steps are used up, or the process is ended."""

    def __init__(self, pieces: Sequence[Piece], params: SolveParams, deadline: float) -> None:
        self.changed = threading.Event()
        """Set whenever a better point or bound was found, or the work is over."""
        self.error: BaseException | None = None
        """What a worker stumbled over; the crew is over then."""
        self._pieces = pieces
        self._workers = params.workers
        self._deadline = deadline
        self._timed = params.workers > 1 and params.steps is None
        self._steps_left = params.steps
        self._runs = Runs(params, deadline, self.changed)
        self._busy: dict[int, Stage] = {}
        """Pieces at which somebody proves."""
        self._searched: Counter[int] = Counter()
        """How many search each piece."""
        self._proving: dict[int, float] = defaultdict(float)
        """Seconds that have gone into proofs of each piece."""
        self._rests: dict[int, float] = {}
        """Until when a piece is not to be proven: the last proof has hardly moved its bound."""
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
        if self.error is not None or any(piece.impossible for piece in self._pieces):
            return True
        if all(piece.proven for piece in self._pieces):
            return True
        with self._turn:
            working = self._busy or self._searched.total()
            return not working and (self._steps_left == 0 or self._left() <= 0)

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _work(self, worker: int) -> None:
        while self._left() > 0 and self.error is None:
            with self._turn:
                chosen = self._choose(worker)
            if chosen is None:
                with self._turn:
                    self._turn.wait(0.1)
                continue
            piece, stage, begun = self._pieces[chosen[0]], chosen[1], time.monotonic()
            bound = piece.bounds[stage.level]
            try:
                self._runs.run(piece, stage, worker)
            except BaseException as error:
                self.error = error
                self.changed.set()
                return
            self._done(*chosen)
            now = time.monotonic()
            if stage.run in (Run.FULL, Run.COARSE):
                self._proving[chosen[0]] += now - begun
            if self._timed and stage.run is Run.FULL:
                moved = piece.bounds[stage.level] - bound >= MOVED * (piece.off(stage.level) + 1)
                self._rests[chosen[0]] = now if moved else now + REST * (now - begun)

    def _choose(self, worker: int) -> tuple[int, Stage] | None:
        """The next piece and stage for a worker; None when there is nothing to do for it now.

        First runs come first. Then every second worker searches, or every second turn of a single one. Searchers relax
        huge pieces too, the smallest first, as soon as no search there wins more a second.
        """
        if self._steps_left == 0:
            return None
        self._turns += 1
        searches = (worker if self._workers > 1 else self._turns) % 2 == 1
        free = [n for n, piece in enumerate(self._pieces) if n not in self._busy and not piece.proven]
        begun = (self._to_win(free, searches) if self._timed else None) or self._to_begin(free, searches)
        if begun is not None:
            return begun
        if searches:
            return self._to_search() or self._to_prove(free)
        return self._to_prove(free) or self._to_search()

    def _to_win(self, free: Sequence[int], searches: bool) -> tuple[int, Stage] | None:
        """A search in a huge piece that wins more a second than the first run of one that waits for it could.

        A first roster is so far off that windows of it win most of that before the relaxation would be there. But where
        relaxations decide nearly everything, as those of other pieces show, whoever proves goes on with them.
        """
        waiting = [(self._pieces[n], stage) for n in free if (stage := self._pieces[n].first_stage()) is not None]
        if not waiting or any(piece.best is None for piece, _ in waiting):
            return None
        hazy = any(piece.haze > HAZY for piece in self._pieces)
        if not searches and not (hazy and all(piece.huge for piece, _ in waiting)):
            return None
        relaxing = max(piece.off(stage.level) / relax_seconds(piece) for piece, stage in waiting)
        level = min(stage.level for _, stage in waiting)
        able = [(n, stage) for n, one in enumerate(self._pieces) if one.huge and (stage := one.search_stage(level))]
        paces = [self._runs.pace(self._pieces[n], stage) / (1 + self._searched[n]) for n, stage in able]
        if not paces or max(paces) <= relaxing:
            return None
        return self._taken(*able[paces.index(max(paces))])

    def _to_begin(self, free: Sequence[int], smallest: bool) -> tuple[int, Stage] | None:
        """The first runs: earlier levels of all pieces before later ones, then who is far off, and huge ones last."""
        stages = {n: stage for n in free if (stage := self._pieces[n].first_stage()) is not None}
        if not stages:
            return None
        chosen = min(stages, key=lambda n: self._urgency(n, stages[n], smallest))
        self._pieces[chosen].note_begun(stages[chosen])
        return self._taken(chosen, stages[chosen])

    def _urgency(self, number: int, stage: Stage, smallest: bool) -> tuple[int, bool, bool, int]:
        piece = self._pieces[number]
        if not piece.huge:
            return stage.level, False, False, -piece.off(stage.level)
        size = piece.matrix.width
        return stage.level, True, stage.run is Run.BOUND, size if smallest else -size

    def _to_prove(self, free: Sequence[int]) -> tuple[int, Stage] | None:
        """Where most may be won: where the bound is far off, and little time has gone into proofs so far."""
        now = time.monotonic()
        able = [n for n in free if not self._pieces[n].huge or self._pieces[n].best is None]
        able = [n for n in able if self._rests.get(n, now) <= now or self._pieces[n].best is None]
        able = [n for n in able if self._is_worth_proving(self._pieces[n])]
        if not able:
            return None
        first = max(able, key=lambda n: (self._doubt(n), -n))
        return self._taken(first, self._pieces[first].proof_stage())

    def _is_worth_proving(self, piece: Piece) -> bool:
        """Whether huge pieces, which can only be searched, have not a hundred times as much to win on some level."""
        if piece.best is None:
            return True
        huge = [one for one in self._pieces if one.huge]
        levels = range(len(piece.bounds))
        return any(piece.off(n) > WORTH * max((one.off(n) for one in huge), default=0) for n in levels)

    def _doubt(self, number: int) -> float:
        piece = self._pieces[number]
        spent = self._proving[number] + AHEAD * self._runs.relaxing(piece) if self._timed else piece.proofs
        return piece.doubt / (SOON + spent)

    def _to_search(self) -> tuple[int, Stage] | None:
        """The piece and level that promise most; several may search one, each in slices of its own."""
        stages = [
            (n, stage)
            for n, piece in enumerate(self._pieces)
            for level in range(len(piece.bounds))
            if (stage := piece.search_stage(level)) is not None
        ]
        if not stages:
            return None
        return self._taken(*max(stages, key=lambda one: (self._promise(*one), -one[1].level, -one[0])))

    def _promise(self, number: int, stage: Stage) -> float:
        """What a search may win, by the distance to the bound and by how often in a row it has won nothing."""
        piece = self._pieces[number]
        return piece.off(stage.level) / (1 + self._runs.fruitless(piece, stage)) / (1 + self._searched[number])

    def _taken(self, chosen: int, stage: Stage) -> tuple[int, Stage]:
        if self._steps_left is not None:
            self._steps_left -= 1
        if stage.run is Run.SEARCH:
            self._searched[chosen] += 1
        else:
            self._busy[chosen] = stage
        return chosen, stage

    def _done(self, chosen: int, stage: Stage) -> None:
        with self._turn:
            if stage.run is Run.SEARCH:
                self._searched[chosen] -= 1
            else:
                del self._busy[chosen]
            self._turn.notify_all()
        self.changed.set()
