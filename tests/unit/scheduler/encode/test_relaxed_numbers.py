"""Numbers that differ by contract, and rules that are set aside: rows and law book go on saying the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from scheduler import rules
from scheduler.conditions import Relaxation
from scheduler.encode.build import encode
from scheduler.problem import EmploymentKind, Problem, SpecialParameters
from tests.factories import day
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.random_problems import legal_roster, random_problem, random_roster
from tests.unit.scheduler.encode.test_agreement import broken_rows, whole

RELAXABLE = ("H03", "H09", "H10", "H16", "H17", "H22", "H28")


def bent(seed: int, **size: int) -> Problem:
    """A random problem with special numbers, exceptions, or both."""
    r = Random(seed)
    problem = random_problem(seed, **size)
    ids = [person.id for person in problem.participants]
    return replace(
        problem,
        special=tuple(_special(r, problem) for _ in range(r.randint(0, 2))),
        relaxations=tuple(_relaxation(r, ids) for _ in range(r.randint(0, 4))),
    )


def _special(r: Random, problem: Problem) -> SpecialParameters:
    numbers = replace(
        problem.parameters,
        max_shifts_per_day=r.choice((1, 2, 3)),
        min_rest_between_shifts=r.choice((0, 240, 660)),
        max_consecutive_days=r.choice((1, 2, 4)),
        travel_buffer=r.choice((0, 60, 120)),
        legal_minutes_per_week=r.choice((600, 2400)),
        target_tolerance_per_week=r.choice((0, 60, 240)),
        day_off_wishes_counted=r.choice((0, 1, 5)),
        break_waivable_at_4h=r.random() < 0.5,
        late_after=r.choice((1000, 1260)),
        night_until=r.choice((300, 420)),
    )
    return SpecialParameters(numbers, r.choice((None, "P", "Q")), r.choice((None, *EmploymentKind)))


def _relaxation(r: Random, people: list[str]) -> Relaxation:
    first = day(r.randint(-2, 7))
    return Relaxation(
        r.choice(RELAXABLE), first, first + timedelta(days=r.randint(0, 5)),
        participant=r.choice((None, *people)), site=r.choice((None, None, "A", "B")),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(80))
def test_rows_hold_exactly_when_the_law_book_finds_nothing(seed: int) -> None:
    problem = bent(seed)
    v = encode(problem, whole(problem))
    for turn in range(10):
        roster = random_roster(problem, turn)
        broken, violations = broken_rows(v, roster), rules.check(problem, roster)
        assert bool(broken) == bool(violations), (violations, broken)


@pytest.mark.parametrize("seed", range(40))
def test_objective_levels_are_what_the_judge_says(seed: int) -> None:
    problem = replace(bent(seed), locks=())
    v = encode(problem, whole(problem))
    for turn in range(4):
        roster = legal_roster(problem, turn)
        point = v.model.completed(v.decisions(roster))
        assert not list(v.model.broken(point))
        assert v.model.values(point) == rules.level_penalties(problem, roster)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_of_tiny_problems_is_that_of_trying_everything(seed: int) -> None:
    """The least that the rows allow, over all rosters, is the least of the judge."""
    problem = bent(seed, people=2, days=3, shifts=5)
    best = best_by_enumeration(problem)
    v = encode(problem, whole(problem))
    pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
    points = [
        v.model.completed({v.works(*pair): number >> place & 1 for place, pair in enumerate(pairs)})
        for number in range(2 ** len(pairs))
    ]
    allowed = [v.model.values(point) for point in points if not list(v.model.broken(point))]
    assert min(allowed, default=None) == best
