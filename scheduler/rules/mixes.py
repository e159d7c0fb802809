"""How many of some people stand on a shift (H37, S37): skill mix.

For a `Mix` and a shift s that `which` means, external shifts and events left alone, with k(s) = how many of `people`
(everybody, where None) are on s: units = max(0, least - k(s)) + max(0, k(s) - most), each part only where the limit is
given. A shift on which nobody at all is counts 0 unless `even_empty`. Hard (H37), the units must be 0, except on days
on which the rule is set aside at the site for everybody; soft (S37), a unit counts `strength`.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.conditions import Mix
from scheduler.problem import Problem, Shift
from scheduler.rules.about import people_said
from scheduler.rules.base import Case, Finding, place_of
from scheduler.rules.conditioned import Miss, MustOfShift, ShiftCondition, ShouldOfShift
from scheduler.rules.relaxed import is_relaxed


def is_set_aside(problem: Problem, one: Mix, shift: Shift) -> bool:
    """Whether a hard condition says nothing about this shift."""
    return one.must and is_relaxed(problem, MustMixes.id, shift.day, shift.day, site=shift.site)


class _Mixes(ShiftCondition):
    """What both rules share: the misses, and the sentences."""

    kind = "mixes"
    name_ko = "인원 구성 조건"
    name_en = "a condition on who makes up a shift"
    ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에는 정해진 분들({people}) 가운데 {limit}명 이상이 나오기로 했는데 "
        "{count}명입니다."
    )
    en = (
        "Of the people named ({people}), {count} work at {site} on {day}, {start:clock}-{end:clock}; "
        "it should be {limit} or more."
    )
    many_ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에는 정해진 분들({people}) 가운데 {limit}명까지만 나오기로 했는데 "
        "{count}명입니다."
    )
    many_en = (
        "Of the people named ({people}), {count} work at {site} on {day}, {start:clock}-{end:clock}; "
        "it should be {limit} or fewer."
    )
    all_ko = "{day} {site} {start:clock}~{end:clock} 근무에는 {limit}명 이상이 나오는 조건이 있는데 {count}명입니다."
    all_en = (
        "The number of people at {site} on {day}, {start:clock}-{end:clock}, is {count}; "
        "a condition asks for {limit} or more."
    )
    all_many_ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에는 {limit}명까지만 나오는 조건이 있는데 {count}명입니다."
    )
    all_many_en = (
        "The number of people at {site} on {day}, {start:clock}-{end:clock}, is {count}; "
        "a condition asks for {limit} or fewer."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Too many or too few, of some people or of everybody."""
        many = finding.facts["missed"] == "most"
        if not finding.facts["people"]:
            return (self.all_many_ko, self.all_many_en) if many else (self.all_ko, self.all_en)
        return (self.many_ko, self.many_en) if many else (self.ko, self.en)

    def misses_of_shift(self, case: Case, one: Mix, shift: Shift) -> Iterator[Miss]:
        """One where too few or too many are there."""
        there = case.people_ids(shift)
        if not there and not one.even_empty:
            return
        count = len(there if one.people is None else there & one.people)
        few = one.least is not None and count < one.least
        limit = one.least if few else one.most
        if limit is None or (not few and count <= limit) or is_set_aside(case.problem, one, shift):
            return
        facts = place_of(case.problem, shift) | {
            "count": count, "limit": limit, "missed": "least" if few else "most",
            "people": "" if one.people is None else people_said(case.problem, one.people),
        }  # fmt: skip
        yield Miss(abs(limit - count), facts, shift=shift.id, day=shift.day)


class MustMixes(_Mixes, MustOfShift):
    """H37: so many of some people on a shift, at least or at most."""

    id = "H37"


class ShouldMixes(_Mixes, ShouldOfShift):
    """S37: so many of some people on a shift, if possible."""

    id = "S37"
