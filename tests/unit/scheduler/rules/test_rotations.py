"""H38, S38: rotating crews."""

from dataclasses import replace

from scheduler.conditions import EVERY_SHIFT, Conditions, Relaxation, Rotation, Which
from scheduler.enums import ShiftBand
from scheduler.problem import Lock
from scheduler.rules import check, objection
from tests.factories import day, everyone, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english

MORNING, AFTERNOON = Which(bands=frozenset({ShiftBand.AM})), Which(bands=frozenset({ShiftBand.PM}))


def club(condition, *days, **more):
    """Everybody works mornings on these days and afternoons on the days that are written negative."""
    shifts = [
        shift(on) if on > 0 else shift(-on, "13:00", "16:00", band=ShiftBand.PM) for on in days
    ]  # fmt: skip
    made = problem(
        person("kim"), person("lee"), *[replace(one, target_staff=2) for one in shifts],
        conditions=Conditions(rotations=(condition,)), **more,
    )  # fmt: skip
    return made, everyone(made)


def crew(*cycle, **more):
    return Rotation(id="crew", start=day(1), cycle=cycle, people=frozenset({"kim"}), **more)


EVERY_OTHER_DAY = crew(EVERY_SHIFT, None, must=True)
EXAMPLES = {
    "H38": club(EVERY_OTHER_DAY, 4),
    "S38": club(crew(MORNING, AFTERNOON), -3),
}


def test_h38_every_other_day():
    assert broken("H38", *club(EVERY_OTHER_DAY, 1, 3, 31)) == []
    (found,) = broken("H38", *club(EVERY_OTHER_DAY, 4, 5))
    assert (found.participant, found.day, found.condition) == ("kim", day(4), "crew")
    assert said(found) == "kim 님의 5월 4일 (화) A 09:00~12:00 근무는 조 순환으로 쉬는 날에 있습니다."
    assert said_in_english(found) == (
        "kim's shift at A on Tue 4 May, 09:00-12:00, is on a day off in the crew's rotation."
    )


def test_h38_alternate_weeks_are_a_cycle_of_fourteen():
    # From Saturday 1 May: seven mornings, seven afternoons.
    weeks = crew(*[MORNING] * 7, *[AFTERNOON] * 7, must=True)
    assert broken("H38", *club(weeks, 1, 7, -8, -14, 15)) == []
    found = broken("H38", *club(weeks, -7, 8, -15))
    assert [one.day for one in found] == [day(7), day(8), day(15)]
    assert said(found[0]) == "kim 님의 5월 7일 (금) A 13:00~16:00 근무는 조 순환 차례와 다릅니다."
    assert said_in_english(found[0]) == (
        "kim's shift at A on Fri 7 May, 13:00-16:00, is not the crew's turn in the rotation."
    )


def test_h38_three_crews_in_turn():
    # Two days on and one off; the cycle runs backwards from its start too: 9 May is its first day, 8 May a day off.
    turn = replace(crew(EVERY_SHIFT, EVERY_SHIFT, None, must=True), start=day(9))
    assert [one.day.day for one in broken("H38", *club(turn, *range(1, 13)))] == [2, 5, 8, 11]


def test_h38_only_the_shifts_that_are_meant_and_no_events():
    at_b = replace(EVERY_OTHER_DAY, which=Which(sites=frozenset("B")))
    assert broken("H38", *club(at_b, 4)) == []
    meeting = shift(4, event=True, target_staff=0)
    made = problem(
        person("kim"), meeting, locks=(Lock("kim", meeting.id),), conditions=Conditions(rotations=(EVERY_OTHER_DAY,))
    )
    assert check(made, everyone(made)) == []


def test_h38_keeps_the_pair_away_and_can_be_set_aside():
    made, _ = club(EVERY_OTHER_DAY, 4)
    assert objection(made, "kim", "A-0504-0900").rule == "H38"
    assert objection(made, "lee", "A-0504-0900") is None
    for relaxed, count in (
        (Relaxation("H38", day(4), day(4), site="A"), 0),
        (Relaxation("H38", day(4), day(4), "lee"), 1),
    ):
        assert len(broken("H38", *club(EVERY_OTHER_DAY, 4, relaxations=(relaxed,)))) == count


def test_s38_one_unit_for_each_shift_off_pattern():
    soft = crew(MORNING, AFTERNOON, None, strength=2)
    found = items("S38", *club(soft, 1, -2, -4, 6), weight=10)
    # 1 morning and 2 afternoon fit; 4 is the first day of the cycle again, 6 a day off.
    assert [(one.day, one.units, one.penalty) for one in found] == [(day(4), 2, 20), (day(6), 2, 20)]
    assert items("S38", club(soft, 6)[0], roster(("lee", "A-0506-0900"))) == []
