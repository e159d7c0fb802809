"""H23: closed days."""

import pytest

from tests.factories import day, person, problem, shift, site
from tests.unit.scheduler.rules.judging import broken, said, said_in_english


@pytest.mark.parametrize("on", [1, 5, 31])
def test_h23_nobody_works_on_a_closed_day(on):
    club = problem(person(), *[shift(d) for d in (1, 5, 31)], site("A", closed=frozenset({day(on)})))
    assert [f.day.day for f in broken("H23", club)] == [on]


def test_h23_a_closed_day_of_another_site_changes_nothing():
    assert broken("H23", problem(person(), shift(5), site("B", closed=frozenset({day(5)})))) == []


def test_h23_a_holiday_alone_closes_nothing():
    assert broken("H23", problem(person(), shift(5))) == []  # 5 May is a public holiday


def test_h23_names_day_and_site():
    (found,) = broken("H23", problem(person(), shift(5), site("A", closed=frozenset({day(5)}))))
    assert said(found) == "5월 5일 (수)에는 근무지 A의 문을 열지 않아 kim 님이 나갈 수 없습니다."
    assert said_in_english(found) == "A is closed on Wed 5 May, so kim cannot work there."
