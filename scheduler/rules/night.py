"""Night work only with consent (H15). Looks at one person and one shift.

H15: `Problem.night_minutes(shift)` > 0 (a minute or more between `night_from` 22:00 and `night_until` 06:00) needs
`participant.night_opt_in`. The night is that of the contract's numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.problem import Participant, Problem, Shift, Site
from scheduler.rules.base import Basis, Ground, UnaryRule, Violation


class NightConsent(UnaryRule):
    """H15: only those who have agreed work at night."""

    id = "H15"
    name_ko = "야간 근무 미동의"
    name_en = "no consent to night work"
    basis = Basis(
        Ground.HABIT,
        "야간 근무는 본인 동의로만 (야간은 근로기준법 제56조제3항의 22시~06시)",
        "night work by consent (night as in Labor Standards Act art. 56(3), 22:00-06:00)",
    )
    ko = "{person} 님은 야간 근무에 동의하지 않았습니다. {day} {site} 근무에는 야간 시간이 {night:minutes} 있습니다."
    en = "{person} has not agreed to night work; the shift at {site} on {day} holds {night:minutes} of night."

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """Night minutes without consent."""
        if person.night_opt_in:
            return None
        contract = problem.contract_of(person, shift) if problem.special else None
        night = problem.night_minutes(shift, problem.parameters_of(contract) if contract else None)
        return self._object(problem, person, shift, night=night) if night else None

    def may_speak(self, problem: Problem) -> bool:
        """Only where somebody has not agreed."""
        return not all(person.night_opt_in for person in problem.participants)

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """Where the shift holds a minute of somebody's night."""
        every = (problem.parameters, *(one.parameters for one in problem.special))
        return any(problem.night_minutes(shift, numbers) for numbers in every)

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None of those who have agreed."""
        return () if person.night_opt_in else super().barred(problem, person, site, shifts)
