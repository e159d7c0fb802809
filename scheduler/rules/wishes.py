"""What participants asked for (S02, S07).

- S02: of a person's day-off wishes with a day in the period, one a day (the strongest), the first
  `day_off_wishes_counted` (the most that one of the person's contracts gives) by (strength, strongest first; day)
  count. A counted day on which the person starts a shift costs its strength in units, once a day.
- S07: for a person with weekday wishes, each shift on a weekday that none of them names costs the greatest strength
  among them; for a person with template wishes, each shift of a template that none of them names likewise. Both add up;
  events, to which people are sent, miss neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scheduler.problem import Participant, Problem, Shift, Wish, WishKind
from scheduler.rules.base import Basis, Case, Finding, Ground, PenaltyItem, PersonalRule, once_per_problem, place_of
from scheduler.rules.own import own
from scheduler.rules.words import Facts


@once_per_problem
def days_off(problem: Problem) -> dict[str, dict[date, int]]:
    """S02: for every participant id the wished days off that count, with their strength."""
    return {person.id: _counted(problem, person) for person in problem.participants}


def _counted(problem: Problem, person: Participant) -> dict[date, int]:
    strength: dict[date, int] = {}
    for wish in person.wishes:
        if wish.kind is WishKind.DAY_OFF and wish.day is not None and wish.day in problem.period:
            strength[wish.day] = max(wish.strength, strength.get(wish.day, 0))
    ranked = sorted(strength.items(), key=lambda item: (-item[1], item[0]))
    return dict(ranked[: own(problem, person).wishes])


def weekday_miss(person: Participant, shift: Shift) -> int:
    """S07: units that the shift's weekday costs this person."""
    wishes = _of(person, WishKind.WEEKDAY)
    if not wishes or shift.event or any(one.weekday == shift.day.weekday() for one in wishes):
        return 0
    return max(one.strength for one in wishes)


def template_miss(person: Participant, shift: Shift) -> int:
    """S07: units that the shift's template costs this person."""
    wishes = _of(person, WishKind.TEMPLATE)
    if not wishes or shift.event or any(one.template == shift.template for one in wishes):
        return 0
    return max(one.strength for one in wishes)


def wishes_for_shifts(person: Participant) -> bool:
    """Whether anything but days off was asked for: if not, no shift misses a wish (S07)."""
    return any(one.kind is not WishKind.DAY_OFF for one in person.wishes)


def _of(person: Participant, kind: WishKind) -> list[Wish]:
    return [one for one in person.wishes if one.kind is kind]


class DaysOff(PersonalRule):
    """S02: days off that were asked for are kept free."""

    id = "S02"
    name_ko = "희망휴무"
    name_en = "wished days off"
    basis = Basis(Ground.HABIT, "참여자의 희망휴무", "days off the participant asked for")
    ko = "{person} 님은 희망휴무를 낸 {day}에 나갑니다. 희망 정도는 ‘{strength:strength}’입니다."
    en = "{person} works on {day}, a wished day off ({strength:strength})."

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One item for each counted day off that is worked: units = strength."""
        wished = days_off(case.problem)[person.id]
        worked = case.days(person) if wished else ()
        for day, strength in wished.items():
            if day in worked:
                facts: Facts = {"person": person.name, "day": day, "strength": strength}
                yield PenaltyItem(self.id, facts, participant=person.id, day=day, units=strength, weight=weight)


class Preferences(PersonalRule):
    """S07: the weekdays and shift templates that people prefer."""

    id = "S07"
    name_ko = "희망 요일·시간대"
    name_en = "preferred weekdays and shifts"
    basis = Basis(Ground.HABIT, "참여자의 희망 요일·시간대", "weekdays and shifts the participant prefers")
    ko = "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무는 희망 시간대가 아닙니다."
    en = "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, is not a preferred one."
    weekday_ko = "{person} 님의 {day} {site} 근무는 희망 요일이 아닙니다."
    weekday_en = "{person}'s shift at {site} on {day} is not on a preferred weekday."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """The weekday or the template."""
        return (self.weekday_ko, self.weekday_en) if finding.facts["missed"] == "weekday" else (self.ko, self.en)

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One item for each shift and kind of wish that it misses: units = greatest strength."""
        for shift in case.shifts(person) if wishes_for_shifts(person) else ():
            missed_units = {"weekday": weekday_miss(person, shift), "template": template_miss(person, shift)}
            for missed, units in missed_units.items():
                if units:
                    facts: Facts = {"person": person.name, **place_of(case.problem, shift), "missed": missed}
                    yield PenaltyItem(
                        self.id, facts, participant=person.id, shift=shift.id, day=shift.day,
                        units=units, weight=weight,
                    )  # fmt: skip
