"""Numbers that differ by programme and kind of contract: each rule asks those of the person, or of the contract."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind, SpecialParameters, Wish, WishKind
from scheduler.rules.own import Own, own
from tests.factories import contract, day, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import broken, items, units

EMPLOYEE, VOLUNTEER = EmploymentKind.EMPLOYEE, EmploymentKind.VOLUNTEER
HOUSE = Parameters()
BOTH = (contract("P", kind=VOLUNTEER), contract("Q", ("B",)))


def special(program=None, kind=None, **numbers):
    return SpecialParameters(replace(HOUSE, **numbers), program, kind)


def test_of_several_contracts_the_strictest_number_holds_and_the_most_wishes():
    numbers = (
        special("P", max_shifts_per_day=2, travel_buffer=10, min_rest_between_shifts=700, day_off_wishes_counted=5),
        special("Q", max_shifts_per_day=3, travel_buffer=60, min_rest_between_shifts=100, max_consecutive_days=3),
    )
    club = problem(person("kim", contracts=BOTH), person("lee"), person("pak", last=-5), special=numbers)
    assert own(club, club.participant["kim"]) == Own(2, 60, 700, 3, 5)
    assert own(club, club.participant["lee"]) == Own(2, 10, 700, 5, 5)
    assert own(club, club.participant["pak"]) == Own(1, 30, 660, 5, 3), "no contract in May: the house's numbers"


def test_programme_and_kind_together_come_before_programme_and_kind():
    numbers = (special(None, VOLUNTEER, max_consecutive_days=2), special("P", None, max_consecutive_days=3),
               special("P", VOLUNTEER, max_consecutive_days=4))  # fmt: skip
    club = problem(person("kim", contracts=(contract(kind=VOLUNTEER),)), person("lee"), site("B", "Q"), special=numbers)
    assert [own(club, one).days_in_row for one in club.participants] == [4, 3]
    assert club.parameters_of(contract("Q", kind=VOLUNTEER)).max_consecutive_days == 2
    assert club.parameters_of(contract("Q")) == club.parameters_of_program("Q") == HOUSE


@pytest.mark.parametrize(
    ("rule", "shifts", "numbers"),
    [
        ("H03", (shift(3, "06:00", "08:00"), shift(3, "20:00", "22:00")), {"max_shifts_per_day": 2}),
        ("H04", (shift(3, "06:00", "08:00"), shift(3, "08:10", "09:00", "A2")), {"travel_buffer": 10}),
        ("H16", (shift(3, "19:00", "22:00"), shift(4, "06:00", "08:00")), {"min_rest_between_shifts": 480}),
        ("H17", tuple(shift(on) for on in range(3, 9)), {"max_consecutive_days": 6}),
    ],
)
def test_a_persons_days_are_judged_by_the_persons_numbers(rule, shifts, numbers):
    volunteer = person("kim", kind=VOLUNTEER, sites=("A", "A2"))
    employee = person("lee", sites=("A", "A2"))
    club = problem(volunteer, employee, *shifts, special=(special("P", VOLUNTEER, **numbers),))
    assert [one.participant for one in broken(rule, club)] == ["lee"]


def test_h12_the_legal_week_of_an_employee_with_extra_hours_agreed():
    long = [shift(on, "06:00", "18:00") for on in (3, 4, 5, 6)]
    assert len(broken("H12", problem(person(), *long))) == 1, "4 * 720 = 2,880"
    assert broken("H12", problem(person(), *long, special=(special("P", legal_minutes_per_week=3_120),))) == []


def test_h13_and_h14_the_break_of_the_shifts_contract():
    short, four = shift(3, "09:00", "14:00"), shift(4, "09:00", "13:00")
    assert (len(broken("H13", problem(person(), short))), len(broken("H14", problem(person(), four)))) == (1, 1)
    numbers = (special("P", break_rules=((480, 60),)),)
    assert broken("H13", problem(person(), short, special=numbers)) == []
    assert broken("H14", problem(person(), four, special=(special("P", break_waivable_at_4h=True),))) == []


def test_h15_the_night_of_the_shifts_contract():
    late = shift(3, "18:00", "21:30")
    assert broken("H15", problem(person(), late)) == []
    (found,) = broken("H15", problem(person(), late, special=(special("P", night_from=1_260),)))
    assert found.facts["night"] == 30


def test_s02_s03_and_s05_by_contract_and_programme():
    wishes = tuple(Wish(WishKind.DAY_OFF, day=day(on)) for on in (3, 4, 5))
    wishing = problem(person(wishes=wishes), *[shift(on) for on in (3, 4, 5)])
    assert units("S02", wishing) == 3
    assert units("S02", replace(wishing, special=(special("P", day_off_wishes_counted=2),))) == 2
    # 31 days: a tolerance of 60 a week is 265 minutes; without any, 600 - 180 = 420 minutes are 14 units.
    short = problem(person(target_minutes=600), shift(3))
    assert units("S03", short) == 6, "ceil((420 - 265) / 30)"
    assert units("S03", replace(short, special=(special("P", target_tolerance_per_week=0),))) == 14
    # On the 4th and 6th, no holidays, kim works both evenings until 20:00 and lee none.
    evening = problem(person("kim"), person("lee"), shift(4, "18:00", "20:00"), shift(6, "18:00", "20:00"))
    by_kim = roster(*[("kim", one.id) for one in evening.shifts])
    assert items("S05", evening, by_kim) == []
    late = replace(evening, special=(special("P", late_after=1_140),))
    assert [(one.facts["kind"], one.units) for one in items("S05", late, by_kim)] == [("late", 2)]
