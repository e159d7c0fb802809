"""H39, S39: the rows about people wanted on a shift, or not, say what the law book says."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest

from scheduler import rules
from scheduler.conditions import Conditions, Seating, Which
from scheduler.encode.build import encode
from scheduler.problem import Level, Problem
from scheduler.roster import Roster
from tests import factories as make
from tests.unit.scheduler.encode.gatherings import (
    assert_agreement,
    assert_optimum,
    gathering,
    some_of,
    some_shifts,
    with_conditions,
)
from tests.unit.scheduler.encode.quiet import whole


def seatings(r: Random, problem: Problem) -> Problem:
    """One to four conditions; a hard wanted one names one cell of the plan, or hardly any roster would do."""
    drawn = []
    for number in range(r.randint(1, 4)):
        wanted, must = r.random() < 0.5, r.random() < 0.4
        one = r.choice(problem.shifts)
        cell = Which(templates=frozenset({one.template}), days=frozenset({one.day}))
        drawn.append(Seating(
            id=f"c{number}", must=must, strength=r.randint(1, 3), people=some_of(r, problem, 2), wanted=wanted,
            which=cell if wanted and must else some_shifts(r, problem),
        ))  # fmt: skip
    return with_conditions(r, problem, "H39", seatings=tuple(drawn))


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    drawn = [gathering(seed, "S39", more=seatings) for seed in range(40)]
    assert sum(assert_agreement(problem) for problem in drawn) > 100, "of 40 x 6 rosters"


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S39", people=3, shifts=3, more=seatings))


def test_thousands_of_requests_take_no_longer_than_their_number() -> None:
    """20 people x 200 requests, each of one template on one day, and 20 unwanted weekdays, over 360 shifts."""
    r = Random(1)
    shifts = [make.shift(day, 480 + 20 * slot, 600 + 20 * slot, seats=2) for day in range(1, 11) for slot in range(36)]
    people = [make.person(f"p{number}") for number in range(20)]
    drawn = [one_request(r, f"c{person.id}-{n}", person.id, r.choice(shifts)) for person in people for n in range(200)]
    drawn += [
        Seating(id=f"w{person.id}", people=frozenset({person.id}), wanted=False, which=Which(weekdays=frozenset({6})))
        for person in people
    ]
    club = make.problem(
        *people, *shifts, conditions=Conditions(seatings=tuple(drawn)), levels=(Level("x", {"S39": 1}),)
    )
    rules.eligible(club)
    begun = process_time()
    roster = Roster.of((person.id, r.choice(shifts).id) for person in people for _ in range(20))
    cost = rules.level_penalties(club, roster)
    judged = process_time() - begun
    v = encode(club, whole(club))
    assert v.model.values(v.model.completed(v.decisions(roster))) == cost
    assert judged < 1, f"the judge took {judged:.2f} s for 4,020 seatings"


def one_request(r: Random, name: str, person: str, shift: make.Shift) -> Seating:
    which = Which(templates=frozenset({shift.template}), days=frozenset({shift.day}))
    return Seating(id=name, people=frozenset({person}), wanted=r.random() < 0.5, which=which, strength=r.randint(1, 5))
