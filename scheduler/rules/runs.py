"""Days in a row (H17).

H17: every `max_consecutive_days` + 1 days in a row that end in the period hold a day on which the person starts no
shift; past days count. As rows: for each day d of the period, sum over the days d - max .. d of "works on" <= max.
What is told is the whole run: its first and last day, and the first day of the period beyond the limit.

The number is the strictest over the person's contracts that meet the period (`rules.own`). Such a stretch of days is
left alone when the rule is set aside on one of its days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from scheduler.problem import Participant, Problem
from scheduler.rules.base import Basis, Case, Ground, HardRule, Violation
from scheduler.rules.own import own
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.words import Facts

_DAY = timedelta(days=1)


def runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """First and last day of each run of consecutive days; the days are sorted and differ."""
    first = last = None
    for day in days:
        if last is not None and first is not None and day != last + _DAY:
            yield first, last
            first = day
        first, last = first or day, day
    if first is not None and last is not None:
        yield first, last


def is_stretch_limited(problem: Problem, person: Participant, first: date, last: date) -> bool:
    """Whether these days, one more than are allowed, must hold a day off: the rule is not set aside on any of them."""
    return not is_relaxed(problem, ConsecutiveDays.id, first, last, participant=person.id)


class ConsecutiveDays(HardRule):
    """H17: so many days in a row at most."""

    id = "H17"
    name_ko = "연속 근무 일수"
    name_en = "days in a row"
    basis = Basis(Ground.HABIT, "기관 운영 방침", "house policy")
    relaxable = True
    ko = "{person} 님은 {first}부터 {last}까지 {days}일을 잇달아 나갑니다. {most}일까지만 잇달아 나갈 수 있습니다."
    en = "{person} works {days} days in a row from {first} to {last}; {most} at most."

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """One violation for each run that is too long and reaches into the period."""
        most = own(case.problem, person).days_in_row
        begin = case.problem.period.first
        days = (*sorted({shift.day for shift in person.past}), *case.days(person))
        for first, last in runs(days) if len(days) > most else ():
            length = (last - first).days + 1
            beyond = self._beyond(case.problem, person, first, last) if length > most and last >= begin else None
            if beyond is not None:
                facts: Facts = {"person": person.name, "first": first, "last": last, "days": length, "most": most}
                yield Violation(self.id, facts, participant=person.id, day=beyond)

    @staticmethod
    def _beyond(problem: Problem, person: Participant, first: date, last: date) -> date | None:
        """The first day of the period in the run that is one too many; None where the rule is set aside throughout."""
        reach = timedelta(days=own(problem, person).days_in_row)
        day = max(first + reach, problem.period.first)
        while day <= last:
            if is_stretch_limited(problem, person, day - reach, day):
                return day
            day += _DAY
        return None
