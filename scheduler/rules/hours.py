"""Hour caps by day, week, four weeks and month, by contract and by law (H08 to H12).

All caps have one shape, a `Limit`: worked minutes (`worked_minutes`: a paid break counts) of the past and planned
shifts that start in a span of days, of some programmes, stay at or under a cap:

    sum of planned minutes in the span <= max(0, cap - past minutes in the span)

so history alone is never a violation: only planned shifts break a cap. A past shift at a site that the problem does not
know counts in every limit.

- H09 (each Monday-to-Sunday week that touches the period), H10 (each calendar month, only its days in the period), H11
  (each day of the period): for each programme of a person, over that programme's shifts. The cap is the least
  `max_minutes_per_week`, `_month`, `_day` of the person's contracts with the programme whose dates meet the span;
  None caps nothing. H09 is left out for a week in which it is set aside on a day. So is H10 for a month, but only what
  contracts of activity participants say: their cap is the programme's, the others' guards a line of the law.
- H08 (each four Monday-to-Sunday weeks whose last Sunday is in the period, last month's weeks included) and H12 (each
  week): over all programmes together except those with which the person has contracts, but none as an employee (labour
  law adds up what one employer gives). H08's cap is the least `max_minutes_per_four_weeks` of the short-time employee
  contracts that meet the span; H12's is the least `legal_minutes_per_week` of the employee contracts that meet it.
  One shift too many lies in up to four of H08's windows: of those that overlap the worst is told, for all of them.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import cast

from scheduler.calendar import Month, Period
from scheduler.problem import Contract, EmploymentKind, Participant, Problem, Shift
from scheduler.rules.base import Basis, Case, Ground, HardRule, Violation, histories, once_per_problem
from scheduler.rules.conditioned import Miss
from scheduler.rules.relaxed import is_ever_relaxed, is_relaxed
from scheduler.rules.windows import worst_windows
from scheduler.rules.words import Facts


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap on one person's minutes in a span of days."""

    span: Period
    cap: int
    past: int
    """Minutes already worked in the span, before the period."""
    programs: frozenset[str]
    """Ids of the programmes whose planned shifts count."""

    @property
    def room(self) -> int:
        """Minutes that may still be planned."""
        return max(0, self.cap - self.past)

    def counts(self, problem: Problem, shift: Shift) -> bool:
        """Whether a planned shift counts here."""
        return self.span.first <= shift.day <= self.span.last and problem.site[shift.site].program in self.programs


def months_of(period: Period) -> list[Period]:
    """The calendar months that touch the period, only their days inside it."""
    months, month = [], Month.of(period.first)
    while month.first <= period.last:
        months.append(Period(max(month.first, period.first), min(month.last, period.last)))
        month = month.next()
    return months


@once_per_problem
def weeks_of(problem: Problem) -> list[Period]:
    """The whole weeks that touch the period."""
    return problem.period.weeks()


@once_per_problem
def _months(problem: Problem) -> list[Period]:
    return months_of(problem.period)


@once_per_problem
def _days(problem: Problem) -> list[Period]:
    return [Period(day, day) for day in problem.period.days()]


def _meeting(contracts: Iterable[Contract], span: Period) -> list[Contract]:
    return [one for one in contracts if one.first <= span.last and span.first <= one.last]


def _least(caps: Iterable[int | None]) -> int | None:
    return min((cap for cap in caps if cap is not None), default=None)


def _past(problem: Problem, person: Participant, span: Period, programs: frozenset[str]) -> int:
    """Past minutes in the span; shifts at unknown sites count for every programme."""
    total = 0
    if span.first >= problem.period.first:
        return total
    for shift in histories(problem)[person.id]:
        if span.first <= shift.day <= span.last:
            site = problem.site.get(shift.site)
            if site is None or site.program in programs:
                total += shift.worked_minutes
    return total


def labour_programs(problem: Problem, person: Participant) -> frozenset[str]:
    """Programmes whose minutes labour law adds up for this person: all but those of other kinds of contract only."""
    employed = {one.program for one in person.contracts if one.kind is EmploymentKind.EMPLOYEE}
    others = {one.program for one in person.contracts} - employed
    return frozenset(problem.program) - others


