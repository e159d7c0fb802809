"""Who may take which shift is worked out at once for all; it is what the rules say about each person and shift."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scheduler.problem import Problem, Unavailable
from scheduler.rules import UNARY, Violation, eligible, objection
from scheduler.rules.eligibility import may_take
from tests.factories import contract, day, person, problem, shift, site
from tests.proof.problems import SMALL, problem_of_seed
from tests.unit.scheduler.encode.random_problems import random_problem


def objections(club: Problem, who: str, where: str) -> Iterator[Violation]:
    """What every unary rule says, each asked by itself."""
    for rule in UNARY:
        found = rule.objection(club, club.participant[who], club.shift[where])
        if found is not None:
            yield found


@pytest.mark.parametrize("seed", range(60))
def test_the_eligible_are_those_to_whom_no_rule_objects(seed: int) -> None:
    for club in (random_problem(seed), problem_of_seed(seed, SMALL)):
        told = {
            (who.id, where.id): next(objections(club, who.id, where.id), None)
            for where in club.shifts
            for who in club.participants
        }
        assert eligible(club) == {
            where.id: tuple(who.id for who in club.participants if told[who.id, where.id] is None)
            for where in club.shifts
        }
        for (who, where), first in told.items():
            assert objection(club, who, where) == first
            assert (where in may_take(club)[who]) is (first is None)


def test_a_rule_that_may_not_object_to_a_shift_objects_to_nobody_there() -> None:
    spoken = set()
    for seed in range(120):
        club = problem_of_seed(seed, SMALL)
        for rule in UNARY:
            for where in club.shifts:
                met = any(rule.objection(club, who, where) for who in club.participants)
                assert not met or (rule.may_speak(club) and rule.may_object(club, where))
                spoken |= {rule.id} if met else set()
    assert len(spoken) > len(UNARY) * 2 // 3


def test_a_shift_past_midnight_meets_the_absence_of_the_next_day() -> None:
    # 5 May whole, 7 May only from 01:00 to 02:00, which the night from the 6th reaches and the evening does not.
    kim = person(night_opt_in=True, unavailable=(Unavailable(day(5)), Unavailable(day(7), 60, 120)))
    nights = [shift(on, "22:00", "06:00", id=f"night {on}", break_minutes=60) for on in (4, 5, 6, 7)]
    club = problem(kim, *nights, shift(6, "20:00", "23:00", id="evening"))
    assert {one for one, people in eligible(club).items() if people} == {"night 7", "evening"}


def test_sites_and_dates_of_several_contracts_count_together() -> None:
    terms = (contract("P", ("A",), last=day(4)), contract("Q", ("B", "A"), first=day(5)))
    club = problem(
        person(contracts=terms), *[shift(on, site=where, id=f"{where}{on}") for on in (4, 5) for where in "AB"],
        site("A"), site("B", "Q"),
    )  # fmt: skip
    # A is of programme P, whose contract ends on the 4th; B of Q, whose contract begins on the 5th.
    assert {one for one, people in eligible(club).items() if people} == {"A4", "B5"}
