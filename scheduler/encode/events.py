"""H41: only those who are locked on a training or meeting are there.

All of it is judged on one person and one shift alone: where the rule objects, `Vars` makes no variable.
"""

from __future__ import annotations

from scheduler.encode.vars import Vars


def encode(v: Vars) -> None:
    """Nothing to add: the candidates are made without those the rule objects to."""
