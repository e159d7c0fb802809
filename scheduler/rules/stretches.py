"""Runs of days with, or without, work of a kind (H33, S33).

A run is as many known days in a row as there are on which the person starts a shift of `which`, or, with `off`, starts
none. Known are the days of the period under contract, and the five weeks of history of anybody with a past shift (see
`known`). A run ends where the known days end.

At most: one unit for each day d of the period such that all of d - most .. d are such days. Days before the period
count, but only days of the period are too many. With `off`, a stretch of days on which the person could not work such a
shift anyway, by the unary rules, is not too long.

At least: a run that neither begins nor ends the known days, and whose next day lies in the period, misses
least - length units. A run that has come from before the period, and ends on a day on which the person could not work
such a shift anyway, is not too short: history alone breaks nothing.

Where hard, a stretch that is too long is set aside when one of its days is, a run that is too short also when the day
after it is.

As rows, with in(d) = 1 on such a day (past days are constants): sum of in(d - most .. d) <= most. A run that begins on
day a must still go on at a + j for j < least: in(a) - in(a - 1) <= in(a + j); where soft, each j that fails costs one
unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from scheduler.calendar import Period
from scheduler.conditions import Stretch
from scheduler.problem import Participant, Problem
from scheduler.rules.about import about
from scheduler.rules.base import Case, Finding, once_per_problem
from scheduler.rules.conditioned import Miss, MustOfPerson, PersonalCondition, ShouldOfPerson
from scheduler.rules.known import DAY, known_spans, possible_days, worked_days
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.runs import runs
from scheduler.rules.words import Facts


def ends_too_long(problem: Problem, one: Stretch, person: Participant) -> frozenset[date]:
    """Days d of the period on which a run of more than `most` days, d - most .. d, would be one day too long."""
    known = _ends(problem)
    found = known.get((one.id, person.id))
    if found is None:
        found = known[one.id, person.id] = frozenset(_judged_ends(problem, one, person))
    return found


@once_per_problem
def _ends(problem: Problem) -> dict[tuple[str, str], frozenset[date]]:
    return {}


def _judged_ends(problem: Problem, one: Stretch, person: Participant) -> Iterator[date]:
    reach = timedelta(days=one.most or 0)
    for span in known_spans(problem)[person.id]:
        for day in _days(max(span.first + reach, problem.period.first), span.last):
            if one.off and not _could_work(problem, one, person, day - reach, day):
                continue
            if not _is_relaxed(problem, one, person, day - reach, day):
                yield day


def _could_work(problem: Problem, one: Stretch, person: Participant, first: date, last: date) -> bool:
    possible = possible_days(problem, person, one.which)
    return any(day in possible for day in _days(first, last))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def is_too_short(problem: Problem, one: Stretch, person: Participant, run: Period) -> bool:
    """Whether a run of fewer than `least` days, amid the known days, counts as too short."""
    begin, after = problem.period.first, run.last + DAY
    if after < begin or _is_relaxed(problem, one, person, run.first, after):
        return False
    return one.off or run.first >= begin or after in possible_days(problem, person, one.which)


def _is_relaxed(problem: Problem, one: Stretch, person: Participant, first: date, last: date) -> bool:
    return one.must and is_relaxed(problem, MustStretches.id, first, last, participant=person.id)


def _runs_of(one: Stretch, span: Period, worked: Iterable[date]) -> Iterator[tuple[date, date]]:
    """First and last day of each run in the span."""
    begin, end = span.first, span.last
    inside = sorted(day for day in worked if begin <= day <= end)
    return _gaps(span, inside) if one.off else runs(inside)


def _gaps(span: Period, worked: Iterable[date]) -> Iterator[tuple[date, date]]:
    free = span.first
    for day in worked:
        if free < day:
            yield free, day - DAY
        free = day + DAY
    if free <= span.last:
        yield free, span.last


class _Stretches(PersonalCondition):
    """What both rules share: the misses, and the sentence by kind of day and side."""

    kind = "stretches"
    name_ko = "연속 근무·휴무 조건"
    name_en = "a condition on days in a row"
    ko = "{person} 님은 {first}부터 {last}까지 {days}일을 잇달아 나갑니다. 정한 기준은 {limit}일 이하입니다."
    en = "{person} works {days} days in a row from {first} to {last}; the condition asks for {limit} at most."

    def misses_of_person(self, case: Case, one: Stretch, person: Participant) -> Iterator[Miss]:
        """Each run that is too long or too short."""
        worked = worked_days(case, person, one.which)
        for span in known_spans(case.problem)[person.id]:
            for first, last in _runs_of(one, span, worked):
                length = (last - first).days + 1
                if one.most is not None and length > one.most:
                    yield from _too_long(case.problem, one, one.most, person, Period(first, last))
                amid = span.first < first and last < span.last
                if one.least is not None and amid and length < one.least:
                    yield from _too_short(case.problem, one, one.least, person, Period(first, last))

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Work or rest, of all shifts or of some, too long or too short."""
        facts = finding.facts
        does_ko, does_en = _DOES[bool(facts["off"]), bool(facts["about_ko"])]
        side_ko, side_en = ("이상", "least") if facts["side"] == "least" else ("이하", "most")
        asked = (
            f"정한 기준은 {{limit}}일 {side_ko}입니다.",
            f"the condition asks for {{limit}} at {side_en}.",
        )
        if facts["days"] == 1:
            return (
                f"{{person}} 님은 {{first}} 하루만 {does_ko}. {asked[0]}",
                f"{{person}} {does_en} on {{first}} alone; {asked[1]}",
            )
        return (
            f"{{person}} 님은 {{first}}부터 {{last}}까지 {{days}}일을 잇달아 {does_ko}. {asked[0]}",
            f"{{person}} {does_en} {{days}} days in a row from {{first}} to {{last}}; {asked[1]}",
        )


_DOES = {
    (False, False): ("나갑니다", "works"),
    (False, True): ("{about_ko} 근무에 나갑니다", "works shifts ({about_en})"),
    (True, False): ("쉽니다", "rests"),
    (True, True): ("{about_ko} 근무 없이 지냅니다", "has no shift ({about_en})"),
}
"""What is done on the days of a run: by whether it is rest, and whether only some shifts are meant."""


def _too_long(problem: Problem, one: Stretch, most: int, person: Participant, run: Period) -> Iterator[Miss]:
    ends = ends_too_long(problem, one, person)
    beyond = [day for day in _days(run.first + timedelta(days=most), run.last) if day in ends]
    if beyond:
        yield Miss(len(beyond), _facts(problem, one, person, run, most), person.id, day=beyond[0])


def _too_short(problem: Problem, one: Stretch, least: int, person: Participant, run: Period) -> Iterator[Miss]:
    if is_too_short(problem, one, person, run):
        # Told on a day of the period: where the work after a short rest begins, or where the short run of work does.
        day = run.last + DAY if one.off else max(run.first, problem.period.first)
        yield Miss(least - len(run), _facts(problem, one, person, run, least), person.id, day=day)


def _facts(problem: Problem, one: Stretch, person: Participant, run: Period, limit: int) -> Facts:
    return {
        "person": person.name, "first": run.first, "last": run.last, "days": len(run), "limit": limit,
        "off": int(one.off), "side": "most" if len(run) > limit else "least", **about(problem, one.which),
    }  # fmt: skip


class MustStretches(_Stretches, MustOfPerson):
    """H33: runs of days that must be kept."""

    id = "H33"


class ShouldStretches(_Stretches, ShouldOfPerson):
    """S33: runs of days that should be kept."""

    id = "S33"
