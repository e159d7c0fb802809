"""Numbers that hold for a whole organisation, with the ground each stands on.

What differs by contract (hour caps) is in `scheduler.problem.Contract`; what differs by site is in `Site` and `Shift`.
The letters and numbers such as H16 are the rules' names everywhere in the program; `docs/problem.md` lists them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Parameters:
    """House rules and statutory constants. All times in minutes."""

    max_shifts_per_day: int = 1
    """H03, habit."""
    travel_buffer: int = 30
    """H04: minutes between the end of a shift and the start of another at a different site."""
    legal_minutes_per_week: int = 2400
    """H12: 근로기준법 art. 50(1), 40 hours."""
    break_rules: tuple[tuple[int, int], ...] = ((480, 60), (240, 30))
    """H13: (working minutes from, break minutes at least), longest first; 근로기준법 art. 54(1)."""
    break_waivable_at_4h: bool = False
    """H14: whether an employee with exactly four working hours may go without the break; not law today."""
    night_from: int = 1320
    """H15: 22:00, 근로기준법 art. 56(3)."""
    night_until: int = 360
    """H15: 06:00 of the next morning."""
    min_rest_between_shifts: int = 660
    """H16, habit."""
    max_consecutive_days: int = 5
    """H17, habit."""
    early_before: int = 420
    """S05: a shift that starts before 07:00 counts as early."""
    late_after: int = 1260
    """S05: a shift that ends after 21:00 counts as late."""
    target_tolerance_per_week: int = 60
    """S03: this far from the contract hours costs nothing."""
    day_off_wishes_counted: int = 3
    """S02: so many day-off wishes of a person and month count."""
    weekly_rest_days: int = 1
    """H18: days without work in each Monday-to-Sunday week; 근로기준법 art. 55(1)."""
    safety_training_kept: bool = False
    """H19: whether the club keeps the day of everybody's safety training here; otherwise the rule says nothing."""
    training_minutes_total: int = 600
    """W07: minutes of training in a year."""
    training_due: date | None = None
    """W07: the club's own date for them."""
    heat_from: int = 720
    """H24: 12:00; no outdoor work from here ..."""
    heat_until: int = 1020
    """... to 17:00 ..."""
    heat_first: int = 701
    """... from 1 July (month * 100 + day) ..."""
    heat_last: int = 831
    """... to 31 August."""
    single_cover_minutes: int = 240
    """S09: nobody should be alone on a shift of so many working minutes."""
    idle_days: int = 7
    """S13: nobody should be without a shift for so many days."""
    minimum_wage: int = 10_700
    """Won an hour, 2027 (최저임금법 art. 5); S16 and budgets in won take it where a contract names no wage."""
    night_premium: int = 50
    """S16: per cent more for a night minute; 근로기준법 art. 56(3)."""
    holiday_premium: int = 50
    """S16: per cent more on a public holiday; 근로기준법 art. 56(2)."""
    under_five_employees: bool = False
    """Whether the workplace has fewer than five employees: no premiums then (근로기준법 art. 11, decree annex 1)."""
    near_four_weeks: int = 3360
    """W01: minutes in four weeks from which someone is near 15 hours a week."""
    near_month: int = 3420
    """W02: minutes in a month from which someone is near 60 hours."""
    ends_soon_days: int = 30
    """W06 and W09: days after the period within which an end is told."""

    def __post_init__(self) -> None:
        for name in ("max_shifts_per_day", "max_consecutive_days", "legal_minutes_per_week"):
            if getattr(self, name) < 1:
                raise ValueError(f"parameter {name} must be at least 1, not {getattr(self, name)}")
        for name in ("travel_buffer", "min_rest_between_shifts", "target_tolerance_per_week", "day_off_wishes_counted"):
            if getattr(self, name) < 0:
                raise ValueError(f"parameter {name} cannot be negative, not {getattr(self, name)}")
        if not (0 <= self.night_until <= self.night_from <= 1440):
            raise ValueError("the night must begin in the evening and end in the morning")
