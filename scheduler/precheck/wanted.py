"""People who should rather be on certain shifts, and could take none of them.

Whoever must be on a shift is looked at with the locked cells, shift by shift: there one shift is enough for an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scheduler.conditions import Seating
from scheduler.precheck.advice import Advice, Both, Kind, Severity, Step, advice, say_days, say_people
from scheduler.precheck.offers import is_settled, most_often
from scheduler.problem import Problem, Shift
from scheduler.rules.base import by_start, once_per_problem
from scheduler.rules.conditioned import conditions_of
from scheduler.rules.eligibility import eligible_shifts, objection
from scheduler.rules.judge import rule
from scheduler.rules.seatings import ShouldSeatings
from scheduler.rules.seats import is_ordinary
from scheduler.rules.which import fitting

WANTED_OUT_OF_REACH = Kind(
    Step.CONDITIONS,
    Severity.WARNING,
    "wanted_out_of_reach",
    "{days} {site} 근무에 {people}을 되도록 배정하는 조건이 있는데, 이 가운데 맡을 수 있는 근무가 없습니다. "
    "가장 큰 이유는 {reason}입니다.",
    "A condition asks for {people} at {site} ({days}), but there is no shift among these that they could take. "
    "Most often because of {reason}.",
    "배정 조건을 고치거나 {reason} 내용을 확인하십시오.",
    "Change the condition, or see to what the rule looks at: {reason}.",
)


def wanted(problem: Problem) -> Iterator[Advice]:
    """Conditions that should put somebody on shifts of which that person may take none, by what is in the way."""
    if ShouldSeatings.id not in problem.weight:
        return
    for one in conditions_of(problem, "seatings", False):
        if one.wanted:
            yield from _out_of_reach(problem, one)


def _out_of_reach(problem: Problem, one: Seating) -> Iterator[Advice]:
    meant = fitting(problem, one.which) & _still_to_build(problem)
    away = [person for person in sorted(one.people or ()) if meant and meant.isdisjoint(_able(problem)[person])]
    if not away:
        return
    shifts = sorted((problem.shift[shift] for shift in meant), key=by_start)
    by_reason: dict[str, list[str]] = defaultdict(list)
    for person in away:
        by_reason[most_often(objection(problem, person, shift) for shift in shifts)].append(person)
    for reason, people in by_reason.items():
        yield advice(
            WANTED_OUT_OF_REACH, {},
            ("people", say_people([problem.participant[person].name for person in people])),
            ("days", say_days(shift.day for shift in shifts)), ("site", _say_sites(problem, shifts)),
            ("reason", Both(rule(reason).name_ko, rule(reason).name_en)),
            participant=people[0], site=shifts[0].site, day=shifts[0].day, condition=one.id,
        )  # fmt: skip


@once_per_problem
def _still_to_build(problem: Problem) -> frozenset[str]:
    """Ids of the ordinary shifts of programmes that are not settled."""
    return frozenset(shift.id for shift in problem.shifts if is_ordinary(shift) and not is_settled(problem, shift))


@once_per_problem
def _able(problem: Problem) -> dict[str, frozenset[str]]:
    return {person: frozenset(shift.id for shift in shifts) for person, shifts in eligible_shifts(problem).items()}


def _say_sites(problem: Problem, shifts: Sequence[Shift]) -> Both:
    """The first site, and how many more."""
    names = list(dict.fromkeys(problem.site[shift.site].name for shift in shifts))
    more = len(names) - 1
    if not more:
        return Both(names[0], names[0])
    return Both(f"{names[0]} 외 {more}곳", f"{names[0]} and {more} other site{'s' if more > 1 else ''}")
