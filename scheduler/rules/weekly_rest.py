"""Days of rest in a week (H18).

For each Monday-to-Sunday week that touches the period and each participant with a contract that meets it:

    days of the period in the week on which the participant starts a shift <= max(0, 7 - rest - past days)

with rest = the greatest `weekly_rest_days` of the contracts that meet the week (`Problem.parameters_of`), and past days
= days of the week before the period on which a past shift starts. Shifts of all programmes count, trainings and
meetings too. Of a week that ends after the period only the days up to its end are looked at: the rule is broken there
as soon as the days that are left could no longer give the rest.

It is law for employees of 15 contract hours a week and more (an employee contract that is not `short_time` meets the
week; 근로기준법 art. 55(1), 18(3)) and cannot be set aside for them. For all others it is habit, and can be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.calendar import DAYS_PER_WEEK, Period
from scheduler.problem import EmploymentKind, Participant, Problem
from scheduler.rules.base import Basis, Case, Finding, Ground, HardRule, Violation, histories, once_per_problem
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.words import Facts


@dataclass(frozen=True, slots=True)
class RestLimit:
    """How many days of one week a participant may still work."""

    week: Period
    rest: int
    past: int
    """Days of the week worked before the period."""
    is_law: bool

    @property
    def room(self) -> int:
        """Days that may be planned."""
        return max(0, DAYS_PER_WEEK - self.rest - self.past)


def rest_limits(problem: Problem, person: Participant) -> tuple[RestLimit, ...]:
    """The limit of every week that asks for rest and in which it is not set aside."""
    return _all_limits(problem)[person.id]


@once_per_problem
def _all_limits(problem: Problem) -> dict[str, tuple[RestLimit, ...]]:
    weeks = problem.period.weeks()
    return {person.id: tuple(_made(problem, person, weeks)) for person in problem.participants}


def _made(problem: Problem, person: Participant, weeks: list[Period]) -> Iterator[RestLimit]:
    history = {shift.day for shift in histories(problem)[person.id]}
    for week in weeks:
        terms = [one for one in person.contracts if one.first <= week.last and week.first <= one.last]
        rest = max((problem.parameters_of(one).weekly_rest_days for one in terms), default=0)
        is_law = any(one.kind is EmploymentKind.EMPLOYEE and not one.short_time for one in terms)
        if rest and (is_law or not is_relaxed(problem, WeeklyRest.id, week.first, week.last, participant=person.id)):
            past = sum(week.first <= day <= week.last for day in history)
            yield RestLimit(week, rest, past, is_law)


class WeeklyRest(HardRule):
    """H18: days without work in every week; law for employees of 15 hours a week and more."""

    id = "H18"
    name_ko = "주휴일(주마다 쉬는 날)"
    name_en = "weekly rest"
    basis = Basis(
        Ground.LAW,
        "근로기준법 제55조제1항(주 15시간 이상 근로자), 그 밖의 참여자는 기관 운영 방침",
        "Labor Standards Act art. 55(1) (employees of 15 h a week and more); house policy for others",
    )
    relaxable = True
    ko = (
        "{person} 님은 {first}부터 한 주에 {days}일을 나갑니다. "
        "주 15시간 이상 근로자에게는 한 주에 {rest}일 이상 쉬는 날이 있어야 합니다."
    )
    en = (
        "{person} works on {days} days in the week from {first}; "
        "an employee of 15 h a week and more must have {rest} free at least."
    )
    habit_ko = "{person} 님은 {first}부터 한 주에 {days}일을 나갑니다. 기관 방침은 한 주에 {rest}일 이상 쉬는 것입니다."
    habit_en = "{person} works on {days} days in the week from {first}; house policy leaves {rest} free at least."

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Each week with too many days of work, told of the first day that is one too many."""
        limits, days = rest_limits(case.problem, person), case.days(person)
        for limit in limits if days else ():
            within = days[bisect_left(days, limit.week.first) : bisect_right(days, limit.week.last)]
            if len(within) > limit.room:
                facts: Facts = {
                    "person": person.name, "first": limit.week.first, "last": limit.week.last,
                    "days": limit.past + len(within), "rest": limit.rest, "ground": "law" if limit.is_law else "habit",
                }  # fmt: skip
                yield Violation(self.id, facts, participant=person.id, day=within[limit.room])

    def wording(self, finding: Finding) -> tuple[str, str]:
        """What the law says to those it protects, and what the club's policy says to the others."""
        return (self.ko, self.en) if finding.facts["ground"] == "law" else (self.habit_ko, self.habit_en)
