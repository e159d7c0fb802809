"""Workers over parts: alike when nothing but the seed decides, never worse, and over when one of them stumbles."""

from __future__ import annotations

import time

import pytest

from scheduler.engines import mip
from scheduler.problem import Problem
from scheduler.search.crew import Crew
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece
from scheduler.search.runs import Runs
from scheduler.search.stages import Run, Stage
from tests.unit.scheduler.encode.random_problems import random_problem
from tests.unit.scheduler.search.begun import filled, pieces_of
from tests.unit.scheduler.search.test_solve import fortnight

Seen = list[list[tuple[int, ...]]]


def worked(problem: Problem, params: SolveParams) -> tuple[list[Piece], Crew, Seen]:
    """A crew in this process, until it is over, with what the parts cost at each change."""
    pieces = pieces_of(problem)
    crew = Crew(pieces, params, time.monotonic() + params.seconds)
    crew.start()
    seen: Seen = []
    while not crew.over and time.monotonic() < crew._deadline:
        crew.changed.wait(0.05)
        crew.changed.clear()
        if all(piece.best is not None for piece in pieces):
            seen.append([piece.snapshot().values for piece in pieces])
    crew._deadline = time.monotonic()  # who has nothing to do waits for the end
    for thread in crew._threads:
        thread.join()
    return pieces, crew, seen


def test_equal_problems_seeds_and_steps_give_equal_rosters() -> None:
    params = SolveParams(seconds=60, workers=1, seed=6, steps=8)
    first, second = (worked(fortnight(people=5), params)[0] for _ in range(2))
    assert [one.snapshot().pairs for one in first] == [one.snapshot().pairs for one in second]
    assert [one.snapshot().bounds for one in first] == [one.snapshot().bounds for one in second]


def test_what_is_reached_never_gets_worse() -> None:
    pieces, crew, seen = worked(fortnight(people=6), SolveParams(seconds=3, workers=2))
    assert crew.error is None
    for values in zip(*seen, strict=True):
        assert list(values) == sorted(values, reverse=True)
    for piece in pieces:
        found = piece.snapshot()
        assert all(bound <= value for bound, value in zip(found.bounds, found.values, strict=True))
        assert piece.values == piece.v.model.values(piece.best or ())


def test_a_small_problem_is_over_when_all_is_proven() -> None:
    begun = time.monotonic()
    pieces, crew, _ = worked(random_problem(20, people=3, days=5, shifts=5), SolveParams(seconds=60, workers=2))
    assert crew.over and crew.error is None
    assert all(piece.proven for piece in pieces)
    assert time.monotonic() - begun < 30


def test_a_worker_that_stumbles_ends_the_crew_with_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*anything: object, **more: object) -> None:
        raise ArithmeticError("an engine that cannot count")

    monkeypatch.setattr(mip, "solve", stumble)
    begun = time.monotonic()
    _, crew, _ = worked(fortnight(people=5), SolveParams(seconds=60, workers=1))
    assert crew.over
    assert isinstance(crew.error, ArithmeticError)
    assert time.monotonic() - begun < 30


def test_huge_parts_are_searched_until_a_relaxation_wins_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.search.piece.HUGE", 10)
    begun: list[tuple[int, Run]] = []
    run = Runs.run

    def noted(runs: Runs, piece: Piece, stage: Stage, worker: int) -> None:
        begun.append((worker, stage.run))
        run(runs, piece, stage, worker)

    monkeypatch.setattr(Runs, "run", noted)
    pieces, crew, _ = worked(fortnight(people=6), SolveParams(seconds=5, workers=2))
    assert crew.error is None
    assert any(piece.huge for piece in pieces)
    runs = [one for _, one in begun]
    assert Run.SEARCH in runs and Run.BOUND in runs
    for piece in pieces:
        assert piece.values == piece.v.model.values(piece.best or ())
        assert all(bound <= value for bound, value in zip(piece.bounds, piece.values, strict=True))


def test_who_proves_searches_huge_parts_only_where_relaxations_leave_much_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.search.piece.HUGE", 10)
    piece = (filled(fortnight(people=6)) or [])[-1]
    crew = Crew([piece], SolveParams(workers=2), time.monotonic() + 60)
    assert crew._to_win([0], searches=False) is None, "nothing is known of relaxations"
    piece.haze = 0.1
    chosen = crew._to_win([0], searches=False)
    assert chosen is not None and chosen[1].run is Run.SEARCH
    piece.haze = 0.001
    assert crew._to_win([0], searches=False) is None


def test_what_can_win_little_beside_a_huge_part_waits_to_be_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    large, small = (pieces_of(random_problem(20, people=3, days=5, shifts=5))[0] for _ in range(2))
    monkeypatch.setattr(Piece, "huge", property(lambda piece: piece is large))
    crew = Crew([large, small], SolveParams(), time.monotonic() + 60)
    levels = range(len(small.bounds))
    large.values, large.bounds = (10_000,) * len(levels), [0 for _ in levels]
    small.values, small.bounds = (100,) * len(levels), [0 for _ in levels]
    assert not crew._is_worth_proving(small), "a hundredth of the other"
    small.values = (101,) * len(levels)
    assert crew._is_worth_proving(small)
