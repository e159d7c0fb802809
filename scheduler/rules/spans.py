"""Spans of days over which conditions count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.calendar import Month, Period
from scheduler.enums import Every


def spans_of(
    period: Period, every: Every, *, days: int = 7, dates: tuple[tuple[date, date], ...] = ()
) -> tuple[Period, ...]:
    """The whole spans that touch the period; all but PERIOD may begin before it or end after it.

    `days` is the length of a ROLLING window: each such window that ends in the period. `dates` are the first and last
    days for DATES.
    """
    if every is Every.PERIOD:
        return (period,)
    if every is Every.WEEK:
        return tuple(period.weeks())
    if every is Every.MONTH:
        return tuple(_months(period))
    if every is Every.ROLLING:
        return tuple(Period(last - timedelta(days=days - 1), last) for last in period.days())
    return tuple(Period(first, last) for first, last in dates if first <= period.last and period.first <= last)


def _months(period: Period) -> Iterator[Period]:
    month = Month.of(period.first)
    while month.first <= period.last:
        yield month.period
        month = month.next()
