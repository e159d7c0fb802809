"""S16: rows and judge say the same about premiums."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.problem import SpecialParameters
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.quiet import differences, optimum, quiet_problem, some_roster


@pytest.mark.parametrize("seed", range(30))
def test_rows_and_judge_agree_on_premiums(seed: int) -> None:
    r = Random(seed)
    plain = quiet_problem(
        r, "S16", numbers={"night_premium": r.choice((50, 33)), "holiday_premium": r.choice((50, 70))}
    )
    small = replace(plain.parameters, under_five_employees=True)
    club = replace(plain, special=(SpecialParameters(small, program="Q"),))
    for _ in range(5):
        assert differences(club, some_roster(r, club)) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_cheapest_roster_is_that_of_trying_every_roster(seed: int) -> None:
    club = quiet_problem(Random(seed), "S16", "S01", shifts=4, people=2)
    assert optimum(club) == best_by_enumeration(club)
