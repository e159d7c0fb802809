"""S13: rows and judge say the same about runs of days without a shift, those from last month too."""

from __future__ import annotations

from random import Random

import pytest

from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.quiet import differences, optimum, quiet_problem, some_roster


@pytest.mark.parametrize("seed", range(60))
def test_rows_and_judge_agree_on_days_without_a_shift(seed: int) -> None:
    r = Random(seed)
    club = quiet_problem(r, "S13", shifts=r.choice((6, 14, 25)), numbers={"idle_days": r.choice((1, 2, 3, 5, 7))})
    for _ in range(6):
        assert differences(club, some_roster(r, club)) == []


@pytest.mark.parametrize("seed", range(8))
def test_the_fewest_runs_are_those_of_trying_every_roster(seed: int) -> None:
    club = quiet_problem(Random(seed), "S13", shifts=5, people=2, numbers={"idle_days": 3})
    assert optimum(club) == best_by_enumeration(club)


def test_a_rule_of_no_days_is_off() -> None:
    club = quiet_problem(Random(1), "S13", numbers={"idle_days": 0})
    assert optimum(club) == (0,)
