"""Parts share nobody and no shift, and cannot be split further."""

from __future__ import annotations

import pytest

from scheduler.encode.build import FAMILIES
from scheduler.problem import Problem
from scheduler.rules import eligible
from scheduler.search.decompose import parts
from tests.factories import contract, person, problem, shift, site
from tests.proof.problems import SMALL, problem_of_seed
from tests.unit.scheduler.encode.random_problems import random_problem


def ties(club: Problem) -> list[set[tuple[str, str]]]:
    """What must stay together, tie by tie."""
    found = [{("shift", one), *(("person", who) for who in people)} for one, people in eligible(club).items()]
    found += [{("shift", lock.shift), ("person", lock.participant)} for lock in club.locks]
    for family in FAMILIES:
        if hasattr(family, "ties"):
            found += [set(one) for one in family.ties(club)]
    return found


def groups(club: Problem) -> set[frozenset[tuple[str, str]]]:
    """The same by joining whatever shares something until nothing does."""
    left = [{("person", one.id)} for one in club.participants] + ties(club)
    found: list[set[tuple[str, str]]] = []
    for one in left:
        touched = [group for group in found if group & one]
        found = [group for group in found if not group & one] + [one.union(*touched)]
    real = [{key for key in group if key[0] in ("person", "shift")} for group in found]
    return {frozenset(group) for group in real if group}


@pytest.mark.parametrize("seed", range(30))
def test_parts_are_the_groups_that_are_tied(seed: int) -> None:
    for club in (random_problem(seed), problem_of_seed(seed, SMALL)):
        found = parts(club)
        made = [
            frozenset([*(("person", one) for one in part.participants), *(("shift", one) for one in part.shifts)])
            for part in found
        ]
        assert len(made) == len(set(made))
        assert set(made) == groups(club)
        sizes = [len(part.participants) * len(part.shifts) for part in found]
        assert sizes == sorted(sizes)


def test_a_part_lists_people_and_shifts_in_the_order_of_the_problem() -> None:
    people = [
        person(f"p{number}", contracts=(contract(*(("P", "A") if number % 2 else ("Q", "B"))),)) for number in range(4)
    ]
    club = problem(*people, *[shift(on, site=where) for on in (3, 4) for where in "AB"], site("A"), site("B", "Q"))
    assert [part.participants for part in parts(club)] == [("p0", "p2"), ("p1", "p3")]
    assert [[one[0] for one in part.shifts] for part in parts(club)] == [["B", "B"], ["A", "A"]]
