"""Training that is still missing (W07).

W07: on a roster whose period ends no more than `ends_soon_days` before the club's date `training_due`, or later,
someone who works has fewer than `training_minutes_total` minutes of training so far. Silent where the club has set no
date.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.rules.base import Basis, Case, Finding, Ground
from scheduler.rules.warnings.base import Notice, Observations
from scheduler.rules.warnings.endings import soon
from scheduler.rules.words import Facts


class TrainingMissing(Notice):
    """W07: ten hours of training a year are due."""

    id = "W07"
    name_ko = "모자란 교육 시간"
    name_en = "training hours still missing"
    basis = Basis(
        Ground.LAW,
        "노인 일자리 및 사회활동 지원에 관한 법률 시행규칙 제12조제3항",
        "Enforcement Rule of the Senior Jobs Act art. 12(3)",
    )
    ko = "{person} 님의 교육 시간은 {trained:minutes}입니다. {due}까지 {total:minutes}을 채워야 합니다."
    en = "{person} has had {trained:minutes} of training; {total:minutes} are due by {due}."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Everyone who works with too little training, once the date is near."""
        numbers = case.problem.parameters
        if numbers.training_due is None or numbers.training_due > soon(case.problem).last:
            return
        for person in case.problem.participants:
            if person.training_minutes < numbers.training_minutes_total and case.shifts(person):
                facts: Facts = {
                    "person": person.name, "trained": person.training_minutes,
                    "total": numbers.training_minutes_total, "due": numbers.training_due,
                }  # fmt: skip
                yield Finding(self.id, facts, participant=person.id)
