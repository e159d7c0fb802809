"""Seats on a shift: how many people it needs and how many it takes (H02, H25, H31, S01; H01 is what S01 reports).

For a shift s with n(s) participants on it; an ordinary shift is neither external nor an event:

- H01 and S01: open(s) = max(0, s.seats - n(s)); units = open(s) * s.priority. Open seats are reported, never a
  violation. External shifts and events have no seats; with a priority of 0 open seats cost nothing.
- H02: n(s) <= s.most_staff, on shifts that are not external.
- H25: n(s) = 0 or n(s) >= site.pair_min, on ordinary shifts.
- H31: n(s) = 0 when s.external.

H02 and H25 say nothing on days on which they are set aside for everybody at the site.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import (
    Basis,
    Case,
    Ground,
    HardRule,
    PenaltyItem,
    ShiftRule,
    UnaryRule,
    Violation,
    place_of,
)
from scheduler.rules.relaxed import is_relaxed


def is_ordinary(shift: Shift) -> bool:
    """Whether participants fill its seats: neither kept for people from outside nor a training or meeting."""
    return not shift.external and not shift.event


def most_together(problem: Problem, shift: Shift) -> int | None:
    """H02: the most people who may be on the shift; None where the rule says nothing."""
    if shift.external or is_relaxed(problem, MostStaff.id, shift.day, shift.day, site=shift.site):
        return None
    return shift.most_staff


def fewest_together(problem: Problem, shift: Shift) -> int:
    """H25: how many must be on the shift when anybody is; 1 where the rule says nothing."""
    fewest = problem.site[shift.site].pair_min
    if fewest < 2 or not is_ordinary(shift):
        return 1
    return 1 if is_relaxed(problem, NobodyAlone.id, shift.day, shift.day, site=shift.site) else fewest


def open_seats_of(case: Case, shift: Shift) -> int:
    """H01: seats of the shift that nobody has taken."""
    return max(0, shift.seats - len(case.people_ids(shift)))


class MostStaff(HardRule):
    """H02: nobody is put on a shift beyond its places."""

    id = "H02"
    name_ko = "정원"
    name_en = "the number of places"
    basis = Basis(Ground.SITE, "근무지 정원과 예산", "places and budget of the site")
    relaxable = True
    ko = "{day} {site} {start:clock}~{end:clock} 근무에 {count}명이 있습니다. 정원은 {most}명입니다."
    en = "{count} people are on the shift at {site} on {day}, {start:clock}-{end:clock}; it has places for {most}."

    def of_shift(self, case: Case, shift: Shift) -> Iterator[Violation]:
        """One violation when more people are here than places; external shifts are H31's."""
        count = len(case.people_ids(shift))
        if count <= shift.most_staff:
            return
        most = most_together(case.problem, shift)
        if most is not None:
            facts = place_of(case.problem, shift) | {"count": count, "most": most}
            yield Violation(self.id, facts, shift=shift.id, day=shift.day)


class NobodyAlone(HardRule):
    """H25: at a site for pairs nobody works a shift with fewer people than the site asks for."""

    id = "H25"
    name_ko = "2인 1조"
    name_en = "nobody works alone here"
    basis = Basis(Ground.SITE, "근무지 운영 방침(2인 1조)", "site policy: work in pairs")
    relaxable = True
    needs_presence = True
    ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에 {count}명만 있습니다. "
        "이 근무지는 {least}명 이상이 함께 나와야 합니다."
    )
    en = "Only {count} on the shift at {site} on {day}, {start:clock}-{end:clock}; this site needs {least} together."

    def may_speak(self, problem: Problem) -> bool:
        """Only where there is a site for pairs."""
        return any(site.pair_min > 1 for site in problem.sites)

    def of_shift(self, case: Case, shift: Shift) -> Iterator[Violation]:
        """One violation when some, but too few, are here."""
        if case.site(shift).pair_min < 2:
            return
        count, least = len(case.people_ids(shift)), fewest_together(case.problem, shift)
        if 0 < count < least:
            facts = place_of(case.problem, shift) | {"count": count, "least": least}
            yield Violation(self.id, facts, shift=shift.id, day=shift.day)


class External(UnaryRule):
    """H31: seats for people from outside are never given to participants."""

    id = "H31"
    name_ko = "외부 근무자 자리"
    name_en = "the seat being for someone from outside"
    basis = Basis(Ground.SITE, "근무지 운영 방침(외부 근무자)", "site policy: external staff")
    ko = "{day} {site} {start:clock}~{end:clock} 근무는 외부 근무자 자리라서 {person} 님을 배정하지 않습니다."
    en = "The shift at {site} on {day}, {start:clock}-{end:clock}, is for external staff, not for {person}."

    def may_speak(self, problem: Problem) -> bool:
        """Only where a shift is external."""
        return any(shift.external for shift in problem.shifts)

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """Every participant on an external shift."""
        return self._object(problem, person, shift) if shift.external else None

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """To everybody on an external shift."""
        return shift.external


class OpenSeats(ShiftRule):
    """S01: seats that stay open, weighted by the shift's priority."""

    id = "S01"
    name_ko = "빈자리"
    name_en = "open seats"
    basis = Basis(Ground.SITE, "수요처와 약속한 인원", "staff agreed with the site")
    ko = "{day} {site} {start:clock}~{end:clock} 근무에 빈자리가 {open}개 있습니다."
    en = "Open seats on the shift at {site} on {day}, {start:clock}-{end:clock}: {open}."

    def of_shift(self, case: Case, shift: Shift, weight: int) -> Iterator[PenaltyItem]:
        """One item for a shift with open seats that cost something: units = open seats * priority."""
        count = open_seats_of(case, shift)
        if count and shift.priority:
            facts = place_of(case.problem, shift) | {"open": count}
            yield PenaltyItem(
                self.id, facts, shift=shift.id, day=shift.day, units=count * shift.priority, weight=weight
            )
