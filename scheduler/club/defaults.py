"""What holds where a club writes nothing: hour caps by kind of employment, and the names of kinds in Korean."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.club.book import ContractEntry
from scheduler.problem import EmploymentKind

CREDENTIAL_NAMES_KO = {
    "health_cert": "보건증",
    "record_check": "범죄경력 조회",
    "safety": "안전교육",
    "pos": "POS 교육",
    "barista": "바리스타",
}
"""Kinds of certificate or check, as the screens and the workbook say them; a club may add its own."""

EMPLOYMENT_KIND_NAMES_KO = {
    EmploymentKind.EMPLOYEE: "근로자",
    EmploymentKind.ACTIVITY: "활동 참여자",
    EmploymentKind.VOLUNTEER: "자원봉사자",
}

LEGAL_WEEK_OF_SHORT_TIME = 900
"""15 hours: below them, averaged over four weeks, 근로기준법 art. 18(3) applies."""


@dataclass(frozen=True, slots=True)
class Caps:
    """Hour caps of one contract in minutes; None means that nothing is capped."""

    day: int | None
    week: int | None
    four_weeks: int | None
    month: int | None


_DEFAULTS = {
    EmploymentKind.EMPLOYEE: Caps(day=480, week=840, four_weeks=3599, month=3540),
    EmploymentKind.ACTIVITY: Caps(day=180, week=None, four_weeks=None, month=1800),
    EmploymentKind.VOLUNTEER: Caps(day=480, week=None, four_weeks=None, month=None),
}


def is_short_time(entry: ContractEntry) -> bool:
    """Under 15 contract hours a week (근로기준법 art. 18(3)); a contract that names none counts as short."""
    hours = entry.contract_minutes_per_week
    return hours is None or hours < LEGAL_WEEK_OF_SHORT_TIME


def caps_of(entry: ContractEntry) -> Caps:
    """The caps of a contract: its own where it names them, else those of its kind.

    An employee's week is capped at the contract hours, or at 14 hours where none are agreed. The four weeks and the
    month guard the lines of 15 hours a week and 60 hours a month, so they fall away for longer contracts.
    """
    caps = _DEFAULTS[entry.kind]
    week, month, four_weeks = caps.week, caps.month, caps.four_weeks
    if entry.kind is EmploymentKind.EMPLOYEE:
        week = entry.contract_minutes_per_week or week
        if not is_short_time(entry):
            four_weeks = month = None
    if entry.max_minutes_per_week is not None:
        week = entry.max_minutes_per_week
    if entry.max_minutes_per_month is not None:
        month = entry.max_minutes_per_month
    return Caps(caps.day, week, four_weeks, month)
