"""H26, H27, S10: the rows about who stands together say what the law book says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.problem import Problem
from tests.unit.scheduler.encode.gatherings import assert_agreement, assert_optimum, gathering, some_relaxation


def pairs(r: Random, problem: Problem) -> Problem:
    """Two pairs kept apart, two partners, and sometimes rules set aside."""
    ids = [person.id for person in problem.participants]
    return replace(
        problem,
        keep_apart=tuple(tuple(r.sample(ids, 2)) for _ in range(2)),
        partners=tuple(tuple(r.sample(ids, 2)) for _ in range(2)),
        relaxations=(*some_relaxation(r, problem, "H26"), *some_relaxation(r, problem, "H27")),
    )


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    drawn = [gathering(seed, "S10", more=pairs) for seed in range(40)]
    assert sum(assert_agreement(problem, "companions", "H26", "H27") for problem in drawn) > 60, "of 40 x 6 rosters"


@pytest.mark.parametrize("seed", range(3))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S10", people=3, shifts=3, more=pairs))
