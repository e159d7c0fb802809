"""What generated people ask for: days off, weekdays and slots, most of them in line with their usual week."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from random import Random

from scheduler.club.book import UsualEntry, WishEntry
from scheduler.club.draft import Draft
from scheduler.problem import WishKind


def add_wishes(draft: Draft, rng: Random) -> None:
    """Wishes for the month: nearly half of all people ask for a day or two off, a fifth for their weekdays or slots."""
    usuals: defaultdict[str, list[UsualEntry]] = defaultdict(list)
    for usual in draft.usuals:
        usuals[usual.participant].append(usual)
    for number in sorted(draft.participants):
        draft.wishes += _days_off(draft, number, rng)
        if rng.random() < 0.2:
            for weekday in sorted({usual.weekday for usual in usuals[number]}):
                draft.wishes.append(WishEntry(number, WishKind.WEEKDAY, weekday=weekday))
        if rng.random() < 0.2:
            strength = rng.choice((1, 1, 2))
            for template in sorted({usual.template for usual in usuals[number]}):
                draft.wishes.append(WishEntry(number, WishKind.TEMPLATE, template=template, strength=strength))


def _days_off(draft: Draft, number: str, rng: Random) -> list[WishEntry]:
    if rng.random() >= 0.45:
        return []
    period = draft.month.period
    offsets = sorted(rng.sample(range(len(period)), rng.choice((1, 1, 2))))
    days = [period.first + timedelta(days=offset) for offset in offsets]
    return [WishEntry(number, WishKind.DAY_OFF, day=day, strength=rng.choice((1, 1, 2, 2, 3))) for day in days]
