"""S17: the rows about people beyond the seats say what the law book says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.problem import Problem
from tests.unit.scheduler.encode.gatherings import assert_agreement, assert_optimum, gathering, some_relaxation


def open_places(r: Random, problem: Problem) -> Problem:
    """Sometimes the number of places is set aside: then everybody may come."""
    return replace(problem, relaxations=some_relaxation(r, problem, "H02"))


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    drawn = [gathering(seed, "S01", "S17", more=open_places) for seed in range(30)]
    assert sum(map(assert_agreement, drawn)) > 100, "of 30 x 6 rosters"


@pytest.mark.parametrize("seed", range(3))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S17", "S10", people=3, shifts=3, more=open_places))
