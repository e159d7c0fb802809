"""H36 and S36: people who work together, or apart, by a condition."""

from __future__ import annotations

import pytest

from scheduler.conditions import Conditions, Pairing, Relaxation, Which
from scheduler.problem import Problem
from scheduler.rules import fillable
from tests.factories import day, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english, units

PEOPLE = tuple(person(name) for name in ("choi", "kim", "lee", "park"))


def club(*pairings: Pairing, **more: object) -> Problem:
    return problem(*PEOPLE, *(shift(on, seats=4) for on in (1, 17, 31)),
                   conditions=Conditions(pairings=pairings), **more)  # fmt: skip


def pairing(people: str, others: str, **more: object) -> Pairing:
    return Pairing(id="c", people=frozenset(people.split()), others=frozenset(others.split()), **more)  # type: ignore[arg-type] # a test names only what it is about


def on(day_of_may: int, *names: str):
    return roster(*[(name, f"A-05{day_of_may:02d}-0900") for name in names])


WITH = pairing("kim", "lee park", must=True)
APART = pairing("kim", "lee", must=True, together=False)
EXAMPLES = {
    "H36": (club(WITH), on(1, "kim")),
    "S36": (club(pairing("kim", "lee", together=False)), on(1, "kim", "lee")),
}


@pytest.mark.parametrize("day_of_may", [1, 17, 31])
def test_h36_somebody_never_works_without_company(day_of_may: int) -> None:
    (found,) = broken("H36", club(WITH), on(day_of_may, "kim", "choi"))
    assert (found.participant, found.condition, found.by) == ("kim", "c", 1)
    assert broken("H36", club(WITH), on(day_of_may, "kim", "park")) == []
    assert broken("H36", club(WITH), on(day_of_may, "lee", "park")) == [], "company needs no company"


def test_h36_nobody_is_their_own_company() -> None:
    both = pairing("kim lee", "kim lee", must=True)
    assert [one.participant for one in broken("H36", club(both), on(1, "kim"))] == ["kim"]
    assert broken("H36", club(both), on(1, "kim", "lee")) == []


@pytest.mark.parametrize("condition", [APART, pairing("lee", "kim", must=True, together=False)])
def test_h36_two_sides_never_meet(condition: Pairing) -> None:
    assert len(broken("H36", club(condition), on(1, "kim", "lee", "park"))) == 1
    assert broken("H36", club(condition), on(1, "kim", "park")) == []


def test_h36_says_who_is_without_whom() -> None:
    (found,) = broken("H36", club(WITH), on(1, "kim"))
    assert said(found) == (
        "5월 1일 (토) A 09:00~12:00 근무에 kim 님이 함께 나오기로 한 분(lee, park) 가운데 아무도 없이 나갑니다."
    )
    assert said_in_english(found) == "kim works at A on Sat 1 May, 09:00-12:00, without anybody of lee, park."
    (met,) = broken("H36", club(APART), on(1, "kim", "lee"))
    assert said(met) == (
        "5월 1일 (토) A 09:00~12:00 근무에 kim 님과 lee 님이 함께 있습니다. 두 분을 따로 배정하는 조건이 있습니다."
    )


def test_h36_names_three_people_and_leaves_out_the_others() -> None:
    more = tuple(person(name) for name in ("kim", "a", "b", "c", "d"))
    many = problem(*more, shift(1), conditions=Conditions(pairings=(pairing("kim", "a b c d", must=True),)))
    assert broken("H36", many, on(1, "kim"))[0].facts["others"] == "a, b, c …"


def test_h36_is_set_aside_for_a_person_a_site_and_a_day() -> None:
    def left(condition: Pairing, **relaxed: object) -> int:
        aside = Relaxation("H36", day(1), day(2), **relaxed)  # type: ignore[arg-type] # fields of a relaxation
        return len(broken("H36", club(condition, relaxations=(aside,)), on(1, "kim", "lee", "park")))

    assert left(APART) == left(APART, participant="kim") == left(APART, participant="lee") == left(APART, site="A") == 0
    assert left(APART, participant="park") == left(APART, site="B") == 1
    sole = pairing("kim", "choi", must=True)
    assert left(sole, participant="choi") == 1, "kim still needs company"
    assert left(sole, participant="kim") == 0


def test_h36_leaves_other_shifts_external_ones_and_trainings_alone() -> None:
    elsewhere = pairing("kim", "lee", must=True, which=Which(sites=frozenset({"B"})))
    assert broken("H36", club(elsewhere), on(1, "kim")) == []
    training = problem(
        *PEOPLE, shift(1, seats=0, event=True), conditions=Conditions(pairings=(APART, pairing_of_all("with")))
    )
    assert broken("H36", training, on(1, "kim", "lee")) == []


def pairing_of_all(name: str) -> Pairing:
    return Pairing(id=name, must=True, people=frozenset({"kim"}), others=frozenset({"park"}))


def test_h36_somebody_who_needs_company_is_offered_a_seat_with_it() -> None:
    pairs = problem(person("kim"), person("lee"), shift(1, seats=2), site("A", pair_min=2),
                    conditions=Conditions(pairings=(pairing("kim", "lee", must=True),)))  # fmt: skip
    assert fillable(pairs, roster()) == [("kim", "A-0501-0900"), ("lee", "A-0501-0900")]


def test_s36_counts_the_strength_for_each_person_without_company() -> None:
    soft = pairing("kim lee", "park", strength=3)
    # the 1st: kim and lee without park, 2 x 3; the 17th: with park, 0; the 31st: lee alone, 3
    names = (("kim", 1), ("lee", 1), ("kim", 17), ("park", 17), ("lee", 31))
    worked = roster(*[(name, f"A-05{on:02d}-0900") for name, on in names])
    assert [(one.participant, one.units) for one in items("S36", club(soft), worked)] == [
        ("kim", 3), ("lee", 3), ("lee", 3),
    ]  # fmt: skip


def test_s36_counts_each_two_who_meet_once() -> None:
    groups = pairing("kim lee", "lee park choi", together=False)
    # kim-lee, kim-park, kim-choi, lee-park, lee-choi: all four there make 5 pairs, park and choi are none
    assert units("S36", club(groups), on(1, "kim", "lee", "park", "choi")) == 5
    assert units("S36", club(pairing("kim lee", "kim lee", together=False)), on(1, "kim", "lee")) == 1
