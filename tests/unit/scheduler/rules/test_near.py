"""S08 preferred and near sites."""

from __future__ import annotations

from tests.factories import person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english

PLACES = (shift(1), shift(17, site="B"), shift(31, site="C"))


def club(*preferred: str):
    return problem(person("kim", sites=("A", "B", "C"), preferred_sites=frozenset(preferred)), *PLACES)


EXAMPLES = {"S08": (club("B"), roster(("kim", "A-0501-0900")))}


def test_s08_one_unit_for_each_shift_elsewhere() -> None:
    assert [(one.shift, one.units) for one in items("S08", club("B"))] == [("A-0501-0900", 1), ("C-0531-0900", 1)]
    assert [one.shift for one in items("S08", club("A", "B"))] == ["C-0531-0900"]


def test_s08_who_prefers_nothing_is_near_everywhere() -> None:
    assert items("S08", club()) == []


def test_s08_a_training_elsewhere_is_no_miss() -> None:
    sent = problem(person("kim", preferred_sites=frozenset("B")), shift(1, seats=0, event=True))
    assert items("S08", sent) == []


def test_s08_says_which_shift() -> None:
    (item,) = items("S08", club("B", "C"))
    assert said(item) == "kim 님의 5월 1일 (토) A 09:00~12:00 근무는 선호하는 근무지가 아닙니다."
    assert said_in_english(item) == "kim's shift at A on Sat 1 May, 09:00-12:00, is not at a preferred site."
