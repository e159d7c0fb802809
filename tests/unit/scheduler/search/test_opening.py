"""What a search begins with holds all rules, and of what was published nearly all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler import rules
from scheduler.conditions import Amount, Conditions, Measure
from scheduler.problem import Lock, Problem, Site, Unavailable
from scheduler.roster import Roster
from scheduler.search.decompose import parts
from scheduler.search.opening import Opening
from tests import factories as make
from tests.unit.scheduler.encode.random_problems import random_problem, random_roster


def first_roster(problem: Problem, hint: Roster | None = None) -> Roster:
    """What the openings of all parts begin with."""
    openings = [Opening(problem, part, hint) for part in parts(problem)]
    return Roster.of(pair for opening in openings for pair in opening.pairs or ())


def kept(problem: Problem, roster: Roster) -> int:
    """How many assignments of the roster are in the first one too."""
    return len(first_roster(problem, roster).assignments & roster.assignments)


@pytest.mark.parametrize("seed", range(40))
def test_from_whatever_roster_it_begins_the_law_book_finds_nothing(seed: int) -> None:
    problem = random_problem(seed, people=6, shifts=20, locks=False)
    roster = first_roster(problem, random_roster(problem, seed))
    assert rules.check(problem, roster) == []
    assert rules.fillable(problem, roster) == []


def test_who_is_left_alone_of_a_pair_goes_too_and_all_others_stay() -> None:
    pairs = Site("A", "A", "P", pair_min=2)
    away = make.person("kim", unavailable=(Unavailable(make.day(3)),))
    problem = make.problem(away, make.person("lee"), make.shift(3, seats=2), make.shift(4, seats=2), pairs)
    published = frozenset({(name, f"A-050{day}-0900") for name in ("kim", "lee") for day in (3, 4)})
    roster = first_roster(replace(problem, published=published))
    assert roster == make.roster(("kim", "A-0504-0900"), ("lee", "A-0504-0900"))


def test_who_is_left_alone_of_a_pair_stays_where_somebody_else_can_come() -> None:
    pairs = Site("A", "A", "P", pair_min=2)
    away = make.person("kim", unavailable=(Unavailable(make.day(3)),))
    problem = make.problem(away, make.person("lee"), make.person("park"), make.shift(3, seats=2), pairs)
    published = frozenset({(name, "A-0503-0900") for name in ("kim", "lee")})
    roster = first_roster(replace(problem, published=published))
    assert roster == make.roster(("lee", "A-0503-0900"), ("park", "A-0503-0900"))


def test_what_somebody_must_work_at_least_is_found_on_another_day() -> None:
    must = Amount(id="two", measure=Measure.SHIFTS, least=2, must=True)
    away = make.person("kim", unavailable=(Unavailable(make.day(3)),))
    third, fourth, fifth = (make.shift(day) for day in (3, 4, 5))
    problem = make.problem(away, third, fourth, fifth, conditions=Conditions(amounts=(must,)))
    published = frozenset({("kim", third.id), ("kim", fourth.id)})
    assert first_roster(replace(problem, published=published)) == make.roster(("kim", fourth.id), ("kim", fifth.id))


def test_a_new_lock_takes_out_only_what_it_contradicts() -> None:
    days = (3, 4, 5, 6)
    early, late = (
        [make.shift(day, start, end) for day in days] for start, end in (("06:00", "09:00"), ("19:00", "22:00"))
    )
    problem = make.problem(make.person("kim"), *early, *late)
    published = make.roster(*(("kim", shift.id) for shift in early))
    # Eleven hours of rest lie neither between the two shifts of the 3rd nor between its late one and the next morning.
    locked = replace(problem, locks=(Lock("kim", late[0].id, works=True),))
    assert kept(locked, published) == 2
    assert first_roster(locked, published) == make.roster(
        ("kim", late[0].id), *(("kim", shift.id) for shift in early[2:])
    )


def test_locks_that_contradict_each_other_leave_nothing_to_begin_with() -> None:
    shifts = [make.shift(3, "06:00", "09:00"), make.shift(3, "08:00", "11:00")]
    locks = tuple(Lock("kim", shift.id, works=True) for shift in shifts)
    problem = make.problem(make.person("kim"), *shifts, locks=locks)
    assert [Opening(problem, part).pairs for part in parts(problem)] == [None]
