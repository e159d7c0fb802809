"""What is known of the club as a whole (W12, W13, W14).

- W12: a year of the period has no minimum wage entered.
- W13: 100 * left // took part >= `leavers_per_cent` in a programme, since the year began.
- W14: cells changed on their own day: at least `MANY`, and at least twice as many as in the month before.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.rules.base import Basis, Case, Finding, Ground
from scheduler.rules.warnings.base import Notice, Observations
from scheduler.rules.words import Facts

MANY = 10
"""W14: fewer changes than these are not told."""


class NoWageTable(Notice):
    """W12: budgets in won and wages need the year's minimum wage."""

    id = "W12"
    name_ko = "최저임금 미등록"
    name_en = "no minimum wage for the year"
    basis = Basis(Ground.LAW, "최저임금법 제5조", "Minimum Wage Act art. 5")
    ko = "{year}년 최저임금이 아직 등록되어 있지 않습니다. 금액 한도는 지난 값으로 계산합니다."
    en = "No minimum wage is entered for {year}; budgets in won are counted with the last known one."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every year of the period without one."""
        if seen.wage_years is None:
            return
        period = case.problem.period
        for year in range(period.first.year, period.last.year + 1):
            if year not in seen.wage_years:
                yield Finding(self.id, {"year": year})


class ManyLeave(Notice):
    """W13: many have left a programme this year."""

    id = "W13"
    name_ko = "중도 포기"
    name_en = "people leaving"
    basis = Basis(Ground.PROGRAM, "공동체사업단 중도 포기율(전국 17%)", "national share of leavers, 17 %")
    ko = "올해 ‘{program}’ 사업단에서 {people}명 가운데 {left}명({share}%)이 그만두었습니다."
    en = "Of {people} people in {program}, {left} ({share} %) have left this year."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every programme with many leavers."""
        for program in case.problem.programs:
            left, people = (seen.leavers or {}).get(program.id, (0, 0))
            if left and 100 * left // people >= seen.leavers_per_cent:
                facts: Facts = {"program": program.name, "left": left, "people": people, "share": 100 * left // people}
                yield Finding(self.id, facts)


class ManySameDayChanges(Notice):
    """W14: unusually many changes on the day itself."""

    id = "W14"
    name_ko = "당일 변경"
    name_en = "changes on the day itself"
    basis = Basis(Ground.HABIT, "기관 운영 방침", "house policy")
    ko = "이달에는 근무 당일에 바꾼 칸이 {count}개입니다. 지난달에는 {usual}개였습니다."
    en = "{count} cells were changed on their own day this month; last month it was {usual}."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """One finding when there are many, and twice as many as before."""
        count, usual = seen.same_day_changes, seen.usual_same_day_changes
        if count is not None and usual is not None and count >= MANY and count >= 2 * usual:
            yield Finding(self.id, {"count": count, "usual": usual})
