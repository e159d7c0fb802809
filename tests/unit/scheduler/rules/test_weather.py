"""W10, W11: heat."""

from __future__ import annotations

import pytest

from scheduler.roster import Roster
from scheduler.rules import Observations
from tests.factories import day, everyone, person, problem, shift
from tests.unit.scheduler.rules.warned import sentences, told


def hot(degrees):
    club = problem(person("kim"), shift(3, outdoor=True), shift(4))
    return club, everyone(club), Observations(apparent={day(3): degrees, day(4): degrees})


def cut(minutes, made_up=0):
    club = problem(person("kim"), person("lee"))
    return club, Roster(), Observations(cut_for_heat={"kim": minutes}, made_up={"kim": made_up})


EXAMPLES = {"W10": hot(33), "W11": cut(300, 120)}


@pytest.mark.parametrize(
    ("degrees", "asked"),
    [(30, None), (31, "care"), (32, "care"), (33, "rest"), (34, "rest"), (35, "stop"), (40, "stop")],
)
def test_w10_at_31_33_and_35_degrees(degrees, asked):
    found = told("W10", *hot(degrees))
    assert [one.shift for one in found] == (["A-0503-0900"] if asked else [])
    if asked:
        assert ("stop" in found[0].facts, "rest" in found[0].facts) == (asked == "stop", asked == "rest")


def test_w10_is_about_days_whose_temperature_is_typed_in_and_shifts_with_people():
    club, roster, seen = hot(36)
    assert told("W10", club, roster) == []
    assert told("W10", club, Roster(), seen) == []
    assert told("W10", club, roster, Observations(apparent={day(4): 36})) == []


@pytest.mark.parametrize(
    ("minutes", "made_up", "facts"),
    [
        (0, 0, None),
        (300, 300, None),
        (300, 120, {"left": 180}),
        (600, 0, {"left": 600}),
        (601, 601, {"cut": 601, "most": 600}),
    ],
)
def test_w11_what_is_cut_is_made_up(minutes, made_up, facts):
    found = [dict(one.facts) for one in told("W11", *cut(minutes, made_up))]
    assert found == ([] if facts is None else [{"person": "kim", **facts}])


def test_sentences():
    assert sentences("W10", hot(31)) == (
        "5월 3일 (월) 체감온도가 31도입니다. A 09:00~12:00 야외 근무는 시원한 곳이나 다른 시간으로 옮기거나 "
        "쉬게 해야 합니다.",
        "It feels like 31 °C on Mon 3 May: cool, move or pause the outdoor shift at A, 09:00-12:00.",
    )
    assert sentences("W10", hot(33))[0] == (
        "5월 3일 (월) 체감온도가 33도입니다. A 09:00~12:00 야외 근무에는 2시간마다 20분을 쉬게 해야 합니다."
    )
    assert sentences("W10", hot(35))[1] == (
        "It feels like 35 °C on Mon 3 May: stop the outdoor shift at A, 09:00-12:00, and make it up later."
    )
    assert sentences("W11", cut(300, 120)) == (
        "kim 님의 활동 시간 가운데 더위로 줄인 3시간을 아직 보충하지 않았습니다.",
        "3 h of kim's hours were cut for heat and are not made up yet.",
    )
    assert sentences("W11", cut(660)) == (
        "kim 님의 활동 시간을 더위로 11시간 줄였습니다. 줄일 수 있는 시간은 10시간입니다.",
        "11 h of kim's hours were cut for heat; 10 h may be.",
    )
