"""H28: locked cells."""

import pytest

from scheduler.problem import Lock
from tests.factories import person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english


def locked(works, on=3):
    return problem(person("kim"), person("lee"), shift(on), locks=(Lock("kim", shift(on).id, works),))


@pytest.mark.parametrize("on", [1, 17, 31])
def test_h28_locked_on_must_be_there(on):
    club = locked(True, on)
    name = club.shifts[0].id
    assert broken("H28", club, roster(("kim", name))) == []
    (found,) = broken("H28", club, roster(("lee", name)))
    assert (found.participant, found.shift) == ("kim", name)


@pytest.mark.parametrize("on", [1, 17, 31])
def test_h28_locked_off_must_not(on):
    club = locked(False, on)
    name = club.shifts[0].id
    assert broken("H28", club, roster(("lee", name))) == []
    (found,) = broken("H28", club, roster(("kim", name)))
    assert (found.participant, found.shift) == ("kim", name)


def test_h28_says_which_way_the_cell_is_locked():
    (on,) = broken("H28", locked(True), roster())
    (off,) = broken("H28", locked(False), roster(("kim", "A-0503-0900")))
    assert said(on) == "kim 님은 5월 3일 (월) A 09:00~12:00 근무에 고정되어 있는데 빠져 있습니다."
    assert said(off) == "kim 님은 5월 3일 (월) A 09:00~12:00 근무에서 빠지도록 고정되어 있습니다."
    assert said_in_english(off) == "kim is locked off the shift at A on Mon 3 May, 09:00-12:00."