class Cap(HardRule):
    """Shared shape of H08 to H12."""

    def limits(self, problem: Problem, person: Participant) -> tuple[Limit, ...]:
        """Every limit of this rule on the person; worked out once for a problem."""
        return _all_limits(problem)[self.id, person.id]

    @abstractmethod
    def make(self, problem: Problem, person: Participant) -> Iterator[Limit]:
        """The limits, freshly worked out."""

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Every span whose planned minutes exceed their room, told of the shift that passes it."""
        limits, shifts = self.limits(case.problem, person), case.shifts(person)
        if not limits or not shifts:
            return
        days, passed = case.minutes(person)
        for limit in limits:
            begin, end = bisect_left(days, limit.span.first), bisect_right(days, limit.span.last)
            if passed[end] - passed[begin] <= limit.room:
                continue  # the work of all programmes together is not too much
            counted = [(one.day, one.worked_minutes) for one in shifts[begin:end] if limit.counts(case.problem, one)]
            planned = sum(minutes for _, minutes in counted)
            if planned > limit.room:
                yield self._violation(person, limit, planned, _passes(counted, limit.room))

    def _violation(self, person: Participant, limit: Limit, planned: int, day: date) -> Violation:
        facts: Facts = {
            "person": person.name, "first": limit.span.first, "last": limit.span.last,
            "used": limit.past + planned, "cap": limit.cap,
        }  # fmt: skip
        return Violation(self.id, facts, participant=person.id, day=day)


def _passes(counted: list[tuple[date, int]], room: int) -> date:
    total = 0
    for day, minutes in counted:
        total += minutes
        if total > room:
            return day
    raise AssertionError("asked only when the sum exceeds the room")


@once_per_problem
def _shared(problem: Problem) -> dict[tuple[object, ...], tuple[Limit, ...]]:
    return {}


class ContractCap(Cap):
    """Shared shape of the caps that a contract states, one programme at a time."""

    field: str
    """The cap's field in `Contract`."""

    @abstractmethod
    def spans(self, problem: Problem) -> list[Period]:
        """The spans to judge."""

    def make(self, problem: Problem, person: Participant) -> Iterator[Limit]:
        """One limit for each programme of the person and span in which a contract caps it."""
        value = attrgetter(self.field)
        differs = bool(person.past) or is_ever_relaxed(problem, self.id)
        for program in sorted({one.program for one in person.contracts}):
            contracts = [one for one in person.contracts if one.program == program]
            if all(value(one) is None for one in contracts):
                continue
            if differs:
                yield from self._of_program(problem, person, program, contracts)
                continue
            # Without a past and exceptions people whose contracts have the same dates and caps have the same limits.
            known = _shared(problem)
            key = (self.id, program, *((one.first, one.last, value(one)) for one in contracts))
            if key not in known:
                known[key] = tuple(self._of_program(problem, person, program, contracts))
            yield from known[key]

    def _of_program(
        self, problem: Problem, person: Participant, program: str, contracts: list[Contract]
    ) -> Iterator[Limit]:
        value, only = attrgetter(self.field), frozenset((program,))
        for span in self.spans(problem):
            binding = self.binding(problem, person, _meeting(contracts, span), span)
            cap = _least(map(value, binding))
            if cap is not None:
                yield Limit(span, cap, _past(problem, person, span, only), only)

    def binding(self, problem: Problem, person: Participant, contracts: list[Contract], span: Period) -> list[Contract]:
        """Those whose caps hold in the span: all, unless the rule is set aside there."""
        return contracts


class FourWeekCap(Cap):
    """H08: a short-time employee stays under 15 hours a week, averaged over every four weeks."""

    id = "H08"
    name_ko = "4주 시간 한도(주 평균 15시간 미만)"
    name_en = "the four-week cap (under 15 h a week)"
    basis = Basis(Ground.LAW, "근로기준법 제18조제3항", "Labor Standards Act art. 18(3)")
    ko = (
        "{person} 님은 {first}부터 {last}까지 4주 동안 {used:minutes}을 나갑니다. "
        "주 평균 15시간 미만이 되는 4주 한도는 {cap:minutes}입니다."
    )
    en = "{person} works {used:minutes} in the four weeks from {first} to {last}; the short-time cap is {cap:minutes}."

    def make(self, problem: Problem, person: Participant) -> Iterator[Limit]:
        """One limit for each four weeks that end in the period."""
        short = [one for one in person.contracts if one.kind is EmploymentKind.EMPLOYEE and one.short_time]
        if not short:
            return
        programs = labour_programs(problem, person)
        for span in problem.period.four_weeks_ending_inside():
            cap = _least(one.max_minutes_per_four_weeks for one in _meeting(short, span))
            if cap is not None:
                yield Limit(span, cap, _past(problem, person, span, programs), programs)

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """As every cap, but of windows that overlap the worst is told; what all of them are beyond is a fact of it.

        So a change that makes another of the windows worse is told as well.
        """
        misses = [Miss(_beyond(one), dict(one.facts), day=one.day) for one in super().of_person(case, person)]
        for one in worst_windows(misses):
            facts = {**one.facts, "beyond": one.units}
            yield Violation(self.id, facts, participant=person.id, day=one.day)


def _beyond(found: Violation) -> int:
    return cast(int, found.facts["used"]) - cast(int, found.facts["cap"])


