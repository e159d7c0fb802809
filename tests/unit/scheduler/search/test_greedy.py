"""What is filled seat by seat breaks no rule and leaves no seat that somebody could take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler import rules
from scheduler.problem import Lock, Problem, Site
from scheduler.roster import Roster
from scheduler.search.decompose import parts
from scheduler.search.opening import Opening
from tests import factories as make
from tests.unit.scheduler.encode.random_problems import random_problem
from tests.unit.scheduler.search.begun import filled, pieces_of


def roster_of(problem: Problem) -> Roster | None:
    """The first roster; None where the locks alone break a rule."""
    pieces = filled(problem)
    return None if pieces is None else Roster.of(pair for piece in pieces for pair in piece.snapshot().pairs or ())


def first_roster(problem: Problem) -> Roster:
    """The first roster, which there is."""
    found = roster_of(problem)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(70))
def test_the_law_book_finds_nothing_and_nobody_could_take_a_seat(seed: int) -> None:
    problem = random_problem(seed, people=6, shifts=20, locks=False)
    roster = first_roster(problem)
    assert rules.check(problem, roster) == []
    assert rules.fillable(problem, roster) == []


def test_locks_are_kept() -> None:
    kept = 0
    for seed in range(40):
        problem = random_problem(seed)
        roster = roster_of(problem)
        if roster is None:
            continue
        assert rules.check(problem, roster) == []
        assert rules.fillable(problem, roster) == []
        for lock in problem.locks:
            assert ((lock.participant, lock.shift) in roster) == lock.works
            kept += 1
    assert kept > 10


def test_equal_problems_give_equal_rosters() -> None:
    for seed in range(5):
        first, second = (roster_of(random_problem(seed)) for _ in range(2))
        assert first == second


def test_a_shift_for_pairs_is_opened_by_two_at_once_or_not_at_all() -> None:
    pairs = Site("A", "A", "P", pair_min=2)
    problem = make.problem(make.person("kim"), make.person("lee"), make.shift(3, seats=2), pairs)
    assert len(first_roster(problem)) == 2
    alone = replace(problem, locks=(Lock("kim", "A-0503-0900", works=False),))
    assert len(first_roster(alone)) == 0
    narrow = make.problem(make.person("kim"), make.person("lee"), make.shift(3, seats=1), pairs)
    assert len(first_roster(narrow)) == 0


def test_a_pair_that_must_not_meet_is_passed_over() -> None:
    people = [make.person(name) for name in ("kim", "lee", "park")]
    problem = make.problem(
        *people, make.shift(3, seats=2), Site("A", "A", "P", pair_min=2), keep_apart=(("kim", "lee"),)
    )
    roster = first_roster(problem)
    assert len(roster) == 2
    assert ("park", "A-0503-0900") in roster


def test_hours_are_shared_out_by_what_each_is_to_work() -> None:
    half, full = make.person("half", target_minutes=180 * 2), make.person("full", target_minutes=180 * 4)
    problem = make.problem(half, full, *(make.shift(day, "09:00", "12:00") for day in range(1, 7)))
    roster = first_roster(problem)
    taken = [sum(one.participant == name for one in roster.assignments) for name in ("half", "full")]
    assert taken == [2, 4], "six shifts of three hours, one to two"


def test_the_scarcest_shift_is_filled_first() -> None:
    # Only kim may open on the 3rd; one shift a day: taken by the other shift first, it would stay open.
    kim, lee = make.person("kim", sites=("A", "B")), make.person("lee", sites=("B",))
    scarce, other = make.shift(3, "13:00", "16:00"), make.shift(3, site="B")
    roster = first_roster(make.problem(kim, lee, scarce, other))
    assert roster == Roster.of([("kim", scarce.id), ("lee", other.id)])


def test_a_novice_comes_with_somebody_experienced_or_not_at_all() -> None:
    shop = Site("A", "A", "P", pair_min=2, require_experienced=True)
    novice, other = make.person("kim", novice_until=make.day(20)), make.person("lee", novice_until=make.day(20))
    shift = make.shift(3, seats=2)
    assert len(first_roster(make.problem(novice, make.person("old"), shift, shop))) == 2
    assert len(first_roster(make.problem(novice, other, shift, shop))) == 0


def test_what_was_there_is_only_added_to() -> None:
    problem = random_problem(3, people=6, shifts=20, locks=False)
    start = Roster.of(list(first_roster(problem).assignments)[:3])
    for part in parts(problem):
        opening = Opening(problem, part, start)
        before = {pair for pair in start.assignments if pair.shift in part.shifts}
        assert before <= set(opening.pairs or ())
    pieces = pieces_of(problem, start)
    assert all(piece.best == piece.v.settled(piece.best or ()) for piece in pieces)
