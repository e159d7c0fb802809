"""Steady start times (H40, S40).

For each span (the period, or each week or month that touches it) the starts of the person's shifts of `which` are
compared: planned ones, and past ones of the same week or month; an event, to which people are sent, is none of them.

    spread  = latest start - earliest start, in minutes since midnight of the shift's day
    free    = max(most, spread of the past shifts alone)
    units   = ceil(max(0, spread - free) / 30), in spans with a planned shift

History alone breaks nothing: past starts that already lie far apart leave room for any start between them. As rows,
with u(s) = 1 where a shift of the span starts at s: u(s) + u(t) <= 1 for each two starts that lie too far apart, and
where soft units >= units(s, t) * (u(s) + u(t) - 1). Where hard, a span is set aside when one of its days is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.calendar import Period
from scheduler.conditions import Steady
from scheduler.enums import Every
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.about import about
from scheduler.rules.base import Case, Finding, once_per_problem
from scheduler.rules.conditioned import Miss, MustOfPerson, PersonalCondition, ShouldOfPerson
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.spans import spans_of
from scheduler.rules.which import is_meant
from scheduler.rules.words import Facts

STEP = 30
"""Minutes in one unit."""


@dataclass(frozen=True, slots=True)
class StartLimit:
    """What the condition asks of one person in one span."""

    span: Period
    past: tuple[int, ...]
    """The earliest and the latest past start; empty without any."""
    free: int
    """So many minutes apart cost nothing."""

    def units(self, starts: Iterable[int]) -> int:
        """Begun half hours beyond what is free, for some planned starts and the past ones."""
        every = (*self.past, *starts)
        return -(-max(0, max(every) - min(every) - self.free) // STEP) if every else 0


def limits_of(problem: Problem, one: Steady, person: Participant) -> tuple[StartLimit, ...]:
    """The spans in which the person's starts are compared; those set aside are left out."""
    known, key = _known(problem), (one.id, person.id)
    if key not in known:
        known[key] = tuple(_limits(problem, one, person))
    return known[key]


@once_per_problem
def _known(problem: Problem) -> dict[tuple[str, str], tuple[StartLimit, ...]]:
    return {}


def _limits(problem: Problem, one: Steady, person: Participant) -> Iterator[StartLimit]:
    past = [] if one.every is Every.PERIOD else [shift for shift in person.past if is_meant(problem, shift, one.which)]
    for span in spans_of(problem.period, one.every):
        if one.must and is_relaxed(problem, MustSteady.id, span.first, span.last, participant=person.id):
            continue
        starts = [shift.start for shift in past if span.first <= shift.day]
        ends = (min(starts), max(starts)) if starts else ()
        yield StartLimit(span, ends, max(one.most, ends[1] - ends[0]) if ends else one.most)


def is_compared(problem: Problem, one: Steady, shift: Shift) -> bool:
    """Whether the start of a planned shift counts."""
    return not shift.event and is_meant(problem, shift, one.which)


class _Steady(PersonalCondition):
    """What both rules share: the misses, and the sentence."""

    kind = "steadies"
    name_ko = "출근 시각 조건"
    name_en = "a condition on start times"
    ko = (
        "{person} 님의 출근 시각은 {first}부터 {last}까지 {early:clock}에서 {late:clock}까지 "
        "{spread:minutes} 벌어집니다. 정한 기준은 {limit:minutes} 이하입니다."
    )
    en = (
        "{person}'s start times from {first} to {last} lie {spread:minutes} apart, {early:clock} to {late:clock}; "
        "the condition asks for {limit:minutes} at most."
    )
    some_ko = (
        "{person} 님의 {about_ko} 근무는 출근 시각이 {first}부터 {last}까지 {early:clock}에서 {late:clock}까지 "
        "{spread:minutes} 벌어집니다. 정한 기준은 {limit:minutes} 이하입니다."
    )
    some_en = (
        "{person}'s start times ({about_en}) from {first} to {last} lie {spread:minutes} apart, "
        "{early:clock} to {late:clock}; the condition asks for {limit:minutes} at most."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Of all shifts or of some."""
        return (self.some_ko, self.some_en) if finding.facts["about_ko"] else (self.ko, self.en)

    def misses_of_person(self, case: Case, one: Steady, person: Participant) -> Iterator[Miss]:
        """Each span in which the starts lie too far apart."""
        shifts = [shift for shift in case.shifts(person) if is_compared(case.problem, one, shift)]
        days = [shift.day for shift in shifts]
        for limit in limits_of(case.problem, one, person) if shifts else ():
            planned = shifts[bisect_left(days, limit.span.first) : bisect_right(days, limit.span.last)]
            units = limit.units(shift.start for shift in planned) if planned else 0
            if units:
                facts = _facts(one, person, limit, planned) | about(case.problem, one.which)
                yield Miss(units, facts, person.id, day=_beyond(limit, planned).day)


def _facts(one: Steady, person: Participant, limit: StartLimit, planned: list[Shift]) -> Facts:
    starts = (*limit.past, *(shift.start for shift in planned))
    return {
        "person": person.name, "first": limit.span.first, "last": limit.span.last, "early": min(starts),
        "late": max(starts), "spread": max(starts) - min(starts), "limit": one.most,
    }  # fmt: skip


def _beyond(limit: StartLimit, planned: list[Shift]) -> Shift:
    """The shift with which the starts first lie too far apart."""
    starts = [shift.start for shift in planned]
    return next(shift for number, shift in enumerate(planned, 1) if limit.units(starts[:number]))


class MustSteady(_Steady, MustOfPerson):
    """H40: start times that must lie close together."""

    id = "H40"


class ShouldSteady(_Steady, ShouldOfPerson):
    """S40: start times that should lie close together."""

    id = "S40"
