"""Neighbourhoods free what was asked for; slices never make a point worse, and gains of two add up."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from scheduler.engines import mip
from scheduler.engines.base import Limits
from scheduler.engines.matrix import Flags, Numbers
from scheduler.problem import Level, Wish, WishKind
from scheduler.search import habits
from scheduler.search.habits import Way
from scheduler.search.improve import Improver
from scheduler.search.neighbourhoods import KINDS, Look
from scheduler.search.piece import Piece
from tests import factories as make
from tests.unit.scheduler.encode.random_problems import random_problem
from tests.unit.scheduler.search.begun import filled, pieces_of, search_of
from tests.unit.scheduler.search.test_solve import fortnight

QUALITY = 2
"""The level of everything that makes a roster good."""


def begun(people: int = 9) -> Piece:
    """Three weeks of a shop, filled seat by seat: 84 shifts, whoever they are all may work all of them."""
    pieces = filled(fortnight(people))
    assert pieces is not None
    return pieces[-1]


@cache
def shown() -> Piece:
    """One that nobody changes."""
    return begun()


def look(piece: Piece, size: int, seed: int = 0, relaxed: bool = False) -> Look:
    """What a neighbourhood of the last level is given."""
    ground, point = piece.ground(search_of(piece, QUALITY)), np.array(piece.best)
    values = np.where(piece.places.decided, 0.5, 0.0) if relaxed else None
    return Look(ground, point, values, np.random.default_rng(seed), size)


def cost_of(piece: Piece, point: Numbers) -> int:
    """What the last level costs."""
    return piece.v.model.objectives[QUALITY].at(point.tolist())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("relaxed", [False, True])
def test_each_kind_frees_decisions_only_and_about_as_many_as_asked(kind: str, relaxed: bool) -> None:
    piece = shown()
    decisions = int(piece.places.decided.sum())
    assert decisions == 84 * 9
    for size in (20, 60, 200):
        for seed in range(12):
            free = KINDS[kind](look(piece, size, seed, relaxed))
            assert not (free & ~piece.places.decided).any()
            # One more person has 84 decisions, one more day 36.
            assert min(size, 20) * 0.4 <= free.sum() <= size * 1.5 + 84, (size, free.sum())


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_frees_nothing_where_there_is_something(kind: str) -> None:
    tried = 0
    for seed in range(30):
        for piece in filled(random_problem(seed, locks=False)) or ():
            if not piece.places.decided.any():
                continue
            free = KINDS[kind](look(piece, 20, seed))
            assert free.any() and not (free & ~piece.places.decided).any()
            tried += 1
    assert tried > 20


@pytest.mark.parametrize("kind", KINDS)
def test_asked_for_more_than_there_is_a_kind_frees_what_it_can(kind: str) -> None:
    piece = shown()
    free = KINDS[kind](look(piece, 10**6, relaxed=True))
    assert free.any() and not (free & ~piece.places.decided).any()
    if kind in ("people", "days", "site"):
        assert (free == piece.places.decided).all()


def sequence(piece: Piece, seed: int, slices: int) -> list[list[int]]:
    """The points that a search of its own goes through."""
    improver = Improver(piece.ground(search_of(piece, QUALITY)), seed, timed=False)
    point, seen = np.array(piece.best), []
    for _ in range(slices):
        found = improver.slice(point, 20.0, lambda: False)
        if found is not None:
            before, (point, free) = point, found
            assert cost_of(piece, point) <= cost_of(piece, before), "a slice never costs more"
            assert ((point == before) | free).all(), "nothing else has moved"
            assert piece.ground(search_of(piece, QUALITY)).matrix.keeps(point)
        seen.append(point.tolist())
    return seen


def test_a_search_gets_better_and_equal_seeds_search_alike() -> None:
    piece = begun(people=5)
    first, second = (sequence(piece, seed=3, slices=7) for _ in range(2))
    assert first == second
    costs = [cost_of(piece, np.array(point)) for point in first]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < piece.values[QUALITY]


def test_every_kind_is_tried_once_before_any_is_tried_again() -> None:
    piece = begun(people=5)
    improver = Improver(piece.ground(search_of(piece, QUALITY)), 0, timed=False)
    for number in range(len(KINDS)):
        assert sum(habit.gain is not None for habit in improver.habits.all) == number
        improver.slice(np.array(piece.best), 20.0, lambda: False)


def test_large_parts_are_dived_into_until_that_wins_nothing_any_more(monkeypatch) -> None:
    monkeypatch.setitem(habits.FIRST_SIZE, Way.DIVE, 10)
    piece = begun(people=5)
    improver = Improver(piece.ground(search_of(piece, QUALITY)), 0, timed=False)
    point, costs = np.array(piece.best), [piece.values[QUALITY]]
    while not any(habit.gain is not None for habit in improver.habits.all if not habit.quick):
        found = improver.slice(point, 20.0, lambda: False)
        point = point if found is None else found[0]
        costs.append(cost_of(piece, point))
        assert len(costs) < 100
    # The last try was the first that was solved whole: the dives before it won nothing, and those before them much.
    assert costs[-2 - habits.DRY[Way.DIVE]] == costs[-2] < costs[0]
    whole = [habit for habit in improver.habits.all if habit.way is Way.WHOLE]
    assert sum(habit.gain is not None for habit in whole) == 1


def test_a_search_that_is_told_to_stop_changes_nothing() -> None:
    piece = begun(people=5)
    improver = Improver(piece.ground(search_of(piece, QUALITY)), 0)
    found = improver.slice(np.array(piece.best), 20.0, lambda: True)
    if found is not None:
        assert cost_of(piece, found[0]) <= piece.values[QUALITY]


def solved(piece: Piece, free: Flags) -> Numbers:
    """The best of a slice, laid into the point it was cut from."""
    ground, point = piece.ground(search_of(piece, QUALITY)), np.array(piece.best)
    outcome = mip.solve(ground.slice(free, point), Limits(20, work=200))
    assert outcome.point is not None
    point[free] = outcome.point
    return point


def test_gains_of_two_slices_from_one_point_add_up() -> None:
    piece = wishing()
    ground = piece.ground(search_of(piece, QUALITY))
    days = piece.places.day
    early, late = (ground.freed(piece.places.decided & mine) for mine in (days < 3, days >= 3))
    assert not (early & late).any()
    before = piece.values[QUALITY]
    one, other = solved(piece, early), solved(piece, late)
    gains = [before - cost_of(piece, point) for point in (one, other)]
    assert min(gains) > 0
    assert piece.merge(one, early)
    assert piece.merge(other, late), "the first is in the point by now, and the second goes on top"
    assert piece.values[QUALITY] == before - sum(gains)
    assert piece.best == piece.v.settled(piece.best or ())


def wishing() -> Piece:
    """Six days, two people: each works the three days on which the wish was for a day off."""
    off = {"kim": (10, 12, 14), "lee": (11, 13, 15)}
    people = [
        make.person(name, wishes=tuple(Wish(WishKind.DAY_OFF, day=make.day(day), strength=1) for day in days))
        for name, days in off.items()
    ]
    levels = (Level("open seats", {"S01": 1}), Level("changes", {}), Level("wishes", {"S02": 30}))
    problem = make.problem(*people, *(make.shift(day) for day in range(10, 16)), levels=levels)
    start = make.roster(*((name, f"A-05{day}-0900") for name, days in off.items() for day in days))
    (piece,) = pieces_of(problem, start)
    return piece
