"""The few words that problems, conditions and club books choose from."""

from __future__ import annotations

from enum import StrEnum


class EmploymentKind(StrEnum):
    """Employees work under labour law; activity participants and volunteers do not."""

    EMPLOYEE = "employee"
    ACTIVITY = "activity"
    VOLUNTEER = "volunteer"


class Ground(StrEnum):
    """What a rule or a number rests on."""

    LAW = "law"
    PROGRAM = "program"
    SITE = "site"
    HABIT = "habit"


class ShiftBand(StrEnum):
    """The part of the day a shift belongs to."""

    AM = "am"
    PM = "pm"
    NIGHT = "night"


class WishKind(StrEnum):
    """What a participant asked for."""

    DAY_OFF = "day_off"
    WEEKDAY = "weekday"
    TEMPLATE = "template"


class Measure(StrEnum):
    """What an amount counts of one person's shifts."""

    MINUTES = "minutes"
    """Worked minutes."""
    DAYS = "days"
    """Days on which a shift starts."""
    SHIFTS = "shifts"
    WEEKENDS = "weekends"
    """Weekends with a shift on Saturday, Sunday or both."""
    SITES = "sites"
    """Different sites."""


class Every(StrEnum):
    """Over which days a condition counts."""

    PERIOD = "period"
    """The whole period, past shifts not counted."""
    WEEK = "week"
    """Each Monday to Sunday that touches the period."""
    MONTH = "month"
    """Each calendar month that touches the period."""
    ROLLING = "rolling"
    """Each so many days in a row that end in the period."""
    DATES = "dates"
    """The spans that are given, such as pay periods."""


class Coin(StrEnum):
    """What a budget is counted in."""

    MINUTES = "minutes"
    WON = "won"
