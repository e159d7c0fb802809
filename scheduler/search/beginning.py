"""From the request to the first rosters: parts are opened, repaired where there is a published roster, made pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from scheduler.encode.vars import Part
from scheduler.problem import Problem
from scheduler.search import messages
from scheduler.search.decompose import parts
from scheduler.search.opening import Opening
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece
from scheduler.search.repair import Repairs, is_repair

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
        self._openings: list[Opening] = []
        self._unopened: list[Part] = []
        """Parts for which there was no time: only their locked cells are worked."""
        self._repairs: Repairs | None = None

    def pieces(self) -> list[Piece] | None:
        """All parts, ready to be searched; None where it was over before. Raises what a repair has stumbled over."""
        self._open()
        # At once, before anything is known of what it costs.
        self._tell(self.report())
        if is_repair(self._problem) and self._is_found and not self._unopened:
            self._repair()
        found: list[Piece] = []
        for opening in self._openings:
            if self._is_over():
                return None
            found.append(Piece(opening))
        if self._repairs is not None:
            self._repairs.teach(found)
        return None if self._is_over() else found

    def _repair(self) -> None:
        """Nothing else is done meanwhile: in the first second this is what counts."""
        workers = self._params.workers
        repairs = Repairs(self._openings, workers, self._deadline, lambda: self._tell(self.report()))
        self._repairs = repairs
        repairs.start()
        while not self._is_over():
            if repairs.wait(STEP):
                self._tell(self.report())
                return

    def _open(self) -> None:
        left = parts(self._problem)
        while left and not self._is_over():
            self._openings.append(Opening(self._problem, left.pop(0), self._params.hint))
        self._unopened = left

    @property
    def _is_found(self) -> bool:
        # Whoever has a published roster has no use for one with half of the parts.
        whole = self._problem.published is None or not self._unopened
        return whole and all(opening.points for opening in self._openings)

    def report(self) -> messages.Report:
        """The roster so far, and what is proven of it."""
        nothing = tuple(0 for _ in self._problem.levels)
        if not self._is_found:
            return messages.Report(None, nothing)
        if self._repairs is None:
            opened = chain.from_iterable(opening.pairs or () for opening in self._openings)
            later = {shift for part in self._unopened for shift in part.shifts}
            locks = self._problem.locks
            locked = ((one.participant, one.shift) for one in locks if one.works and one.shift in later)
            return messages.Report((*locked, *opened), nothing)
        known = self._repairs.parts
        return messages.Report(
            tuple(chain.from_iterable(one.pairs for one in known)),
            _summed([one.bounds for one in known], nothing),
            _summed([one.values for one in known], nothing),
        )


def _summed(by_part: Sequence[tuple[int, int]], nothing: tuple[int, ...]) -> tuple[int, ...]:
    """The sums of the first two levels; of later ones nothing is known."""
    return (*(sum(one[level] for one in by_part) for level in (0, 1)), *nothing[2:])
