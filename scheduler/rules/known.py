"""Which days of a person are known, and on which of them the person works: what patterns in time look at.

Known are the days of the period on which the person has a contract, and the five weeks of history when there is any
past shift at all. A person without a past shift is new, or comes from a file without history: nothing is known of the
days before. What lies beside the known days is neither work nor rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from scheduler.calendar import Period
from scheduler.conditions import EVERY_SHIFT, Which
from scheduler.problem import Participant, Problem, history_begins
from scheduler.rules.base import Case, once_per_problem
from scheduler.rules.eligibility import eligible_shifts
from scheduler.rules.which import fitting, is_meant

DAY = timedelta(days=1)


@once_per_problem
def known_spans(problem: Problem) -> dict[str, tuple[Period, ...]]:
    """By participant id the known days, as spans that do not touch each other, in order."""
    return {person.id: _known(problem, person) for person in problem.participants}


def _known(problem: Problem, person: Participant) -> tuple[Period, ...]:
    period = problem.period
    pieces = [
        Period(max(one.first, period.first), min(one.last, period.last))
        for one in person.contracts
        if one.first <= period.last and period.first <= one.last
    ]
    if person.past:
        pieces.append(Period(history_begins(period), period.first - DAY))
    return tuple(_joined(pieces))


@once_per_problem
def known_days(problem: Problem) -> dict[str, frozenset[date]]:
    """The same, day by day."""
    spans = known_spans(problem)
    return {person: frozenset(day for span in spans[person] for day in span.days()) for person in spans}


def _joined(pieces: Iterable[Period]) -> list[Period]:
    spans: list[Period] = []
    for piece in sorted(pieces):
        if spans and piece.first <= spans[-1].last + DAY:
            spans[-1] = Period(spans[-1].first, max(spans[-1].last, piece.last))
        else:
            spans.append(piece)
    return spans


@once_per_problem
def _past(problem: Problem) -> dict[tuple[str, Which, Which], frozenset[date]]:
    return {}


@once_per_problem
def _any_past(problem: Problem) -> dict[str, frozenset[date]]:
    return {person.id: frozenset(one.day for one in person.past) for person in problem.participants}


def past_days(problem: Problem, person: Participant, which: Which, also: Which = EVERY_SHIFT) -> frozenset[date]:
    """Days before the period on which the person worked a shift that is meant by both."""
    if not person.past:
        return frozenset()
    if which == EVERY_SHIFT == also:
        return _any_past(problem)[person.id]
    known, key = _past(problem), (person.id, which, also)
    found = known.get(key)
    if found is None:
        found = known[key] = frozenset(one.day for one in person.past if is_meant(problem, one, which, also))
    return found


def worked_days(case: Case, person: Participant, which: Which, also: Which = EVERY_SHIFT) -> set[date]:
    """Days on which the person starts a shift that is meant by both, past ones included."""
    days = set(past_days(case.problem, person, which, also))
    meant = _meant_by_both(case.problem, which, also)
    if meant is None:
        days.update(case.days(person))
    else:
        days.update(shift.day for shift in case.shifts(person) if shift.id in meant)
    return days


@once_per_problem
def _both(problem: Problem) -> dict[tuple[Which, Which], frozenset[str] | None]:
    return {}


def _meant_by_both(problem: Problem, one: Which, other: Which) -> frozenset[str] | None:
    """None stands for all shifts."""
    if one == EVERY_SHIFT == other:
        return None
    known = _both(problem)
    if (one, other) not in known:
        meant = [fitting(problem, some) for some in (one, other) if some != EVERY_SHIFT]
        known[one, other] = frozenset.intersection(*meant) if meant else None
    return known[one, other]


@once_per_problem
def _possible(problem: Problem) -> dict[tuple[str, Which, Which], frozenset[date]]:
    return {}


def possible_days(problem: Problem, person: Participant, which: Which, also: Which = EVERY_SHIFT) -> frozenset[date]:
    """Days of the period on which no unary rule keeps the person from every shift that is meant by both."""
    known, key = _possible(problem), (person.id, which, also)
    found = known.get(key)
    if found is None:
        shifts = eligible_shifts(problem)[person.id]
        found = known[key] = frozenset(shift.day for shift in shifts if is_meant(problem, shift, which, also))
    return found
