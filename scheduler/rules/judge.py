"""The judge: every rule over a whole roster, without a solver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scheduler.problem import Participant, Problem, ProblemError
from scheduler.roster import Roster
from scheduler.rules.alternate import AlternateDays
from scheduler.rules.amounts import MustAmounts, ShouldAmounts
from scheduler.rules.base import (
    Case,
    Finding,
    HardRule,
    PenaltyItem,
    PersonalRule,
    Rule,
    ShiftRule,
    SoftRule,
    UnaryRule,
    Violation,
    once_per_problem,
)
from scheduler.rules.budgets import MustBudgets, ShouldBudgets
from scheduler.rules.case import case_with
from scheduler.rules.changes import Changes
from scheduler.rules.companions import Experienced, KeptApart, Partners
from scheduler.rules.cover import Cover
from scheduler.rules.eligibility import UNARY, may_take
from scheduler.rules.fairness import FairHours, FairTurns
from scheduler.rules.habits import Habits
from scheduler.rules.hours import CAPS
from scheduler.rules.idle import Idle
from scheduler.rules.mixes import MustMixes, ShouldMixes
from scheduler.rules.near import Near
from scheduler.rules.overlap import Overlap, ShiftsPerDay
from scheduler.rules.pairing import MustPairings, ShouldPairings
from scheduler.rules.premiums import Premiums
from scheduler.rules.rest import Rest
from scheduler.rules.rotations import ShouldRotations
from scheduler.rules.runs import ConsecutiveDays
from scheduler.rules.seatings import ShouldSeatings
from scheduler.rules.seats import MostStaff, NobodyAlone, OpenSeats
from scheduler.rules.sequences import MustSequences, ShouldSequences
from scheduler.rules.standby import StandBy
from scheduler.rules.steady import MustSteady, ShouldSteady
from scheduler.rules.stretches import MustStretches, ShouldStretches
from scheduler.rules.surplus import Surplus
from scheduler.rules.targets import TargetHours
from scheduler.rules.turnaround import Turnaround
from scheduler.rules.warnings import WARNINGS, Observations
from scheduler.rules.weekends import MustWeekends, ShouldWeekends
from scheduler.rules.weekly_rest import WeeklyRest
from scheduler.rules.wishes import DaysOff, Preferences

HARD: tuple[HardRule, ...] = (
    *UNARY,
    *CAPS,
    ShiftsPerDay(),
    Overlap(),
    Rest(),
    WeeklyRest(),
    ConsecutiveDays(),
    MustAmounts(),
    MustSteady(),
    MustSequences(),
    MustWeekends(),
    MustStretches(),
    MostStaff(),
    KeptApart(),
    MustPairings(),
    Experienced(),
    NobodyAlone(),
    MustMixes(),
    MustBudgets(),
)
"""In the order in which an open seat is explained: what can least be changed comes first."""

SOFT: tuple[SoftRule, ...] = (
    OpenSeats(),
    DaysOff(),
    TargetHours(),
    FairHours(),
    FairTurns(),
    Habits(),
    Preferences(),
    Near(),
    Cover(),
    Partners(),
    Idle(),
    Premiums(),
    StandBy(),
    Changes(),
    Surplus(),
    ShouldBudgets(),
    ShouldAmounts(),
    ShouldSteady(),
    Turnaround(),
    AlternateDays(),
    ShouldRotations(),
    ShouldSequences(),
    ShouldWeekends(),
    ShouldStretches(),
    ShouldPairings(),
    ShouldMixes(),
    ShouldSeatings(),
)

_RULES: dict[str, Rule] = {one.id: one for one in (*HARD, *SOFT, *WARNINGS)}


def rule(name: str) -> Rule:
    """The rule called H16, S03 or W06. Raises KeyError for a name that no rule has."""
    return _RULES[name]


def sentence(finding: Finding, lang: str = "ko") -> str:
    """What was found, in one sentence in Korean, or in English for `en`."""
    return rule(finding.rule).sentence(finding, lang)


def case_of(problem: Problem, roster: Roster) -> Case:
    """Problem and roster together. Raises ProblemError when the roster names somebody or a shift the problem lacks."""
    for person in roster.by_participant:
        if person not in problem.participant:
            raise ProblemError(f"the roster names the unknown participant {person}")
    for shift in roster.by_shift:
        if shift not in problem.shift:
            raise ProblemError(f"the roster names the unknown shift {shift}")
    return case_with(problem, roster)


def in_order(finding: Finding) -> tuple[date, str, str, str]:
    """Sort key: by day, person, rule, shift; what has no day comes first."""
    return finding.day or date.min, finding.participant or "", finding.rule, finding.shift or ""


@once_per_problem
def person_rules(problem: Problem) -> tuple[HardRule, ...]:
    """Hard rules that look at one person's own shifts and have something to say in the problem."""
    return tuple(one for one in PERSON_RULES if one.may_speak(problem))


