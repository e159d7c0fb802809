"""S14 somebody to call on each day."""

from __future__ import annotations

import pytest

from scheduler.problem import Unavailable
from tests.factories import contract, day, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units


def ready(name: str, **more):
    return person(name, stand_by=True, **more)


def club(*people, days=(1, 17, 31)):
    return problem(*people, *(shift(on, seats=2) for on in days))


KIM_AND_LEE = club(ready("kim"), ready("lee"), person("park"))
EXAMPLES = {"S14": (club(ready("kim")), roster(("kim", "A-0501-0900")))}


@pytest.mark.parametrize("on", [1, 17, 31])
def test_s14_one_unit_when_all_who_stand_by_work(on: int) -> None:
    shift_id = f"A-05{on:02d}-0900"
    (item,) = items("S14", KIM_AND_LEE, roster(("kim", shift_id), ("lee", shift_id)))
    assert (item.day, item.units, item.participant) == (day(on), 1, None)
    assert items("S14", KIM_AND_LEE, roster(("kim", shift_id), ("park", shift_id))) == [], "lee is free"


def test_s14_whoever_is_away_all_day_is_not_free() -> None:
    away = (Unavailable(day(1), 0, 700), Unavailable(day(1), 600, 1440), Unavailable(day(17), 1, 1440))
    people = club(ready("kim", unavailable=away), ready("lee"))
    assert [one.day for one in items("S14", people, roster(("lee", "A-0501-0900"), ("lee", "A-0517-0900")))] == [day(1)]


def test_s14_only_those_under_contract_on_the_day_count() -> None:
    people = club(ready("kim", first=10, last=20))
    assert [one.day for one in items("S14", people, roster())] == [day(1), day(31)]


def test_s14_a_programme_without_anybody_who_stands_by_is_left_alone() -> None:
    assert items("S14", club(person("kim")), roster()) == []
    assert items("S14", club(ready("kim", last=-1)), roster()) == [], "the contract ended before the month"


def test_s14_days_without_seats_need_nobody() -> None:
    days = problem(ready("kim"), shift(1, seats=0, max_staff=1), shift(2, external=True),
                   shift(3, seats=0, event=True))  # fmt: skip
    assert items("S14", days) == []


def test_s14_work_at_another_programme_or_a_training_takes_people_away() -> None:
    both = ready("kim", contracts=(contract(), contract("Q", "B")))
    places = problem(both, shift(1), shift(1, site="B"), shift(2), shift(2, "14:00", "16:00", seats=0, event=True))
    assert units("S14", places, roster(("kim", "B-0501-0900"))) == 2, "P and Q on the 1st"
    assert units("S14", places, roster(("kim", "A-0502-1400"))) == 1, "P on the 2nd"


def test_s14_says_the_day_and_the_programme() -> None:
    (item,) = items("S14", club(ready("kim")), roster(("kim", "A-0501-0900")))
    assert said(item) == "5월 1일 (토)에는 P 근무를 대신 맡을 수 있는 분이 모두 나가거나 자리를 비웁니다."
    assert said_in_english(item) == "On Sat 1 May everybody who could stand in at P works already or is away."
