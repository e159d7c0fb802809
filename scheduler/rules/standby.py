"""Somebody to call on each day (S14).

A programme g takes part when someone with `stand_by` has a contract with it that holds a day of the period. R(g, d) are
those with `stand_by` who have a contract with g that holds day d and are not unavailable for all of d, 00:00 to 24:00.

S14: for each such programme g and each day d on which one of its ordinary shifts has seats: 1 unit when nobody of
R(g, d) is free, that is, when each of them starts a shift on d, at any programme. An empty R(g, d) has nobody free.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.problem import Participant, Problem, Program
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, SoftRule, once_per_problem
from scheduler.rules.words import Facts


@dataclass(frozen=True, slots=True)
class Duty:
    """A programme on a day on which someone should be free."""

    program: Program
    day: date
    shift: str
    """Id of a shift of the programme on that day: where nobody could stand by, the unit belongs to it."""
    people: tuple[str, ...]
    """R(g, d), by id."""


@once_per_problem
def duties(problem: Problem) -> tuple[Duty, ...]:
    """Every programme and day that S14 looks at, by programme and day."""
    ready = [person for person in problem.participants if person.stand_by]
    period = problem.period
    taking_part = {
        contract.program
        for person in ready
        for contract in person.contracts
        if contract.first <= period.last and period.first <= contract.last
    }
    days: dict[tuple[str, date], str] = {}
    for shift in problem.shifts:
        program = problem.site_of(shift).program
        if shift.seats and program in taking_part:
            days.setdefault((program, shift.day), shift.id)
    return tuple(
        Duty(problem.program[name], day, shift, tuple(one.id for one in ready if _could_come(one, name, day)))
        for (name, day), shift in sorted(days.items())
    )


def _could_come(person: Participant, program: str, day: date) -> bool:
    return any(one.program == program and one.first <= day <= one.last for one in person.contracts) and not _is_away(
        person, day
    )


def _is_away(person: Participant, day: date) -> bool:
    """Whether unavailable spans cover the whole day."""
    reached = 0
    for span in sorted((span.start, span.end) for span in person.unavailable if span.day == day):
        if span[0] > reached:
            return False
        reached = max(reached, span[1])
    return reached >= MINUTES_PER_DAY


class StandBy(SoftRule):
    """S14: on each day someone can be called when somebody is missing."""

    id = "S14"
    name_ko = "대체 가능한 사람"
    name_en = "a stand-by for the day"
    basis = Basis(Ground.HABIT, "갑자기 빠지는 분을 대신할 사람", "someone to call when somebody is missing")
    ko = "{day}에는 {program} 근무를 대신 맡을 수 있는 분이 모두 나가거나 자리를 비웁니다."
    en = "On {day} everybody who could stand in at {program} works already or is away."

    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """One unit for each programme and day without anybody free."""
        people = case.problem.participant
        at_work = {
            (person, shift.day)
            for person in {one for duty in duties(case.problem) for one in duty.people}
            for shift in case.shifts(people[person])
        }
        for duty in duties(case.problem):
            if all((person, duty.day) in at_work for person in duty.people):
                facts: Facts = {"day": duty.day, "program": duty.program.name}
                yield PenaltyItem(self.id, facts, day=duty.day, units=1, weight=weight)
