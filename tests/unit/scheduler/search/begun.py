"""Parts of problems with a first roster, ready to be searched."""

from __future__ import annotations

from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search.decompose import parts
from scheduler.search.opening import Opening
from scheduler.search.piece import Piece
from scheduler.search.stages import Run, Stage


def pieces_of(problem: Problem, hint: Roster | None = None) -> list[Piece]:
    """All parts, each with its first roster."""
    return [Piece(Opening(problem, part, hint)) for part in parts(problem)]


def filled(problem: Problem) -> list[Piece] | None:
    """All parts with seats filled one by one; None where locks or the empty roster break a rule."""
    pieces = pieces_of(problem)
    return None if any(piece.best is None for piece in pieces) else pieces


def search_of(piece: Piece, level: int) -> Stage:
    """A search of a level with the earlier ones as they are, proven or not."""
    return Stage(level, Run.SEARCH, 1, 0, piece.values[:level])
