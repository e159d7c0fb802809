"""H41: trainings and meetings on the roster."""

import pytest

from scheduler.problem import Carried, Credential, Lock, Usual, Wish, WishKind
from scheduler.rules import check, eligible
from tests.factories import contract, day, past, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import broken, said, said_in_english, units


def training(on=4, start="14:00", end="16:00", at="A", **more):
    return shift(on, start, end, at, seats=0, event=True, id=f"training-{on}", **more)


def sent(*pairs):
    return tuple(Lock(*pair) for pair in pairs)


def example():
    return problem(person("kim"), training()), roster(("kim", "training-4"))


EXAMPLES = {"H41": example()}


@pytest.mark.parametrize("on", [1, 15, 31])
def test_h41_only_those_who_are_locked_on_an_event_are_there(on):
    club = problem(person("kim"), person("lee"), training(on), locks=sent(("kim", f"training-{on}")))
    assert [one.participant for one in broken("H41", club)] == ["lee"]
    assert eligible(club)[f"training-{on}"] == ("kim",)


def test_h41_says_nothing_of_other_shifts():
    assert broken("H41", problem(person(), shift(4), shift(5))) == []


def test_h41_a_lock_off_sends_nobody():
    club = problem(person(), training(), locks=(Lock("kim", "training-4", works=False),))
    assert [one.rule for one in broken("H41", club)] == ["H41"]
    assert eligible(club)["training-4"] == ()


def test_h41_names_person_day_and_site():
    club, worked = EXAMPLES["H41"]
    (found,) = broken("H41", club, worked)
    assert said(found) == (
        "5월 4일 (화) A 14:00~16:00 교육·회의에는 담당자가 적은 분만 갑니다. kim 님은 적혀 있지 않습니다."
    )
    assert said_in_english(found) == (
        "Only those whom the coordinator has written down go to the training or meeting at A on Tue 4 May, "
        "14:00-16:00; kim is not among them."
    )


def test_an_event_is_for_everybody_of_the_programme_on_closed_days_too_and_for_any_number_of_them():
    people = [person(name, sites=("B",)) for name in ("kim", "lee", "park")]
    club = problem(
        *people, training(credentials=frozenset({"health_cert", "record_check", "pos"})),
        site("A", closed=frozenset({day(4)}), pair_min=2, require_experienced=True), site("B"),
        locks=sent(*((one.id, "training-4") for one in people)),
    )  # fmt: skip
    everyone = roster(*((one.id, "training-4") for one in people))
    assert check(club, everyone) == []
    alone = problem(people[0], *club.shifts, *club.sites, locks=club.locks[:1])
    assert check(alone, roster(("kim", "training-4"))) == []


def test_an_event_needs_a_contract_with_the_programme_on_its_day():
    club = problem(
        person("kim", program="Q", sites=("C",)), person("lee", last=3), training(),
        locks=sent(("kim", "training-4"), ("lee", "training-4")),
    )  # fmt: skip
    found = check(club, roster(("kim", "training-4"), ("lee", "training-4")))
    assert [(one.rule, one.participant) for one in found] == [("H05", "kim"), ("H05", "lee")]


@pytest.mark.parametrize(
    ("terms", "other", "rule"),
    [
        ({"max_minutes_per_week": 299}, shift(6), "H09"),  # 2 hours of training and 3 of work are 300 minutes
        ({"max_minutes_per_month": 299}, shift(20), "H10"),
        ({}, shift(4, "15:30", "18:00"), "H04"),
        ({}, shift(4, "06:00", "10:00"), "H03"),
        ({}, shift(5, "02:00", "05:00"), "H16"),  # 10 hours after the training
    ],
)
def test_the_hours_of_an_event_count_like_any_others(terms, other, rule):
    club = problem(person("kim", night_opt_in=True, **terms), training(), other, locks=sent(("kim", "training-4")))
    assert rule in {one.rule for one in check(club, roster(("kim", "training-4"), ("kim", other.id)))}


def test_an_event_is_a_day_of_a_run():
    club = problem(
        person("kim", past=tuple(past(back) for back in (-4, -3, -2, -1, 0))), training(1),
        locks=sent(("kim", "training-1")),
    )  # fmt: skip
    assert [one.rule for one in check(club, roster(("kim", "training-1")))] == ["H17"]  # the sixth day in a row


def test_an_event_is_nobodys_turn_habit_or_wish():
    wishes = (Wish(WishKind.WEEKDAY, weekday=0), Wish(WishKind.TEMPLATE, template="A:0900"))
    club = problem(
        person("kim", contracts=(contract(),), wishes=wishes, usual=(Usual(0, "A:0900"),), carried=Carried(weekend=1)),
        person("lee", carried=Carried(weekend=1)), shift(1, seats=2), training(8),
        locks=sent(("kim", "training-8")),
    )  # fmt: skip
    worked = roster(("kim", "training-8"))
    assert {name: units(name, club, worked) for name in ("S05", "S06", "S07")} == {"S05": 0, "S06": 0, "S07": 0}


def test_its_minutes_count_as_contract_hours():
    club = problem(person("kim", target_minutes=360), training(), shift(6), locks=sent(("kim", "training-4")))
    # 2 + 3 hours against 6, with an hour a week of tolerance: 300 is less than 240 minutes away.
    assert units("S03", club, roster(("kim", "training-4"), ("kim", "A-0506-0900"))) == 0


def test_a_certificate_is_no_condition_of_a_training():
    club = problem(
        person("kim", credentials=(Credential("pos", valid_until=day(1)),)),
        training(credentials=frozenset({"pos"})), locks=sent(("kim", "training-4")),
    )  # fmt: skip
    assert check(club, roster(("kim", "training-4"))) == []
