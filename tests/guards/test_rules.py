"""Every registered rule is complete: five things each, and no rule depends on another having run.

The five: a module in `scheduler/rules`, rows in `scheduler/encode`, a test that names it, a row in docs/problem.md with
formula, Korean name, source and module, and a label in both languages on the settings screen.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import scheduler
from scheduler import rules
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
from scheduler.roster import Roster
from scheduler.rules import (
    HARD,
    SOFT,
    UNARY,
    Case,
    Finding,
    Ground,
    HardRule,
    Rule,
    SoftRule,
    check,
    rule,
    score,
    sentence,
)
from tests.factories import day, everyone, past, person, problem, roster, shift, site
from web.services.rulebook.lawbook import RULE_SENTENCES

ROOT = Path(__file__).parents[2]
RULES: tuple[Rule, ...] = (*HARD, *SOFT)
WARNINGS: tuple[Rule, ...] = tuple(getattr(rules, "WARNINGS", ()))
TESTS = ROOT / "tests/unit/scheduler/rules"
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


def examples(one: Rule) -> dict[str, tuple[Problem, Roster]]:
    """By rule id, what the family's test file gives as an example of each of its rules."""
    name = f"tests.unit.scheduler.rules.test_{family(one)}"
    if find_spec(name) is None:
        return {}  # the test of the family's file says so
    found: dict[str, tuple[Problem, Roster]] = getattr(importlib.import_module(name), "EXAMPLES", {})
    return found


@cache
def _clubs() -> tuple[tuple[Problem, Roster], ...]:
    """Clubs and rosters in which, together, every rule has something to say."""
    broken = _broken_club()
    families = {family(one): one for one in RULES}
    given = [pair for one in families.values() for pair in examples(one).values()]
    return ((broken, everyone(broken)), _costly_club(), *given)


@cache
def _findings() -> dict[str, Finding]:
    """One finding of each rule: that of its own example, if there is one."""
    found: dict[str, Finding] = {}
    for one in RULES:
        club = examples(one).get(one.id)
        for finding in _all_findings(one, *club) if club else ():
            found.setdefault(one.id, finding)
    for club, worked in _clubs():
        for finding in [*check(club, worked), *score(club, worked)]:
            found.setdefault(finding.rule, finding)
    return found


def _all_findings(one: Rule, club: Problem, worked: Roster) -> list[Finding]:
    """What one rule finds, asked alone, whatever weight it has."""
    return sorted(_asked(one, Case(club, worked)), key=str)


def _asked(one: Rule, case: Case) -> Iterator[Finding]:
    if isinstance(one, SoftRule):
        yield from one.score(case, 1)
    elif isinstance(one, HardRule):
        yield from (found for person in case.problem.participants for found in one.of_person(case, person))
        yield from (found for shift in case.problem.shifts for found in one.of_shift(case, shift))
        yield from one.of_roster(case)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_is_tested_by_name_in_the_file_of_its_family(one: Rule) -> None:
    tests = (TESTS / f"test_{family(one)}.py").read_text(encoding="utf-8")
    assert re.search(rf"def test_{one.id.lower()}_|\"{one.id}\"", tests), (
        f"{one.id} has no test in test_{family(one)}.py"
    )


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_has_a_row_in_docs_problem(one: Rule) -> None:
    text = (ROOT / "docs/problem.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.match(rf"\| (?:[HS]\d\d, )?{one.id}(?:, [HS]\d\d)? \|", line)]
    assert rows, f"docs/problem.md has no row for {one.id}"
    assert f"rules/{family(one)}.py" in rows[0]
    assert one.name_ko in rows[0], f"docs/problem.md calls {one.id} otherwise than {one.name_ko}"
    cells = [cell.strip() for cell in rows[0].replace("\\|", "¦").strip("| ").split("|")]
    assert len(cells) >= 5 and all(cells), f"the row of {one.id} in docs/problem.md has empty cells"


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_has_a_module_of_its_family_in_the_encoder(one: Rule) -> None:
    assert (Path(scheduler.__file__).parent / "encode" / f"{family(one)}.py").exists()


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_speaks_korean_and_english_with_its_own_facts(one: Rule) -> None:
    found = _findings().get(one.id)
    assert found is not None, f"no club here breaks {one.id}: give EXAMPLES[{one.id!r}] in test_{family(one)}.py"
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
    for name in [f"H{n:02}" for n in range(1, 42)] + [f"S{n:02}" for n in (*range(1, 18), 29, *range(32, 41))]:
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


@cache
def _alone() -> list[dict[str, list[Finding]]]:
    """For each club what each rule finds on a problem of which nothing has been worked out yet."""
    return [{one.id: _all_findings(one, replace(club), worked) for one in RULES} for club, worked in _clubs()]


@pytest.mark.parametrize("turn", range(6))
def test_rules_find_the_same_alone_and_after_any_others(turn: int) -> None:
    """All of them on one case: first in the order of the law book and backwards, then shuffled."""
    for (club, worked), alone in zip(_clubs(), _alone(), strict=True):
        order = (
            list(RULES) if turn == 0 else list(reversed(RULES)) if turn == 1 else Random(turn).sample(RULES, len(RULES))
        )
        case = Case(replace(club), worked)
        for one in order:
            assert sorted(_asked(one, case), key=str) == alone[one.id], f"{one.id} finds something else after others"


def test_the_judge_finds_what_the_rules_find_alone() -> None:
    for club, worked in _clubs():
        together = sorted([*check(replace(club), worked), *score(replace(club), worked)], key=str)
        alone: list[Finding] = []
        for one in RULES:
            if isinstance(one, SoftRule):
                weight = club.weight.get(one.id, 0)
                alone += one.score(Case(replace(club), worked), weight) if weight else ()
            else:
                alone += _all_findings(one, replace(club), worked)
        assert together == sorted(alone, key=str)


@pytest.mark.parametrize("one", WARNINGS, ids=lambda one: one.id)
def test_warnings_are_named_written_down_and_tested(one: Rule) -> None:
    text = (ROOT / "docs/problem.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {one.id} \|.*{re.escape(one.name_ko)}", text, re.M), f"no row for {one.id}"
    assert one.name_ko and one.name_en and not HANGUL.search(one.name_en)
    assert one.basis.ko and one.basis.en and not HANGUL.search(one.basis.en)
    tests = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]
    assert any(re.search(rf"def test_{one.id.lower()}_|\"{one.id}\"", each) for each in tests), f"no test of {one.id}"


@cache
def _korean_labels() -> Catalog:
    with (ROOT / "web/translations/ko/rules.po").open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_has_a_label_on_the_settings_screen(one: Rule) -> None:
    english = RULE_SENTENCES.get(one.id)
    assert english, f"the settings screen has no sentence for {one.id}"
    message = _korean_labels().get(english)
    assert message is not None and HANGUL.search(str(message.string)), f"{one.id} is not said in Korean"
