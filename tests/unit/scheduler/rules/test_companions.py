"""H26 experienced with newcomers, H27 kept apart, S10 partners."""

import pytest

from scheduler.conditions import Relaxation
from scheduler.problem import Unavailable
from tests.factories import day, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english, units

STRICT = site("A", require_experienced=True)
NEW = person("new", novice_until=day(15))
OLD = person("old")
EXAMPLES = {
    "H26": (
        problem(person("kim", novice_until=day(15)), OLD, shift(3, seats=2), STRICT),
        roster(("kim", "A-0503-0900")),
    ),
    "H27": (
        problem(person("kim"), person("lee"), shift(3, seats=2), keep_apart=(("lee", "kim"),)),
        roster(("kim", "A-0503-0900"), ("lee", "A-0503-0900")),
    ),
    "S10": (
        problem(person("kim"), person("lee"), shift(3, seats=2), partners=(("lee", "kim"),)),
        roster(("kim", "A-0503-0900")),
    ),
}


def aside(rule, **more):
    """The rule set aside on 2 to 4 May."""
    return {"relaxations": (Relaxation(rule, day(2), day(4), **more),)}


@pytest.mark.parametrize(("on", "breaks"), [(1, True), (15, True), (16, False), (31, False)])
def test_h26_a_newcomer_alone_until_the_last_day_as_one(on, breaks):
    club = problem(NEW, OLD, shift(on, seats=2), STRICT)
    assert bool(broken("H26", club, roster(("new", club.shifts[0].id)))) is breaks


def test_h26_two_newcomers_are_no_company():
    other = person("other", novice_until=day(31))
    club = problem(NEW, other, OLD, shift(3, seats=3), STRICT)
    name = club.shifts[0].id
    (found,) = broken("H26", club, roster(("new", name), ("other", name)))
    assert said(found) == (
        "5월 3일 (월) A 09:00~12:00 근무에 새로 오신 new 님과 함께할 경험자가 없습니다. "
        "new 님의 적응 기간은 5월 15일 (토)까지입니다."
    )
    assert broken("H26", club) == []  # with old there


def test_h26_is_judged_only_where_two_can_be_and_the_site_asks():
    assert broken("H26", problem(NEW, shift(3, seats=1), STRICT)) == []
    assert broken("H26", problem(NEW, shift(3, seats=2), site("A"))) == []
    assert broken("H26", problem(NEW, OLD, shift(3, seats=2), STRICT), roster()) == []


def test_h26_is_set_aside_for_a_newcomer_a_site_and_a_day():
    also = person("also", novice_until=day(31))
    for more, left in (
        ({}, []), ({"site": "A"}, []), ({"site": "B"}, ["also"]),
        ({"participant": "new"}, ["also"]), ({"participant": "also"}, ["new"]),
    ):  # fmt: skip
        club = problem(NEW, also, shift(3, seats=2), STRICT, **aside("H26", **more))
        assert [f.participant for f in broken("H26", club)] == left
    assert len(broken("H26", problem(NEW, shift(5, seats=2), STRICT, **aside("H26")))) == 1


def test_h27_is_set_aside_for_either_of_the_two():
    for more, left in (({}, 0), ({"participant": "kim"}, 0), ({"participant": "lee"}, 0),
                       ({"participant": "park"}, 1), ({"site": "A"}, 0), ({"site": "B"}, 1)):  # fmt: skip
        club = problem(person("kim"), person("lee"), person("park"), shift(3, seats=3),
                       keep_apart=(("kim", "lee"),), **aside("H27", **more))  # fmt: skip
        assert len(broken("H27", club)) == left


def test_h26_h27_and_s10_leave_trainings_alone():
    club = problem(person("kim", novice_until=day(31)), person("lee", novice_until=day(31)),
                   shift(3, seats=0, event=True), shift(3, seats=2, id="other", external=True), STRICT,
                   keep_apart=(("kim", "lee"),), partners=(("kim", "lee"),))  # fmt: skip
    assert broken("H26", club, roster(("kim", "A-0503-0900"))) == [] == broken("H27", club, both("A-0503-0900"))
    assert items("S10", club, roster(("kim", "A-0503-0900"))) == []


def both(name):
    return roster(("kim", name), ("lee", name))


def test_h27_apart_on_every_shift_whichever_is_named_first():
    for pair in (("kim", "lee"), ("lee", "kim")):
        club = problem(person("kim"), person("lee"), person("park"), *[shift(on, seats=3) for on in (1, 17, 31)],
                       keep_apart=(pair,))  # fmt: skip
        assert [f.day.day for f in broken("H27", club)] == [1, 17, 31]
        apart = roster(("kim", "A-0501-0900"), ("park", "A-0501-0900"), ("lee", "A-0517-0900"))
        assert broken("H27", club, apart) == []


def test_h27_names_both():
    club = problem(person("kim"), person("lee"), shift(3, seats=2), keep_apart=(("lee", "kim"),))
    assert said(broken("H27", club)[0]) == (
        "5월 3일 (월) A 09:00~12:00 근무에 kim 님과 lee 님이 함께 있습니다. 두 분은 따로 배정하기로 했습니다."
    )
    assert said_in_english(broken("H27", club)[0]).endswith("they are to be kept apart.")


def pairs(**more):
    return problem(person("kim"), person("lee", **more), *[shift(on, seats=2) for on in (1, 17, 31)],
                   partners=(("lee", "kim"),))  # fmt: skip


def test_s10_one_unit_for_each_shift_that_one_works_without_the_other():
    some = roster(("kim", "A-0501-0900"), ("lee", "A-0517-0900"), ("kim", "A-0531-0900"), ("lee", "A-0531-0900"))
    # the 1st: kim alone 1; the 17th: lee alone 1; the 31st: both 0
    assert [(i.shift, i.participant, i.units) for i in items("S10", pairs(), some)] == [
        ("A-0501-0900", "kim", 1), ("A-0517-0900", "lee", 1),
    ]  # fmt: skip
    assert units("S10", pairs()) == 0 == units("S10", pairs(), roster())


def test_s10_nobody_is_blamed_for_a_partner_who_cannot_come():
    some = roster(("kim", "A-0501-0900"), ("kim", "A-0517-0900"))
    assert units("S10", pairs(unavailable=(Unavailable(day(1)),)), some) == 1  # the 17th only


def test_s10_counts_only_where_both_are_contracted_on_the_day():
    some = roster(("kim", "A-0501-0900"), ("kim", "A-0517-0900"))
    assert units("S10", pairs(first=10), some) == 1  # lee has no contract on the 1st
    assert units("S10", pairs(sites=("B",)), some) == 0  # lee works elsewhere


def test_s10_one_pair_named_twice_is_one_pair():
    club = problem(person("kim"), person("lee"), shift(3), partners=(("kim", "lee"), ("lee", "kim")))
    (item,) = items("S10", club, roster(("lee", "A-0503-0900")))
    assert said(item) == "5월 3일 (월) A 09:00~12:00 근무에 lee 님만 나가고 짝꿍 kim 님은 나가지 않습니다."
