"""H05 contract dates and H06 contracted sites."""

import pytest

from scheduler.problem import EmploymentKind
from tests.factories import contract, person, problem, shift, site
from tests.unit.scheduler.rules.judging import broken, said, said_in_english


def test_h05_first_and_last_day_of_the_contract_count():
    someone = person(first=10, last=20)
    days = [f.day.day for f in broken("H05", problem(someone, *[shift(on) for on in (9, 10, 15, 20, 21)]))]
    assert days == [9, 21]


@pytest.mark.parametrize(("first", "last", "inside"), [(1, 31, 2), (2, 31, 1), (1, 30, 1)])
def test_h05_at_both_edges_of_the_month(first, last, inside):
    club = problem(person(first=first, last=last), shift(1), shift(31))
    assert len(broken("H05", club)) == 2 - inside


def test_h05_says_when_it_ended_or_begins():
    before, after = broken("H05", problem(person(first=10, last=20), shift(9), shift(21)))
    assert said(before) == "kim 님의 P 계약은 5월 10일 (월)에 시작합니다."
    assert said(after) == "kim 님의 P 계약은 5월 20일 (목)에 끝났습니다."
    assert said_in_english(after) == "kim's contract with P ended on Thu 20 May."


def test_h05_another_programme_is_no_contract():
    club = problem(person(), shift(3, site="B"), site("B", program="Q"))
    (found,) = broken("H05", club)
    assert said(found) == "kim 님은 5월 3일 (월)에 Q 계약이 없습니다."


def test_h05_a_renewed_contract_leaves_no_gap():
    renewed = person(contracts=(contract(last=15), contract(first=16)))
    assert broken("H05", problem(renewed, shift(15), shift(16))) == []


@pytest.mark.parametrize("kind", list(EmploymentKind))
def test_h06_only_the_sites_in_the_contract_whatever_its_kind(kind):
    club = problem(person(kind=kind), shift(3), shift(4, site="B"))
    (found,) = broken("H06", club)
    assert found.shift == "B-0504-0900"
    assert said(found) == "kim 님의 계약에는 근무지 B의 근무가 들어 있지 않습니다."


def test_h06_is_silent_where_no_contract_covers_the_day():
    assert broken("H06", problem(person(first=10), shift(3, site="B"))) == []


def test_h06_each_contract_names_its_own_sites():
    moved = person(contracts=(contract(last=15, sites=("A",)), contract(first=16, sites=("B",))))
    club = problem(
        moved, shift(15), shift(15, "13:00", "15:00", site="B"), shift(16), shift(16, "13:00", "15:00", site="B")
    )
    assert [f.shift for f in broken("H06", club)] == ["B-0515-1300", "A-0516-0900"]


def test_h05_tells_the_nearest_of_several_contracts():
    three = person(contracts=tuple(contract(first=on, last=on + 1) for on in (2, 6, 14, 20)))
    (found,) = broken("H05", problem(three, shift(10)))
    assert said(found) == "kim 님의 P 계약은 5월 7일 (금)에 끝났습니다."
    (found,) = broken("H05", problem(three, shift(1)))
    assert said(found) == "kim 님의 P 계약은 5월 2일 (일)에 시작합니다."
