"""H39 and S39: people wanted on a shift, or not."""

from __future__ import annotations

import pytest

from scheduler import rules
from scheduler.conditions import Conditions, Relaxation, Seating, Which
from scheduler.problem import Problem
from tests.factories import day, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english, units

PEOPLE = (person("kim"), person("lee"))
MONDAYS = Which(weekdays=frozenset({0}))


def cell(*days: int) -> Which:
    return Which(templates=frozenset({"A:0900"}), days=frozenset(day(one) for one in days))


def club(*seatings: Seating, **more: object) -> Problem:
    return problem(*PEOPLE, *(shift(on, seats=2) for on in (1, 3, 17, 31)),
                   conditions=Conditions(seatings=seatings), **more)  # fmt: skip


def seating(wanted: bool, which: Which, people: str = "kim", name: str = "c", **more: object) -> Seating:
    return Seating(id=name, wanted=wanted, people=frozenset(people.split()), which=which, **more)  # type: ignore[arg-type] # a test names only what it is about


EXAMPLES = {
    "H39": (club(seating(False, MONDAYS, must=True)), roster(("kim", "A-0503-0900"))),
    "S39": (club(seating(True, cell(1))), roster()),
}


@pytest.mark.parametrize("which", [MONDAYS, cell(3, 17, 31), Which(days=frozenset({day(3), day(17), day(31)}))])
def test_h39_an_unwanted_person_meets_an_objection(which: Which) -> None:
    problem = club(seating(False, which, must=True))
    assert {one: ids for one, ids in rules.eligible(problem).items() if "kim" in ids} == {"A-0501-0900": ("kim", "lee")}
    (found,) = broken("H39", problem, roster(("kim", "A-0517-0900"), ("lee", "A-0517-0900"), ("kim", "A-0501-0900")))
    assert (found.participant, found.shift, found.condition) == ("kim", "A-0517-0900", "c")
    assert said(found) == "kim 님을 5월 17일 (월) A 09:00~12:00 근무에 배정하지 않는 조건이 있습니다."
    assert said_in_english(found) == "A condition keeps kim off the shift at A on Mon 17 May, 09:00-12:00."


def test_h39_a_wanted_person_must_be_there() -> None:
    problem = club(seating(True, cell(1, 31), must=True))
    (found,) = broken("H39", problem, roster(("kim", "A-0501-0900"), ("lee", "A-0531-0900")))
    assert (found.shift, found.participant) == ("A-0531-0900", "kim")
    assert said(found) == "kim 님을 5월 31일 (월) A 09:00~12:00 근무에 배정하는 조건이 있는데 빠져 있습니다."
    assert said_in_english(found) == (
        "A condition puts kim on the shift at A on Mon 31 May, 09:00-12:00, but kim is not on it."
    )


def test_h39_taking_a_wanted_person_away_breaks_it() -> None:
    problem = club(seating(True, cell(1), must=True))
    (found,) = rules.violations_if_removed(problem, roster(("kim", "A-0501-0900")), "kim", "A-0501-0900")
    assert found.rule == "H39"


def test_h39_is_told_even_where_the_wanted_person_could_not_come() -> None:
    away = problem(
        person("kim", first=10), shift(1), conditions=Conditions(seatings=(seating(True, cell(1), must=True),))
    )
    assert [one.shift for one in broken("H39", away, roster())] == ["A-0501-0900"]


def test_h39_is_set_aside_for_a_person_a_site_and_a_day() -> None:
    def left(**relaxed: object) -> int:
        aside = Relaxation("H39", day(2), day(4), **relaxed)  # type: ignore[arg-type] # fields of a relaxation
        asked = seating(False, MONDAYS, must=True), seating(True, cell(3), "lee", "d", must=True)
        return len(broken("H39", club(*asked, relaxations=(aside,)), roster(("kim", "A-0503-0900"))))

    assert left() == left(site="A") == 0
    assert left(participant="kim") == left(participant="lee") == 1
    assert left(site="B") == 2


def test_h39_and_s39_leave_external_shifts_and_trainings_alone() -> None:
    for must in (True, False):
        asked = seating(True, Which(), must=must), seating(False, Which(sites=frozenset("A")), name="d", must=must)
        club = problem(*PEOPLE, shift(1, seats=0, event=True), shift(2, external=True),
                       conditions=Conditions(seatings=asked))  # fmt: skip
        assert broken("H39", club, roster(("kim", "A-0501-0900"))) == []
        assert items("S39", club, roster(("kim", "A-0501-0900"))) == []


def test_s39_counts_the_strength_for_each_cell_that_is_otherwise() -> None:
    soft = seating(False, MONDAYS, strength=4), seating(True, cell(1, 31), "kim lee", "d", strength=2)
    worked = roster(("kim", "A-0503-0900"), ("kim", "A-0531-0900"), ("lee", "A-0501-0900"))
    # kim: Mondays 3 and 31 worked, 4 each; the 1st missing, 2. lee: the 31st missing, 2
    assert [(one.participant, one.shift, one.units) for one in items("S39", club(*soft), worked)] == [
        ("kim", "A-0503-0900", 4), ("kim", "A-0531-0900", 4), ("kim", "A-0501-0900", 2), ("lee", "A-0531-0900", 2),
    ]  # fmt: skip
    assert units("S39", club(seating(True, MONDAYS)), roster()) == 3, "the 3rd, the 17th and the 31st"
