"""Kinds of shifts that may not, or should, follow one another (H35, S35).

Over days, steps on d, d + 1, ...: a step is met by a shift on its day that fits the step and the condition's `which`,
or, where it is a day off, by a known day (see `known`) without any shift. A pattern is judged where all its days are
known and the last of them lies in the period: one that would run beyond it is left to the next period.

- Forbidden: one unit for each day d on which the whole pattern begins. As rows: sum of met <= steps - 1.
- Wanted: one unit for each day d on which the first step is met and the others are not all met after it. As rows, for
  each other step: met(first) <= met(other).

History alone breaks nothing. A pattern from before the period is not judged where no plan can keep it: a forbidden one
whose planned days all are days off on which the person could work nothing by the unary rules; a wanted one that was
left before the period already. Neither is a wanted one that began before the period, or begins with a day off, and asks
for a shift on a day on which the person could work none such.

Within a day (`same_day`), over the shifts of one day of the period by start: the pattern is met when shifts that fit
its steps come in their order, others between them or not. Forbidden: one unit for each day with it. Wanted: one unit
for each day with a shift that fits the first step, without the pattern.

Where hard, a pattern is set aside when one of its days is.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Several
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from scheduler.calendar import Period, clock
from scheduler.conditions import EVERY_SHIFT, Sequence, Step
from scheduler.problem import Participant, PastShift, Problem, Shift
from scheduler.rules.base import Case, Finding
from scheduler.rules.conditioned import Miss, MustOfPerson, PersonalCondition, ShouldOfPerson
from scheduler.rules.known import known_days, known_spans, past_days, possible_days, worked_days
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.which import is_meant
from scheduler.rules.words import Facts

NO_SHIFT = "–"
ARROW = " → "


def first_days(problem: Problem, one: Sequence, person: Participant) -> Iterator[date]:
    """Days on which a pattern over days may begin so that it is judged."""
    length = timedelta(days=len(one.steps) - 1)
    for span in known_spans(problem)[person.id]:
        day = max(span.first, problem.period.first - length)
        while day + length <= span.last:
            if is_judged(problem, one, person, day):
                yield day
            day += timedelta(days=1)


def is_judged(problem: Problem, one: Sequence, person: Participant, first: date) -> bool:
    """Whether a pattern over known days, from the first on, counts: its last day lies in the period."""
    last = first + timedelta(days=len(one.steps) - 1)
    if is_set_aside(problem, one, person, first, last):
        return False
    if one.wanted:
        return _can_be_followed(problem, one, person, first)
    return first >= problem.period.first or _can_be_avoided(problem, one, person, first)


def is_set_aside(problem: Problem, one: Sequence, person: Participant, first: date, last: date) -> bool:
    """Whether the condition is hard and set aside on one of these days."""
    return one.must and is_relaxed(problem, MustSequences.id, first, last, participant=person.id)


def _can_be_avoided(problem: Problem, one: Sequence, person: Participant, first: date) -> bool:
    """A shift can be left out; a day off can be worked, where the person may work that day."""
    could = possible_days(problem, person, EVERY_SHIFT)
    return any(not step.off or day in could for day, step in _days(one, first) if day in problem.period)


def _can_be_followed(problem: Problem, one: Sequence, person: Participant, first: date) -> bool:
    if first >= problem.period.first and not one.steps[0].off:
        return True
    for day, step in list(_days(one, first))[1:]:
        if day < problem.period.first:
            if not _was_met(problem, one, step, person, day):
                return False
        elif not step.off and day not in possible_days(problem, person, step.which, one.which):
            return False
    return True


def _was_met(problem: Problem, one: Sequence, step: Step, person: Participant, day: date) -> bool:
    if step.off:
        return day not in past_days(problem, person, EVERY_SHIFT)
    return day in past_days(problem, person, step.which, one.which)


def _days(one: Sequence, first: date) -> Iterator[tuple[date, Step]]:
    for number, step in enumerate(one.steps):
        yield first + timedelta(days=number), step


class _Sequences(PersonalCondition):
    """What both rules share: the misses, and the sentences."""

    kind = "sequences"
    name_ko = "근무 순서 조건"
    name_en = "a condition on the order of shifts"
    ko = "{person} 님의 {first}부터 {last}까지 근무 순서({pattern})는 정한 기준에서 피하는 순서입니다."
    en = "{person} works an order of shifts that is to be avoided from {first} to {last} ({pattern})."
    wanted_ko = "{person} 님의 {first} 일정({pattern}) 다음에 정한 순서의 근무가 이어지지 않습니다."
    wanted_en = "{person}'s day {first} ({pattern}) is not followed by the shifts that should come next."
    day_ko = "{person} 님의 {first} 하루 근무 순서({pattern})는 정한 기준에서 피하는 순서입니다."
    day_en = "{person} works an order of shifts that is to be avoided on {first} ({pattern})."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """A wanted pattern that is missed; a forbidden one over days, or within a day."""
        if finding.facts["wanted"]:
            return self.wanted_ko, self.wanted_en
        if finding.facts["first"] == finding.facts["last"]:
            return self.day_ko, self.day_en
        return self.ko, self.en

    def misses_of_person(self, case: Case, one: Sequence, person: Participant) -> Iterator[Miss]:
        """Each forbidden pattern that is there, each wanted one that is left."""
        return _within_days(case, one, person) if one.same_day else _over_days(case, one, person)


def _over_days(case: Case, one: Sequence, person: Participant) -> Iterator[Miss]:
    problem = case.problem
    starts = _met_days(case, one, one.steps[0], person)
    if not starts:
        return
    begun = starts
    for number, step in enumerate(one.steps[1:], 1):
        met = _met_days(case, one, step, person)
        starts = {day for day in starts if day + timedelta(days=number) in met}
    for first in sorted(begun - starts if one.wanted else starts):
        if not _is_inside(problem, one, person, first):
            continue
        if is_judged(problem, one, person, first):
            last = first + timedelta(days=len(one.steps) - 1)
            worked = [_worked(case, one, step, person, day) for day, step in _days(one, first)]
            yield _miss(problem, one, person, Period(first, last), worked)


def _met_days(case: Case, one: Sequence, step: Step, person: Participant) -> AbstractSet[date]:
    if not step.off:
        return worked_days(case, person, step.which, one.which)
    return known_days(case.problem)[person.id] - worked_days(case, person, EVERY_SHIFT)


def _is_inside(problem: Problem, one: Sequence, person: Participant, first: date) -> bool:
    last = first + timedelta(days=len(one.steps) - 1)
    return last in problem.period and any(
        span.first <= first and last <= span.last for span in known_spans(problem)[person.id]
    )


def _worked(case: Case, one: Sequence, step: Step, person: Participant, day: date) -> Shift | PastShift | None:
    """The shift with which the step is met on the day, the first of several."""
    meant = (
        shift for shift in case.timeline(person)
        if not step.off and shift.day == day and is_meant(case.problem, shift, step.which, one.which)
    )  # fmt: skip
    return next(meant, None)


def _within_days(case: Case, one: Sequence, person: Participant) -> Iterator[Miss]:
    by_day: dict[date, list[Shift]] = {}
    for shift in case.shifts(person):
        if is_meant(case.problem, shift, one.which):
            by_day.setdefault(shift.day, []).append(shift)
    for day, shifts in by_day.items():
        met = _in_order(case.problem, one, shifts)
        begun = bool(met)
        whole = len(met) == len(one.steps)
        if begun and whole is not one.wanted and not is_set_aside(case.problem, one, person, day, day):
            yield _miss(case.problem, one, person, Period(day, day), met)


def _in_order(problem: Problem, one: Sequence, shifts: list[Shift]) -> list[Shift]:
    """The first shifts, by start, that meet the steps one after the other, as far as they go."""
    met: list[Shift] = []
    for shift in shifts:
        if len(met) < len(one.steps) and is_meant(problem, shift, one.steps[len(met)].which):
            met.append(shift)
    return met


def _miss(
    problem: Problem, one: Sequence, person: Participant, days: Period, worked: Several[Shift | PastShift | None]
) -> Miss:
    codes = [NO_SHIFT if shift is None else shift.code or clock(shift.start) for shift in worked]
    facts: Facts = {
        "person": person.name, "first": days.first, "last": days.last, "wanted": int(one.wanted),
        "pattern": codes[0] if one.wanted else ARROW.join(codes),
    }  # fmt: skip
    return Miss(1, facts, person.id, day=max(days.first, problem.period.first) if one.wanted else days.last)


class MustSequences(_Sequences, MustOfPerson):
    """H35: orders of shifts that must be kept."""

    id = "H35"


class ShouldSequences(_Sequences, ShouldOfPerson):
    """S35: orders of shifts that should be kept."""

    id = "S35"
