"""The judge over a whole roster: check, score, level penalties, and the sentences."""

import pickle
import time
from dataclasses import replace

import pytest

from scheduler.problem import Credential, Level, ProblemError, Unavailable, Wish, WishKind
from scheduler.rules import (
    HARD,
    SOFT,
    UNARY,
    check,
    eligible,
    level_penalties,
    objection,
    rule,
    score,
    sentence,
)
from tests.factories import day, everyone, person, problem, roster, shift, site


def test_check_is_empty_for_a_lawful_roster_and_for_an_empty_one():
    club = problem(person("kim"), person("lee"), shift(3), shift(4))
    assert check(club, roster(("kim", "A-0503-0900"), ("lee", "A-0504-0900"))) == []
    assert check(club, roster()) == []


def test_check_sorts_by_day_person_and_rule():
    club = problem(
        person("lee", max_minutes_per_day=60),
        person("kim", unavailable=(Unavailable(day(5)),)),
        shift(5, seats=2),
        shift(3, "22:00", "24:00", seats=2),
    )
    assert [(v.day.day, v.participant, v.rule) for v in check(club, everyone(club))] == [
        (3, "kim", "H15"),
        (3, "lee", "H11"),
        (3, "lee", "H15"),
        (5, "kim", "H07"),
        (5, "lee", "H11"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pair", "named"), [(("nobody", "A-0503-0900"), "participant nobody"), (("kim", "nowhere"), "shift nowhere")]
)
def test_strangers_in_a_roster_are_named(pair, named):
    club = problem(person("kim"), shift(3))
    for judge in (check, score, level_penalties):
        with pytest.raises(ProblemError, match=f"unknown {named}"):
            judge(club, roster(pair))


def test_score_takes_weights_from_the_levels_and_leaves_out_rules_without():
    wish = Wish(WishKind.DAY_OFF, day=day(3), strength=2)
    club = problem(
        person("kim", wishes=(wish,)),
        shift(3),
        shift(4, seats=2, priority=3),
        levels=(Level("seats", {"S01": 5}), Level("rest", {"S02": 7, "S06": 0})),
    )
    worked = roster(("kim", "A-0503-0900"))
    # S01: 2 open * priority 3 = 6 units at 5; S02: strength 2 at 7
    assert [(i.rule, i.units, i.weight, i.penalty) for i in score(club, worked)] == [
        ("S01", 6, 5, 30),
        ("S02", 2, 7, 14),
    ]
    assert level_penalties(club, worked) == (30, 14)


def test_level_penalties_follow_the_order_of_the_levels():
    club = problem(person("kim"), shift(3), levels=(Level("nothing", {}), Level("seats", {"S01": 2})))
    assert level_penalties(club, roster()) == (0, 2)


def test_rules_have_names_of_their_own():
    names = [one.id for one in (*HARD, *SOFT)]
    assert len(names) == len(set(names))
    assert all(rule(one.id) is one for one in (*HARD, *SOFT))
    assert set(UNARY) < set(HARD)
    with pytest.raises(KeyError):
        rule("H99")


def test_sentences_come_in_two_languages():
    club = problem(person("kim"), shift(3, "22:00", "24:00"))
    (found,) = check(club, everyone(club))
    assert sentence(found).startswith("kim 님은 야간 근무에 동의하지 않았습니다.")
    assert sentence(found, "en").startswith("kim has not agreed to night work")


def test_eligible_lists_those_without_any_unary_objection():
    club = problem(
        person("kim", unavailable=(Unavailable(day(4)),)),
        person("lee", credentials=(Credential("pos"),)),
        person("elsewhere", sites=("B",)),
        shift(3),
        shift(4),
        shift(5, credentials=frozenset({"pos"})),
        shift(6, external=True),
    )
    assert eligible(club) == {
        "A-0503-0900": ("kim", "lee"),
        "A-0504-0900": ("lee",),
        "A-0505-0900": ("lee",),
        "A-0506-0900": (),
    }


def test_eligible_agrees_with_objection_and_with_check():
    club = problem(
        person("kim", first=4),
        person("lee", night_opt_in=True),
        shift(3),
        shift(4, "22:00", "24:00"),
        shift(5, site="B"),
        site("B", closed=frozenset({day(5)})),
    )
    for one in club.shifts:
        for someone in club.participants:
            able = someone.id in eligible(club)[one.id]
            assert able is (objection(club, someone, one) is None)
            assert able is (objection(club, someone.id, one.id) is None)
            assert able is (check(club, roster((someone.id, one.id))) == [])


def test_a_problem_that_was_judged_is_sent_to_another_process_as_it_was_before():
    club = problem(person("kim"), shift(3))
    fresh = replace(club)
    check(club, everyone(club))
    score(club, everyone(club))
    received = pickle.loads(pickle.dumps(club))  # noqa: S301 # our own bytes
    assert received == club == fresh
    assert eligible(received) == eligible(fresh) == eligible(club)
    assert eligible(club) is eligible(club)  # worked out once


def test_a_full_month_is_judged_quickly():
    """120 people, 31 days, 12 shifts each: promised within 60 ms on the machine of the figures, here with room."""
    people = [person(f"p{n:03}", max_minutes_per_week=840, target_minutes=2160) for n in range(120)]
    shifts = [shift(on, 540 + 10 * slot, 720 + 10 * slot, seats=12) for on in range(1, 32) for slot in range(4)]
    club = problem(*people, *shifts)
    month = roster(*[
        (one.id, shifts[(4 * (2 * turn) + (place + turn) % 4 + 4 * (place % 2)) % len(shifts)].id)
        for place, one in enumerate(people) for turn in range(12)
    ])  # fmt: skip
    check(club, month)
    before = time.perf_counter()
    check(club, month)
    assert len(month) == 1440
    assert time.perf_counter() - before < 0.5
