"""Heat (W10, W11).

- W10: an outdoor shift on which somebody works, on a day whose apparent temperature is at least `heat_watch`; what is
  to be done grows at `heat_rest` and `heat_stop`.
- W11: minutes of a person that were cut for heat and are not made up, max(0, cut - made up) > 0; told otherwise where
  more were cut than `heat_cut_most`.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.rules.base import Basis, Case, Finding, Ground, by_start, place_of
from scheduler.rules.warnings.base import Notice, Observations
from scheduler.rules.words import Facts


class ApparentTemperature(Notice):
    """W10: what the heat of the day asks for."""

    id = "W10"
    name_ko = "폭염(체감온도)"
    name_en = "heat (apparent temperature)"
    basis = Basis(
        Ground.LAW,
        "산업안전보건기준에 관한 규칙 제560조, 노인일자리 혹서기 운영지침",
        "Rules on Occupational Safety and Health Standards art. 560; programme guide for the summer heat",
    )
    ko = (
        "{day} 체감온도가 {degrees}도입니다. {site} {start:clock}~{end:clock} 야외 근무는 시원한 곳이나 "
        "다른 시간으로 옮기거나 쉬게 해야 합니다."
    )
    en = (
        "It feels like {degrees} °C on {day}: cool, move or pause the outdoor shift at {site}, "
        "{start:clock}-{end:clock}."
    )
    rest_ko = (
        "{day} 체감온도가 {degrees}도입니다. {site} {start:clock}~{end:clock} 야외 근무에는 "
        "2시간마다 {rest}분을 쉬게 해야 합니다."
    )
    rest_en = (
        "It feels like {degrees} °C on {day}: {rest} min of rest in every 2 h on the outdoor shift at {site}, "
        "{start:clock}-{end:clock}."
    )
    stop_ko = (
        "{day} 체감온도가 {degrees}도입니다. {site} {start:clock}~{end:clock} 야외 근무를 멈추고 "
        "나중에 보충해야 합니다."
    )
    stop_en = (
        "It feels like {degrees} °C on {day}: stop the outdoor shift at {site}, {start:clock}-{end:clock}, "
        "and make it up later."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Care, rest or stop."""
        if "stop" in finding.facts:
            return self.stop_ko, self.stop_en
        return (self.rest_ko, self.rest_en) if "rest" in finding.facts else (self.ko, self.en)

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every outdoor shift with people on a hot day."""
        for shift in sorted(case.problem.shifts, key=by_start) if seen.apparent else ():
            degrees = (seen.apparent or {}).get(shift.day)
            if not shift.outdoor or degrees is None or degrees < seen.heat_watch or not case.people_ids(shift):
                continue
            facts: Facts = {**place_of(case.problem, shift), "degrees": degrees}
            if degrees >= seen.heat_stop:
                facts["stop"] = 1
            elif degrees >= seen.heat_rest:
                facts["rest"] = seen.heat_rest_minutes
            yield Finding(self.id, facts, shift=shift.id, day=shift.day)


class HeatNotMadeUp(Notice):
    """W11: hours cut for heat are made up later."""

    id = "W11"
    name_ko = "더위로 줄인 시간의 보충"
    name_en = "hours cut for heat, to be made up"
    basis = Basis(Ground.PROGRAM, "노인일자리 혹서기 운영지침(월 10시간)", "programme guide for the summer heat")
    ko = "{person} 님의 활동 시간 가운데 더위로 줄인 {left:minutes}을 아직 보충하지 않았습니다."
    en = "{left:minutes} of {person}'s hours were cut for heat and are not made up yet."
    over_ko = "{person} 님의 활동 시간을 더위로 {cut:minutes} 줄였습니다. 줄일 수 있는 시간은 {most:minutes}입니다."
    over_en = "{cut:minutes} of {person}'s hours were cut for heat; {most:minutes} may be."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Not made up, or too much cut."""
        return (self.over_ko, self.over_en) if "most" in finding.facts else (self.ko, self.en)

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Everyone who still has hours to make up, or had too many cut."""
        for person in case.problem.participants:
            cut = (seen.cut_for_heat or {}).get(person.id, 0)
            left = max(0, cut - seen.made_up.get(person.id, 0))
            if cut > seen.heat_cut_most:
                facts: Facts = {"person": person.name, "cut": cut, "most": seen.heat_cut_most}
                yield Finding(self.id, facts, participant=person.id)
            elif left:
                yield Finding(self.id, {"person": person.name, "left": left}, participant=person.id)
