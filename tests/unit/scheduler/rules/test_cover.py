"""S09 nobody alone for so long that the break cannot be taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind, SpecialParameters
from tests.factories import person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units

LONG = {"end": "13:30", "break_minutes": 30, "seats": 2}  # 4 h 30 on site, 240 working minutes


def club(on: int = 1, kind: EmploymentKind = EmploymentKind.EMPLOYEE, parameters: Parameters | None = None, **more):
    people = (person("kim", kind=kind), person("lee"))
    return problem(*people, shift(on, **LONG | more), parameters=parameters or Parameters())


def alone(on: int = 1):
    return roster(("kim", f"A-05{on:02d}-0900"))


EXAMPLES = {"S09": (club(), alone())}


@pytest.mark.parametrize("on", [1, 17, 31])
def test_s09_one_unit_when_one_employee_is_alone(on: int) -> None:
    assert [(one.participant, one.units) for one in items("S09", club(on), alone(on))] == [("kim", 1)]
    assert units("S09", club(on)) == 0 == units("S09", club(on), roster()), "two, or nobody"


def test_s09_from_so_many_working_minutes_on() -> None:
    assert units("S09", club(break_minutes=31), alone()) == 0, "270 - 31 = 239"
    assert units("S09", club(break_minutes=31, parameters=Parameters(single_cover_minutes=239)), alone()) == 1


def test_s09_takes_the_numbers_of_the_contract() -> None:
    long = replace(club(), special=(SpecialParameters(Parameters(single_cover_minutes=300), program="P"),))
    assert units("S09", long, alone()) == 0


@pytest.mark.parametrize("kind", [EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER])
def test_s09_is_about_employees_whose_break_is_the_law(kind: EmploymentKind) -> None:
    assert units("S09", club(kind=kind), alone()) == 0


def test_s09_asks_for_no_company_where_nobody_could_join() -> None:
    assert units("S09", club(seats=1), alone()) == 0
    assert units("S09", club(seats=1, max_staff=2), alone()) == 1


def test_s09_leaves_external_shifts_and_trainings_alone() -> None:
    assert units("S09", club(external=True), alone()) == 0
    assert units("S09", club(seats=0, event=True), alone()) == 0


def test_s09_says_who_is_alone() -> None:
    (item,) = items("S09", club(), alone())
    assert said(item) == "kim 님이 5월 1일 (토) A 09:00~13:30 근무를 혼자 해서 휴게시간을 쓰기 어렵습니다."
    assert said_in_english(item) == "kim is alone at A on Sat 1 May, 09:00-13:30, and can hardly take the break."
