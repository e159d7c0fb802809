"""People who should rather be on certain shifts, of which they may take none."""

from __future__ import annotations

from scheduler.conditions import Conditions, Seating, Which
from scheduler.precheck import Advice, precheck
from scheduler.problem import Level, Problem, Unavailable
from tests.factories import day, shift, site
from tests.unit.scheduler.precheck.planted import BOTH, KIM, club, everywhere


def wanted(people: frozenset[str], **which: frozenset) -> Conditions:
    return Conditions(seatings=(Seating(id="on", people=people, wanted=True, which=Which(**which)),))


def told(problem: Problem) -> list[Advice]:
    return [one for one in precheck(problem) if one.code == "wanted_out_of_reach"]


def at_b(people: frozenset[str], **more) -> Problem:
    return club(shift(4, site="B"), shift(6, site="B"), site("B"),
                conditions=wanted(people, sites=frozenset({"B"})), **more)  # fmt: skip


def test_who_has_no_contract_for_the_site_is_told_by_name_with_what_to_change() -> None:
    (one,) = told(at_b(KIM, lee={"sites": ("A", "B")}))
    assert one.ko == (
        "5월 4일 (화) 등 2일 B 근무에 kim 님을 되도록 배정하는 조건이 있는데, 이 가운데 맡을 수 있는 근무가 없습니다. "
        "가장 큰 이유는 계약 근무지입니다."
    )
    assert one.en == (
        "A condition asks for kim at B (2 days, the first Tue 4 May), but there is no shift among these that they "
        "could take. Most often because of contracted sites."
    )
    assert one.suggestion_ko == "배정 조건을 고치거나 계약 근무지 내용을 확인하십시오."
    assert (one.participant, one.site, one.day, one.condition) == ("kim", "B", day(4), "on")


def test_people_with_the_same_reason_are_told_together() -> None:
    (one,) = told(at_b(BOTH))
    assert "kim 님 외 1명을 되도록 배정하는" in one.ko


def test_people_with_other_reasons_are_told_apart() -> None:
    off = (Unavailable(day(4)), Unavailable(day(6)))
    found = told(at_b(BOTH, lee={"sites": ("A", "B"), "unavailable": off}))
    assert [(one.participant, one.suggestion_ko) for one in found] == [
        ("kim", "배정 조건을 고치거나 계약 근무지 내용을 확인하십시오."),
        ("lee", "배정 조건을 고치거나 근무 불가 내용을 확인하십시오."),
    ]


def test_one_shift_within_reach_is_enough() -> None:
    days = frozenset({day(4), day(6)})
    assert told(club(kim={"unavailable": (Unavailable(day(4)),)}, conditions=wanted(KIM, days=days))) == []


def test_of_several_sites_the_first_is_named() -> None:
    (one,) = told(club(shift(4, site="B"), shift(6, site="C"), site("B"), site("C"),
                       conditions=wanted(KIM, sites=frozenset({"B", "C"}))))  # fmt: skip
    assert "B 외 1곳 근무에" in one.ko and "at B and 1 other site (" in one.en


def test_conditions_that_count_for_nothing_are_not_told() -> None:
    assert told(at_b(KIM, levels=(Level("open_seats", {"S01": 1}),))) == []


def test_a_settled_programme_takes_nobody_any_more() -> None:
    locks = everywhere("kim", works=False) + everywhere("lee")
    assert told(club(locks=locks, conditions=wanted(KIM, days=frozenset({day(4)})))) == []
