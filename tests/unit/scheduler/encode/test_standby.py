"""S14: the rows about who can be called say what the law book says, also in parts."""

from __future__ import annotations

from random import Random

import pytest

from scheduler import rules
from scheduler.encode.build import encode
from scheduler.roster import Roster
from scheduler.search.decompose import parts
from tests.unit.scheduler.encode.gatherings import assert_agreement, assert_optimum, gathering


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    assert sum(assert_agreement(gathering(seed, "S14")) for seed in range(30)) > 60, "of 30 x 6 rosters"


@pytest.mark.parametrize("seed", range(3))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S14", people=3, shifts=3))


def test_the_parts_of_a_problem_together_cost_what_the_judge_says() -> None:
    several = 0
    for seed in range(30):
        problem = gathering(seed, "S14", shifts=4)
        r = Random(seed)
        pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
        roster = Roster.of(pair for pair in pairs if r.random() < 0.6)
        pieces = [encode(problem, part) for part in parts(problem)]
        costs = [v.model.values(v.model.completed(v.decisions(roster)))[0] for v in pieces]
        assert (sum(costs),) == rules.level_penalties(problem, roster)
        several += len(costs) > 1 and sum(costs) > 0
    assert several > 5
