"""Certificates and checks that a shift asks for (H20 to H22). Each looks at one person and one shift.

For every kind in `shift.credentials` the person holds one of that kind that is valid on the shift's day (its last day
still counts). H20 judges the kind health_cert, H21 record_check, H22 all other kinds; the first kind that is missing,
by name, is told. Events, where people are trained or meet, ask for none. H22 is left out for a person, a site and days
for which it is set aside.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from scheduler.problem import Participant, Problem, Shift, Site
from scheduler.rules.base import Basis, Finding, Ground, UnaryRule, Violation
from scheduler.rules.relaxed import is_relaxed

HEALTH_CERT = "health_cert"
RECORD_CHECK = "record_check"


def _holds(person: Participant, kind: str, day: date) -> bool:
    return any(one.kind == kind and one.valid_on(day) for one in person.credentials)


class _Credentials(UnaryRule):
    """Shared shape: some kinds, each held and valid on the day."""

    ended_ko: ClassVar[str]
    ended_en: ClassVar[str]
    begins_ko: ClassVar[str]
    begins_en: ClassVar[str]

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Ended before the day, valid only later, or missing."""
        if "ended" in finding.facts:
            return self.ended_ko, self.ended_en
        if "begins" in finding.facts:
            return self.begins_ko, self.begins_en
        return self.ko, self.en

    @abstractmethod
    def kinds(self, shift: Shift) -> list[str]:
        """The kinds that this rule judges among those the shift asks for, by name."""

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The first kind that the person does not hold on the day."""
        if not self.may_object(problem, shift):
            return None
        for kind in self.kinds(shift):
            if not _holds(person, kind, shift.day):
                return self._missing(problem, person, shift, kind)
        return None

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """Where the shift asks for one of the kinds."""
        return bool(shift.credentials) and not shift.event and bool(self.kinds(shift))

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None of those whose kinds the person holds throughout the period."""
        first, last = problem.period.first, problem.period.last
        lasting = {one.kind for one in person.credentials if one.valid_on(first) and one.valid_on(last)}
        return super().barred(problem, person, site, [one for one in shifts if not one.credentials <= lasting])

    def _missing(self, problem: Problem, person: Participant, shift: Shift, kind: str) -> Violation:
        held = [one for one in person.credentials if one.kind == kind]
        ended = [one.valid_until for one in held if one.valid_until is not None and one.valid_until < shift.day]
        begins = [one.valid_from for one in held if one.valid_from is not None and one.valid_from > shift.day]
        if ended:
            return self._object(problem, person, shift, kind=kind, ended=max(ended))
        if begins:
            return self._object(problem, person, shift, kind=kind, begins=min(begins))
        return self._object(problem, person, shift, kind=kind)


class HealthCertificate(_Credentials):
    """H20: a valid health certificate where food is handled."""

    id = "H20"
    name_ko = "보건증"
    name_en = "the health certificate"
    basis = Basis(
        Ground.LAW,
        "식품위생법 제40조, 학교급식법 시행규칙 제6조·별표 4",
        "Food Sanitation Act art. 40; School Meals Act Enforcement Rule art. 6, annex 4",
    )
    ko = "{person} 님의 보건증이 없습니다."
    en = "{person} has no health certificate."
    ended_ko = "{person} 님의 보건증이 {ended}에 끝났습니다."
    ended_en = "{person}'s health certificate ended on {ended}."
    begins_ko = "{person} 님의 보건증은 {begins}부터 유효합니다."
    begins_en = "{person}'s health certificate is valid from {begins}."

    def kinds(self, shift: Shift) -> list[str]:
        """health_cert, where asked for."""
        return [HEALTH_CERT] if HEALTH_CERT in shift.credentials else []


class RecordCheck(_Credentials):
    """H21: a record check before any work in a school."""

    id = "H21"
    name_ko = "범죄경력 조회"
    name_en = "the record check"
    basis = Basis(
        Ground.LAW,
        "아동·청소년의 성보호에 관한 법률 제56조, 아동복지법 제29조의3",
        "Act on the Protection of Children and Youth against Sex Offenses art. 56; Child Welfare Act art. 29-3",
    )
    ko = "{person} 님의 범죄경력 조회가 없습니다."
    en = "{person} has no record check."
    ended_ko = "{person} 님의 범죄경력 조회가 {ended}에 끝났습니다."
    ended_en = "{person}'s record check ended on {ended}."
    begins_ko = "{person} 님의 범죄경력 조회는 {begins}부터 유효합니다."
    begins_en = "{person}'s record check is valid from {begins}."

    def kinds(self, shift: Shift) -> list[str]:
        """record_check, where asked for."""
        return [RECORD_CHECK] if RECORD_CHECK in shift.credentials else []


class OtherCredentials(_Credentials):
    """H22: whatever else a site asks for, such as POS training or a barista certificate."""

    id = "H22"
    name_ko = "교육·자격"
    name_en = "training and certificates"
    basis = Basis(Ground.SITE, "근무지가 정한 교육·자격", "training and certificates set by the site")
    relaxable = True
    ko = "{person} 님에게는 이 근무에 필요한 ‘{kind:credential}’ 기록이 없습니다."
    en = "{person} has no record of '{kind:credential}', which this shift needs."
    ended_ko = "{person} 님의 ‘{kind:credential}’ 유효기간이 {ended}에 끝났습니다."
    ended_en = "{person}'s '{kind:credential}' ended on {ended}."
    begins_ko = "{person} 님의 ‘{kind:credential}’ 기록은 {begins}부터 유효합니다."
    begins_en = "{person}'s '{kind:credential}' is valid from {begins}."

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The first kind that the person does not hold on the day, unless the rule is set aside."""
        found = super().objection(problem, person, shift)
        day = shift.day
        if found and is_relaxed(problem, self.id, day, day, participant=person.id, site=shift.site):
            return None
        return found

    def kinds(self, shift: Shift) -> list[str]:
        """Every kind but the two that statutes ask for."""
        return sorted(shift.credentials - {HEALTH_CERT, RECORD_CHECK})
