"""From the request to the first rosters: parts are opened, repaired where there is a published roster, made pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from scheduler import rules
from scheduler.encode.vars import Part
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search import messages
from scheduler.search.decompose import parts
from scheduler.search.opening import Opening
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece
from scheduler.search.repair import Repairs, is_repair
from scheduler.search.twin import Twin

MANY_CELLS = 50_000
"""Cells from which a twin finds the first rosters of half of the parts."""
STEP = 0.02
"""Seconds after which a wait looks whether the search is over."""


class Beginning:
    """The first second of a search. `tell` is called with every report; `is_over` says whether to stop."""

    def __init__(
        self,
        problem: Problem,
        params: SolveParams,
        deadline: float,
        tell: Callable[[messages.Report], None],
        is_over: Callable[[], bool],
    ) -> None:
        self._problem = problem
        self._params = params
        self._deadline = deadline
        self._tell = tell
        self._is_over = is_over
        self._parts: list[Part] = []
        self._openings: dict[Part, Opening] = {}
        self._first: dict[Part, list[tuple[str, str]] | None] = {}
        """The first roster of each part, None where there is none; of all parts unless time was up before."""
        self._repairs: Repairs | None = None

    def pieces(self) -> list[Piece] | None:
        """All parts, ready to be searched; None where it was over before. Raises what a repair has stumbled over."""
        self._open()
        if is_repair(self._problem) and self._is_found and self._is_whole:
            self._repair()
        found: list[Piece] = []
        for part in self._parts:
            if self._is_over():
                return None
            found.append(Piece(self._openings[part]))
        if self._repairs is not None:
            self._repairs.teach(found)
        return None if self._is_over() else found

    def _repair(self) -> None:
        """Nothing else is done meanwhile: in the first second this is what counts."""
        workers = self._params.workers
        repairs = Repairs(
            [self._openings[part] for part in self._parts], workers, self._deadline, lambda: self._tell(self.report())
        )
        self._repairs = repairs
        repairs.start()
        while not self._is_over():
            if repairs.wait(STEP):
                self._tell(self.report())
                return

    def _open(self) -> None:
        """Open all parts, and tell the first roster of them at once, before anything is known of what it costs."""
        self._parts = parts(self._problem)
        lent = [] if self._params.workers < 2 or is_repair(self._problem) else _half_of_many(self._problem, self._parts)
        hint = self._params.hint
        twin = Twin(lambda: [Opening(self._problem, part, hint).pairs for part in lent]) if lent else None
        self._open_some([part for part in self._parts if part not in lent])
        if twin is not None:
            self._first.update(zip(lent, twin.answer(self._is_over) or (), strict=False))
        told = self._is_whole
        if told:
            self._tell(self.report())
        self._open_some(lent)
        if not told:
            self._tell(self.report())

    def _open_some(self, some: Sequence[Part]) -> None:
        for part in some:
            if self._is_over():
                return
            known = self._first.get(part)
            opening = Opening(self._problem, part, self._params.hint if known is None else Roster.of(known))
            self._openings[part], self._first[part] = opening, opening.pairs

    @property
    def _is_whole(self) -> bool:
        return len(self._first) == len(self._parts)

    @property
    def _is_found(self) -> bool:
        # Whoever has a published roster has no use for one with half of the parts.
        whole = self._problem.published is None or self._is_whole
        return whole and None not in self._first.values()

    def report(self) -> messages.Report:
        """The roster so far, and what is proven of it."""
        nothing = tuple(0 for _ in self._problem.levels)
        if not self._is_found:
            return messages.Report(None, nothing)
        if self._repairs is None:
            opened = chain.from_iterable(pairs or () for pairs in self._first.values())
            return messages.Report((*self._locked_elsewhere(), *opened), nothing)
        known = self._repairs.parts
        return messages.Report(
            tuple(chain.from_iterable(one.pairs for one in known)),
            _summed([one.bounds for one in known], nothing),
            _summed([one.values for one in known], nothing),
        )

    def _locked_elsewhere(self) -> list[tuple[str, str]]:
        """The locked cells of parts without a first roster."""
        left = {shift for part in self._parts if part not in self._first for shift in part.shifts}
        return [(one.participant, one.shift) for one in self._problem.locks if one.works and one.shift in left]


def _half_of_many(problem: Problem, every: Sequence[Part]) -> list[Part]:
    """Some parts with nearly half of all cells, where there are many; else none."""
    able = rules.eligible(problem)
    cells = {part: sum(len(able.get(shift, ())) for shift in part.shifts) for part in every}
    half, total = [], 0
    for part in sorted(every, key=cells.__getitem__, reverse=True):
        if total + cells[part] <= sum(cells.values()) / 2:
            half.append(part)
            total += cells[part]
    return half if total > MANY_CELLS / 2 else []


def _summed(by_part: Sequence[tuple[int, int]], nothing: tuple[int, ...]) -> tuple[int, ...]:
    """The sums of the first two levels; of later ones nothing is known."""
    return (*(sum(one[level] for one in by_part) for level in (0, 1)), *nothing[2:])
