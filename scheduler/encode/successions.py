"""Rows for what may not be worked on the day after what (H35): all such conditions of a person together.

A public instance asks this of every kind of shift, person and day. Where people work one shift a day, conditions that
share followers share rows: whatever may not be followed by all of some shifts, and those shifts, are one at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Several
from datetime import date

from scheduler.conditions import Sequence
from scheduler.encode.model import Linear
from scheduler.encode.patterns import Days, either, has_least_runs
from scheduler.encode.vars import Vars, days_of
from scheduler.problem import Participant, PastShift, Problem, Shift
from scheduler.rules.base import once_per_problem
from scheduler.rules.known import DAY
from scheduler.rules.which import is_meant

Ids = frozenset[str]


def is_succession(v: Vars, one: Sequence) -> bool:
    """Whether a hard condition forbids one shift on the day after another, and these rows may say it."""
    plain = len(one.steps) == 2 and not one.wanted and not one.same_day and not any(step.off for step in one.steps)
    return plain and not any(relaxation.rule == "H35" for relaxation in v.problem.relaxations)


def encode_successions(v: Vars, person: Participant, conditions: tuple[Sequence, ...]) -> None:
    """The rows of one person, from the last day of history on."""
    if not conditions:
        return
    possible = v.days(person.id)
    before: Several[Shift | PastShift] = [past for past in person.past if past.day == v.problem.period.first - DAY]
    for day in v.problem.period.days():
        after = {shift.id for shift in possible.get(day, ())}
        if before and after:
            _rows(v, person, day, _forbidden(v.problem, conditions, before, day, after), before)
        before = possible.get(day, ())


def _forbidden(
    problem: Problem, conditions: tuple[Sequence, ...], before: Iterable[Shift | PastShift], day: date, after: set[str]
) -> list[Ids]:
    """For each shift before, those of the day that may not follow it."""
    followers = _Followers.of(problem, conditions)
    return [followers.after(shift, day) & after for shift in before]


def _rows(v: Vars, person: Participant, day: date, forbidden: list[Ids], before: Several[Shift | PastShift]) -> None:
    one_a_day = all(v.most_a_day(person.id, each) == 1 for each in (day - DAY, day))
    for shift, after in zip(before, forbidden, strict=True):
        if isinstance(shift, PastShift):
            v.model.at_most(_sum(v, person, day, after), 0)
        elif not one_a_day:
            for other in sorted(after):
                v.model.at_most(v.work(person.id, shift.id).plus(v.work(person.id, other)), 1)
    planned = [shift.id for shift in before if isinstance(shift, Shift)]
    within = _within(v, person, day) if planned and one_a_day else Linear()
    for after in sorted({some for some in forbidden if some}, key=sorted) if planned and one_a_day else ():
        barred = frozenset(one for one, some in zip(planned, forbidden, strict=True) if some >= after)
        both = _sum(v, person, day, after).plus(_sum(v, person, day - DAY, barred))
        v.model.at_most(both.minus(within), 0)


def _within(v: Vars, person: Participant, day: date) -> Linear:
    """1, or where begins of runs are known 0 when neither the day nor the one before is worked: no more can follow."""
    if not has_least_runs(v, person):
        return Linear(constant=1)
    days = Days(v, person)
    return either(v, days.on(day - DAY), days.on(day))


def _sum(v: Vars, person: Participant, day: date, ids: Ids) -> Linear:
    """How many of these shifts of the day the person works."""
    shifts = [shift for shift in v.possible_on(person.id, day) if shift.id in ids]
    every = len(shifts) == len(v.possible_on(person.id, day))
    return v.works_on(person.id, day) if every else v.count(person.id, shifts)


class _Followers:
    """What may not follow what, for some conditions."""

    def __init__(self, problem: Problem, conditions: tuple[Sequence, ...]) -> None:
        self._problem = problem
        self._conditions = conditions
        self._shifts = days_of(problem.shifts)
        self._banned_by: dict[str, tuple[int, ...]] = {}
        self._after: dict[tuple[tuple[int, ...], date], Ids] = {}

    @classmethod
    def of(cls, problem: Problem, conditions: tuple[Sequence, ...]) -> _Followers:
        """Those of some conditions, worked out once for everybody whom the same conditions are about."""
        known, key = _known(problem), tuple(one.id for one in conditions)
        if key not in known:
            known[key] = cls(problem, conditions)
        return known[key]

    def after(self, shift: Shift | PastShift, day: date) -> Ids:
        """Ids of the shifts of the day that may not follow the shift."""
        if isinstance(shift, PastShift):
            return self._banned(self._begins(shift), day)
        begins = self._banned_by.get(shift.id)
        if begins is None:
            begins = self._banned_by[shift.id] = self._begins(shift)
        return self._banned(begins, day)

    def _begins(self, shift: Shift | PastShift) -> tuple[int, ...]:
        """Numbers of the conditions whose first step the shift meets."""
        return tuple(
            number for number, one in enumerate(self._conditions)
            if is_meant(self._problem, shift, one.steps[0].which, one.which)
        )  # fmt: skip

    def _banned(self, begins: tuple[int, ...], day: date) -> Ids:
        found = self._after.get((begins, day))
        if found is None:
            found = self._after[begins, day] = frozenset(
                shift.id for shift in self._shifts.get(day, ())
                if any(self._meets_second(self._conditions[number], shift) for number in begins)
            )  # fmt: skip
        return found

    def _meets_second(self, one: Sequence, shift: Shift) -> bool:
        return is_meant(self._problem, shift, one.steps[1].which, one.which)


@once_per_problem
def _known(problem: Problem) -> dict[tuple[str, ...], _Followers]:
    return {}
