"""Rolling windows that are missed: of those that overlap, the worst one is told for all.

One shift too many lies in as many windows as a window has days, and would be told that often.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import cast

from scheduler.calendar import Period
from scheduler.rules.conditioned import Miss


def worst_windows(misses: Iterable[Miss]) -> list[Miss]:
    """The misses of one person and condition, or rule, by window; each left out overlaps a worse or an earlier as bad.

    Too much and too little (the fact `side`, where there are both) are told apart. The units of a miss are those of all
    windows for which it stands, so that their sum stays what it was, and a change that makes any window worse makes a
    miss worse.
    """
    kept: list[Miss] = []
    for one in sorted(misses, key=lambda miss: (-miss.units, window_of(miss).first)):
        place = next((number for number, worse in enumerate(kept) if _is_told_by(one, worse)), None)
        if place is None:
            kept.append(one)
        else:
            kept[place] = replace(kept[place], units=kept[place].units + one.units)
    return sorted(kept, key=lambda miss: window_of(miss).first)


def window_of(miss: Miss) -> Period:
    """The days over which it is missed, by its facts."""
    return Period(cast(date, miss.facts["first"]), cast(date, miss.facts["last"]))


def _is_told_by(one: Miss, worse: Miss) -> bool:
    if one.facts.get("side") != worse.facts.get("side"):
        return False
    window, other = window_of(one), window_of(worse)
    return window.first <= other.last and other.first <= window.last
