"""S04 fair hours and S05 fair turns. A shift made by the factory lasts 180 minutes."""

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import Carried, Unavailable
from scheduler.rules.fairness import hour_groups, turn_groups
from tests.factories import contract, day, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units

WEEKDAYS = [3, 4, 6, 7]


def same(name, **more):
    return person(name, **{"contract_minutes_per_week": 540, "target_minutes": 720} | more)


# S04


def test_s04_every_begun_hour_between_most_and_least_is_a_unit():
    club = problem(same("kim"), same("lee"), same("park"), *[shift(on, seats=3) for on in WEEKDAYS])
    some = roster(("kim", "A-0503-0900"), ("kim", "A-0504-0900"), ("lee", "A-0503-0900"))
    # 360, 180 and 0 of 720 each: balances -360, -540, -720; spread 360 -> 6
    (item,) = items("S04", club, some)
    assert item.units == 6
    assert said(item) == "계약 시간에 견주어 kim 님이 가장 많이, park 님이 가장 적게 나가서 6시간 차이 납니다."
    assert (
        said_in_english(item) == "Measured against their contracts kim works most and park least; they are 6 h apart."
    )


@pytest.mark.parametrize(("minutes", "expected"), [(1, 1), (60, 1), (61, 2)])
def test_s04_rounds_up(minutes, expected):
    a, b = shift(3, 540, 540 + 120 + minutes, id="long"), shift(4, 540, 660, id="short")
    club = problem(same("kim", target_minutes=300), same("lee", target_minutes=300), a, b, shift(6))
    # both could reach 120 + minutes + 120 + 180, more than 300: the fair hours are 300 each
    assert units("S04", club, roster(("kim", "long"), ("lee", "short"))) == expected


def test_s04_equal_is_free_and_one_person_is_no_group():
    club = problem(same("kim"), same("lee"), shift(3, seats=2), shift(4, seats=2))
    assert units("S04", club) == 0
    assert units("S04", problem(same("kim"), shift(3)), roster()) == 0


def test_s04_compares_only_like_contracts_with_targets():
    others = (
        same("fewer", contract_minutes_per_week=300),
        same("wants nothing", target_minutes=None),
        same("elsewhere", program="Q", sites=("B",)),
    )
    club = problem(same("kim"), *others, shift(3, seats=4), site("B", program="Q"))
    assert hour_groups(club) == ()
    assert units("S04", club, roster(("kim", "A-0503-0900"))) == 0


def test_s04_measures_against_what_someone_can_reach():
    # lee is away but for the 3rd: reachable 180, so the fair hours are min(720, 180) = 180; kim's are 720.
    away = tuple(Unavailable(day(on)) for on in WEEKDAYS[1:])
    club = problem(same("kim"), same("lee", unavailable=away), *[shift(on, seats=2) for on in WEEKDAYS])
    (group,) = hour_groups(club)
    assert group.fair_minutes == (720, 180)
    everyone_can = roster(*[("kim", s.id) for s in club.shifts], ("lee", "A-0503-0900"))
    assert units("S04", club, everyone_can) == 0  # 720 - 720 = 180 - 180


def test_s04_reach_knows_caps_and_shifts_a_day():
    twice = [shift(on, start, end) for on in WEEKDAYS for start, end in (("09:00", "12:00"), ("13:00", "16:30"))]
    rich = same("kim", target_minutes=9999)
    # one shift a day, the longer: 4 * 210 = 840, all in the week of the 3rd
    assert hour_groups(problem(rich, same("lee"), *twice))[0].fair_minutes[0] == 840
    weekly = same("kim", target_minutes=9999, max_minutes_per_week=500)
    assert hour_groups(problem(weekly, same("lee"), *twice))[0].fair_minutes[0] == 500
    monthly = same("kim", target_minutes=9999, max_minutes_per_week=500, max_minutes_per_month=400)
    assert hour_groups(problem(monthly, same("lee"), *twice))[0].fair_minutes[0] == 400


# S05


def kinds(club):
    return {group.kind for group in turn_groups(club)}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (shift(1), {"weekend"}),  # a Saturday
        (shift(30), {"weekend"}),  # a Sunday
        (shift(31), set()),
        (shift(5), {"holiday"}),
        (shift(4, "06:59", "09:00"), {"early"}),
        (shift(4, "07:00", "09:00"), set()),
        (shift(4, "18:00", "21:00"), set()),
        (shift(4, "18:00", "21:01"), {"late"}),
        (shift(4, "19:00", "22:01"), {"late", "night"}),
        (shift(4, "00:00", "06:00", break_minutes=30), {"early", "night"}),
    ],
)
def test_s05_knows_the_kinds_of_shift(one, expected):
    people = [same(name, night_opt_in=True) for name in ("kim", "lee")]
    assert kinds(problem(*people, one)) == expected


