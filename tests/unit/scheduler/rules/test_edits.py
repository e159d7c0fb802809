"""What one changed cell breaks."""

import random

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import Lock, Unavailable
from scheduler.roster import Roster
from scheduler.rules import check, violations_if_added, violations_if_removed
from tests.factories import day, past, person, problem, roster, shift, site


def rules(found):
    return [one.rule for one in found]


def test_adding_tells_only_what_is_new():
    club = problem(person("kim", unavailable=(Unavailable(day(4)),)), shift(3), shift(4), shift(5))
    already_broken = roster(("kim", "A-0504-0900"))
    assert violations_if_added(club, already_broken, "kim", "A-0503-0900") == []
    assert rules(violations_if_added(club, roster(), "kim", "A-0504-0900")) == ["H07"]


def test_adding_tells_what_becomes_worse():
    club = problem(person("kim", max_minutes_per_week=100), shift(3), shift(4))
    (found,) = violations_if_added(club, roster(("kim", "A-0503-0900")), "kim", "A-0504-0900")
    assert (found.rule, found.facts["used"]) == ("H09", 360)


def test_adding_someone_who_is_there_already_changes_nothing():
    club = problem(person("kim", unavailable=(Unavailable(day(3)),)), shift(3))
    assert violations_if_added(club, roster(("kim", "A-0503-0900")), "kim", "A-0503-0900") == []


def test_adding_takes_objects_as_well_as_ids():
    club = problem(person("kim", first=10), shift(3))
    by_id = violations_if_added(club, roster(), "kim", "A-0503-0900")
    assert by_id == violations_if_added(club, roster(), club.participants[0], club.shifts[0]) != []


def test_adding_looks_at_the_company_too():
    club = problem(person("kim"), person("lee"), shift(3), keep_apart=(("kim", "lee"),))
    found = violations_if_added(club, roster(("kim", "A-0503-0900")), "lee", "A-0503-0900")
    assert sorted(rules(found)) == ["H02", "H27"]


def test_removing_breaks_only_what_needs_someone_there():
    club = problem(
        person("new", novice_until=day(31)), person("old"), person("third"), shift(3, seats=2),
        site("A", pair_min=2, require_experienced=True), locks=(Lock("old", "A-0503-0900"),),
    )  # fmt: skip
    two = roster(("new", "A-0503-0900"), ("old", "A-0503-0900"))
    assert sorted(rules(violations_if_removed(club, two, "old", "A-0503-0900"))) == ["H25", "H26", "H28"]
    assert rules(violations_if_removed(club, two, "new", "A-0503-0900")) == ["H25"]
    assert violations_if_removed(club, two, "third", "A-0503-0900") == []


def test_removing_the_last_one_leaves_an_open_seat_and_no_violation():
    club = problem(person("kim"), shift(3), site("A", pair_min=2))
    assert violations_if_removed(club, roster(("kim", "A-0503-0900")), "kim", "A-0503-0900") == []


def test_easing_a_broken_cap_is_no_violation():
    club = problem(person("kim", max_minutes_per_week=100), shift(3), shift(4), shift(5))
    three = roster(*[("kim", one.id) for one in club.shifts])
    assert violations_if_removed(club, three, "kim", "A-0504-0900") == []


def _random_club(dice):
    people = [
        person(
            f"p{n}",
            sites=("A", "B"),
            max_minutes_per_week=dice.choice([None, 360, 540]),
            max_minutes_per_four_weeks=dice.choice([None, 900]),
            night_opt_in=dice.random() < 0.5,
            novice_until=day(15) if dice.random() < 0.3 else None,
            unavailable=tuple(Unavailable(day(on)) for on in range(1, 15) if dice.random() < 0.1),
            past=tuple(past(on, "19:00", "23:00") for on in (-2, -1, 0) if dice.random() < 0.5),
        )
        for n in range(6)
    ]
    slots = [("06:00", "09:00"), ("12:00", "15:00"), ("20:00", "23:00")]
    shifts = [shift(on, *dice.choice(slots), site=name, seats=2) for on in range(1, 15) for name in ("A", "B")]
    return problem(
        *people, *shifts, site("A", pair_min=2), site("B", require_experienced=True),
        keep_apart=(("p0", "p1"),), locks=(Lock("p2", shifts[0].id), Lock("p3", shifts[1].id, False)),
        parameters=Parameters(max_consecutive_days=3),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_edits_agree_with_the_whole_check_on_random_rosters(seed):
    """Nothing new by `check` before and after means nothing from the edit, and the other way round."""
    dice = random.Random(seed)
    club = _random_club(dice)
    month = Roster.of((one.id, each.id) for one in club.participants for each in club.shifts if dice.random() < 0.2)
    before = check(club, month)
    for _ in range(40):
        someone, one = dice.choice(club.participants), dice.choice(club.shifts)
        if one.id in month.shifts_of(someone.id):
            found = violations_if_removed(club, month, someone, one)
            after = check(club, month.minus(someone.id, one.id))
            # Taking someone off eases caps, runs and crowds: what is left of them is not new.
            expected = [v for v in after if v not in before and v.rule in ("H25", "H26", "H28")]
        else:
            found = violations_if_added(club, month, someone, one)
            expected = [v for v in check(club, month.plus(someone.id, one.id)) if v not in before]
        assert found == expected
