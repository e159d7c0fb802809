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

    def days(self, span: Period) -> Sequence[date]:
        """The days in the span on which there is something to count."""
        return self._days[bisect_left(self._days, span.first) : bisect_right(self._days, span.last)]

    def within(self, span: Period) -> Linear:
        """The sum over a span."""
        terms: dict[int, int] = {}
        for day in self.days(span):
            known = self._known.get(day)
            if known is None:
                known = self._known[day] = self._of_day(day)
            # Different days have different variables.
            terms.update(known.terms)
        return Linear(terms)
