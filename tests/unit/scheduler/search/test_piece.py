"""Parts of a problem, searched in this process: optimum by enumeration, bounds, levels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler import rules
from scheduler.engines import mip
from scheduler.engines.base import Limits, Outcome
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search.decompose import parts
from scheduler.search.opening import Opening
from scheduler.search.piece import Piece
from scheduler.search.stages import Run, Stage
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.random_problems import random_problem
from tests.unit.scheduler.search.begun import pieces_of
from tests.unit.scheduler.search.test_solve import fortnight

SMALL = (5, 9, 10, 15, 18, 20, 22, 28, 29, 31, 32, 38, 51, 53, 54, 57)
"""Seeds whose problems have 6 to 9 cells: at most 512 rosters each."""


def searched(problem: Problem) -> list[Piece]:
    pieces = pieces_of(problem)
    for piece in pieces:
        for _ in range(20):
            if piece.proven:
                break
            before = rules_cost(problem, piece)
            stage = piece.first_stage()
            if stage is None:
                stage = piece.proof_stage()
            else:
                piece.note_begun(stage)
            _run(piece, stage)
            assert not before or rules_cost(problem, piece) <= before, "it never gets worse"
    return pieces


def _run(piece: Piece, stage: Stage) -> None:
    limits = Limits(10, work=stage.nodes)
    if stage.run is Run.BOUND:
        piece.note(stage, mip.relax(piece.work(stage), limits))
    elif stage.run is Run.DIVE:
        dive = piece.dive(stage)
        if dive is not None:
            piece.absorb(stage, replace(mip.solve(dive, limits), proven=False))
    else:
        piece.absorb(stage, mip.solve(piece.work(stage), limits))


def rules_cost(problem: Problem, piece: Piece) -> tuple[int, ...]:
    return piece.snapshot().values


@pytest.mark.parametrize("seed", SMALL)
def test_pieces_add_up_to_the_optimum(seed: int) -> None:
    problem = random_problem(seed, people=3, days=5, shifts=5)
    best = best_by_enumeration(problem)
    pieces = searched(problem)
    if best is None:
        assert any(piece.impossible for piece in pieces)
        return
    found = [piece.snapshot() for piece in pieces]
    roster = Roster.of(pair for one in found for pair in one.pairs or ())
    assert rules.check(problem, roster) == []
    assert rules.level_penalties(problem, roster) == best
    assert tuple(map(sum, zip(*(one.bounds for one in found), strict=True))) == best
    open_seats = sum(one.count for one in rules.open_seats(problem, roster))
    assert sum(one.open_seats for one in found) <= open_seats


def test_every_person_and_shift_is_in_one_part() -> None:
    for seed in range(20):
        problem = random_problem(seed)
        found = parts(problem)
        assert sorted(p for part in found for p in part.participants) == sorted(p.id for p in problem.participants)
        assert sorted(s for part in found for s in part.shifts) == sorted(s.id for s in problem.shifts)
        home = {person: number for number, part in enumerate(found) for person in part.participants}
        for number, part in enumerate(found):
            for shift in part.shifts:
                assert {home[person] for person in rules.eligible(problem)[shift]} <= {number}


def test_a_bound_of_a_later_level_falls_with_a_better_earlier_one() -> None:
    problem = random_problem(9, people=3, days=5, shifts=5)
    opening = Opening(problem, max(parts(problem), key=lambda part: len(part.shifts)))
    del opening.points[1:]
    piece = Piece(opening)
    first = piece.first_stage()
    assert first is not None
    outcome = mip.solve(piece.work(first), Limits(10))
    empty = piece.values
    last = len(problem.levels) - 1
    quality = Stage(last, Run.FULL, 1, 0, empty[:last])
    piece.raise_bound(quality, 5)
    assert piece.bounds[last] == 5
    assert piece.absorb(first, outcome)
    assert piece.values[0] < empty[0]
    assert piece.bounds[last] == 0
    piece.raise_bound(quality, 5)
    assert piece.bounds[last] == 0, "it was proven for rosters with more open seats"


def test_wading_leaves_open_what_a_dive_takes_for_never_worked() -> None:
    (piece, *_) = sorted(pieces_of(fortnight(people=6)), key=lambda one: -one.matrix.width)
    level = len(piece.values) - 1
    dive, wade = (Stage(level, run, 1, 0, piece.values[:level]) for run in (Run.DIVE, Run.WADE))
    assert piece.dive(dive) is None, "there is no relaxation yet"
    piece.note(dive, mip.relax(piece.work(dive), Limits(10)))
    deep, shallow = piece.dive(dive), piece.dive(wade)
    assert deep is not None and shallow is not None
    fixed_deep, fixed_shallow = (one.matrix.lower == one.matrix.upper for one in (deep, shallow))
    assert (fixed_deep | ~fixed_shallow).all() and fixed_deep.sum() > fixed_shallow.sum()
    new = fixed_shallow & (piece.matrix.lower < piece.matrix.upper)
    assert (shallow.matrix.lower[new] == 1).all()


def test_only_a_dive_that_reaches_the_best_point_spares_the_next_run() -> None:
    (piece, *_) = sorted(pieces_of(fortnight(people=6)), key=lambda one: -one.matrix.width)
    level = len(piece.values) - 1
    dive = Stage(level, Run.DIVE, 1, 0, piece.values[:level])
    piece.absorb(dive, Outcome())
    assert Run.WADE in piece._first_runs(level)
    piece.absorb(dive, Outcome(piece.best))
    assert Run.WADE not in piece._first_runs(level)
