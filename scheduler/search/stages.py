"""The kinds of runs that a part may have, and one such run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Run(Enum):
    """Kinds of runs."""

    ONE_BY_ONE = "each person's month beside those before: a first roster where the empty one breaks rows"
    LOOK = "leave the comparing out: ten times quicker, and a good start"
    BOUND = "only the relaxation: a first bound, and where to dive"
    DIVE = "keep what the relaxation decides, solve the rest: a good roster"
    WADE = "keep only what it sees as worked: where a dive leaves too little, or finds nothing"
    FULL = "everything, with so many nodes of the search tree"
    COARSE = "only amounts are whole numbers: the best bound for its time"
    SEARCH = "neighbourhoods of the best point"


FROM_RELAXED = (Run.DIVE, Run.WADE)
"""What begins with the best point of the relaxation: it finds points, but proves nothing."""


@dataclass(frozen=True)
class Stage:
    """One run of an engine."""

    level: int
    run: Run
    nodes: int
    passes: int
    """How often the part has been through all its levels before."""
    before: tuple[int, ...]
    """What the earlier levels cost when the stage was made: its bound holds for rosters no worse on them."""
