"""Rules that a coordinator sets aside: which may be, and that each holds its peace exactly there and nowhere else."""

from __future__ import annotations

import pytest

from scheduler.conditions import Relaxation
from scheduler.problem import EmploymentKind, Lock
from scheduler.rules import HARD
from tests.factories import contract, day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken

RELAXABLE = {
    "H02", "H03", "H09", "H10", "H16", "H17", "H18", "H22", "H24", "H25", "H26", "H27", "H28", "H29",
}  # fmt: skip
"""Of the rules H01 to H31; H10 only for activity participants, H18 only for those who are not employees of 15 h."""


def aside(rule, first, last=None, **whom):
    return (Relaxation(rule, day(first), day(first if last is None else last), **whom),)


@pytest.mark.parametrize("one", [one for one in HARD if one.id <= "H31"], ids=lambda one: one.id)
def test_exactly_these_rules_may_be_set_aside(one):
    assert one.relaxable is (one.id in RELAXABLE)


def two_a_day(*days, **more):
    slots = ("06:00", "08:00"), ("20:00", "22:00")
    return problem(person("kim"), *[shift(on, *slot) for on in days for slot in slots], **more)


def test_h03_set_aside_on_one_day_for_one_person():
    def found(*relaxed):
        return [one.day.day for one in broken("H03", two_a_day(3, 4, relaxations=relaxed))]

    assert found() == [3, 4]
    assert found(*aside("H03", 4)) == [3]
    assert found(*aside("H03", 4, participant="kim")) == [3]
    assert found(*aside("H03", 3, 4, site="A")) == [3, 4], "a rule about one person's day knows no site"
    assert found(*aside("H16", 3, 4)) == [3, 4]


def test_h03_set_aside_for_somebody_else_helps_nobody():
    club = problem(person("kim"), person("lee"), *two_a_day(3).shifts, relaxations=aside("H03", 3, participant="lee"))
    assert [one.participant for one in broken("H03", club)] == ["kim"]


def test_h16_set_aside_on_the_day_of_the_shift_that_begins_too_soon():
    def found(*relaxed):
        shifts = shift(1, "06:00", "09:00"), shift(1, "20:00", "23:00"), shift(2, "06:00", "09:00")
        late = person("kim", past=(past(0, "20:00", "23:00"),))
        return [one.shift for one in broken("H16", problem(late, *shifts, relaxations=relaxed))]

    # 7 h after yesterday, 11 h in between, 7 h after the evening.
    assert found() == ["A-0501-0600", "A-0502-0600"]
    assert found(*aside("H16", 1)) == ["A-0502-0600"]
    assert found(*aside("H16", 2, 31)) == ["A-0501-0600"]
    assert found(*aside("H16", 0)) == ["A-0501-0600", "A-0502-0600"]


def test_h17_is_set_aside_for_the_stretches_that_touch_the_day():
    """With five days at most, six days in a row are one stretch and twelve are seven."""

    def found(length, *relaxed):
        club = problem(person("kim"), *[shift(10 + step) for step in range(length)], relaxations=relaxed)
        return [(one.day.day, one.facts["days"]) for one in broken("H17", club)]

    assert found(6) == [(15, 6)]
    assert found(6, *aside("H17", 10)) == found(6, *aside("H17", 15)) == []
    assert found(6, *aside("H17", 9)) == found(6, *aside("H17", 16)) == [(15, 6)]
    # The 10th to the 21st: the stretches that begin on the 11th to the 16th hold the 16th.
    assert found(12, *aside("H17", 16)) == [(15, 12)]
    assert found(12, *aside("H17", 15)) == [(21, 12)], "the last stretch, from the 16th to the 21st, is left"
    assert found(12, *aside("H17", 15, 16)) == []


def test_h09_is_set_aside_for_a_week_and_the_legal_week_holds_all_the_same():
    kim = person("kim", max_minutes_per_week=200)
    shifts = [shift(on) for on in (3, 4, 10, 11)]
    assert [one.facts["first"].day for one in broken("H09", problem(kim, *shifts))] == [3, 10]
    club = problem(kim, *shifts, relaxations=aside("H09", 9))
    assert [one.facts["first"].day for one in broken("H09", club)] == [10], "Sunday the 9th is in the first week"
    long = [shift(on, "06:00", "18:00") for on in (3, 4, 5, 6)]
    over = problem(kim, *long, relaxations=aside("H09", 3, 9))
    assert broken("H09", over) == [] and len(broken("H12", over)) == 1, "4 * 720 = 2,880 > 2,400"


def test_h10_is_set_aside_for_activity_participants_alone():
    def found(kind, *relaxed):
        club = problem(person("kim", max_minutes_per_month=200, kind=kind), shift(3), shift(10), relaxations=relaxed)
        return len(broken("H10", club))

    for kind in EmploymentKind:
        assert found(kind) == 1
    assert found(EmploymentKind.ACTIVITY, *aside("H10", 20)) == 0
    assert found(EmploymentKind.EMPLOYEE, *aside("H10", 20)) == 1
    assert found(EmploymentKind.VOLUNTEER, *aside("H10", 20)) == 1


def test_h10_of_two_contracts_the_employees_cap_stays():
    kim = person(
        "kim",
        contracts=(
            contract(last=15, kind=EmploymentKind.ACTIVITY, max_minutes_per_month=100),
            contract(first=16, kind=EmploymentKind.EMPLOYEE, max_minutes_per_month=300),
        ),
    )
    club = problem(kim, shift(3), shift(20), relaxations=aside("H10", 3))
    assert [one.facts["cap"] for one in broken("H10", club)] == [300]


def test_h22_is_set_aside_at_one_site():
    def found(*relaxed):
        needs = frozenset({"pos", "health_cert"})
        kim = person("kim", sites=("A", "B"))
        shifts = [shift(3, site=site, credentials=needs) for site in ("A", "B")]
        club = problem(kim, *shifts, relaxations=relaxed)
        return [one.shift[0] for one in broken("H22", club)], len(broken("H20", club))

    assert found() == (["A", "B"], 2)
    assert found(*aside("H22", 3, site="A")) == (["B"], 2), "the law's certificates stay"
    assert found(*aside("H22", 4)) == (["A", "B"], 2)


@pytest.mark.parametrize("works", [True, False])
def test_h28_is_set_aside_for_a_locked_cell(works):
    cell = shift(3)

    def found(*relaxed):
        club = problem(person("kim"), cell, locks=(Lock("kim", cell.id, works),), relaxations=relaxed)
        return len(broken("H28", club, roster() if works else None))

    assert found() == 1
    assert found(*aside("H28", 3)) == found(*aside("H28", 3, participant="kim", site="A")) == 0
    assert found(*aside("H28", 4)) == found(*aside("H28", 3, site="B")) == 1
