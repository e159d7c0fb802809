"""Sums over spans of days, put together from one sum for each day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date

from scheduler.calendar import Period
from scheduler.encode.model import Linear


class Daily:
    """What is counted of one person by days, in order; a day's sum is worked out when it is first needed."""

    def __init__(self, days: Sequence[date], of_day: Callable[[date], Linear]) -> None:
        self._days = days
        self._of_day = of_day
        self._known: dict[date, Linear] = {}

    def days(self, span: Period) -> slice:
        """Which of the days lie in the span."""
        return slice(bisect_left(self._days, span.first), bisect_right(self._days, span.last))

    def within(self, span: Period) -> Linear:
        """The sum over a span."""
        days = self._days[self.days(span)]
        for day in days:
            if day not in self._known:
                self._known[day] = self._of_day(day)
        return Linear.together([self._known[day] for day in days])
