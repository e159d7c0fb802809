"""Every registered rule is complete: tested by its name, written down, able to speak, and known to the encoder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import scheduler
from scheduler.problem import (
    DEFAULT_LEVELS,
    Credential,
    Lock,
    Problem,
    Unavailable,
    Usual,
    Wish,
    WishKind,
)
from scheduler.rules import HARD, SOFT, UNARY, Finding, Ground, Rule, check, rule, score, sentence
from tests.factories import day, everyone, past, person, problem, roster, shift, site

ROOT = Path(__file__).parents[2]
RULES = (*HARD, *SOFT)
HANGUL = re.compile(r"[가-힣]")


def family(one: Rule) -> str:
    return type(one).__module__.rpartition(".")[2]


def _broken_club() -> Problem:
    """One club in which everybody works everything, so that every hard rule is broken."""
    closed, mornings, needs = (
        frozenset({day(20)}),
        ("06:00", "10:00"),
        frozenset({"health_cert", "record_check", "pos"}),
    )
    return problem(
        person(
            "kim", first=-60, last=25, max_minutes_per_day=60, max_minutes_per_week=60, max_minutes_per_month=60,
            max_minutes_per_four_weeks=60, unavailable=(Unavailable(day(4)),), novice_until=day(31),
            credentials=(Credential("health_cert", valid_until=day(5)),), past=(past(0, "20:00", "23:59"),),
        ),
        person("lee", novice_until=day(31)),
        *[shift(on, *mornings, credentials=needs) for on in range(1, 31)],
        shift(6, "06:00", "18:00", id="long"),
        shift(7, "22:00", "06:00", site="B"),
        shift(8, external=True),
        *[shift(on, seats=3, site="pairs") for on in (10, 11)],
        site("A", closed=closed), site("B", program="Q"), site("pairs", pair_min=3, require_experienced=True),
        keep_apart=(("kim", "lee"),), locks=(Lock("kim", "A-0506-0600", False),),
    )  # fmt: skip


def _costly_club() -> tuple[Problem, object]:
    """A club and a roster that bend every soft rule."""
    wishes = (
        Wish(WishKind.DAY_OFF, day=day(1)),
        Wish(WishKind.WEEKDAY, weekday=0),
        Wish(WishKind.TEMPLATE, template="A:2000"),
    )
    kim = person("kim", target_minutes=3000, wishes=wishes, usual=(Usual(0, "A:2000"),))
    club = problem(kim, person("lee", target_minutes=3000), *[shift(on, seats=2) for on in (1, 2, 8)],
                   partners=(("kim", "lee"),))  # fmt: skip
    return club, roster(*[("kim", one.id) for one in club.shifts])


@cache
def _findings() -> dict[str, Finding]:
    club = _broken_club()
    found: dict[str, Finding] = {}
    for one in check(club, everyone(club)):
        found.setdefault(one.rule, one)
    costly, worked = _costly_club()
    for item in score(costly, worked):
        found.setdefault(item.rule, item)
    return found


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_is_tested_by_name_in_the_file_of_its_family(one: Rule) -> None:
    tests = (ROOT / "tests/unit/scheduler/rules" / f"test_{family(one)}.py").read_text(encoding="utf-8")
    assert re.search(rf"def test_{one.id.lower()}_|\"{one.id}\"", tests), (
        f"{one.id} has no test in test_{family(one)}.py"
    )


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_has_a_row_in_docs_problem(one: Rule) -> None:
    text = (ROOT / "docs/problem.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith(f"| {one.id} |")]
    assert rows, f"docs/problem.md has no row for {one.id}"
    assert f"rules/{family(one)}.py" in rows[0]
    assert one.name_ko in rows[0], f"docs/problem.md calls {one.id} otherwise than {one.name_ko}"


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_has_a_module_of_its_family_in_the_encoder(one: Rule) -> None:
    assert (Path(scheduler.__file__).parent / "encode" / f"{family(one)}.py").exists()


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_speaks_korean_and_english_with_its_own_facts(one: Rule) -> None:
    found = _findings().get(one.id)
    assert found is not None, f"no club here breaks {one.id}: add it to this guard"
    ko, en = sentence(found), sentence(found, "en")
    assert HANGUL.search(ko) and ko.endswith("다.") and "{" not in ko
    assert en[-1] == "." and "{" not in en
    names = {participant for participant in ("kim", "lee") if found.participant == participant}
    assert all(name in ko and name in en for name in names)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_every_wording_uses_the_same_facts_in_both_languages(one: Rule) -> None:
    texts = {name: value for name in dir(one) if isinstance(value := getattr(one, name), str)}
    for name, ko in texts.items():
        if name == "ko" or (name.endswith("_ko") and name != "name_ko"):
            english = texts[name.replace("ko", "en")]
            assert not HANGUL.search(english)
            assert "{person}" not in ko or "{person}" in english
            # An ambiguous particle pair such as "을(를)" would show that the last sound is not known.
            assert not re.search(r"\((?:은|는|이|가|을|를|와|과|으)\)", ko)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_states_its_ground_in_both_languages(one: Rule) -> None:
    assert one.basis.ko and one.basis.en and not HANGUL.search(one.basis.en)
    assert one.name_ko and one.name_en and not HANGUL.search(one.name_en)
    if one.basis.ground is Ground.LAW:
        assert re.search(r"제\d+조", one.basis.ko), f"{one.id} rests on law but names no article"


def test_names_are_letters_and_numbers_in_use_only_once() -> None:
    names = [one.id for one in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"H\d\d" if one in HARD else r"S\d\d", one.id) for one in RULES)


def test_every_rule_with_a_default_weight_exists() -> None:
    weighted = {name for level in DEFAULT_LEVELS for name in level.weights}
    assert weighted <= {one.id for one in SOFT}
    assert {rule(name).id for name in weighted} == weighted


def test_rules_not_yet_made_are_listed_as_such() -> None:
    text = (ROOT / "docs/problem.md").read_text(encoding="utf-8")
    not_yet = text.partition("## Not yet")[2]
    known = {one.id for one in RULES}
    for name in [f"H{n:02}" for n in range(1, 32)] + [f"S{n:02}" for n in range(1, 17)]:
        assert name in known or name == "H01" or name in not_yet, f"{name} is neither a rule nor listed as not yet made"
        assert not (name in known and f"| {name} |" in not_yet)


def test_unary_rules_object_alike_whatever_else_is_planned() -> None:
    """A unary rule judges each cell by itself: the violations of all cells are those of the cells one by one."""
    club = _broken_club()
    judges = {one.id for one in UNARY}
    together = [one for one in check(club, everyone(club)) if one.rule in judges]
    alone = [
        found
        for someone in club.participants
        for each in club.shifts
        for found in check(club, roster((someone.id, each.id)))
        if found.rule in judges
    ]
    assert sorted(map(str, together)) == sorted(map(str, alone))
