"""`python -m tests.benchmark.repairs PROBLEM.json PUBLISHED.json EVENT`: things that happen after publishing.

Somebody drops out for a day, a week or the rest of the month, a place needs one more person, a place closes for a day:
each event is drawn from its number, put to `solve()` beside the published roster, and judged. Every event stands alone.
The last line on stdout is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from scheduler import rules
from scheduler.files.problem_json import read_problem
from scheduler.files.result_json import read_roster
from scheduler.problem import Problem, Shift, Unavailable
from scheduler.result import Result, Status
from scheduler.roster import Roster
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.benchmark.waiting import keep_waiting

CHANGES = "S15"
Event = Callable[[Problem, Roster, Random], Problem]


def published(problem: Problem, roster: Roster) -> Problem:
    """The problem with the roster in everybody's hands; what the problem no longer knows is not in hand either."""
    known = (pair for pair in roster if pair.shift in problem.shift and pair.participant in problem.participant)
    return replace(problem, published=frozenset((pair.participant, pair.shift) for pair in known))


def away(days: int | None) -> Event:
    """Somebody with a shift drops out from its day on, for so many days; None: for the rest of the period."""

    def happen(problem: Problem, roster: Roster, dice: Random) -> Problem:
        pair = dice.choice(sorted(roster))
        first = problem.shift[pair.shift].day
        last = problem.period.last if days is None else min(problem.period.last, first + timedelta(days - 1))
        off = tuple(Unavailable(first + timedelta(number)) for number in range((last - first).days + 1))
        people = tuple(
            replace(one, unavailable=(*one.unavailable, *off)) if one.id == pair.participant else one
            for one in problem.participants
        )
        dates = {one.day for one in off}
        # Nobody is held to a meeting on a day off.
        locks = tuple(
            one
            for one in problem.locks
            if one.participant != pair.participant or problem.shift[one.shift].day not in dates
        )
        return published(replace(problem, participants=people, locks=locks), roster)

    return happen


def one_seat_more(problem: Problem, roster: Roster, dice: Random) -> Problem:
    """A shift needs one more person than was planned."""
    chosen = dice.choice([one for one in problem.shifts if one.seats])

    def larger(shift: Shift) -> Shift:
        most = None if shift.max_staff is None else max(shift.max_staff, shift.target_staff + 1)
        return replace(shift, target_staff=shift.target_staff + 1, max_staff=most)

    shifts = tuple(larger(one) if one.id == chosen.id else one for one in problem.shifts)
    return published(replace(problem, shifts=shifts), roster)


def closed(problem: Problem, roster: Roster, dice: Random) -> Problem:
    """A site with work on a day is closed then: its shifts of the day are gone."""
    chosen = dice.choice([one for one in problem.shifts if one.seats])
    gone = {one.id for one in problem.shifts if (one.site, one.day) == (chosen.site, chosen.day)}
    shifts = tuple(one for one in problem.shifts if one.id not in gone)
    locks = tuple(one for one in problem.locks if one.shift not in gone)
    return published(replace(problem, shifts=shifts, locks=locks), roster)


EVENTS: dict[str, Event] = {
    "day": away(1), "week": away(7), "rest": away(None), "seat": one_seat_more, "closed": closed,
}  # fmt: skip


@dataclass(frozen=True)
class Repaired:
    """One event."""

    seconds: float
    usable: bool
    changes: int
    changes_bound: int
    open_seats: int
    hard: int


def repair(problem: Problem, seconds: float, number: int) -> Repaired:
    """Solve and judge one event."""
    result = solve(problem, SolveParams(seconds=seconds, seed=number))
    usable = result.status in (Status.OPTIMAL, Status.FEASIBLE)
    changes, bound = _changes(problem, result)
    hard = len(rules.check(problem, result.roster)) if usable else 0
    return Repaired(round(result.seconds, 3), usable, changes, bound, result.open_seats, hard)


def _changes(problem: Problem, result: Result) -> tuple[int, int]:
    place = next(number for number, level in enumerate(problem.levels) if CHANGES in level.weights)
    if not result.levels:
        return 0, 0
    return result.levels[place].penalty, result.levels[place].bound


def tallied(events: list[Repaired]) -> dict[str, Any]:
    """The figures of a row."""
    found = [one for one in events if one.usable]
    seconds = [one.seconds for one in events]
    return {
        "events": len(events),
        "answered": len(found),
        "seconds_median": round(statistics.median(seconds), 3),
        "seconds_p95": round(statistics.quantiles(seconds, n=20)[-1], 3) if len(seconds) > 1 else seconds[0],
        "seconds_most": max(seconds),
        "changes": sum(one.changes for one in found),
        "changes_bound": sum(one.changes_bound for one in found),
        "least_proven": sum(one.changes == one.changes_bound for one in found),
        "hard": sum(one.hard for one in found),
        "each": [asdict(one) for one in events],
    }


def main() -> int:
    """1 when an event had no answer."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.repairs")
    parser.add_argument("file", type=Path)
    parser.add_argument("published", type=Path)
    parser.add_argument("event", choices=EVENTS)
    parser.add_argument("--events", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=1)
    asked = parser.parse_args()
    problem, roster = read_problem(asked.file), read_roster(asked.published)
    events = []
    for number in range(asked.events):
        happened = EVENTS[asked.event](problem, roster, Random(f"{problem.name} {asked.event} {number}"))
        # Between two such events a server has all the time that a spare process needs.
        keep_waiting()
        events.append(repair(happened, asked.seconds, number))
        print(json.dumps(asdict(events[-1])), flush=True)
    print(json.dumps(tallied(events)))
    return 0 if all(one.usable for one in events) else 1


if __name__ == "__main__":
    sys.exit(main())