@once_per_problem
def shift_rules(problem: Problem) -> tuple[HardRule, ...]:
    """The same of those that look at who stands together."""
    return tuple(one for one in SHIFT_RULES if one.may_speak(problem))


@once_per_problem
def roster_rules(problem: Problem) -> tuple[HardRule, ...]:
    """The same of those that look at the roster as a whole."""
    return tuple(one for one in ROSTER_RULES if one.may_speak(problem))


@once_per_problem
def _beyond_pairs(problem: Problem) -> tuple[HardRule, ...]:
    """Those that may object even to people who work only what they may take."""
    return tuple(
        one for one in person_rules(problem)
        if not isinstance(one, UnaryRule) or type(one).of_person is not UnaryRule.of_person
    )  # fmt: skip


def _of_person(case: Case, person: Participant) -> Iterator[Violation]:
    may_all = case.roster.shifts_of(person.id) <= may_take(case.problem)[person.id]
    for each in _beyond_pairs(case.problem) if may_all else person_rules(case.problem):
        yield from each.of_person(case, person)


def check(problem: Problem, roster: Roster) -> list[Violation]:
    """Every violation of a hard rule, by day, person and rule; empty for a roster that may be published.

    Raises ProblemError when the roster names somebody or a shift that the problem does not know.
    """
    case = case_of(problem, roster)
    found = [one for person in problem.participants for one in _of_person(case, person)]
    found += [one for shift in problem.shifts for each in shift_rules(problem) for one in each.of_shift(case, shift)]
    found += [one for each in roster_rules(problem) for one in each.of_roster(case)]
    return sorted(found, key=in_order)


def score(problem: Problem, roster: Roster) -> list[PenaltyItem]:
    """Every item that costs something, by rule, under the weights of `problem.weight`; rules without weight are off.

    Raises ProblemError when the roster names somebody or a shift that the problem does not know.
    """
    case = case_of(problem, roster)
    weights = problem.weight
    return [
        item for each in SOFT if each.id in weights and each.may_speak(problem)
        for item in each.score(case, weights[each.id])
    ]  # fmt: skip


def warn(problem: Problem, roster: Roster, seen: Observations | None = None) -> list[Finding]:
    """Everything to be told though no rule is broken, warning by warning; what is not in `seen` is not known.

    Raises ProblemError when the roster names somebody or a shift that the problem does not know.
    """
    case, known = case_of(problem, roster), seen or Observations()
    return [one for each in WARNINGS for one in each.of_case(case, known)]


def level_penalties(problem: Problem, roster: Roster) -> tuple[int, ...]:
    """The penalty of each level, in the order of `problem.levels`; smaller tuples are better rosters."""
    case = case_of(problem, roster)
    weights = problem.weight
    # Each item is let go once it is added up: a city has tens of thousands.
    costs = {
        each.id: sum(item.penalty for item in each.score(case, weights[each.id]))
        for each in SOFT if each.id in weights and each.may_speak(problem)
    }  # fmt: skip
    return tuple(sum(costs.get(rule, 0) for rule in level.weights) for level in problem.levels)


def _looks_at_shifts(one: HardRule) -> bool:
    return type(one).of_shift is not HardRule.of_shift


SHIFT_RULES = tuple(one for one in HARD if _looks_at_shifts(one))
"""Hard rules that look at who stands together."""
PERSON_RULES = tuple(one for one in HARD if type(one).of_person is not HardRule.of_person)
"""Hard rules that look at one person's own shifts, unary ones included."""
ROSTER_RULES = tuple(one for one in HARD if type(one).of_roster is not HardRule.of_roster)
"""Hard rules that look at the roster as a whole."""
PERSONAL = tuple(one for one in SOFT if isinstance(one, PersonalRule))
"""Soft rules that look at one person's own shifts."""
OF_ONE_SHIFT = tuple(one for one in SOFT if isinstance(one, ShiftRule))
"""Soft rules that look at who stands on one shift."""
