"""How the search in a part begins: what must hold, and a first roster, before anything is known of what it costs."""

from __future__ import annotations

from scheduler.encode.build import begin
from scheduler.encode.vars import Part
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search.greedy import Greedy
from scheduler.search.ledger import Ledger
from scheduler.search.mend import mended


class Opening:
    """A part with the rows of what must hold, and points to begin with."""

    def __init__(self, problem: Problem, part: Part, hint: Roster | None = None) -> None:
        self.part = part
        self.v = begin(problem, part)
        self.points: list[list[int]] = []
        """Points that hold: locked cells alone, what was given, mended where it broke something, and last the best of
        these with the seats filled. None where locked cells, or the empty roster, break a rule."""
        ledger = Ledger(self.v.model)
        # After publishing, what is in everybody's hands is where a repair begins: nearly all of it stays.
        published = None if problem.published is None else Roster.of(problem.published)
        for roster in (Roster(), published, hint):
            if roster is not None:
                self._lay(ledger, roster)
        if self.points:
            ledger.lay(min(reversed(self.points), key=self.v.model.values))
            Greedy(self.v, ledger).fill()
            self.points.append(ledger.point)

    def _lay(self, ledger: Ledger, roster: Roster) -> None:
        """Begin with a roster and the locked cells."""
        lower, upper = self.v.model.lower, self.v.model.upper
        decisions = {cell: 1 for cell in self.v.decisions(roster) if upper[cell]}
        decisions |= {cell: 1 for cell in self.v.cells.values() if lower[cell]}
        ledger.lay(self.v.model.completed(decisions))
        if mended(self.v.model, ledger):
            self.points.append(ledger.point)

    @property
    def pairs(self) -> list[tuple[str, str]] | None:
        """(participant id, shift id) of the first roster; None where there is none."""
        return self.v.assignments(self.points[-1]) if self.points else None
