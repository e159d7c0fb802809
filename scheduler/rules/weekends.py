"""Weekends (H34, S34): both days or none, and so many in a row at most.

A day is worked when the person starts a shift of `which` on it; past days count.

Whole: for each Sunday of the period, and the Saturday before it, both of them known days (see `known`): one unit when
one of the two is worked and the other is not. A weekend whose Sunday comes after the period is left to the next one. A
Saturday that was worked before the period asks for the Sunday only of someone who could work it by the unary rules:
history alone breaks nothing. As rows: on(Saturday) = on(Sunday), or u >= on(Saturday) - on(Sunday) and the reverse.

In a row: a weekend is worked when one of its days is. One unit for each weekend that touches the period, with the
`most_in_row` weekends before it all worked too; a weekend whose past Saturday was worked is history and no such unit,
but counts for those after it. As rows, with w = 1 on a worked weekend: the sum of w over most_in_row + 1 weekends is at
most most_in_row.

Where hard, a weekend is set aside when its Saturday or Sunday is, a row of weekends when one day from its first
Saturday to its last Sunday is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from scheduler.calendar import DAYS_PER_WEEK, SATURDAY, Period
from scheduler.conditions import Weekends
from scheduler.problem import Participant, Problem
from scheduler.rules.about import about
from scheduler.rules.base import Case, Finding
from scheduler.rules.conditioned import Miss, MustOfPerson, PersonalCondition, ShouldOfPerson
from scheduler.rules.known import DAY, known_spans, past_days, possible_days, worked_days
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.words import Facts

WEEK = timedelta(days=DAYS_PER_WEEK)


def saturdays(period: Period) -> Iterator[date]:
    """The Saturdays of the weekends that touch the period; the first may lie before it."""
    saturday = period.first + timedelta(days=(SATURDAY - period.first.weekday()) % DAYS_PER_WEEK)
    if period.first.weekday() > SATURDAY:
        yield period.first - DAY
    while saturday <= period.last:
        yield saturday
        saturday += WEEK


def whole_weekends(problem: Problem, one: Weekends, person: Participant) -> Iterator[date]:
    """The Saturdays of the weekends of which both days or none must be worked."""
    spans, past = known_spans(problem)[person.id], past_days(problem, person, one.which)
    for saturday in saturdays(problem.period) if one.whole else ():
        if not any(span.first <= saturday and saturday + DAY <= span.last for span in spans):
            continue
        if saturday in past and saturday + DAY not in possible_days(problem, person, one.which):
            continue
        if not _is_relaxed(problem, one, person, saturday, saturday):
            yield saturday


def last_weekends(problem: Problem, one: Weekends, person: Participant) -> Iterator[date]:
    """The Saturdays of the weekends with which a row could become too long."""
    if one.most_in_row is None:
        return
    past = past_days(problem, person, one.which)
    for saturday in saturdays(problem.period):
        if saturday not in past and not _is_relaxed(problem, one, person, saturday - one.most_in_row * WEEK, saturday):
            yield saturday


def _is_relaxed(problem: Problem, one: Weekends, person: Participant, first: date, last: date) -> bool:
    return one.must and is_relaxed(problem, MustWeekends.id, first, last + DAY, participant=person.id)


class _Weekends(PersonalCondition):
    """What both rules share: the misses, and the sentences."""

    kind = "weekends"
    name_ko = "주말 조건"
    name_en = "a condition on weekends"
    ko = "{person} 님은 {first}부터 {last}까지 주말 {weekends}번을 잇달아 나갑니다. 정한 기준은 {limit}번 이하입니다."
    en = "{person} works {weekends} weekends in a row, {first} to {last}; the condition asks for {limit} at most."
    half_ko = "{person} 님은 주말 이틀 가운데 {day} 하루만 나갑니다. 정한 기준은 이틀 모두 나가거나 모두 쉬는 것입니다."
    half_en = "{person} works on {day} alone of the weekend; the condition asks for both days or none."
    some_ko = (
        "{person} 님은 {first}부터 {last}까지 주말 {weekends}번을 잇달아 {about_ko} 근무에 나갑니다. "
        "정한 기준은 {limit}번 이하입니다."
    )
    some_en = (
        "{person} works shifts ({about_en}) {weekends} weekends in a row, {first} to {last}; "
        "the condition asks for {limit} at most."
    )
    half_some_ko = (
        "{person} 님은 주말 이틀 가운데 {day} 하루만 {about_ko} 근무에 나갑니다. "
        "정한 기준은 이틀 모두 나가거나 모두 나가지 않는 것입니다."
    )
    half_some_en = (
        "{person} works shifts ({about_en}) on {day} alone of the weekend; the condition asks for both days or none."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Half a weekend, or too many in a row; of all shifts or of some."""
        if finding.facts["about_ko"]:
            some = (self.half_some_ko, self.half_some_en), (self.some_ko, self.some_en)
            return some["day" not in finding.facts]
        return (self.half_ko, self.half_en) if "day" in finding.facts else (self.ko, self.en)

    def misses_of_person(self, case: Case, one: Weekends, person: Participant) -> Iterator[Miss]:
        """Each weekend that is half worked, each row of weekends that is too long."""
        worked = worked_days(case, person, one.which)
        for saturday in whole_weekends(case.problem, one, person):
            halves = [day for day in (saturday, saturday + DAY) if day in worked]
            if len(halves) == 1:
                facts: Facts = {"person": person.name, "day": halves[0], **about(case.problem, one.which)}
                yield Miss(1, facts, person.id, day=max(halves[0], case.problem.period.first))
        if one.most_in_row is not None:
            yield from _in_a_row(case.problem, one, one.most_in_row, person, worked)


def _in_a_row(problem: Problem, one: Weekends, most: int, person: Participant, worked: set[date]) -> Iterator[Miss]:
    ends = set(last_weekends(problem, one, person))
    for row in _rows(
        sorted({day - timedelta(days=day.weekday() - SATURDAY) for day in worked if day.weekday() >= SATURDAY})
    ):
        beyond = [saturday for saturday in row[most:] if saturday in ends]
        if beyond:
            facts: Facts = {
                "person": person.name, "first": row[0], "last": row[-1] + DAY, "weekends": len(row), "limit": most,
                **about(problem, one.which),
            }  # fmt: skip
            yield Miss(len(beyond), facts, person.id, day=max(beyond[0], problem.period.first))


def _rows(weekends: list[date]) -> list[list[date]]:
    rows = [weekends[:1]] if weekends else []
    for before, after in pairwise(weekends):
        if after == before + WEEK:
            rows[-1].append(after)
        else:
            rows.append([after])
    return rows


class MustWeekends(_Weekends, MustOfPerson):
    """H34: weekends that must be kept."""

    id = "H34"


class ShouldWeekends(_Weekends, ShouldOfPerson):
    """S34: weekends that should be kept."""

    id = "S34"
