"""Safety training before the first shift (H19). Looks at one person and one shift.

H19, where `parameters.safety_training_kept`: `safety_trained_on` is known and not after the day of the shift. Trainings
and meetings (`shift.event`) are exempt: the safety training itself is one of them. Where the club keeps the days of
training elsewhere, the rule says nothing.
"""

from __future__ import annotations

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Basis, Finding, Ground, UnaryRule, Violation


class SafetyTraining(UnaryRule):
    """H19: nobody works before the safety training."""

    id = "H19"
    name_ko = "안전교육"
    name_en = "safety training"
    basis = Basis(
        Ground.LAW,
        "노인 일자리 및 사회활동 지원에 관한 법률 시행규칙 제13조제2항",
        "Enforcement Rule of the Senior Jobs Act art. 13(2)",
    )
    ko = "{person} 님은 아직 안전교육을 받지 않아 {day} 근무에 나갈 수 없습니다."
    en = "{person} has had no safety training yet and cannot work on {day}."
    later_ko = "{person} 님의 안전교육일은 {trained}이어서 그 전인 {day} 근무에 나갈 수 없습니다."
    later_en = "{person}'s safety training is on {trained}, after the shift on {day}."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Trained only after the day, or never."""
        return (self.later_ko, self.later_en) if "trained" in finding.facts else (self.ko, self.en)

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """No training on or before the shift's day."""
        if not self.may_object(problem, shift):
            return None
        trained = person.safety_trained_on
        if trained is None:
            return self._object(problem, person, shift)
        return None if trained <= shift.day else self._object(problem, person, shift, trained=trained)

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """Where the days of training are kept, but not to an event."""
        return problem.parameters.safety_training_kept and not shift.event
