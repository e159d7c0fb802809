"""Makes a roster of another day hold again: what no longer fits is taken out, as little as that takes.

Whoever has dropped out has no cells any more. What that breaks for others - a pair of which one is left, a newcomer
without company, a run of days that is now too short - has to go as well.
"""

from __future__ import annotations

from scheduler.encode.model import Model
from scheduler.search.ledger import Ledger

MOST_TRIED = 60
"""How many cells are tried for a row before all of them go at once."""


def mended(model: Model, ledger: Ledger) -> bool:
    """Take cells out until every row holds; says whether that was possible, which contradicting locks prevent."""
    while broken := ledger.broken():
        near = sorted(cell for cell in ledger.near(broken[0]) if ledger.point[cell] and not model.lower[cell])
        if not near:
            return False
        best = min(near, key=lambda cell: _left(ledger, cell)) if len(near) <= MOST_TRIED else None
        ledger.clear(near if best is None else [best])
    return True


def _left(ledger: Ledger, cell: int) -> int:
    """By how much rows would still not hold without this cell."""
    before = ledger.clear([cell])
    excess = ledger.excess()
    ledger.restore(before)
    return excess