def test_s05_units_are_the_most_less_the_fewest_with_what_was_carried():
    kim, lee = same("kim", carried=Carried(weekend=3)), same("lee", carried=Carried(weekend=1))
    park = same("park", carried=Carried(weekend=2))
    club = problem(kim, lee, park, *[shift(on) for on in (1, 2, 8)])
    # share = (3 + 1 + 2 + 3 seats) // 3 = 3; each could take 3, so no credit
    some = roster(("kim", "A-0501-0900"), ("lee", "A-0502-0900"), ("lee", "A-0508-0900"))
    # kim 3 + 1 = 4, lee 1 + 2 = 3, park 2: 4 - 2 = 2
    (item,) = items("S05", club, some)
    assert item.units == 2
    assert said(item) == "지난달들까지 합쳐 주말 근무가 kim 님 4번, park 님 2번으로 2번 차이 납니다."
    assert said_in_english(item) == ("With the months before, kim has 4 weekend shifts and park has 2: 2 apart.")


def test_s05_leaves_out_who_cannot_take_any_such_shift():
    never = tuple(Unavailable(day(on)) for on in (1, 2))
    club = problem(same("kim"), same("lee"), same("park", unavailable=never), shift(1), shift(2))
    assert units("S05", club, roster(("kim", "A-0501-0900"), ("lee", "A-0502-0900"))) == 0


def test_s05_credits_who_cannot_reach_an_even_share():
    # Four weekend seats for two: the share is 2. lee could take one only, so starts with 2 - 0 - 1 = 1.
    mostly_away = tuple(Unavailable(day(on)) for on in (1, 2, 8))
    club = problem(same("kim"), same("lee", unavailable=mostly_away), *[shift(on) for on in (1, 2, 8, 9)])
    (group,) = turn_groups(club)
    assert group.starts == (0, 1)
    three_and_one = roster(*[("kim", f"A-05{on}-0900") for on in ("01", "02", "08")], ("lee", "A-0509-0900"))
    assert units("S05", club, three_and_one) == 1  # 3 - (1 + 1)


def test_s05_two_such_shifts_on_a_day_are_one_chance():
    twice = [shift(1, "09:00", "12:00", seats=2), shift(1, "13:00", "16:00", seats=2)]
    # share = 4 seats // 2 = 2, but at one shift a day each could take 1 only: both start with 2 - 0 - 1 = 1
    assert turn_groups(problem(same("kim"), same("lee"), *twice))[0].starts == (1, 1)
    both = problem(same("kim"), same("lee"), *twice, parameters=Parameters(max_shifts_per_day=2))
    assert turn_groups(both)[0].starts == (0, 0)


def test_s05_compares_only_like_contracts():
    assert turn_groups(problem(same("kim"), same("lee", contract_minutes_per_week=300), shift(1))) == ()


def test_shifts_under_another_contract_do_not_count():
    # kim works for two programmes; only P's shifts are compared with lee's.
    kim = person("kim", contracts=(
        contract("P", contract_minutes_per_week=540, target_minutes=180), contract("Q", sites=("B",)),
    ))  # fmt: skip
    club = problem(kim, same("lee", target_minutes=180), shift(1, seats=2), shift(2, site="B"), site("B", program="Q"))
    both = roster(("kim", "A-0501-0900"), ("kim", "B-0502-0900"), ("lee", "A-0501-0900"))
    assert units("S04", club, both) == 0 == units("S05", club, both)


def test_a_raise_in_the_middle_of_the_month_makes_two_groups():
    # kim has lee's hours until the 15th, park's from the 16th: each half is compared with its own.
    kim = person("kim", contracts=(
        contract(last=15, contract_minutes_per_week=540), contract(first=16, contract_minutes_per_week=720),
    ))  # fmt: skip
    club = problem(kim, same("lee"), same("park", contract_minutes_per_week=720), *[shift(on) for on in (1, 22)])
    worked = roster(("kim", "A-0501-0900"), ("kim", "A-0522-0900"))
    # with lee: 1 - 0, the 22nd does not count; with park: 1 - 0, the 1st does not count
    assert [i.units for i in items("S05", club, worked)] == [1, 1]
