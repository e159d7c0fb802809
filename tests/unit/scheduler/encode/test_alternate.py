"""S12: the rows about two days running say what the law book says."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.conditions import Conditions
from scheduler.encode import alternate
from scheduler.problem import Problem
from scheduler.rules.alternate import AlternateDays
from tests.unit.scheduler.encode.patterns import compare, compare_best, pattern_problem


def nothing(r: Random, problem: Problem) -> Conditions:
    return Conditions()


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    problems = (pattern_problem(seed, nothing, "S12") for seed in range(60))
    assert sum(compare(one, alternate, None, AlternateDays()) for one in problems) > 200


@pytest.mark.parametrize("seed", range(8))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    compare_best(pattern_problem(seed, nothing, "S12", people=1, shifts=10, days=7), alternate, None, AlternateDays())
