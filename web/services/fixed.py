"""Cells that a solve must leave alone: fixed by hand, or of a roster that is confirmed or published already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from models.queries.rosters import Placed
from scheduler import rules
from scheduler.problem import Lock, Problem, Shift
from scheduler.roster import Assignment, Roster
from scheduler.rules.base import newly


def cell(row: Placed) -> Assignment:
    """The assignment as the scheduler names it."""
    return Assignment(row.number, f"{row.site}:{row.code}:{row.day}")


def sent_as(problem: Problem, roster: Roster) -> Problem:
    """The problem in which exactly those who stand on a training or meeting in the roster are sent there (H41)."""
    events = frozenset(one.id for one in problem.shifts if one.event)
    going = {one for one in roster.assignments if one.shift in events} if events else set()
    sent = {(one.participant, one.shift) for one in problem.locks if one.works and one.shift in events}
    if going == sent:
        return problem
    others = [one for one in problem.locks if one.shift not in events or not one.works]
    return replace(problem, locks=(*others, *(Lock(*one) for one in sorted(going))))


def by_hand(
    problem: Problem, placed: Sequence[Placed], locked: Collection[tuple[str, date]], besides: Collection[str] = ()
) -> list[Lock]:
    """Locks of the (participant number, day) cells that are fixed by hand, but for seats of the programmes named.

    Who stands on a training or meeting stays on it, also in a cell that is not fixed. Who works in a fixed one stays,
    and nothing else is added to the cell. What breaks a rule as it stands cannot be asked of a solver: it counts as
    empty here and stays on the roster all the same.
    """
    fixed = [
        row for row in placed if (row.number, row.day) in locked or problem.shift[cell(row).shift].event
    ]  # fmt: skip
    kept = _sound(problem, (cell(row) for row in fixed if problem.site[row.site].program not in besides))
    shifts: dict[date, list[Shift]] = defaultdict(list)
    for shift in problem.shifts:
        if problem.site_of(shift).program not in besides:
            shifts[shift.day].append(shift)
    closed = [
        Lock(number, shift.id, works=False)
        for number, day in sorted(locked)
        if (person := problem.participant.get(number)) is not None
        for shift in shifts[day]
        if (number, shift.id) not in kept and problem.contract_of(person, shift)
    ]
    return [Lock(*one) for one in kept] + closed


def frozen(problem: Problem, placed: Sequence[Placed], programs: Collection[str]) -> list[Lock]:
    """Locks that keep the programmes as they stand: who works, and which seats are open.

    A cell that breaks a rule by now (a certificate withdrawn, a day reported as unavailable) counts as empty: it stays
    on the published roster, but no other programme's roster becomes impossible by it.
    """
    if not programs:
        return []
    kept = _sound(problem, (cell(row) for row in placed if problem.site[row.site].program in programs))
    open_ones = [
        Lock(person.id, shift.id, works=False)
        for shift in problem.shifts
        if problem.site_of(shift).program in programs and len(kept.people_on(shift.id)) < shift.seats
        for person in problem.participants
        if person.id not in kept.people_on(shift.id) and problem.contract_of(person, shift)
    ]
    return [Lock(*one) for one in kept] + open_ones


def _sound(problem: Problem, cells: Iterable[Assignment]) -> Roster:
    """The cells that the judge has nothing against; what a violation names only by its person or shift goes whole.

    What is missing with no cell at all, such as a least of hours, is not the cells' fault.
    """
    roster, before = Roster(frozenset(cells)), None
    if not roster.assignments:
        return roster
    without = rules.check(problem, Roster())
    while roster != before:
        named = {(one.participant, one.shift) for one in newly(rules.check(problem, roster), without)}
        roster, before = (
            Roster(
                frozenset(
                    one
                    for one in roster.assignments
                    if named.isdisjoint({(one.participant, one.shift), (one.participant, None), (None, one.shift)})
                )
            ),
            roster,
        )
    return roster
