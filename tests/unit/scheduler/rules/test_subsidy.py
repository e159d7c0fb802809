"""H30: one subsidised job at a time."""

import pytest

from scheduler.problem import Program
from scheduler.rules import eligible
from tests.factories import contract, everyone, person, problem, shift, site
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

DAYS = (1, 10, 15, 20, 31)


def club_of(*contracts, types=(True, True)):
    programs = tuple(Program(name, f"{name} 사업단", subsidized=one) for name, one in zip("PQ", types, strict=True))
    shifts = [shift(on, site=at) for at in "AB" for on in DAYS]
    return problem(
        person("kim", contracts=contracts), *shifts, site("A", "P"), site("B", "Q"), programs=programs
    )  # fmt: skip


def cells(club):
    return [(one.facts["site"], one.day.day) for one in broken("H30", club)]


def example():
    club = club_of(contract("P", last=20), contract("Q", ("B",), first=10))
    return club, everyone(club)


EXAMPLES = {"H30": example()}


def test_h30_the_later_contract_gives_way_while_the_other_runs():
    assert cells(example()[0]) == [("B", 10), ("B", 15), ("B", 20)]


def test_h30_the_order_of_the_list_counts_only_between_contracts_of_one_day():
    turned = club_of(contract("Q", ("B",), first=10), contract("P", last=20))
    assert cells(turned) == [("B", 10), ("B", 15), ("B", 20)]
    assert cells(club_of(contract("P"), contract("Q", ("B",)))) == [("B", on) for on in DAYS]
    assert cells(club_of(contract("Q", ("B",)), contract("P"))) == [("A", on) for on in DAYS]


def test_h30_one_after_the_other_is_allowed():
    assert cells(club_of(contract("P", last=14), contract("Q", ("B",), first=15))) == []
    assert cells(club_of(contract("P", last=15), contract("Q", ("B",), first=15))) == [("B", 15)]


def test_h30_two_contracts_with_one_programme_are_one_job():
    assert cells(club_of(contract("P"), contract("P", first=10))) == []


@pytest.mark.parametrize("types", [(True, False), (False, True), (False, False)])
def test_h30_a_programme_without_subsidy_stands_in_nobodys_way(types):
    assert cells(club_of(contract("P"), contract("Q", ("B",)), types=types)) == []


def test_h30_a_shift_under_an_earlier_contract_with_the_same_programme_stays():
    # Q runs since long ago, is renewed on the 15th, and P began between the two.
    club = club_of(contract("Q", ("B",), last=14), contract("P", first=-10, last=20), contract("Q", ("B",), first=15))
    assert cells(club) == [("A", 1), ("A", 10), ("B", 15), ("B", 20)]
    assert eligible(club)["B-0510-0900"] == ("kim",)


def test_h30_names_the_other_programme():
    found = broken("H30", *example())[0]
    assert said(found) == (
        "kim 님은 5월 10일 (월)에 ‘P 사업단’ 사업단에도 계약되어 있습니다. "
        "재정지원 일자리는 한 번에 하나만 할 수 있어 B 근무에 나갈 수 없습니다."
    )
    assert said_in_english(found) == (
        "kim is under contract with P 사업단 on Mon 10 May too; only one subsidised job is allowed at a time, "
        "so no shift at B."
    )
