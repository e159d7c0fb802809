"""H02 most people, H25 nobody alone, H31 external seats, S01 open seats (and H01 through it)."""

import pytest

from scheduler.conditions import Relaxation
from scheduler.rules import fillable
from tests.factories import day, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english, units

THREE = (person("kim"), person("lee"), person("park"))
ALL_THREE = roster(*[(one.id, "A-0503-0900") for one in THREE])
KIM = roster(("kim", "A-0503-0900"))
EXAMPLES = {
    "H02": (problem(*THREE, shift(3, seats=2)), ALL_THREE),
    "H25": (problem(*THREE, shift(3, seats=2), site("A", pair_min=2)), KIM),
    "H31": (problem(*THREE, shift(3, external=True)), KIM),
    "S01": (problem(*THREE, shift(3, seats=2)), KIM),
}


@pytest.mark.parametrize("on", [1, 17, 31])
def test_h02_more_people_than_places_break_on_any_day(on):
    club = problem(*THREE, shift(on, seats=2))
    two, three = (
        roster(*[(p.id, club.shifts[0].id) for p in THREE[:2]]),
        roster(*[(p.id, club.shifts[0].id) for p in THREE]),
    )
    assert broken("H02", club, two) == []
    (found,) = broken("H02", club, three)
    assert (found.shift, found.facts["count"], found.facts["most"]) == (club.shifts[0].id, 3, 2)


def test_h02_max_staff_allows_more_than_seats():
    club = problem(*THREE, shift(3, seats=1, max_staff=3))
    assert broken("H02", club) == []
    (found,) = broken("H02", problem(*THREE, shift(3, seats=1, max_staff=2)))
    assert said(found) == "5월 3일 (월) A 09:00~12:00 근무에 3명이 있습니다. 정원은 2명입니다."
    assert said_in_english(found) == "3 people are on the shift at A on Mon 3 May, 09:00-12:00; it has places for 2."


def test_h25_needs_nobody_or_a_pair():
    club = problem(*THREE, shift(3, seats=2), site("A", pair_min=2))
    name = club.shifts[0].id
    assert broken("H25", club, roster()) == []
    assert broken("H25", club, roster(("kim", name), ("lee", name))) == []
    (found,) = broken("H25", club, roster(("kim", name)))
    assert said(found) == "5월 3일 (월) A 09:00~12:00 근무에 1명만 있습니다. 이 근무지는 2명 이상이 함께 나와야 합니다."


def test_h25_three_together_are_not_served_by_two():
    club = problem(*THREE, shift(3, seats=3), site("A", pair_min=3))
    name = club.shifts[0].id
    assert [f.facts["count"] for f in broken("H25", club, roster(("kim", name), ("lee", name)))] == [2]


def test_h25_says_nothing_where_one_may_work_alone():
    club = problem(*THREE, shift(3, seats=2))
    assert broken("H25", club, roster(("kim", club.shifts[0].id))) == []


def test_h31_external_shift_takes_no_participant():
    club = problem(person(), shift(3, external=True), shift(4))
    (found,) = broken("H31", club)
    assert found.shift == "A-0503-0900"
    assert said(found) == "5월 3일 (월) A 09:00~12:00 근무는 외부 근무자 자리라서 kim 님을 배정하지 않습니다."


def test_s01_units_are_open_seats_times_priority():
    club = problem(*THREE, shift(3, seats=3, priority=2), shift(4, seats=2), shift(5, seats=1))
    some = roster(("kim", "A-0503-0900"), ("kim", "A-0505-0900"))
    # the 3rd: (3 - 1) * 2 = 4; the 4th: (2 - 0) * 1 = 2; the 5th: full
    assert [(i.shift, i.units) for i in items("S01", club, some)] == [("A-0503-0900", 4), ("A-0504-0900", 2)]
    assert said(items("S01", club, some)[0]) == "5월 3일 (월) A 09:00~12:00 근무에 빈자리가 2개 있습니다."


def test_s01_an_external_shift_has_no_open_seats():
    assert units("S01", problem(*THREE, shift(3, seats=3, external=True)), roster()) == 0


def test_s01_too_many_people_do_not_make_up_for_open_seats_elsewhere():
    club = problem(*THREE, shift(3, seats=1), shift(4, seats=1))
    crowd = roster(*[(p.id, "A-0503-0900") for p in THREE])
    assert units("S01", club, crowd) == 1  # the 4th only: max(0, 1 - 3) is 0


def test_s01_seats_of_priority_0_cost_nothing_but_stay_open():
    club = problem(*THREE, shift(3, seats=2, priority=0))
    assert items("S01", club, KIM) == []
    assert fillable(club, KIM) == [("lee", "A-0503-0900"), ("park", "A-0503-0900")]


@pytest.mark.parametrize(
    ("site_", "days", "left"), [("A", (3, 3), 0), (None, (1, 31), 0), ("B", (3, 3), 1), ("A", (4, 9), 1)]
)
def test_h02_and_h25_are_set_aside_at_a_site_on_some_days(site_, days, left):
    for rule, some in (("H02", ALL_THREE), ("H25", KIM)):
        aside = Relaxation(rule, day(days[0]), day(days[1]), site=site_)
        club = problem(*THREE, shift(3, seats=2), site("A", pair_min=2), relaxations=(aside,))
        assert len(broken(rule, club, some)) == left


def test_h25_set_aside_for_one_person_still_holds_for_the_shift():
    aside = Relaxation("H25", day(3), day(3), participant="kim")
    club = problem(*THREE, shift(3, seats=2), site("A", pair_min=2), relaxations=(aside,))
    assert len(broken("H25", club, KIM)) == 1


def test_h25_set_aside_opens_the_seat_to_one_alone():
    aside = Relaxation("H25", day(3), day(3))
    pairs = [shift(3, seats=2), site("A", pair_min=2)]
    assert len(fillable(problem(*THREE, *pairs, relaxations=(aside,)), roster())) == 3, "each of the three alone"
    assert len(fillable(problem(*THREE, *pairs), roster())) == 2, "a pair"


def test_a_training_has_no_seats_and_takes_all_who_are_sent():
    club = problem(*THREE, shift(3, seats=0, event=True), site("A", pair_min=2))
    assert broken("H25", club, KIM) == [] == broken("H02", club, ALL_THREE)
    assert items("S01", club, roster()) == []
    assert len(broken("H02", problem(*THREE, shift(3, seats=0, event=True, max_staff=2)), ALL_THREE)) == 1


def test_h25_and_h02_leave_external_shifts_to_h31():
    club = problem(*THREE, shift(3, seats=2, external=True), site("A", pair_min=2))
    name = club.shifts[0].id
    assert broken("H25", club, roster(("kim", name))) == [] == broken("H02", club)
