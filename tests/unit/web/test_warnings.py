"""What a coordinator is told before publishing: whom it concerns, in which language, and what is known for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from models.enums import EmploymentKind
from scheduler.calendar import Month
from scheduler.problem import Credential
from scheduler.rules import Observations, warn
from tests.factories import day, everyone, person, problem, shift, site
from web.services.warnings import _employed_since, _leavers, _on_their_day, notices

MAY = Month(2027, 5)
EMPLOYEE = EmploymentKind.EMPLOYEE


def club():
    held = (Credential("health_cert", valid_until=date(2027, 5, 14)),)
    return problem(
        person("kim", name="김영자", credentials=held), person("lee", credentials=held, program="Q", sites=("B",)),
        shift(3, outdoor=True), shift(4, site="B", outdoor=True), site("B", "Q"),
    )  # fmt: skip


def told(program, people, lang="ko", **seen):
    known = club()
    found = warn(known, everyone(known), Observations(**seen))
    return {one.rule: one.sentences for one in notices(known, found, program, people, lang)}


def test_only_the_people_of_the_programme_are_told_of() -> None:
    assert told("P", {"kim"})["W06"] == ("김영자 님의 보건증: 5월 14일 (금)에 끝납니다.",)
    assert told("P", {"kim"}, "en")["W06"] == ("김영자: the health certificate ends on Fri 14 May.",)
    assert "W06" not in told("P", set())


def test_only_the_shifts_of_the_programme_are_told_of() -> None:
    heat = {day(3): 33, day(4): 33}
    assert len(told("P", set(), apparent=heat)["W10"]) == 1
    assert "5월 4일" in told("Q", set(), apparent=heat)["W10"][0]


def test_what_is_about_a_programme_is_told_there_and_what_is_about_the_club_everywhere() -> None:
    seen = {"leavers": {"P": (5, 20)}, "wage_years": {2026}}
    assert set(told("P", set(), **seen)) == {"W12", "W13"}
    assert set(told("Q", set(), **seen)) == {"W12"}


def test_groups_have_names_and_come_in_the_order_of_the_warnings() -> None:
    known = club()
    found = warn(known, everyone(known), Observations(wage_years=(), leavers={"P": (5, 20)}))
    groups = notices(known, found, "P", {"kim"}, "en")
    assert [(one.rule, one.name, one.count) for one in groups] == [
        ("W05", "work on a public holiday", 1),
        ("W06", "certificates that end soon", 1),
        ("W12", "no minimum wage for the year", 1),
        ("W13", "people leaving", 1),
    ]


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        ([(date(2027, 2, 1), date(2027, 12, 31))], date(2027, 2, 1)),
        ([(date(2026, 3, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31))], date(2026, 3, 1)),
        ([(date(2026, 3, 1), date(2026, 12, 30)), (date(2027, 1, 1), date(2027, 12, 31))], date(2027, 1, 1)),
        ([(date(2027, 1, 1), date(2027, 4, 30))], None),
        ([(date(2027, 1, 1), date(2027, 6, 30)), (date(2027, 2, 1), date(2027, 3, 31))], date(2027, 1, 1)),
    ],
)
def test_employment_is_unbroken_when_the_next_contract_begins_the_day_after(spans, since) -> None:
    found = _employed_since((("kim", first, last) for first, last in spans), MAY)
    assert found == ({} if since is None else {"kim": since})


def test_leavers_are_those_of_this_year_without_a_contract_from_the_month_on() -> None:
    year, left, old = (date(2027, 1, 1), date(2027, 12, 31)), (date(2027, 1, 1), date(2027, 3, 15)), date(2026, 12, 31)
    spans = [
        ("kim", "P", EMPLOYEE, *year),
        ("lee", "P", EMPLOYEE, *left),
        ("han", "P", EMPLOYEE, date(2026, 1, 1), old),
        ("lee", "Q", EMPLOYEE, *year),
    ]
    assert _leavers(spans, MAY) == {"P": (1, 2), "Q": (0, 1)}


def test_whose_contract_ran_to_the_end_of_the_season_has_not_left() -> None:
    season, early = (date(2027, 3, 2), date(2027, 11, 30)), (date(2027, 3, 2), date(2027, 9, 10))
    spans = [("kim", "P", EMPLOYEE, *season), ("lee", "P", EMPLOYEE, *season), ("han", "P", EMPLOYEE, *early)]
    assert _leavers(spans, Month(2027, 10)) == {"P": (1, 3)}
    assert _leavers(spans, Month(2027, 12)) == {"P": (1, 3)}, "the season is over for the two others"


def test_a_change_counts_on_its_own_day_in_korea() -> None:
    steps = [[1, "2027-05-11", None, None], [2, "2027-05-12", None, None], [3, "2027-05-12", None, None]]
    assert _on_their_day(datetime(2027, 5, 11, 15, 0, tzinfo=UTC), steps) == 2  # midnight of the 12th in Seoul
    assert _on_their_day(datetime(2027, 5, 11, 14, 59, tzinfo=UTC), steps) == 1
