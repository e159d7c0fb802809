"""Makes a roster of another day hold again: what no longer fits is changed, as little as that takes.

Whoever has dropped out has no cells any more. What that breaks for others - a pair of which one is left, a newcomer
without company, a run of days that is now too short - needs somebody else, or has to go as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.encode.model import Model
from scheduler.search.ledger import Ledger

MOST_TRIED = 200
"""How many cells are tried for a row; where there are more, nobody is put into one."""


def mended(model: Model, ledger: Ledger) -> bool:
    """Change cells until every row holds; says whether that was possible, which contradicting locks prevent."""
    mending = _Mending(model, ledger)
    while broken := ledger.broken():
        # What is taken out for one row may break another that held: hence once more.
        if not all(map(mending.mend, broken)):
            return False
    return True


class _Mending:
    def __init__(self, model: Model, ledger: Ledger) -> None:
        self._model = model
        self._ledger = ledger
        self._adding = True
        """Whether people may still be put somewhere: no longer once cells had to go in vain, so that it ends."""

    def mend(self, row: int) -> bool:
        """Change the cell that helps all rows the most, again and again; where none does, all cells of the row go."""
        ledger = self._ledger
        while not ledger.holds(row):
            near = sorted(ledger.near(row))
            worked = [cell for cell in near if ledger.point[cell] and not self._model.lower[cell]]
            moves = [*self._additions(near), *((cell, 0) for cell in worked)]
            best = max(moves, key=lambda move: ledger.relief(*move), default=None)
            if best is not None and ledger.relief(*best) > 0:
                ledger.change([best[0]], best[1])
            elif worked:
                ledger.change(worked, 0)
                self._adding = False
            else:
                return False
        return True

    def _additions(self, near: Sequence[int]) -> list[tuple[int, int]]:
        if not self._adding or len(near) > MOST_TRIED:
            return []
        return [(cell, 1) for cell in near if not self._ledger.point[cell] and self._model.upper[cell]]
