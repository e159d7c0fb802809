"""A twin of the process gives one answer, or none, and never stays."""

from __future__ import annotations

import os
import time
from contextlib import suppress

import pytest

from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search import beginning
from scheduler.search.beginning import Beginning, _half_of_many
from scheduler.search.decompose import parts
from scheduler.search.messages import Report
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece
from scheduler.search.twin import Twin

MONTH = Month(2027, 5)


def is_gone(twin: Twin) -> bool:
    """Ended and waited for, so that the system knows nothing of it any more."""
    with suppress(ProcessLookupError):
        os.kill(twin._process, 0)
        return False
    return True


def test_the_answer_comes_whole_from_another_process() -> None:
    twin = Twin(lambda: (list(range(200_000)), os.getpid()))
    number, process = twin.answer(lambda: False) or ([], 0)
    assert number == list(range(200_000))
    assert process == twin._process != os.getpid()
    assert is_gone(twin)


def test_one_that_fails_gives_none() -> None:
    twin = Twin(lambda: 1 // 0)
    assert twin.answer(lambda: False) is None
    assert is_gone(twin)


def test_one_that_is_not_needed_any_more_is_ended() -> None:
    begun = time.monotonic()
    twin = Twin(lambda: time.sleep(60))
    assert not is_gone(twin)
    assert twin.answer(lambda: time.monotonic() > begun + 0.1) is None
    assert time.monotonic() - begun < 30, "it would have slept for a minute"
    assert is_gone(twin)


def begun_with(problem: Problem, workers: int) -> tuple[list[Report], list[Piece]]:
    told: list[Report] = []
    pieces = Beginning(
        problem, SolveParams(workers=workers), time.monotonic() + 60, told.append, lambda: False
    ).pieces()  # fmt: skip
    assert pieces is not None
    return told, pieces


@pytest.mark.parametrize("seed", range(4))
def test_with_a_twin_the_same_rosters_begin(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(random_club(40, seed, MONTH, {}), MONTH)
    alone, pieces = begun_with(problem, 2)
    monkeypatch.setattr(beginning, "MANY_CELLS", 0)
    assert _half_of_many(problem, parts(problem)), "the twin has something to do"
    told, with_twin = begun_with(problem, 2)
    assert len(told) == len(alone) == 1
    assert Roster.of(told[0].pairs or ()) == Roster.of(alone[0].pairs or ())
    assert [one.part for one in with_twin] == [one.part for one in pieces]
    assert [one.best for one in with_twin] == [one.best for one in pieces]


def test_without_its_answer_everything_is_found_here(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(random_club(40, 4, MONTH, {}), MONTH)
    alone, pieces = begun_with(problem, 2)
    monkeypatch.setattr(beginning, "MANY_CELLS", 0)
    monkeypatch.setattr(Twin, "answer", lambda self, is_over: self._end())
    told, without = begun_with(problem, 2)
    assert Roster.of(told[0].pairs or ()) == Roster.of(alone[0].pairs or ())
    assert [one.best for one in without] == [one.best for one in pieces]
