"""What holds where a club writes nothing: hour caps by kind of employment, and the names of kinds in Korean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.club.book import ContractEntry
from scheduler.problem import EmploymentKind
from scheduler.values import SHIPPED, Values

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


@dataclass(frozen=True, slots=True)
class Caps:
    """Hour caps of one contract in minutes; None means that nothing is capped."""

    day: int | None
    week: int | None
    four_weeks: int | None
    month: int | None


def is_short_time(entry: ContractEntry, values: Values = SHIPPED, on: date | None = None) -> bool:
    """Under 15 contract hours a week (근로기준법 art. 18(3)); a contract that names none counts as short."""
    hours = entry.contract_minutes_per_week
    return hours is None or hours < _value(values, "short_time_minutes_per_week", entry, on, None)


def caps_of(
    entry: ContractEntry, values: Values = SHIPPED, on: date | None = None, program_type: str | None = None
) -> Caps:
    """The caps of a contract: its own, and the values of a day (by default its first) for kind and programme type.

    The week is capped at what the contract says, a cap or else an employee's contract hours, and by the value where it
    says nothing. For day, month and four weeks the stricter of both holds. The four weeks and the month of short-time
    employees guard the lines of 15 hours a week and 60 hours a month, so they fall away for longer contracts.
    """

    def value(name: str) -> Any:
        return _value(values, name, entry, on, program_type)

    week, four_weeks, month = value("max_minutes_per_week"), None, value("max_minutes_per_month")
    if entry.kind is EmploymentKind.EMPLOYEE:
        week = entry.contract_minutes_per_week or week
        if is_short_time(entry, values, on):
            four_weeks = value("max_minutes_per_four_weeks")
            month = _stricter(month, value("short_time_minutes_per_month"))
    if entry.max_minutes_per_week is not None:
        week = entry.max_minutes_per_week
    return Caps(value("max_minutes_per_day"), week, four_weeks, _stricter(month, entry.max_minutes_per_month))


def _value(values: Values, name: str, entry: ContractEntry, on: date | None, program_type: str | None) -> Any:
    return values.at(name, on or entry.first, entry.kind, program_type).value


def _stricter(one: int | None, other: int | None) -> int | None:
    return min((cap for cap in (one, other) if cap is not None), default=None)
