"""From the values of a day to the parameters and weights of a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from scheduler.calendar import Month
from scheduler.enums import EmploymentKind
from scheduler.parameters import Parameters
from scheduler.problem import Level
from scheduler.values.values import Values

WEIGHT = "weight."
_SAME_NAME = (
    "max_shifts_per_day", "travel_buffer", "break_waivable_at_4h", "night_from", "night_until",
    "min_rest_between_shifts", "max_consecutive_days", "early_before", "late_after", "target_tolerance_per_week",
    "day_off_wishes_counted", "weekly_rest_days", "safety_training_kept", "training_minutes_total", "heat_from",
    "heat_until", "heat_first", "heat_last", "single_cover_minutes", "idle_days", "minimum_wage", "night_premium",
    "holiday_premium", "under_five_employees", "near_four_weeks", "near_month", "ends_soon_days",
)  # fmt: skip
"""Parameters that are called like their value."""


def parameters_of(
    values: Values, month: Month, program_type: str | None = None, kind: EmploymentKind | None = None
) -> Parameters:
    """The parameters that hold on the month's first day, for a programme type and a kind of contract."""

    def value(name: str) -> Any:
        return values.at(name, month.first, kind, program_type).value

    due = value("training_due")
    breaks = ((value("long_break_from"), value("long_break_minutes")),
              (value("short_break_from"), value("short_break_minutes")))  # fmt: skip
    return Parameters(
        **{name: value(name) for name in _SAME_NAME},
        legal_minutes_per_week=value("legal_minutes_per_week") + value("agreed_extra_minutes_per_week"),
        break_rules=tuple(sorted(breaks, reverse=True)),
        training_due=None if due is None else _day_of_year(month.year, due),
    )


def _day_of_year(year: int, month_day: int) -> date:
    """The day in the year; 29 February is the 28th where there is none."""
    month = Month(year, month_day // 100)
    return month.first.replace(day=min(month_day % 100, month.last.day))


def levels_of(values: Values, day: date, levels: Iterable[Level]) -> tuple[Level, ...]:
    """The levels with the weights that the organisation has set; all others stay as they are.

    A soft rule that stands in no level joins the last one when the organisation gives it a weight.
    """
    own = {
        name.removeprefix(WEIGHT): int(values.at(name, day).value or 0)
        for name in values.names()
        if name.startswith(WEIGHT) and values.at(name, day).own
    }
    changed = [
        replace(level, weights={rule: own.pop(rule, weight) for rule, weight in level.weights.items()})
        for level in levels
    ]
    if changed:
        changed[-1] = replace(changed[-1], weights={**changed[-1].weights, **own})
    return tuple(changed)
