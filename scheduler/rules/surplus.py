"""People beyond the seats (S17).

S17: for each ordinary shift s: units = max(0, n(s) - target_staff) * `surplus` of the shift. Where the site takes more
people than it has seats, each one more than needed costs something.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import Shift
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, ShiftRule, place_of
from scheduler.rules.seats import is_ordinary


def costs_surplus(shift: Shift) -> bool:
    """Whether S17 judges the shift."""
    return shift.surplus > 0 and is_ordinary(shift)


class Surplus(ShiftRule):
    """S17: no more people than there are seats."""

    id = "S17"
    name_ko = "자리보다 많은 인원"
    name_en = "more people than seats"
    basis = Basis(Ground.SITE, "수요처와 약속한 인원", "staff agreed with the site")
    ko = "{day} {site} {start:clock}~{end:clock} 근무에 {count}명이 있습니다. 필요한 인원은 {seats}명입니다."
    en = "People on the shift at {site} on {day}, {start:clock}-{end:clock}: {count}; seats to fill: {seats}."

    def of_shift(self, case: Case, shift: Shift, weight: int) -> Iterator[PenaltyItem]:
        """One item for a shift with too many people: units = people too many * surplus."""
        count = len(case.people_ids(shift))
        if count > shift.target_staff and costs_surplus(shift):
            facts = place_of(case.problem, shift) | {"count": count, "seats": shift.target_staff}
            units = (count - shift.target_staff) * shift.surplus
            yield PenaltyItem(self.id, facts, shift=shift.id, day=shift.day, units=units, weight=weight)
