"""What only costs something never forbids a roster: a first one may be found before it is written."""

from __future__ import annotations

import pytest

from scheduler.encode.build import COSTS_ONLY, FAMILIES, HOLDING, PRICING, begin, finish
from tests.unit.scheduler.encode.random_problems import legal_roster, random_problem
from tests.unit.scheduler.encode.test_agreement import whole


def test_every_family_is_written_once() -> None:
    assert len(FAMILIES) == len(set(HOLDING) | set(PRICING)) == len(HOLDING) + len(PRICING)
    assert {family.__name__.rpartition(".")[2] for family in PRICING} >= set(COSTS_ONLY)


@pytest.mark.parametrize("seed", range(30))
def test_the_rows_of_costs_hold_for_every_roster_that_breaks_no_rule(seed: int) -> None:
    problem = random_problem(seed, locks=False)
    v = begin(problem, whole(problem))
    held = len(v.model.rows)
    finish(v)
    for turn in range(6):
        point = v.model.completed(v.decisions(legal_roster(problem, turn)))
        assert all(row.holds(point) for row in v.model.rows[held:])