class WeekCap(ContractCap):
    """H09: hours a week, by contract."""

    id = "H09"
    name_ko = "주 시간 한도"
    name_en = "the weekly cap"
    basis = Basis(
        Ground.LAW,
        "근로계약(근로기준법 제17조), 기관 운영 방침",
        "contract (Labor Standards Act art. 17), house policy",
    )
    relaxable = True
    field = "max_minutes_per_week"
    ko = "{person} 님은 {first}부터 한 주에 {used:minutes}을 나갑니다. 주 한도는 {cap:minutes}입니다."
    en = "{person} works {used:minutes} in the week from {first}; the weekly cap is {cap:minutes}."

    def spans(self, problem: Problem) -> list[Period]:
        """Every week that touches the period, whole."""
        return weeks_of(problem)

    def binding(self, problem: Problem, person: Participant, contracts: list[Contract], span: Period) -> list[Contract]:
        """None where the rule is set aside on a day of the week; H08 and H12 hold all the same."""
        return [] if is_relaxed(problem, self.id, span.first, span.last, participant=person.id) else contracts


class MonthCap(ContractCap):
    """H10: hours a month, by contract: below 60 for short-time employees, 30 for public-interest activity."""

    id = "H10"
    name_ko = "월 시간 한도"
    name_en = "the monthly cap"
    basis = Basis(
        Ground.LAW,
        "국민건강보험법 시행령 제9조(월 60시간), 노인공익활동 운영지침(월 30시간)",
        "National Health Insurance Act Decree art. 9 (60 h a month); programme guide (30 h a month)",
    )
    relaxable = True
    field = "max_minutes_per_month"
    ko = "{person} 님은 {first}부터 {last}까지 {used:minutes}을 나갑니다. 월 한도는 {cap:minutes}입니다."
    en = "{person} works {used:minutes} from {first} to {last}; the monthly cap is {cap:minutes}."

    def spans(self, problem: Problem) -> list[Period]:
        """Every calendar month, only its days in the period."""
        return _months(problem)

    def binding(self, problem: Problem, person: Participant, contracts: list[Contract], span: Period) -> list[Contract]:
        """Without those of activity participants where the rule is set aside (with the city's consent)."""
        if not is_relaxed(problem, self.id, span.first, span.last, participant=person.id):
            return contracts
        return [one for one in contracts if one.kind is not EmploymentKind.ACTIVITY]


class DayCap(ContractCap):
    """H11: hours a day: 8 by law, 3 for public-interest activity."""

    id = "H11"
    name_ko = "하루 시간 한도"
    name_en = "the daily cap"
    basis = Basis(
        Ground.LAW,
        "근로기준법 제50조제2항(1일 8시간), 노인공익활동 운영지침(1일 3시간)",
        "Labor Standards Act art. 50(2) (8 h a day); programme guide (3 h a day)",
    )
    field = "max_minutes_per_day"
    ko = "{person} 님은 {first}에 {used:minutes}을 나갑니다. 하루 한도는 {cap:minutes}입니다."
    en = "{person} works {used:minutes} on {first}; the daily cap is {cap:minutes}."

    def spans(self, problem: Problem) -> list[Period]:
        """Every day of the period."""
        return _days(problem)

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """As every cap, but only the days on which the person works are looked at."""
        if not self.limits(case.problem, person):
            return
        program = case.problem.site
        worked: Counter[tuple[date, str]] = Counter()
        for shift in case.shifts(person):
            worked[shift.day, program[shift.site].program] += shift.worked_minutes
        limits = _day_limits(case.problem)
        for (day, name), minutes in worked.items():
            limit = limits.get((person.id, day, name))
            if limit is not None and minutes > limit.room:
                yield self._violation(person, limit, minutes, day)


class LegalWeek(Cap):
    """H12: the legal week of an employee, over all contracts."""

    id = "H12"
    name_ko = "법정 주 시간"
    name_en = "the legal week"
    basis = Basis(Ground.LAW, "근로기준법 제50조제1항", "Labor Standards Act art. 50(1)")
    ko = "{person} 님은 {first}부터 한 주에 모두 {used:minutes}을 나갑니다. 법으로 정한 주 한도는 {cap:minutes}입니다."
    en = "{person} works {used:minutes} in all in the week from {first}; the legal cap is {cap:minutes}."

    def make(self, problem: Problem, person: Participant) -> Iterator[Limit]:
        """One limit for each week that an employee contract meets."""
        employed = [one for one in person.contracts if one.kind is EmploymentKind.EMPLOYEE]
        if not employed:
            return
        programs = labour_programs(problem, person)
        for span in weeks_of(problem):
            cap = _least(problem.parameters_of(one).legal_minutes_per_week for one in _meeting(employed, span))
            if cap is not None:
                yield Limit(span, cap, _past(problem, person, span, programs), programs)


CAPS: tuple[Cap, ...] = (LegalWeek(), FourWeekCap(), MonthCap(), WeekCap(), DayCap())


@once_per_problem
def _all_limits(problem: Problem) -> dict[tuple[str, str], tuple[Limit, ...]]:
    return {(rule.id, person.id): tuple(rule.make(problem, person)) for person in problem.participants for rule in CAPS}


@once_per_problem
def _day_limits(problem: Problem) -> dict[tuple[str, date, str], Limit]:
    return {
        (person.id, limit.span.first, program): limit
        for person in problem.participants
        for limit in _all_limits(problem)[DayCap.id, person.id]
        for program in limit.programs
    }
