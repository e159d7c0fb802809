"""Programmes that are locked as they stand, as published ones are: the check says so, and blames no locked cell."""

from __future__ import annotations

from scheduler.precheck import precheck
from scheduler.precheck.offers import settled
from scheduler.problem import Lock, Problem
from tests.factories import contract, person, problem, shift, site
from tests.unit.scheduler.precheck.planted import BOTH, WARNINGS, WEEKDAYS, club, everywhere, mix

PUBLISHED = everywhere("kim", works=False) + everywhere("lee")


def codes(problem: Problem) -> list[str]:
    return [one.code for one in precheck(problem)]


def test_the_open_seats_of_a_settled_programme_are_told_once_and_for_no_other_reason() -> None:
    (told,) = precheck(WARNINGS["settled_open"][0]())
    assert len(WEEKDAYS) == 20
    assert told.ko == (  # two seats a day, one of them taken: 20 * 2 - 20
        "‘P’ 사업단의 근무표는 이미 정해져 있습니다. 빈자리 20개는 근무표를 새로 만들어도 그대로 남습니다."
    )
    assert told.en == "The roster of P is settled already: building again leaves its open seats (20) open."
    assert told.suggestion_ko == "이 자리도 채우려면 그 사업단의 근무표를 다시 열어 주십시오."


def test_a_settled_programme_without_open_seats_is_not_spoken_of() -> None:
    full = club(locks=everywhere("kim") + everywhere("lee"))
    assert settled(full) == {"P": 0}
    assert codes(full) == []


def test_hours_that_a_settled_roster_does_not_give_are_not_asked_for_again() -> None:
    assert codes(club(kim={"target_minutes": 2400}, locks=PUBLISHED)) == ["settled_open"]


def test_a_mix_that_an_empty_settled_shift_cannot_have_is_told_only_where_it_binds_empty_shifts() -> None:
    nobody = everywhere("kim", works=False) + everywhere("lee", works=False)
    assert codes(club(locks=nobody, conditions=mix(people=BOTH, least=1))) == ["settled_open"]
    assert codes(club(locks=nobody, conditions=mix(people=BOTH, least=1, even_empty=True)))[0] == "mix_nobody"


def test_cells_that_are_locked_by_hand_settle_nothing_and_are_blamed_by_name() -> None:
    one_day = club(locks=(Lock("kim", "A-0504-0900", works=False), Lock("lee", "A-0504-0900", works=False)))
    assert settled(one_day) == {}
    (told,) = [one for one in precheck(one_day) if one.code == "nobody"]
    assert told.ko.endswith("맡을 수 있는 분이 없습니다. 가장 큰 이유는 고정입니다.")


def test_one_person_who_is_not_locked_leaves_the_programme_unsettled() -> None:
    assert settled(club(locks=PUBLISHED[1:])) == {}
    assert settled(club(locks=PUBLISHED)) == {"P": 20}


def two_programs() -> Problem:
    """P at A is settled with its only seat open; Q at B needs two people and has Lee, who also has a contract for A."""
    both = (contract("P", "A"), contract("Q", "B"))
    return problem(
        person("kim"), person("lee", contracts=both), site("A", "P"), site("B", "Q"),
        shift(4), shift(6, site="B", seats=2),
        locks=(Lock("kim", "A-0504-0900", works=False), Lock("lee", "A-0504-0900", works=False)),
    )  # fmt: skip


def test_what_is_missing_in_other_programmes_is_told_as_before() -> None:
    assert settled(two_programs()) == {"P": 1}
    assert codes(two_programs()) == ["program_hours", "day_seats", "settled_open"]


def test_without_people_there_is_nothing_settled() -> None:
    alone = problem(person("kim", sites=("B",)), shift(4))
    assert settled(alone) == {}
    assert [one.ko for one in precheck(alone) if one.code == "nobody"] == [
        "5월 4일 (화)에 근무지 A 09:00~12:00 근무를 맡을 수 있는 분이 없습니다. "
        "가장 큰 이유는 이 근무지에 계약된 분이 없음입니다."
    ]
