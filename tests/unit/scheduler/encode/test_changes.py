"""S15: the rows about what was published say what the law book says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.problem import Problem
from tests.unit.scheduler.encode.gatherings import assert_agreement, assert_optimum, gathering


def published(r: Random, problem: Problem) -> Problem:
    """Any pairs of a person and a shift, also such as can no longer be; sometimes nothing was published."""
    pairs = [(person.id, shift.id) for person in problem.participants for shift in problem.shifts]
    return replace(problem, published=r.choice((None, frozenset(), *[frozenset(r.sample(pairs, 5))] * 4)))


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    drawn = [gathering(seed, "S15", more=published) for seed in range(25)]
    assert sum(map(assert_agreement, drawn)) > 80, "of 25 x 6 rosters"


@pytest.mark.parametrize("seed", range(3))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S15", people=3, shifts=3, more=published))
