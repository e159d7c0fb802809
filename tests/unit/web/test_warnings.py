"""What a coordinator is told before publishing, at both edges."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.calendar import Month, Period
from scheduler.problem import Credential
from tests.factories import person, problem
from web.services.month_views import CapView, PersonRow
from web.services.warnings import warnings

MAY = Month(2027, 5)


def row(*caps: CapView, days: int = 1) -> PersonRow:
    return PersonRow(1, "kim", "김영자", "employee", (), days=days, minutes=0, rest_days=0, caps=caps)


def cap(rule: str, used: int, most: int) -> CapView:
    return CapView(rule, Period(MAY.first, MAY.last), used, most)


@pytest.mark.parametrize(("used", "told"), [(3359, 0), (3360, 1), (3599, 1), (3600, 0)])
def test_four_weeks_near_fifteen_hours(used: int, told: int) -> None:
    # 14 h x 4 weeks = 3,360 minutes; above the cap of 3,599 it is a violation and told as such
    assert len(warnings(problem(person()), MAY, [row(cap("H08", used, 3599))], "ko")) == told


@pytest.mark.parametrize(("used", "told"), [(3419, 0), (3420, 1), (3540, 1), (3541, 0)])
def test_a_month_near_sixty_hours(used: int, told: int) -> None:
    assert len(warnings(problem(person()), MAY, [row(cap("H10", used, 3540))], "ko")) == told


@pytest.mark.parametrize(
    ("until", "told"), [(date(2027, 4, 30), 0), (date(2027, 5, 1), 1), (date(2027, 6, 30), 1), (date(2027, 7, 1), 0)]
)
def test_certificates_that_end_in_the_month_or_thirty_days_after(until: date, told: int) -> None:
    someone = person(credentials=(Credential("health_cert", valid_until=until),))
    assert len(warnings(problem(someone), MAY, [row()], "ko")) == told


@pytest.mark.parametrize(("last", "told"), [(date(2027, 5, 31), 1), (date(2027, 6, 30), 1), (date(2027, 7, 1), 0)])
def test_contracts_that_end(last: date, told: int) -> None:
    assert len(warnings(problem(person(last=last)), MAY, [row()], "ko")) == told


def test_a_contract_that_is_renewed_does_not_end() -> None:
    ends = problem(person(last=MAY.last))
    assert warnings(ends, MAY, [row()], "ko", renewed={"kim"}) == []
    assert len(warnings(ends, MAY, [row()], "ko", renewed={"lee"})) == 1


def test_who_does_not_work_is_not_told_of() -> None:
    assert warnings(problem(person(last=date(2027, 5, 31))), MAY, [row(days=0)], "ko") == []


def test_both_languages_say_it() -> None:
    someone = problem(person(credentials=(Credential("health_cert", valid_until=date(2027, 5, 14)),)))
    assert warnings(someone, MAY, [row()], "ko") == ["김영자 님의 보건증: 5월 14일 (금)에 끝납니다."]
    assert warnings(someone, MAY, [row()], "en") == ["김영자: the health certificate ends on Fri 14 May."]
