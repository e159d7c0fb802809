"""A least that is not reached yet: no reason to take cells away, but one not to publish."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from models import RuleSetting
from models.queries.rosters import Placed
from scheduler.conditions import Amount, Budget, Conditions
from scheduler.enums import Measure
from scheduler.problem import Lock, Problem
from scheduler.roster import Roster
from tests.factories import contract, person, problem, roster, shift, site
from tests.rows import MAY, fresh_sessions, shift_on, stored, tiny_book
from web.services import convert
from web.services.fixed import frozen
from web.services.merging import merged
from web.services.months import month_view

FIVE = Conditions(amounts=(Amount(id="least", measure=Measure.SHIFTS, least=5, must=True),))


def club(conditions: Conditions) -> Problem:
    """Kim works at A for programme P and at B for programme Q."""
    shifts = [
        replace(shift(on, site=name), id=f"{name}:근:{shift(on).day}") for name in "AB" for on in (3, 10, 17, 24, 31)
    ]
    two = (contract("P", "A"), contract("Q", "B"))
    return problem(person(contracts=two), site("A", "P"), site("B", "Q"), *shifts, conditions=conditions)


def placed(problem: Problem, ids: list[str]) -> list[Placed]:
    shifts = [problem.shift[one] for one in ids]
    return [Placed(1, "kim", one.site, one.code, one.day, one.start, one.end, one.worked_minutes) for one in shifts]


def test_a_published_programme_stays_though_its_cells_alone_miss_a_least() -> None:
    some = [one.id for one in club(FIVE).shifts if one.site == "A"][:3]
    kept = [one for one in frozen(club(FIVE), placed(club(FIVE), some), {"P"}) if one.works]
    assert kept == [Lock("kim", one) for one in some], "3 of 5 shifts: the other programme can add two"


def test_a_published_programme_beyond_its_budget_gives_up_cells_until_it_fits() -> None:
    tight = club(Conditions(budgets=(Budget(id="budget", most=360, must=True),)))
    some = [one.id for one in tight.shifts if one.site == "A"][:3]
    kept = [one for one in frozen(tight, placed(tight, some), {"P"}) if one.works]
    assert kept == [Lock("kim", one) for one in some[:2]], "2 * 180 = 360 minutes"


def test_a_proposal_that_misses_a_least_by_less_than_the_hands_cells_is_taken_whole() -> None:
    some = [one.id for one in club(FIVE).shifts if one.site == "A"][:4]
    by_hand = roster(("kim", some[0]))
    cell = ("kim", club(FIVE).shift[some[0]].day)
    facts: Any = SimpleNamespace(
        problem=club(FIVE), roster=by_hand, touched={cell: SimpleNamespace(locked=True, edit_id=1)}
    )
    proposal = Roster.of(("kim", one) for one in some)
    assert merged(facts, proposal, 0).roster == proposal


def test_a_least_missed_by_somebody_without_any_shift_stands_in_the_way_of_publishing(tmp_path: Path) -> None:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        session.add(
            RuleSetting(
                organization_id=owner, kind="amounts", sentence="at_least_once", must=True, scope={}, actor="tester",
                fields={"measure": "shifts", "least": 1},
            )
        )  # fmt: skip
        convert.store_roster(session, owner, MAY, Roster.of([("P1", shift_on(3)), ("P2", shift_on(10))]))
        session.commit()
        (found,) = month_view(session, owner, MAY).violations
    assert (found.rule, found.participant, found.programs) == ("H32", "P3", frozenset({"store"}))
