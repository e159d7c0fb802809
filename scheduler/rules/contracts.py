"""Work only under a contract and only where it says (H05, H06). Both look at one person and one shift.

- H05: `Problem.contract_of(person, shift)` is not None: a contract with the site's programme covers the shift's day.
- H06: the shift's site is among that contract's sites, for employees and all others alike. Judged only where H05 holds;
  trainings and meetings (`shift.event`) are for everybody of the programme and exempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.problem import Contract, Participant, Problem, Shift, Site
from scheduler.rules.base import Basis, Finding, Ground, UnaryRule, Violation


class ContractDates(UnaryRule):
    """H05: no work outside the dates of a contract or appointment."""

    id = "H05"
    name_ko = "계약 기간"
    name_en = "contract dates"
    basis = Basis(Ground.LAW, "근로기준법 제17조, 근로계약·위촉 기간", "Labor Standards Act art. 17; contract dates")
    ko = "{person} 님은 {day}에 {program} 계약이 없습니다."
    en = "{person} has no contract with {program} on {day}."
    ended_ko = "{person} 님의 {program} 계약은 {ended}에 끝났습니다."
    ended_en = "{person}'s contract with {program} ended on {ended}."
    begins_ko = "{person} 님의 {program} 계약은 {begins}에 시작합니다."
    begins_en = "{person}'s contract with {program} begins on {begins}."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Ended before the day, not begun yet, or no contract at all."""
        if "ended" in finding.facts:
            return self.ended_ko, self.ended_en
        if "begins" in finding.facts:
            return self.begins_ko, self.begins_en
        return self.ko, self.en

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """No contract with the site's programme on that day."""
        if problem.contract_of(person, shift) is not None:
            return None
        program = problem.program[problem.site[shift.site].program]
        others = [contract for contract in person.contracts if contract.program == program.id]
        ended = [contract.last for contract in others if contract.last < shift.day]
        begins = [contract.first for contract in others if contract.first > shift.day]
        found = self._object(problem, person, shift, program=program.name)
        if ended:
            return self._object(problem, person, shift, program=program.name, ended=max(ended))
        if begins:
            return self._object(problem, person, shift, program=program.name, begins=min(begins))
        return found

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None under a contract for the whole period, else those on days without one."""
        terms, period = _terms(person, site), problem.period
        if any(one.first <= period.first and period.last <= one.last for one in terms):
            return ()
        return [shift for shift in shifts if not any(one.first <= shift.day <= one.last for one in terms)]


def _terms(person: Participant, site: Site) -> list[Contract]:
    """The person's contracts with the site's programme."""
    return [one for one in person.contracts if one.program == site.program]


class ContractedSites(UnaryRule):
    """H06: no work at a site that the contract does not name."""

    id = "H06"
    name_ko = "계약 근무지"
    name_en = "contracted sites"
    basis = Basis(
        Ground.LAW,
        "근로기준법 제17조제1항제5호, 같은 법 시행령 제8조(취업의 장소)",
        "Labor Standards Act art. 17(1)5; Enforcement Decree art. 8 (place of work)",
    )
    ko = "{person} 님의 계약에는 근무지 {site}의 근무가 들어 있지 않습니다."
    en = "{person}'s contract does not name the site {site}."

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """A contract covers the day, but not the site."""
        contract = problem.contract_of(person, shift)
        if contract is None or shift.site in contract.sites or shift.event:
            return None
        return self._object(problem, person, shift)

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """Not to an event."""
        return not shift.event

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None where every contract with the programme names the site."""
        if all(site.id in one.sites for one in _terms(person, site)):
            return ()
        return super().barred(problem, person, site, shifts)
