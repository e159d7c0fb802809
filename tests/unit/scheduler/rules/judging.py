"""One rule alone: what it finds, and the sentences it says."""

from __future__ import annotations

from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules import Finding, HardRule, SoftRule, rule, sentence
from scheduler.rules.base import Case, PenaltyItem, Violation
from tests.factories import everyone


def broken(name: str, problem: Problem, roster: Roster | None = None) -> list[Violation]:
    """Violations of one hard rule, by day; with no roster given, everybody works every shift."""
    judge = rule(name)
    assert isinstance(judge, HardRule)
    case = Case(problem, everyone(problem) if roster is None else roster)
    found = [one for person in problem.participants for one in judge.of_person(case, person)]
    found += [one for shift in problem.shifts for one in judge.of_shift(case, shift)]
    assert all(one.rule == name for one in found)
    return found


def items(name: str, problem: Problem, roster: Roster | None = None, weight: int = 10) -> list[PenaltyItem]:
    """Penalty items of one soft rule; with no roster given, everybody works every shift."""
    judge = rule(name)
    assert isinstance(judge, SoftRule)
    found = list(judge.score(Case(problem, everyone(problem) if roster is None else roster), weight))
    assert all(one.rule == name and one.units > 0 and one.penalty == one.units * weight for one in found)
    return found


def units(name: str, problem: Problem, roster: Roster | None = None) -> int:
    """The units of one soft rule in all."""
    return sum(one.units for one in items(name, problem, roster))


def said(finding: Finding) -> str:
    """The Korean sentence."""
    return sentence(finding)


def said_in_english(finding: Finding) -> str:
    """The English sentence."""
    return sentence(finding, "en")
