"""Everybody's month after the other: a first roster where nobody may be left without work."""

from __future__ import annotations

import time

from scheduler import rules
from scheduler.conditions import Amount, Conditions, Stretch
from scheduler.enums import Measure
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search.piece import Piece
from scheduler.search.stages import Run, Stage
from tests import factories as make
from tests.unit.scheduler.search.begun import pieces_of

MONTH = Stage(0, Run.ONE_BY_ONE, 1, 0, ())


def ward(least: int) -> Problem:
    """Four people, two shifts a day for two weeks; everybody works so many days at least, three in a row."""
    shifts = [make.shift(day, start, end, seats=2) for day in range(1, 15) for start, end in ((480, 660), (780, 960))]
    rules_ = Conditions(
        amounts=(Amount(id="least", must=True, measure=Measure.DAYS, least=least),),
        stretches=(Stretch(id="in a row", must=True, least=3),),
    )
    return make.problem(*(make.person(f"p{number}") for number in range(4)), *shifts, conditions=rules_)


def begin(piece: Piece) -> bool:
    return piece.one_by_one(MONTH, time.monotonic() + 30, timed=True, should_stop=lambda: False)


def test_everybody_has_a_lawful_month_where_the_empty_one_is_none() -> None:
    problem = ward(least=6)
    (piece,) = pieces_of(problem)
    assert piece.best is None and piece.first_stage() is not None
    assert begin(piece)
    roster = Roster.of(piece.snapshot().pairs or ())
    assert not rules.check(problem, roster)
    assert rules.level_penalties(problem, roster) == piece.values


def test_nothing_is_found_where_somebody_has_no_month() -> None:
    (piece,) = pieces_of(ward(least=15))
    assert not begin(piece)
    assert piece.best is None
    assert not piece.impossible, "only an engine with all rows proves that"
