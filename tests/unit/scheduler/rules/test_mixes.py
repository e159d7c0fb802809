"""H37 and S37: so many of some people on a shift."""

from __future__ import annotations

import pytest

from scheduler.conditions import Conditions, Mix, Relaxation, Which
from scheduler.problem import Problem
from scheduler.rules import fillable
from tests.factories import day, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english, units

PEOPLE = tuple(person(name) for name in ("choi", "kim", "lee", "park"))


def club(*mixes: Mix, **more: object) -> Problem:
    return problem(*PEOPLE, *(shift(on, seats=4) for on in (1, 17, 31)), conditions=Conditions(mixes=mixes), **more)


def mix(people: str | None = "kim lee", **more: object) -> Mix:
    named = None if people is None else frozenset(people.split())
    return Mix(id="c", people=named, **more)  # type: ignore[arg-type] # a test names only what it is about


def on(day_of_may: int, *names: str):
    return roster(*[(name, f"A-05{day_of_may:02d}-0900") for name in names])


LEADER = mix(must=True, least=1)
EXAMPLES = {
    "H37": (club(LEADER), on(1, "park")),
    "S37": (club(mix(most=1)), on(1, "kim", "lee")),
}


@pytest.mark.parametrize("day_of_may", [1, 17, 31])
def test_h37_one_of_the_leaders_is_there_when_anybody_is(day_of_may: int) -> None:
    (found,) = broken("H37", club(LEADER), on(day_of_may, "park", "choi"))
    assert (found.shift, found.participant, found.by) == (f"A-05{day_of_may:02d}-0900", None, 1)
    assert broken("H37", club(LEADER), on(day_of_may, "park", "kim")) == []
    assert broken("H37", club(LEADER), roster()) == []


def test_h37_an_empty_shift_counts_where_the_condition_says_so() -> None:
    found = broken("H37", club(mix(must=True, least=2, even_empty=True)), on(1, "kim"))
    assert [(one.shift, one.by) for one in found] == [("A-0501-0900", 1), ("A-0517-0900", 2), ("A-0531-0900", 2)]


def test_h37_never_only_beginners_and_never_too_many() -> None:
    assert [one.by for one in broken("H37", club(mix(must=True, most=0)), on(1, "kim", "lee", "park"))] == [2]
    assert broken("H37", club(mix(must=True, most=2)), on(1, "kim", "lee", "park")) == []


def test_h37_without_names_everybody_is_meant() -> None:
    assert [one.by for one in broken("H37", club(mix(None, must=True, least=3)), on(1, "choi"))] == [2]


def test_h37_says_how_many_are_there() -> None:
    (few,) = broken("H37", club(LEADER), on(1, "park"))
    assert said(few) == (
        "5월 1일 (토) A 09:00~12:00 근무에는 정해진 분들(kim, lee) 가운데 1명 이상이 나오기로 했는데 0명입니다."
    )
    assert said_in_english(few) == (
        "Of the people named (kim, lee), 0 work at A on Sat 1 May, 09:00-12:00; it should be 1 or more."
    )
    (many,) = broken("H37", club(mix(must=True, most=1)), on(1, "kim", "lee"))
    assert said(many) == (
        "5월 1일 (토) A 09:00~12:00 근무에는 정해진 분들(kim, lee) 가운데 1명까지만 나오기로 했는데 2명입니다."
    )
    assert said_in_english(many).endswith("it should be 1 or fewer.")


def test_h37_about_everybody_names_nobody() -> None:
    (few,) = broken("H37", club(mix(None, must=True, least=3)), on(1, "choi"))
    assert said(few) == "5월 1일 (토) A 09:00~12:00 근무에는 3명 이상이 나오는 조건이 있는데 1명입니다."
    assert said_in_english(few) == (
        "The number of people at A on Sat 1 May, 09:00-12:00, is 1; a condition asks for 3 or more."
    )
    (many,) = broken("H37", club(mix(None, must=True, most=1)), on(1, "choi", "kim"))
    assert said(many) == "5월 1일 (토) A 09:00~12:00 근무에는 1명까지만 나오는 조건이 있는데 2명입니다."
    assert said_in_english(many).endswith("is 2; a condition asks for 1 or fewer.")


def test_h37_is_set_aside_at_a_site_for_everybody() -> None:
    def left(**relaxed: object) -> int:
        aside = Relaxation("H37", day(1), day(1), **relaxed)  # type: ignore[arg-type] # fields of a relaxation
        return len(broken("H37", club(LEADER, relaxations=(aside,)), on(1, "park")))

    assert left() == left(site="A") == 0
    assert left(site="B") == left(participant="park") == 1


def test_h37_leaves_other_shifts_external_ones_and_trainings_alone() -> None:
    elsewhere = mix(must=True, least=1, even_empty=True, which=Which(sites=frozenset({"B"})))
    assert broken("H37", club(elsewhere), roster()) == []
    strict = Conditions(mixes=(mix(must=True, least=1, even_empty=True),))
    others = problem(*PEOPLE, shift(1, seats=0, event=True), shift(2, external=True), conditions=strict)
    assert broken("H37", others, on(1, "park")) == []


def test_h37_a_pair_is_offered_seats_though_more_are_wanted_still() -> None:
    three = problem(person("kim"), person("lee"), person("park"), shift(1, seats=3), site("A", pair_min=2),
                    conditions=Conditions(mixes=(mix(None, must=True, least=3, even_empty=True),)))  # fmt: skip
    assert len(fillable(three, roster())) == 2, "two are fewer than three, but more than nobody"


def test_s37_counts_the_strength_for_each_person_too_few_or_too_many() -> None:
    soft = mix("kim lee park", least=1, most=2, strength=5)
    # the 1st: 3 of them, 1 too many x 5; the 17th: choi alone, 1 too few x 5; the 31st: nobody, 0
    worked = roster(*[(name, "A-0501-0900") for name in ("kim", "lee", "park")], ("choi", "A-0517-0900"))
    assert [(one.shift, one.units) for one in items("S37", club(soft), worked)] == [
        ("A-0501-0900", 5), ("A-0517-0900", 5),
    ]  # fmt: skip
    assert units("S37", club(mix(least=2, even_empty=True)), roster()) == 6, "three empty shifts x 2"
