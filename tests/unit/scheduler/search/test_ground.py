"""What is freed with some decisions is all that can follow from them, and what is merged is what follows from it."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from scheduler.engines.matrix import Flags
from scheduler.search.ground import with_followers
from scheduler.search.piece import Piece
from tests.unit.scheduler.encode.random_problems import random_problem
from tests.unit.scheduler.search.begun import filled, search_of

SEEDS = range(40)


def drawn(r: Random, piece: Piece, which: Flags, point: list[int]) -> list[int]:
    """The point with other decisions where the flags say so, and everything that follows."""
    changed = list(point)
    for variable in np.flatnonzero(which).tolist():
        changed[variable] = r.randint(piece.v.model.lower[variable], piece.v.model.upper[variable])
    return piece.v.settled(changed)


def some(r: Random, piece: Piece, share: float) -> Flags:
    """Some of the decisions."""
    return piece.places.decided & np.array([r.random() < share for _ in range(piece.matrix.width)], bool)


def pieces(seed: int) -> list[Piece]:
    return [piece for piece in filled(random_problem(seed, locks=False)) or () if piece.places.decided.any()]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_outside_the_freed_changes_whatever_is_decided_inside(seed: int) -> None:
    r = Random(seed)
    for piece in pieces(seed):
        follows = np.array([rule is not None for rule in piece.v.model.follows])
        for share in (0.05, 0.3, 0.7):
            loose = some(r, piece, share)
            free = with_followers(piece.matrix, follows, loose)
            before = drawn(r, piece, piece.places.decided, list(piece.best or ()))
            after = drawn(r, piece, loose, before)
            outside = np.flatnonzero((np.array(before) != np.array(after)) & ~free)
            assert [piece.v.model.names[variable] for variable in outside] == []
            assert not (free & piece.places.decided & ~loose).any(), "no other decision is freed"


@pytest.mark.parametrize("seed", SEEDS)
def test_on_every_level_the_freed_hold_all_that_its_rows_and_prices_know(seed: int) -> None:
    r = Random(seed)
    for piece in pieces(seed):
        for level in range(len(piece.bounds)):
            ground = piece.ground(search_of(piece, level))
            loose = some(r, piece, 0.3)
            free = ground.freed(loose)
            before = drawn(r, piece, piece.places.decided, list(piece.best or ()))
            after = drawn(r, piece, loose, before)
            known = (ground.cost != 0) | np.isin(np.arange(piece.matrix.width), ground.matrix.index)
            assert not ((np.array(before) != np.array(after)) & known & ~free).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_slice_prices_points_as_the_whole_does(seed: int) -> None:
    r = Random(seed)
    for piece in pieces(seed):
        level = len(piece.bounds) - 1
        ground = piece.ground(search_of(piece, level))
        point = np.array(piece.best)
        free = ground.freed(some(r, piece, 0.4))
        work = ground.slice(free, point)
        assert work.matrix.keeps(point[free]), "the point it was cut from is one of its own"
        assert work.hint == point[free].tolist()
        assert work.constant + round(float(work.cost @ point[free])) == piece.values[level]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_merged_on_one_level_is_priced_on_all(seed: int) -> None:
    """A search of the first level does not look at costs of later ones, but its result has them."""
    r = Random(seed)
    for piece in pieces(seed):
        for level in range(len(piece.bounds)):
            ground = piece.ground(search_of(piece, level))
            for _ in range(6):
                loose = some(r, piece, 0.3)
                before = list(piece.best or ())
                found = np.array(drawn(r, piece, loose, before))
                better = piece.merge(found, ground.freed(loose))
                allowed = piece.v.model.values(found.tolist()) < piece.v.model.values(before)
                assert better == (allowed and piece.matrix.keeps(found))
                assert piece.best == piece.v.settled(piece.best or ())
                assert piece.values == piece.v.model.values(piece.best)


def test_places_say_who_works_when_and_where() -> None:
    for piece in pieces(4):
        people, sites = [one.id for one in piece.v.people], list(dict.fromkeys(one.site for one in piece.v.shifts))
        days = sorted({shift.day for shift in piece.v.shifts})
        for (person, shift), variable in piece.v.cells.items():
            assert people[piece.places.person[variable]] == person
            assert days[piece.places.day[variable]] == piece.v.problem.shift[shift].day
            assert sites[piece.places.site[variable]] == piece.v.problem.shift[shift].site
        assert piece.places.decided.sum() == len(piece.v.cells)
        kinship = piece.places.kinship
        assert kinship.shape == (len(people), len(people))
        assert np.allclose(kinship, kinship.T) and kinship.max() <= 1 + 1e-9
