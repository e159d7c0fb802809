"""H36, S36: the rows about people together and apart say what the law book says."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.conditions import Pairing
from scheduler.problem import Problem
from tests.unit.scheduler.encode.gatherings import (
    assert_agreement,
    assert_optimum,
    gathering,
    some_of,
    some_shifts,
    with_conditions,
)


def pairings(r: Random, problem: Problem) -> Problem:
    """One to three conditions, hard or soft, whose sides may overlap."""
    drawn = tuple(
        Pairing(
            id=f"c{number}", must=r.random() < 0.5, strength=r.randint(1, 3), people=some_of(r, problem),
            others=some_of(r, problem), which=some_shifts(r, problem), together=r.random() < 0.4,
        )
        for number in range(r.randint(1, 3))
    )  # fmt: skip
    return with_conditions(r, problem, "H36", pairings=drawn)


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    drawn = [gathering(seed, "S36", more=pairings) for seed in range(40)]
    assert sum(assert_agreement(problem, "pairing", "H36") for problem in drawn) > 50, "of 40 x 6 rosters"


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S36", people=3, shifts=3, more=pairings))
