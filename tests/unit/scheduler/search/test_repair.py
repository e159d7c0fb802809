"""After publishing: fewest open seats, then fewest changes, both proven, whatever has happened."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import pytest

from scheduler import rules
from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.problem import Level, Problem
from scheduler.roster import Roster
from scheduler.search.beginning import Beginning
from scheduler.search.messages import Report
from scheduler.search.params import SolveParams
from scheduler.search.piece import Piece
from scheduler.search.repair import is_repair
from tests import factories as make
from tests.benchmark.repairs import EVENTS, published
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.random_problems import legal_roster, random_problem
from tests.unit.scheduler.search.test_piece import SMALL


def begun(problem: Problem) -> tuple[list[Report], list[Piece]]:
    """What the beginning of a search tells, and the pieces that it makes."""
    told: list[Report] = []
    params = SolveParams(seconds=60)
    pieces = Beginning(problem, params, time.monotonic() + 60, told.append, lambda: False).pieces()
    assert pieces is not None
    return told, pieces


def roster_of(pieces: list[Piece]) -> Roster:
    return Roster.of(pair for piece in pieces for pair in piece.snapshot().pairs or ())


@pytest.mark.parametrize("seed", SMALL)
def test_what_is_proven_is_what_enumeration_finds(seed: int) -> None:
    drawn = random_problem(seed, people=3, days=5, shifts=5, locks=False)
    problem = published(drawn, legal_roster(drawn, seed))
    best = best_by_enumeration(problem)
    assert best is not None
    told, pieces = begun(problem)
    assert told[-1].values is not None
    assert told[-1].values[:2] == told[-1].bounds[:2] == best[:2]
    assert tuple(sum(piece.bounds[level] for piece in pieces) for level in (0, 1)) == best[:2]
    assert rules.level_penalties(problem, roster_of(pieces))[:2] == best[:2]


@pytest.mark.parametrize("event", EVENTS)
def test_events_in_a_club_are_repaired_with_the_fewest_changes(event: str) -> None:
    club = problem_of(random_club(40, 2, make.MAY, make.HOLIDAYS), make.MAY)
    told, pieces = begun(published(club, Roster()))
    roster = roster_of(pieces)
    for number in range(4):
        problem = EVENTS[event](club, roster, Random(f"{event} {number}"))
        told, pieces = begun(problem)
        assert rules.check(problem, roster_of(pieces)) == []
        assert told[-1].values is not None
        assert told[-1].values[:2] == told[-1].bounds[:2] == rules.level_penalties(problem, roster_of(pieces))[:2]
        assert rules.fillable(problem, roster_of(pieces)) == []


def test_a_seat_is_filled_in_a_chain() -> None:
    kim, lee = make.person("kim", sites=("A",)), make.person("lee", sites=("A", "B"))
    shop, new = make.shift(3), make.shift(3, site="B")
    problem = published(make.problem(kim, lee, shop, new), make.roster(("lee", shop.id)))
    told, pieces = begun(problem)
    assert roster_of(pieces) == make.roster(("kim", shop.id), ("lee", new.id))
    # Nobody but lee may take the new seat: lee's two cells change, and kim's.
    assert told[-1].values is not None
    assert told[-1].values[:2] == told[-1].bounds[:2] == (0, 3)
    assert told[0].pairs == (("lee", shop.id),), "what was published still holds and is told at once"


def test_only_levels_of_seats_and_changes_are_counted_together() -> None:
    problem = make.problem(make.person("kim"), make.shift(3), published=frozenset())
    assert is_repair(problem)
    assert not is_repair(replace(problem, published=None))
    assert not is_repair(replace(problem, levels=(Level("all", {"S01": 100, "S15": 1, "S03": 1}),)))
