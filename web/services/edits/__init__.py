"""Live editing of a month: look at a cell, hear what a change would do, change, take back, repeat.

Every change is one edit of one or many cells. Its id tells whoever looks at the month what they have seen: a change of
a cell that somebody else has changed since is refused, with both values told.
"""

from web.services.cells import Value
from web.services.edits.acting import apply, check, lock_line, redo, steps, undo
from web.services.edits.looking import cell_state
from web.services.edits.values import (
    CellState,
    Change,
    Choice,
    Clash,
    Clashed,
    Grade,
    Outcome,
    Said,
    Step,
    Verdict,
)

__all__ = [
    "CellState",
    "Change",
    "Choice",
    "Clash",
    "Clashed",
    "Grade",
    "Outcome",
    "Said",
    "Step",
    "Value",
    "Verdict",
    "apply",
    "cell_state",
    "check",
    "lock_line",
    "redo",
    "steps",
    "undo",
]
