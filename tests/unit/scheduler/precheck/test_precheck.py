"""The check before solving finds every planted contradiction by name, and nothing in a club without any."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date

import pytest

from scheduler import rules
from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.club.sample import sample_book
from scheduler.conditions import Relaxation
from scheduler.files.holidays import korean_holidays
from scheduler.precheck import Severity, Step, precheck
from scheduler.problem import Problem
from scheduler.search.solve import SolveParams, solve
from tests.proof.agreement import solve as solved_exactly
from tests.proof.draft import SMALL
from tests.proof.problems import problem_of_seed
from tests.unit.scheduler.encode.random_problems import legal_roster, random_problem
from tests.unit.scheduler.precheck.planted import ERRORS, WARNINGS, club

HANGUL = re.compile(r"[가-힣]")
MAY = Month(2027, 5)
PLANTED_ERRORS = [(code, number) for code, some in ERRORS.items() for number in range(len(some))]
PLANTED_WARNINGS = [(code, number) for code, some in WARNINGS.items() for number in range(len(some))]


def sample(month: Month = MAY) -> Problem:
    holidays = korean_holidays(month.plus(-3).first, month.plus(1).last)
    return problem_of(sample_book(month, holidays), month)


def test_a_club_without_contradictions_hears_nothing() -> None:
    assert precheck(club()) == []


@pytest.mark.parametrize(("code", "number"), PLANTED_ERRORS)
def test_a_planted_contradiction_is_found_by_name(code: str, number: int) -> None:
    found = [one for one in precheck(ERRORS[code][number]()) if one.severity is Severity.ERROR]
    assert code in {one.code for one in found}, found


@pytest.mark.parametrize(("code", "number"), PLANTED_WARNINGS)
def test_a_planted_shortage_is_found_by_name_and_is_no_error(code: str, number: int) -> None:
    found = precheck(WARNINGS[code][number]())
    assert code in {one.code for one in found if one.severity is Severity.WARNING}, found
    assert not any(one.severity is Severity.ERROR for one in found)


def test_every_advice_speaks_both_languages_and_says_what_to_change() -> None:
    for some in (*ERRORS.values(), *WARNINGS.values()):
        for one in precheck(some[0]()):
            assert HANGUL.search(one.ko) and one.ko.endswith("."), one
            assert one.suggestion_ko.endswith((".", "다")) and HANGUL.search(one.suggestion_ko)
            assert not HANGUL.search(one.en) and one.en.endswith((".", ".)")) and not HANGUL.search(one.suggestion_en)
            assert (
                one.suggestion_en.endswith(".") and "{" not in one.ko + one.en + one.suggestion_ko + one.suggestion_en
            )
            assert not re.search(r"\((?:은|는|이|가|을|를|와|과|으)\)", one.ko + one.suggestion_ko)


def test_errors_come_first_and_the_steps_in_their_order() -> None:
    found = precheck(WARNINGS["program_hours"][0]()) + precheck(ERRORS["locks_collide"][2]())
    assert found
    for some in (*ERRORS.values(), *WARNINGS.values()):
        told = [(one.severity is Severity.WARNING, list(Step).index(one.step)) for one in precheck(some[0]())]
        assert told == sorted(told)


def test_the_sample_club_has_no_errors() -> None:
    for month in (MAY, Month(2027, 1), Month(2027, 8)):
        assert [one for one in precheck(sample(month)) if one.severity is Severity.ERROR] == []


def test_a_club_of_150_takes_less_than_a_second() -> None:
    holidays = korean_holidays(date(2027, 2, 1), date(2027, 6, 30))
    problem = problem_of(random_club(150, 1, MAY, holidays, "normal"), MAY)
    begun = time.process_time()
    assert all(one.severity is Severity.WARNING for one in precheck(problem))
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize("seed", range(40))
def test_where_a_roster_keeps_all_rules_there_is_no_error(seed: int) -> None:
    problem = random_problem(seed)
    if any(not rules.check(problem, legal_roster(problem, turn)) for turn in range(3)):
        assert [one for one in precheck(problem) if one.severity is Severity.ERROR] == []


NO_ROSTER = {
    "least_above_most", "least_above_caps", "least_above_shifts", "budget_below_leasts", "lock_objection",
    "locks_collide", "wanted_objection", "wanted_in_settled", "wanted_collides",
}  # fmt: skip
"""Errors after which no roster can keep all rules; others only keep somebody, or a shift, out of every roster."""


def test_after_such_an_error_exact_search_finds_no_roster_either() -> None:
    told = 0
    for seed in range(150):
        problem = problem_of_seed(seed, SMALL)
        codes = {one.code for one in precheck(problem)} & NO_ROSTER
        if codes:
            told += 1
            assert solved_exactly(problem).roster is None, (seed, codes)
    assert told >= 10


def test_a_lock_that_is_set_aside_binds_nobody() -> None:
    aside = (Relaxation("H28", date(2027, 5, 4), date(2027, 5, 4)),)
    for made in ERRORS["lock_objection"][:1] + ERRORS["locks_collide"][:1]:
        assert [one for one in precheck(replace(made(), relaxations=aside)) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", ["locks_collide", "lock_objection", "least_above_most"])
def test_a_search_that_finds_a_contradiction_says_it_in_these_words(code: str) -> None:
    problem = ERRORS[code][0]()
    result = solve(problem, SolveParams(seconds=10, workers=1))
    (said,) = [one.ko for one in precheck(problem) if one.code == code]
    assert result.status == "infeasible"
    assert said in result.message
