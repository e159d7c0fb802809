"""H02, H25, S01: the rows about seats say what the law book says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.problem import Problem
from tests.unit.scheduler.encode.gatherings import assert_agreement, assert_optimum, gathering, some_relaxation


def set_aside(r: Random, problem: Problem) -> Problem:
    """Places, and working in pairs, are sometimes set aside."""
    return replace(problem, relaxations=(*some_relaxation(r, problem, "H02"), *some_relaxation(r, problem, "H25")))


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    drawn = [gathering(seed, "S01", more=set_aside) for seed in range(40)]
    assert sum(assert_agreement(problem, "seats", "H02", "H25") for problem in drawn) > 100, "of 40 x 6 rosters"


@pytest.mark.parametrize("seed", range(3))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", people=3, shifts=3, more=set_aside))
