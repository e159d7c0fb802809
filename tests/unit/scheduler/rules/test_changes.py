"""S15 as few changes as possible after publishing."""

from __future__ import annotations

from tests.factories import person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english


def club(*published: tuple[str, str] | None):
    pairs = None if None in published else frozenset(published)
    return problem(person("kim"), person("lee"), *(shift(on, seats=2) for on in (1, 17, 31)), published=pairs)


HAD = club(("kim", "A-0501-0900"), ("kim", "A-0531-0900"), ("lee", "A-0517-0900"))
NOW = roster(("kim", "A-0501-0900"), ("kim", "A-0517-0900"), ("lee", "A-0517-0900"))
EXAMPLES = {"S15": (HAD, NOW)}


def test_s15_one_unit_for_each_shift_that_is_gone_or_new() -> None:
    assert [(one.participant, one.shift, one.units) for one in items("S15", HAD, NOW)] == [
        ("kim", "A-0517-0900", 1), ("kim", "A-0531-0900", 1),
    ]  # fmt: skip
    assert len(items("S15", HAD, roster())) == 3


def test_s15_nothing_before_the_first_publishing() -> None:
    assert items("S15", club(None), NOW) == []
    assert len(items("S15", club(), NOW)) == 3, "an empty roster was published"


def test_s15_says_what_is_new_and_what_is_gone() -> None:
    new, gone = items("S15", HAD, NOW)
    assert said(new) == "게시한 근무표에 없던 kim 님의 5월 17일 (월) A 09:00~12:00 근무가 새로 생겼습니다."
    assert said(gone) == "게시한 근무표에 있던 kim 님의 5월 31일 (월) A 09:00~12:00 근무가 빠졌습니다."
    assert said_in_english(new) == "kim has a new shift at A on Mon 17 May, 09:00-12:00, that was not published."
    assert said_in_english(gone) == "kim's published shift at A on Mon 31 May, 09:00-12:00, is gone."
