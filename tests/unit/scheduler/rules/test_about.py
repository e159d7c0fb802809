"""What a condition is about, in a few words."""

import pytest

from scheduler.conditions import EVERY_SHIFT, Amount, Conditions, Steady, Weekends, Which
from scheduler.enums import Measure, ShiftBand
from scheduler.problem import Program
from scheduler.rules.about import about, people_said
from tests.factories import day, person, problem, shift, site
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

CLUB = problem(
    *(person(name) for name in ("choi", "kim", "lee", "park")), shift(3), shift(3, "18:00", "21:00", site="B"),
    site("A", name="행복카페"), site("B", name="나눔카페"), site("C"), site("D"),
    programs=(Program("P", "시니어카페"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("which", "ko", "en"),
    [
        (EVERY_SHIFT, "", ""),
        (Which(sites=frozenset("A")), "행복카페", "행복카페"),
        (Which(sites=frozenset("AB")), "행복카페, 나눔카페", "행복카페, 나눔카페"),
        (Which(sites=frozenset("ABCD")), "행복카페, 나눔카페, C …", "행복카페, 나눔카페, C …"),
        (Which(programs=frozenset("P"), weekdays=frozenset({6, 5})), "시니어카페 토요일·일요일", "시니어카페, Sat/Sun"),
        (Which(rest_days=True), "토·일·공휴일", "Sat/Sun/public holidays"),
        (Which(bands=frozenset({ShiftBand.NIGHT, ShiftBand.AM})), "오전조·야간", "morning/night"),
        (Which(days=frozenset({day(4), day(3)})), "5월 3일 (월), 5월 4일 (화)", "Mon 3 May, Tue 4 May"),
        (Which(codes=frozenset({"새", "밤"})), "‘밤’, ‘새’", "‘밤’, ‘새’"),
        (Which(templates=frozenset({"B:1800"})), "나눔카페 ‘근’", "나눔카페 ‘근’"),
        (Which(sites=frozenset("B"), templates=frozenset({"B:1800"})), "나눔카페 ‘근’", "나눔카페, ‘근’"),
        (Which(templates=frozenset({"gone"})), "조건에 든", "those of the condition"),
        (Which(first=day(3)), "조건에 든", "those of the condition"),
    ],
)
def test_shifts_are_told_by_what_the_condition_names(which, ko, en):
    assert about(CLUB, which) == {"about_ko": ko, "about_en": en}
    assert about(CLUB, which) == {"about_ko": ko, "about_en": en}, "nor otherwise when it is known already"


def test_of_many_people_the_first_three_are_named():
    assert people_said(CLUB, frozenset({"park", "kim"})) == "kim, park"
    assert people_said(CLUB, frozenset(CLUB.participant)) == "choi, kim, lee …"


def kim(*shifts, **conditions):
    """Kim alone, who works all the shifts."""
    return problem(person(), *shifts, site("A", name="행복카페"), conditions=Conditions(**conditions))


CAFE = Which(sites=frozenset("A"))


def test_an_amount_says_of_which_shifts():
    most = Amount(id="c", must=True, measure=Measure.SHIFTS, most=1, which=CAFE)
    (found,) = broken("H32", kim(shift(3), shift(4), amounts=(most,)))
    assert said(found) == (
        "kim 님의 행복카페 근무는 5월 1일 (토)부터 5월 31일 (월)까지 2회입니다. 정한 기준은 1회 이하입니다."
    )
    assert said_in_english(found) == (
        "kim's work (행복카페) from Sat 1 May to Mon 31 May comes to 2 shifts; the condition asks for 1 shift at most."
    )


def test_weekends_say_of_which_shifts():
    whole = Weekends(id="c", must=True, whole=True, which=CAFE)
    (half,) = broken("H34", kim(shift(8), weekends=(whole,)))
    assert said(half) == (
        "kim 님은 주말 이틀 가운데 5월 8일 (토) 하루만 행복카페 근무에 나갑니다. "
        "정한 기준은 이틀 모두 나가거나 모두 나가지 않는 것입니다."
    )
    assert said_in_english(half) == (
        "kim works shifts (행복카페) on Sat 8 May alone of the weekend; the condition asks for both days or none."
    )
    in_row = Weekends(id="c", must=True, most_in_row=1, which=CAFE)
    (row,) = broken("H34", kim(shift(8), shift(15), weekends=(in_row,)))
    assert said(row) == (
        "kim 님은 5월 8일 (토)부터 5월 16일 (일)까지 주말 2번을 잇달아 행복카페 근무에 나갑니다. "
        "정한 기준은 1번 이하입니다."
    )
    assert said_in_english(row) == (
        "kim works shifts (행복카페) 2 weekends in a row, Sat 8 May to Sun 16 May; the condition asks for 1 at most."
    )


def test_start_times_say_of_which_shifts():
    steady = Steady(id="c", must=True, which=CAFE)
    (found,) = broken("H40", kim(shift(3), shift(4, "13:00", "16:00"), steadies=(steady,)))
    assert said(found) == (
        "kim 님의 행복카페 근무는 출근 시각이 5월 3일 (월)부터 5월 9일 (일)까지 09:00에서 13:00까지 "
        "4시간 벌어집니다. 정한 기준은 1시간 이하입니다."
    )
    assert said_in_english(found) == (
        "kim's start times (행복카페) from Mon 3 May to Sun 9 May lie 4 h apart, 09:00 to 13:00; "
        "the condition asks for 1 h at most."
    )
