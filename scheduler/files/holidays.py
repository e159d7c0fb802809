"""Public holidays of Korea, from the library `holidays`, which knows the law changes of 2026 (제헌절, 노동절)."""

from __future__ import annotations

from datetime import date

import holidays


def korean_holidays(first: date, last: date) -> dict[date, str]:
    """관공서의 공휴일 from one day to another, both included, with Korean names, by day.

    Days that are declared at short notice (임시공휴일) are only there once the library knows them; a club adds its own.
    """
    table = holidays.country_holidays("KR", years=range(first.year, last.year + 1), language="ko")
    return {day: name for day, name in sorted(table.items()) if first <= day <= last}
