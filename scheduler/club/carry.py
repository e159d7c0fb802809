"""Unpopular shifts that people bring along from the months before (fairness over three months)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from scheduler.calendar import MINUTES_PER_DAY, is_weekend
from scheduler.club.book import ClubBook, HistoryEntry
from scheduler.parameters import Parameters
from scheduler.problem import Carried

MONTHS_CARRIED = 3
"""So many months before count for fairness."""
_NONE: Mapping[str, Parameters] = {}


def carried_by_participant(
    book: ClubBook, since: date, before: date, parameters: Parameters, of_program: Mapping[str, Parameters] = _NONE
) -> defaultdict[str, Carried]:
    """Counts by participant number of the history from `since` up to, not including, `before`.

    What is early, late or at night says the site's programme where it has numbers of its own.
    """
    program = {site.code: site.program for site in book.sites}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    # Trainings and meetings are nobody's turn.
    events = {template.id for template in book.templates if template.event}
    for entry in book.history:
        if since <= entry.day < before and f"{entry.site}:{entry.code}" not in events:
            numbers = of_program.get(program.get(entry.site, ""), parameters)
            counts[entry.participant].update(_unpopular(entry, book, numbers))
    carried = defaultdict(Carried)
    for number, count in counts.items():
        carried[number] = Carried(**count)
    return carried


def _unpopular(entry: HistoryEntry, book: ClubBook, parameters: Parameters) -> list[str]:
    """Which unpopular kinds a shift is: a late one may be on a weekend too, and counts as both."""
    dawn, dusk = parameters.night_until, parameters.night_from
    night = entry.start < dawn or entry.end > dusk or entry.end > MINUTES_PER_DAY
    marks = {
        "weekend": is_weekend(entry.day),
        "holiday": entry.day in book.holidays,
        "early": entry.start < parameters.early_before,
        "late": entry.end > parameters.late_after,
        "night": night,
    }
    return [kind for kind, marked in marks.items() if marked]
