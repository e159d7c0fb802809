"""The optimum of a small problem as everybody finds it: two engines, the crew, and all rosters one by one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

from scheduler.encode.model import Row
from scheduler.engines import cpsat, mip
from scheduler.engines.base import Limits, Task
from scheduler.problem import Problem
from scheduler.search.crew import Crew
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece
from scheduler.search.stages import Run, Stage
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.random_problems import random_problem
from tests.unit.scheduler.search.begun import pieces_of, search_of

LIMITS = Limits(30)
Values = tuple[int, ...]


def small(seed: int) -> Problem:
    """A problem of three people, five days and five shifts: at most some thousand rosters."""
    return random_problem(seed, people=3, days=5, shifts=5)


def disagreements(seed: int) -> list[str]:
    """What anybody says otherwise about the problem of a seed."""
    problem = small(seed)
    pieces = pieces_of(problem)
    by_engine = {engine.__name__: [level_by_level(piece, engine) for piece in pieces] for engine in (mip, cpsat)}
    found = {name: _summed(problem, values) for name, values in by_engine.items()}
    if sum(len(piece.v.cells) for piece in pieces) <= 11:
        found["all rosters"] = best_by_enumeration(problem)
    found["the crew"] = by_crew(problem)
    said = [f"{name} says {values}" for name, values in found.items() if values != found[mip.__name__]]
    for piece, values in zip(pieces, by_engine[mip.__name__], strict=True):
        said += high_bounds(piece, values) if values is not None else []
    return [f"seed {seed}: {one}" for one in said]


def _summed(problem: Problem, by_piece: list[Values | None]) -> Values | None:
    known = [values for values in by_piece if values is not None]
    if len(known) < len(by_piece):
        return None
    return tuple(sum(values[level] for values in known) for level in range(len(problem.levels)))


def level_by_level(piece: Piece, engine: ModuleType) -> Values | None:
    """The optimum of a part by one engine; None where it proves that there is no roster."""
    earlier: list[Row] = []
    values: list[int] = []
    for objective in piece.v.model.objectives:
        outcome = engine.solve(Task(piece.v.model, objective, earlier), LIMITS)
        assert outcome.proven, "small enough for a proof"
        if outcome.point is None:
            return None
        values.append(outcome.bound)
        earlier.append(Row("level", None, objective.terms, outcome.bound - objective.constant))
    return tuple(values)


def by_crew(problem: Problem) -> Values | None:
    """What a crew of one proves."""
    pieces = pieces_of(problem)
    crew = Crew(pieces, SolveParams(seconds=60, workers=1), time.monotonic() + 60)
    crew.start()
    while not crew.over:
        crew.changed.wait(0.02)
        crew.changed.clear()
    if crew.error is not None:
        raise crew.error
    found = [piece.snapshot() for piece in pieces]
    if any(one.impossible for one in found):
        return None
    assert [one.bounds for one in found] == [one.values for one in found]
    return _summed(problem, [one.values for one in found])


def high_bounds(piece: Piece, best: Values) -> Iterator[str]:
    """Bounds of any kind of run that are above the optimum, with the earlier levels at their best."""
    for level, value in enumerate(best):
        work = piece.work(replace(search_of(piece, level), run=Run.FULL, before=best[:level]))
        coarse = piece.work(Stage(level, Run.COARSE, 1, 0, best[:level]))
        bounds = {
            "relax": mip.relax(work, LIMITS).bound,
            "relax inside": mip.relax(work, LIMITS, inside=True).bound,
            "coarse": mip.solve(coarse, LIMITS).bound,
            "full": mip.solve(work, LIMITS).bound,
            "full, one node": mip.solve(work, Limits(30, work=1)).bound,
            "full, half as good is enough": mip.solve(work, Limits(30, gap=0.5)).bound,
        }
        for name, bound in bounds.items():
            if bound is not None and bound > value:
                yield f"the bound of {name} is {bound} on level {level}, but {value} can be reached"
