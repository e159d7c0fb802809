"""When someone cannot work (H07). Looks at one person and one shift.

H07: the shift's span [start, end) shares no minute with a span [start, end) on which the person is unavailable. A shift
past midnight meets the next day's spans as well: its end minus 1440 reaches into them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.problem import Participant, Problem, Shift, Site, Unavailable
from scheduler.rules.base import Basis, Finding, Ground, UnaryRule, Violation

_NEXT = timedelta(days=1)


def meets(span: Unavailable, shift: Shift) -> bool:
    """Whether the shift touches the span."""
    if span.day == shift.day:
        return span.start < shift.end and shift.start < span.end
    return shift.end > MINUTES_PER_DAY and span.day == shift.day + _NEXT and span.start < shift.end - MINUTES_PER_DAY


class Available(UnaryRule):
    """H07: approved leave, fixed days off and other times when someone cannot work; the reason is not kept."""

    id = "H07"
    name_ko = "근무 불가"
    name_en = "being unavailable"
    basis = Basis(Ground.HABIT, "참여자가 알린 근무 불가 일시", "times reported by the participant")
    ko = "{person} 님은 {off_day} {off_start:clock}~{off_end:clock}에 나올 수 없습니다."
    en = "{person} is unavailable on {off_day}, {off_start:clock}-{off_end:clock}."
    all_day_ko = "{person} 님은 {off_day}에 나올 수 없습니다."
    all_day_en = "{person} is unavailable on {off_day}."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """The whole day, or a span of it."""
        whole = (finding.facts["off_start"], finding.facts["off_end"]) == (0, MINUTES_PER_DAY)
        return (self.all_day_ko, self.all_day_en) if whole else (self.ko, self.en)

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The first span that the shift touches."""
        for span in person.unavailable:
            if meets(span, shift):
                return self._object(problem, person, shift, off_day=span.day, off_start=span.start, off_end=span.end)
        return None

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """Every shift of a day without end or beginning, and what touches another span."""
        if not person.unavailable:
            return ()
        away: set[date] = set()
        partly: set[date] = set()
        for span in person.unavailable:
            (away if span.start == 0 and span.end == MINUTES_PER_DAY else partly).add(span.day)
        return [
            shift for shift in shifts
            if shift.day in away
            or ((shift.day in partly or shift.end > MINUTES_PER_DAY)
                and any(meets(span, shift) for span in person.unavailable))
        ]  # fmt: skip
