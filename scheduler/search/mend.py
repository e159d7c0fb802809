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
        # What is taken out for one row may break another that held: hence once more.
        if not all(_mended(model, ledger, row) for row in broken):
            return False
    return True


def _mended(model: Model, ledger: Ledger, row: int) -> bool:
    while not ledger.holds(row):
        near = sorted(cell for cell in ledger.near(row) if ledger.point[cell] and not model.lower[cell])
        if not near:
            return False
        ledger.clear([max(near, key=ledger.relief)] if len(near) <= MOST_TRIED else near)
    return True
