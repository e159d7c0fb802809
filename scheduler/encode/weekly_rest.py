"""H18: days of rest in every week."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.rules.weekly_rest import RestLimit, rest_limits


def encode(v: Vars) -> None:
    """Planned days of work in a week stay within what the rest and the past days leave."""
    for person in v.people:
        possible = v.days(person.id)
        for limit in rest_limits(v.problem, person):
            _limit(v, person.id, possible, limit)


def _limit(v: Vars, person: str, possible: Collection[date], limit: RestLimit) -> None:
    days = [day for day in possible if limit.week.first <= day <= limit.week.last]
    if len(days) > limit.room:
        total = Linear()
        for day in days:
            for variable in v.works_on(person, day).terms:
                total.add(variable)
        v.model.at_most(total, limit.room)
