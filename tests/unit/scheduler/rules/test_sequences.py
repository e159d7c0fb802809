"""H35, S35: kinds of shifts that may not, or should, follow one another."""

from dataclasses import replace

from scheduler.conditions import Conditions, Relaxation, Sequence, Step, Which
from scheduler.problem import Unavailable
from tests.factories import contract, day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english

EARLY, NOON, NIGHT = ("06:00", "08:00"), ("12:00", "15:00"), ("20:00", "23:00")
CODES = {"06:00": "새", "12:00": "오", "20:00": "밤"}
FREE = Step(off=True)


def step(code):
    return Step(Which(codes=frozenset(code)))


def club(worked, condition, history=(), **more):
    """kim works on these days: (day, code). Every code runs on every day of May 2027."""
    slots = {CODES[slot[0]]: slot for slot in (EARLY, NOON, NIGHT)}
    someone = more.pop("someone", None) or person(
        past=tuple(replace(past(on, *slots[code]), code=code) for on, code in history)
    )
    shifts = [replace(shift(on, *slot), code=code) for on in range(1, 32) for code, slot in slots.items()]
    made = problem(someone, *shifts, conditions=Conditions(sequences=(condition,)), **more)
    return made, roster(*[("kim", one.id) for one in shifts if (one.day.day, one.code) in worked])


def must(*steps, **more):
    return Sequence(id="order", must=True, steps=steps, **more)


NIGHT_THEN_EARLY = must(step("밤"), step("새"))
EARLY_WANTS_EARLY = must(step("새"), step("새"), wanted=True)
EXAMPLES = {
    "H35": club([(3, "밤"), (4, "새")], NIGHT_THEN_EARLY),
    "S35": club([(3, "밤")], Sequence(id="order", steps=(step("밤"), step("오")), wanted=True)),
}


def test_h35_no_early_shift_after_a_night():
    assert broken("H35", *club([(3, "밤"), (4, "오"), (5, "새")], NIGHT_THEN_EARLY)) == []
    found = broken("H35", *club([(3, "밤"), (4, "새"), (4, "밤"), (5, "새")], NIGHT_THEN_EARLY))
    assert [(one.by, one.day) for one in found] == [(1, day(4)), (1, day(5))]
    assert said(found[0]) == (
        "kim 님의 5월 3일 (월)부터 5월 4일 (화)까지 근무 순서(밤 → 새)는 정한 기준에서 피하는 순서입니다."
    )
    assert said_in_english(found[0]) == (
        "kim works an order of shifts that is to be avoided from Mon 3 May to Tue 4 May (밤 → 새)."
    )


def test_h35_at_both_edges_of_the_month():
    (found,) = broken("H35", *club([(1, "새")], NIGHT_THEN_EARLY, history=[(0, "밤")]))
    assert found.day == day(1)
    assert broken("H35", *club([(1, "새")], NIGHT_THEN_EARLY, history=[(-1, "밤")])) == []
    assert broken("H35", *club([(31, "밤")], NIGHT_THEN_EARLY)) == [], "what comes on 1 June is June's"
    assert broken("H35", *club([], NIGHT_THEN_EARLY, history=[(-1, "밤"), (0, "새")])) == []


def test_h35_a_day_off_is_a_step_on_known_days():
    lone = must(FREE, step("새"), FREE)
    (found,) = broken("H35", *club([(3, "밤"), (5, "새")], lone))
    assert (found.day, found.facts["pattern"]) == (day(6), "– → 새 → –")
    assert broken("H35", *club([(1, "새")], lone)) == [], "nothing is known of 30 April"
    (found,) = broken("H35", *club([(1, "새")], lone, history=[(-9, "새")]))
    assert found.day == day(2)
    joins = person(contracts=(contract(first=10),))
    assert broken("H35", *club([(10, "새")], lone, someone=joins)) == [], "a day before the contract is no day off"


