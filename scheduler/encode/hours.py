"""H08 to H12: caps on hours a day, week, four weeks and month."""

from __future__ import annotations

from scheduler.encode.daily import Daily
from scheduler.encode.steps import fit
from scheduler.encode.vars import Vars, days_of
from scheduler.problem import Participant
from scheduler.rules.hours import CAPS, Limit


def encode(v: Vars) -> None:
    """For every limit of the law book: planned minutes in its span fit into the room that history leaves."""
    for person in v.people:
        if not v.possible(person.id):
            continue
        counted: dict[frozenset[str], _Counted] = {}
        for cap in CAPS:
            for limit in cap.limits(v.problem, person):
                if limit.programs not in counted:
                    counted[limit.programs] = _Counted(v, person, limit.programs)
                counted[limit.programs].keep(limit)


class _Counted:
    """The minutes of one person in some programmes, by days."""

    def __init__(self, v: Vars, person: Participant, programs: frozenset[str]) -> None:
        site = v.problem.site
        by_day = days_of(shift for shift in v.possible(person.id) if site[shift.site].program in programs)
        self._v = v
        self._daily = Daily(list(by_day), lambda day: v.minutes_on(person.id, day, by_day[day]))
        self._most = [
            sum(sorted([v.worked[shift.id] for shift in shifts])[-v.most_a_day(person.id, day) :])
            for day, shifts in by_day.items()
        ]
        """The most that each day's shifts can add up to with so many a day (H03)."""

    def keep(self, limit: Limit) -> None:
        """The row of a limit; where the days cannot pass it, it would say nothing."""
        if sum(self._most[self._daily.days(limit.span)]) > limit.room:
            fit(self._v.model, self._daily.within(limit.span), limit.room)
