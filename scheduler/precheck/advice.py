"""What the check before solving says: one fault or shortage, and what to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from scheduler.enums import Measure
from scheduler.rules.words import Facts, render, say_date, say_minutes


class Step(StrEnum):
    """The steps of the check, in their order."""

    CONDITIONS = "conditions"
    LOCKS = "locks"
    EXCEPTIONS = "exceptions"
    PROGRAM_HOURS = "program_hours"
    PERSON_HOURS = "person_hours"
    SEATS = "seats"
    CREDENTIALS = "credentials"
    NOBODY = "nobody"

    @property
    def names(self) -> tuple[str, str]:
        """The step in Korean and English."""
        return _STEPS[self]


_STEPS = {
    Step.CONDITIONS: ("조건끼리 맞는지", "Conditions that fit together"),
    Step.LOCKS: ("고정한 칸이 규칙에 맞는지", "Locked cells that keep the rules"),
    Step.EXCEPTIONS: ("예외를 둘 수 있는 규칙인지", "Exceptions that are allowed"),
    Step.PROGRAM_HOURS: ("사업단별 시간", "Hours by programme"),
    Step.PERSON_HOURS: ("참여자별 시간", "Hours by person"),
    Step.SEATS: ("날짜별 자리", "Seats by day"),
    Step.CREDENTIALS: ("보건증·자격", "Certificates"),
    Step.NOBODY: ("아무도 맡을 수 없는 자리", "Seats nobody may take"),
}


class Severity(StrEnum):
    """An error contradicts itself and has to be changed; a warning tells of a shortage that leaves something open."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing found before solving."""

    step: Step
    severity: Severity
    code: str
    """What it is, such as least_above_most; the same for every case of its kind."""
    ko: str
    en: str
    suggestion_ko: str
    suggestion_en: str
    participant: str | None = None
    """Id of the participant, or of the first of several."""
    site: str | None = None
    day: date | None = None
    condition: str | None = None
    """Id of the condition, or of the first of two."""

    def sentence(self, lang: str = "ko") -> str:
        """What was found."""
        return self.en if lang == "en" else self.ko

    def suggestion(self, lang: str = "ko") -> str:
        """What to change."""
        return self.suggestion_en if lang == "en" else self.suggestion_ko


class Kind(NamedTuple):
    """What all advice of one kind shares: its name, and its sentences with facts in braces as in `rules.words`."""

    step: Step
    severity: Severity
    code: str
    ko: str
    en: str
    fix_ko: str
    fix_en: str


class Both(NamedTuple):
    """A fact that is said differently in the two languages."""

    ko: str
    en: str


def advice(kind: Kind, facts: Facts, *both: tuple[str, Both], **where: object) -> Advice:
    """An advice whose four sentences are filled with the facts; `both` are facts that are said by language."""
    korean, english = ({**facts, **{name: one[turn] for name, one in both}} for turn in (0, 1))
    return Advice(
        kind.step,
        kind.severity,
        kind.code,
        render(kind.ko, korean, "ko"),
        render(kind.en, english, "en"),
        render(kind.fix_ko, korean, "ko"),
        render(kind.fix_en, english, "en"),
        **where,  # type: ignore[arg-type] # participant, site, day and condition, as the callers write them out
    )


def say_people(names: Sequence[str]) -> Both:
    """kim 님, or kim 님 외 3명."""
    more = len(names) - 1
    if not more:
        return Both(f"{names[0]} 님", names[0])
    return Both(f"{names[0]} 님 외 {more}명", f"{names[0]} and {more} other{'s' if more > 1 else ''}")


def say_days(days: Iterable[date]) -> Both:
    """5월 3일 (월), or 5월 3일 (월) 등 12일."""
    known = sorted(set(days))
    if len(known) == 1:
        return Both(say_date(known[0]), say_date(known[0], "en"))
    return Both(f"{say_date(known[0])} 등 {len(known)}일", f"{len(known)} days, the first {say_date(known[0], 'en')}")


def say_amount(measure: Measure, count: int) -> Both:
    """So many hours, days, shifts, weekends or sites."""
    if measure is Measure.MINUTES:
        return Both(say_minutes(count), say_minutes(count, "en"))
    ko, en = _AMOUNTS[measure]
    return Both(ko.format(count), f"{count} {en}{'' if count == 1 else 's'}")


_AMOUNTS = {
    Measure.DAYS: ("{}일", "day"),
    Measure.SHIFTS: ("{}회", "shift"),
    Measure.WEEKENDS: ("주말 {}번", "weekend"),
    Measure.SITES: ("근무지 {}곳", "site"),
}
