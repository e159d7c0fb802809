"""Rest between two shifts (H16).

H16: for any two shifts a, b of a person with end(a) <= start(b), b planned: start(b) - end(a) >=
`min_rest_between_shifts`. Past shifts count. Shifts that overlap are H04's. Two shifts of one day are judged alike: a
club that allows them (H03) must lower the rest.
The number is the strictest over the person's contracts that meet the period (`rules.own`). A shift that begins on a day
for which the rule is set aside may begin at once.
One violation is told for each shift that begins too early, with the rest after the latest end before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import LONGEST_SHIFT, Participant, Problem, Shift, ends_at, starts_at
from scheduler.rules.base import Basis, Case, Finding, Ground, HardRule, Violation, place_of
from scheduler.rules.own import own
from scheduler.rules.relaxed import is_relaxed


def rest_before(problem: Problem, person: Participant, shift: Shift) -> int:
    """Minutes of rest that the person needs before the shift: none where the rule is set aside."""
    if is_relaxed(problem, Rest.id, shift.day, shift.day, participant=person.id):
        return 0
    return own(problem, person).rest


class Rest(HardRule):
    """H16: so many minutes from the end of a shift to the start of the next."""

    id = "H16"
    name_ko = "근무 사이 휴식"
    name_en = "rest between shifts"
    basis = Basis(Ground.HABIT, "기관 운영 방침", "house policy")
    relaxable = True
    ko = (
        "{person} 님은 앞 근무를 마치고 {rest:minutes} 뒤인 {day} {start:clock}에 다시 나갑니다. "
        "근무 사이에 {least:minutes}을 쉬어야 합니다."
    )
    en = "{person} starts again on {day} at {start:clock}, {rest:minutes} after a shift; {least:minutes} is needed."

    at_once_ko = (
        "{person} 님은 앞 근무를 마치자마자 {day} {start:clock}에 다시 나갑니다. "
        "근무 사이에 {least:minutes}을 쉬어야 합니다."
    )
    at_once_en = "{person} starts again on {day} at {start:clock}, at the end of a shift; {least:minutes} is needed."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """A short rest, or none."""
        return (self.ko, self.en) if finding.facts["rest"] else (self.at_once_ko, self.at_once_en)

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """One violation for each planned shift that begins too soon."""
        least = own(case.problem, person).rest
        if case.breather(person) >= least:
            return
        timeline = case.timeline(person)
        past = len(timeline) - len(case.shifts(person))
        for index in range(max(past, 1), len(timeline)):
            shift = timeline[index]
            begins = starts_at(shift)
            rest = least
            for before in reversed(timeline[:index]):
                if starts_at(before) <= begins - LONGEST_SHIFT - least:
                    break
                if ends_at(before) <= begins:
                    rest = min(rest, begins - ends_at(before))
            if rest < least and isinstance(shift, Shift) and rest < rest_before(case.problem, person, shift):
                facts = {"person": person.name, **place_of(case.problem, shift), "rest": rest, "least": least}
                yield Violation(self.id, facts, participant=person.id, shift=shift.id, day=shift.day)
