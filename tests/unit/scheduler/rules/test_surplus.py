"""S17 people beyond the seats."""

from __future__ import annotations

import pytest

from tests.factories import person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units

THREE = (person("kim"), person("lee"), person("park"))


def club(on: int = 1, seats: int = 1, **more):
    return problem(*THREE, shift(on, seats=seats, max_staff=3, **more))


EXAMPLES = {"S17": (club(), roster(("kim", "A-0501-0900"), ("lee", "A-0501-0900")))}


@pytest.mark.parametrize("on", [1, 17, 31])
def test_s17_units_are_people_beyond_the_seats_times_surplus(on: int) -> None:
    assert [one.units for one in items("S17", club(on, surplus=4))] == [8], "(3 - 1) x 4"
    assert units("S17", club(on, seats=3)) == 0
    assert units("S17", club(on, seats=0)) == 3
    assert units("S17", club(on, surplus=0)) == 0


def test_s17_leaves_external_shifts_and_trainings_alone() -> None:
    assert units("S17", club(external=True)) == 0
    assert units("S17", club(seats=0, event=True)) == 0


def test_s17_says_how_many_are_there() -> None:
    (item,) = items("S17", club())
    assert said(item) == "5월 1일 (토) A 09:00~12:00 근무에 3명이 있습니다. 필요한 인원은 1명입니다."
    assert said_in_english(item) == "People on the shift at A on Sat 1 May, 09:00-12:00: 3; seats to fill: 1."
