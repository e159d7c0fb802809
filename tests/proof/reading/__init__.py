"""The rules a second time: by their formulas in docs/problem.md, plainly, day by day and minute by minute.

Nothing here asks `scheduler.rules` or `scheduler.encode`; only the data of a `Problem` is shared. What a rule says is
found under its id in `CELLS`, `PERSONS`, `SHIFTS` or `WHOLES`.
"""

from tests.proof.reading import cells, hours, patterns, persons, together, wholes
from tests.proof.reading.world import CELLS, PERSONS, SHIFTS, WHOLES, World

__all__ = ["CELLS", "PERSONS", "READ", "SHIFTS", "WHOLES", "World", "cells", "hours", "patterns", "persons", "together",
           "wholes"]  # fmt: skip

READ = frozenset(CELLS) | frozenset(PERSONS) | frozenset(SHIFTS) | frozenset(WHOLES)
"""Every rule that has been read here."""
