"""One person, one place at a time (H03, H04).

- H03: at most `max_shifts_per_day` shifts of a person start on one day, unless that is set aside for the day.
- H04: for any two shifts a, b of a person with start(a) <= start(b), at least one of them planned: start(b) >= end(a),
  and start(b) >= end(a) + `travel_buffer` when they are at different sites. Past shifts count, at unknown sites too.

Both numbers are the strictest over the person's contracts that meet the period (`rules.own`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.problem import LONGEST_SHIFT, Participant, PastShift, Problem, Shift, ends_at, starts_at
from scheduler.rules.base import Basis, Case, Finding, Ground, HardRule, Violation, place_of, site_name
from scheduler.rules.own import own
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.words import Facts


def shifts_a_day(problem: Problem, person: Participant, day: date) -> int:
    """H03: the most shifts of the person on the day; as many as a day has minutes where the rule is set aside."""
    if is_relaxed(problem, ShiftsPerDay.id, day, day, participant=person.id):
        return MINUTES_PER_DAY
    return own(problem, person).shifts_a_day


class ShiftsPerDay(HardRule):
    """H03: so many shifts a day at most."""

    id = "H03"
    name_ko = "하루 근무 횟수"
    name_en = "shifts per day"
    basis = Basis(Ground.HABIT, "기관 운영 방침", "house policy")
    relaxable = True
    ko = "{person} 님은 {day}에 {count}번 나갑니다. 하루에 {most}번까지 나갈 수 있습니다."
    en = "{person} works {count} shifts on {day}; {most} a day at most."

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """One violation for each day with too many shifts."""
        most = own(case.problem, person).shifts_a_day
        shifts = case.shifts(person)
        days = Counter(shift.day for shift in shifts) if len(shifts) > len(case.days(person)) else {}
        for day, count in days.items():
            if count > most and count > shifts_a_day(case.problem, person, day):
                facts: Facts = {"person": person.name, "day": day, "count": count, "most": most}
                yield Violation(self.id, facts, participant=person.id, day=day)


class Overlap(HardRule):
    """H04: no two shifts at once, and time to travel between sites."""

    id = "H04"
    name_ko = "겹치는 근무"
    name_en = "overlapping shifts"
    basis = Basis(Ground.HABIT, "동시에 두 곳에 있을 수 없음", "nobody is at two places at once")
    ko = (
        "{person} 님의 {day} {site} 근무({start:clock}~{end:clock})가 "
        "{other_day} {other_site} 근무({other_start:clock}~{other_end:clock})와 겹칩니다."
    )
    en = (
        "{person}'s shift at {site} on {day} ({start:clock}-{end:clock}) overlaps the one at {other_site} "
        "on {other_day} ({other_start:clock}-{other_end:clock})."
    )
    travel_ko = (
        "{person} 님이 {other_site} 근무를 마치고 {day} {start:clock} {site} 근무까지 갈 시간이 {gap:minutes}뿐입니다. "
        "{buffer:minutes}이 필요합니다."
    )
    travel_en = (
        "{person} has {gap:minutes} to get from {other_site} to the shift at {site} on {day} at {start:clock}; "
        "{buffer:minutes} is needed."
    )

    at_once_ko = (
        "{person} 님이 {other_site} 근무를 마치자마자 {day} {start:clock} {site} 근무가 시작됩니다. "
        "오가는 데 {buffer:minutes}이 필요합니다."
    )
    at_once_en = (
        "{person}'s shift at {site} begins on {day} at {start:clock}, as soon as the one at {other_site} ends; "
        "{buffer:minutes} is needed in between."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Two shifts at once, too little time to travel, or none."""
        gap = finding.facts.get("gap")
        if gap is None:
            return self.ko, self.en
        return (self.travel_ko, self.travel_en) if gap else (self.at_once_ko, self.at_once_en)

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """One violation for each clashing pair, told of the later shift."""
        buffer = own(case.problem, person).travel_buffer
        if case.breather(person) >= buffer:
            return
        timeline = case.timeline(person)
        past = len(timeline) - len(case.shifts(person))
        for index in range(max(past, 1), len(timeline)):
            shift = timeline[index]
            begins = starts_at(shift)
            for before in reversed(timeline[:index]):
                if starts_at(before) <= begins - LONGEST_SHIFT - buffer:
                    break
                needed = 0 if before.site == shift.site else buffer
                if ends_at(before) + needed > begins and isinstance(shift, Shift):
                    yield self._clash(case, person, before, shift, begins - ends_at(before))

    def _clash(self, case: Case, person: Participant, before: Shift | PastShift, shift: Shift, gap: int) -> Violation:
        facts: Facts = {
            "person": person.name, **place_of(case.problem, shift),
            "other_site": site_name(case.problem, before.site),
            "other_day": before.day, "other_start": before.start, "other_end": before.end,
        }  # fmt: skip
        if gap >= 0:
            facts |= {"gap": gap, "buffer": own(case.problem, person).travel_buffer}
        return Violation(self.id, facts, participant=person.id, shift=shift.id, day=shift.day)
