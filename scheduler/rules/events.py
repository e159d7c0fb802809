"""Trainings and meetings on the roster, code 교 (H41). Looks at one person and one shift.

H41: whoever works an event (`shift.event`) is locked on it: a coordinator writes down who goes, nobody else is sent.

An event is work like any other: its minutes count under every cap and for S03 and S04, nobody can be elsewhere at the
same time, and rests and runs of days count it. What looks at a seat or at somebody's turn leaves it out: H06 and H23
(it is for everybody of the programme, on closed days too), H19 to H22, H25 to H27, S05 to S07, and the turns carried
over.
"""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Basis, Ground, UnaryRule, Violation, once_per_problem


@once_per_problem
def sent(problem: Problem) -> Mapping[str, tuple[Shift, ...]]:
    """The events on which each participant is locked, by participant id; whoever is sent nowhere is absent."""
    found: dict[str, dict[str, Shift]] = {}
    for lock in problem.locks:
        shift = problem.shift[lock.shift]
        if lock.works and shift.event:
            found.setdefault(lock.participant, {})[shift.id] = shift
    return {person: tuple(shifts.values()) for person, shifts in found.items()}


class Sent(UnaryRule):
    """H41: only those whom a coordinator sends go to a training or meeting."""

    id = "H41"
    name_ko = "교육·회의 대상"
    name_en = "who is sent to the training or meeting"
    basis = Basis(Ground.HABIT, "담당자가 정한 교육·회의 대상", "whom the coordinator sends to trainings and meetings")
    ko = (
        "{day} {site} {start:clock}~{end:clock} 교육·회의에는 담당자가 적은 분만 갑니다. "
        "{person} 님은 적혀 있지 않습니다."
    )
    en = (
        "Only those whom the coordinator has written down go to the training or meeting at {site} on {day}, "
        "{start:clock}-{end:clock}; {person} is not among them."
    )

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """An event on which the person is not locked."""
        if not shift.event or shift in sent(problem).get(person.id, ()):
            return None
        return self._object(problem, person, shift)

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """To those who are not sent to an event."""
        return shift.event
