"""W06, W08, W09: what ends soon, and what begins with time."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.problem import Credential, EmploymentKind
from scheduler.roster import Roster
from scheduler.rules import Observations
from scheduler.rules.warnings.endings import months_after
from tests.factories import everyone, person, problem, shift
from tests.unit.scheduler.rules.warned import sentences, told


def certified(until, kind="health_cert"):
    club = problem(person("kim", credentials=(Credential(kind, valid_until=until),)), shift(3))
    return club, everyone(club), Observations()


def employed(since, **more):
    club = problem(person("kim", **more), shift(3))
    return club, everyone(club), Observations(employed_since={"kim": since})


def contracted(last, renewed=()):
    club = problem(person("kim", last=last), shift(3))
    return club, everyone(club), Observations(renewed=frozenset(renewed))


EXAMPLES = {
    "W06": certified(date(2027, 5, 14)),
    "W08": employed(date(2027, 2, 10)),
    "W09": contracted(date(2027, 5, 31)),
}


@pytest.mark.parametrize(
    ("until", "count"), [(date(2027, 4, 30), 0), (date(2027, 5, 1), 1), (date(2027, 6, 30), 1), (date(2027, 7, 1), 0)]
)
def test_w06_certificates_that_end_in_the_month_or_thirty_days_after(until, count):
    assert len(told("W06", *certified(until))) == count


@pytest.mark.parametrize(("last", "count"), [(date(2027, 5, 31), 1), (date(2027, 6, 30), 1), (date(2027, 7, 1), 0)])
def test_w09_contracts_that_end(last, count):
    assert len(told("W09", *contracted(last))) == count


def test_w09_a_contract_that_is_renewed_does_not_end():
    assert told("W09", *contracted(date(2027, 5, 31), ["kim"])) == []
    assert len(told("W09", *contracted(date(2027, 5, 31), ["lee"]))) == 1


def test_nobody_is_told_of_who_does_not_work():
    for name, (club, _, seen) in EXAMPLES.items():
        assert told(name, club, Roster(), seen) == []


@pytest.mark.parametrize(
    ("since", "count"), [(date(2027, 1, 31), 0), (date(2027, 2, 1), 1), (date(2027, 2, 28), 1), (date(2027, 3, 1), 0)]
)
def test_w08_three_months_are_full_in_the_month(since, count):
    assert len(told("W08", *employed(since))) == count


def test_w08_is_silent_where_nothing_is_known_and_about_others():
    club, roster, _ = employed(date(2027, 2, 10))
    assert told("W08", club, roster) == []
    assert told("W08", *employed(date(2027, 2, 10), kind=EmploymentKind.VOLUNTEER)) == []
    assert told("W08", *employed(date(2027, 2, 10), short_time=False)) == []


@pytest.mark.parametrize(
    ("day", "months", "full"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 2, 1), 3, date(2027, 5, 1)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, full):
    assert months_after(day, months) == full


def test_sentences():
    assert sentences("W06", certified(date(2027, 5, 14))) == (
        "kim 님의 보건증: 5월 14일 (금)에 끝납니다.",
        "kim: the health certificate ends on Fri 14 May.",
    )
    assert sentences("W08", employed(date(2027, 2, 10))) == (
        "kim 님은 5월 10일 (월)에 계속 근무 3개월이 됩니다. 고용보험 가입 대상인지 확인해야 합니다.",
        "kim has worked for 3 months on Mon 10 May: see whether employment insurance applies.",
    )
    assert sentences("W09", contracted(date(2027, 5, 31))) == (
        "kim 님의 계약이 5월 31일 (월)에 끝납니다.",
        "kim: the contract ends on Mon 31 May.",
    )
