"""What is judged again after a change is what the judge says of the whole roster."""

from __future__ import annotations

import random

import pytest

from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.files.holidays import korean_holidays
from scheduler.problem import Problem, Wish, WishKind
from scheduler.roster import Assignment, Roster
from scheduler.rules import check, effect, judged, outlooks, score, violations_if_added
from tests.factories import MAY, day, person, problem, roster, shift


def club(seed: int) -> Problem:
    return problem_of(random_club(25, seed, MAY, korean_holidays(MAY.plus(-3).first, MAY.plus(1).last)), MAY)


def careless(made: Problem, seed: int, share: float) -> Roster:
    """People put anywhere, so that many rules are broken."""
    dice = random.Random(seed)
    pairs = [(one.id, each.id) for one in made.participants for each in made.shifts if dice.random() < share]
    return Roster.of(pairs)


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_roster_is_judged_as_a_whole_one(seed: int) -> None:
    made, dice = club(seed), random.Random(seed)
    present = judged(made, careless(made, seed, 0.02), check(made, careless(made, seed, 0.02)))
    for _ in range(15):
        flipped = {
            Assignment(dice.choice(made.participants).id, dice.choice(made.shifts).id)
            for _ in range(dice.choice((1, 1, 1, 6)))
        }
        after = Roster(present.roster.assignments ^ flipped)
        found = effect(made, present, after)
        whole = check(made, after)
        assert sorted(map(str, found.after.violations)) == sorted(map(str, whole))
        assert sorted(map(str, found.after.items)) == sorted(map(str, score(made, after)))
        assert all(one in whole and one not in present.violations for one in found.broken)
        assert all(one not in whole for one in found.mended)
        present = found.after


def test_what_costs_more_is_told_and_what_costs_less_is_not() -> None:
    wishes = (Wish(WishKind.DAY_OFF, day=day(4), strength=3),)
    made = problem(person("kim", wishes=wishes), person("lee"), shift(4), shift(5))
    alone = roster(("lee", "A-0504-0900"))
    present = judged(made, alone, check(made, alone))
    swapped = effect(made, present, roster(("kim", "A-0504-0900")))
    # The seat on the 4th stays filled; only the wished day off (strength 3, weight of S02) is bent.
    assert [(one.rule, one.units) for one in swapped.bent] == [("S02", 3)]
    back = effect(made, swapped.after, alone)
    assert back.bent == ()
    emptied = effect(made, present, roster())
    assert [(one.rule, one.shift) for one in emptied.bent] == [("S01", "A-0504-0900")]


def test_an_outlook_names_broken_rules_and_bent_wishes_of_one_cell() -> None:
    wishes = (Wish(WishKind.DAY_OFF, day=day(4), strength=2),)
    kim = person("kim", wishes=wishes, max_minutes_per_day=120)
    made = problem(kim, shift(4), shift(5))
    (_, broken, bent), (_, _, later) = outlooks(made, roster(), "kim", ["A-0504-0900", "A-0505-0900"])
    assert broken == violations_if_added(made, roster(), "kim", "A-0504-0900") and len(broken) == 1
    assert [one.rule for one in bent] == ["S02"]
    assert later == []
