"""H19, H24 and H30 look at one person and one shift alone: a variable exists exactly where the judge is silent."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from scheduler import rules
from scheduler.calendar import Period
from scheduler.conditions import Relaxation
from scheduler.encode.build import encode
from scheduler.encode.vars import Part
from scheduler.parameters import Parameters
from scheduler.problem import Problem, Program
from scheduler.roster import Roster
from tests import factories as make

FIRST, LAST = date(2027, 6, 28), date(2027, 7, 4)


def random_problem(seed: int) -> Problem:
    r = Random(seed)
    days = list(Period(FIRST, LAST).days())
    slots = (("06:00", "10:00"), ("10:00", "14:00"), ("16:30", "20:00"), ("20:00", "12:30"))
    shifts = {
        one.id: one
        for one in (
            make.shift(r.choice(days), *r.choice(slots), r.choice("AB"), outdoor=r.random() < 0.6) for _ in range(10)
        )
    }
    people = [_person(r, f"p{number}", days) for number in range(3)]
    first = r.choice(days)
    aside = Relaxation("H24", first, LAST, r.choice((None, "p0")), r.choice((None, "A", "B")))
    return make.problem(
        *people, *shifts.values(), make.site("B", "Q"),
        period=Period(FIRST, LAST),
        programs=(Program("P", "P", subsidized=r.random() < 0.8), Program("Q", "Q", subsidized=r.random() < 0.8)),
        parameters=Parameters(safety_training_kept=r.random() < 0.6, min_rest_between_shifts=0),
        relaxations=(aside,) if r.random() < 0.5 else (),
    )  # fmt: skip


def _person(r: Random, name: str, days: list[date]):
    terms = [make.contract("P"), make.contract("Q", ("B",), first=r.choice(days), last=r.choice((LAST, make.day(240))))]
    r.shuffle(terms)
    return make.person(
        name, contracts=tuple(terms[: r.randint(1, 2)]), night_opt_in=True,
        safety_trained_on=r.choice((None, FIRST, r.choice(days), LAST)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_a_variable_exists_exactly_where_no_rule_objects(seed: int) -> None:
    problem = random_problem(seed)
    v = encode(problem, Part(tuple(p.id for p in problem.participants), tuple(s.id for s in problem.shifts)))
    unary = {one.id for one in rules.UNARY}
    for person in problem.participants:
        for shift in problem.shifts:
            found = [one for one in rules.check(problem, Roster.of([(person.id, shift.id)])) if one.rule in unary]
            assert v.may_work(person.id, shift.id) is not bool(found), found


def test_the_random_problems_meet_every_one_of_the_rules() -> None:
    told = {
        one.rule for problem in map(random_problem, range(40)) for one in rules.check(problem, make.everyone(problem))
    }
    assert {"H19", "H24", "H30"} <= told