def test_h35_history_and_absence_alone_break_nothing():
    one_night = must(step("밤"), FREE)
    (found,) = broken("H35", *club([], one_night, history=[(0, "밤")]))
    assert found.day == day(1), "kim could work on 1 May"
    away = person(past=(replace(past(0, *NIGHT), code="밤"),), unavailable=(Unavailable(day(1)),))
    assert broken("H35", *club([], one_night, someone=away)) == []


def test_h35_what_is_wanted_next():
    assert broken("H35", *club([(30, "새"), (31, "새")], EARLY_WANTS_EARLY)) == []
    (found,) = broken("H35", *club([(3, "새"), (4, "새"), (5, "밤")], EARLY_WANTS_EARLY))
    assert found.day == day(4)
    assert said(found) == "kim 님의 5월 4일 (화) 일정(새) 다음에 정한 순서의 근무가 이어지지 않습니다."
    assert said_in_english(found) == "kim's day Tue 4 May (새) is not followed by the shifts that should come next."


def test_h35_what_was_begun_before_the_period_is_wanted_too():
    (found,) = broken("H35", *club([], EARLY_WANTS_EARLY, history=[(0, "새")]))
    assert found.day == day(1)
    assert broken("H35", *club([], EARLY_WANTS_EARLY, history=[(-1, "새")])) == [], "left before the period"
    away = person(past=(replace(past(0, *EARLY), code="새"),), unavailable=(Unavailable(day(1)),))
    assert broken("H35", *club([], EARLY_WANTS_EARLY, someone=away)) == []


def test_h35_each_first_step_wants_the_others():
    rest = must(step("밤"), step("밤"), FREE, wanted=True)
    assert broken("H35", *club([(3, "밤"), (4, "밤")], rest))[0].day == day(4), (
        "the night of the 4th is followed by none"
    )
    two = must(step("밤"), FREE, wanted=True)
    assert broken("H35", *club([(3, "밤"), (5, "새")], two)) == []
    assert [one.day for one in broken("H35", *club([(3, "밤"), (4, "오")], two))] == [day(3)]


def test_h35_within_a_day():
    split = must(step("새"), step("밤"), same_day=True)
    (found,) = broken("H35", *club([(3, "새"), (3, "오"), (3, "밤"), (4, "밤")], split))
    assert (found.by, found.day) == (1, day(3))
    assert said(found) == "kim 님의 5월 3일 (월) 하루 근무 순서(새 → 밤)는 정한 기준에서 피하는 순서입니다."
    assert said_in_english(found) == "kim works an order of shifts that is to be avoided on Mon 3 May (새 → 밤)."
    assert broken("H35", *club([(3, "밤"), (4, "새")], split)) == []


def test_h35_wanted_within_a_day():
    both = must(step("새"), step("오"), same_day=True, wanted=True)
    assert broken("H35", *club([(3, "새"), (3, "오"), (4, "오")], both)) == []
    assert [one.day for one in broken("H35", *club([(3, "새"), (3, "밤")], both))] == [day(3)]


def test_h35_only_the_shifts_that_are_meant():
    at_b = replace(NIGHT_THEN_EARLY, which=Which(sites=frozenset("B")))
    assert broken("H35", *club([(3, "밤"), (4, "새")], at_b)) == []


def test_h35_is_set_aside_on_one_of_its_days():
    for on, count in ((2, 1), (3, 0), (4, 0), (5, 1)):
        relaxed = (Relaxation("H35", day(on), day(on)),)
        assert len(broken("H35", *club([(3, "밤"), (4, "새")], NIGHT_THEN_EARLY, relaxations=relaxed))) == count


def test_s35_one_unit_for_each_times_strength():
    should = Sequence(id="order", strength=4, steps=(step("밤"), step("새오")))
    found = items("S35", *club([(3, "밤"), (4, "새"), (4, "오"), (9, "밤"), (10, "오")], should))
    assert [(one.units, one.day) for one in found] == [(4, day(4)), (4, day(10))]
