"""The Korean school year: from 1 March to the end of February, with a summer and a winter vacation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from scheduler.calendar import Month, Period, is_weekend
from scheduler.club.book import ClosureEntry, ClosureKind

_DAY = timedelta(days=1)


def vacations(site: str, month: Month, shift_by: int = 0) -> list[ClosureEntry]:
    """The vacations of a school that touch the month or one of its neighbours.

    Summer runs from about 21 July to 17 August, winter from 28 December to the end of February; `shift_by` moves the
    first and last day of summer, as schools differ by some days.
    """
    near = Period(month.previous().first, month.next().last)
    found = []
    for year in (month.year - 1, month.year, month.year + 1):
        move = timedelta(days=shift_by)
        summer = (date(year, 7, 21) + move, date(year, 8, 17) + move, "여름방학")
        winter = (date(year, 12, 28), date(year + 1, 3, 1) - _DAY, "겨울방학")
        for first, last, name in (summer, winter):
            if first <= near.last and near.first <= last:
                found.append(ClosureEntry(site, first, last, ClosureKind.VACATION, name))
    return found


def bridge_days(month: Month, holidays: Mapping[date, str]) -> list[date]:
    """Workdays of the month between two days off: what heads of schools like to declare 재량휴업일."""

    def off(day: date) -> bool:
        return is_weekend(day) or day in holidays

    return [day for day in month.period.days() if not off(day) and off(day - _DAY) and off(day + _DAY)]
