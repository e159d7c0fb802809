"""A proposal beside what hands have done since: cells that were changed or locked meanwhile stay as they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from scheduler.problem import Problem
from scheduler.roster import Assignment, Roster
from scheduler.rules import check
from scheduler.rules.base import newly
from web.services.month_facts import MonthFacts


@dataclass(frozen=True, slots=True)
class Merged:
    """The roster that accepting a proposal leaves."""

    roster: Roster
    kept: int
    """Cells that stay as hands left them though the proposal says otherwise."""
    given_up: int
    """Assignments of the proposal that would break a rule beside the kept cells; their seats stay open."""


def merged(facts: MonthFacts, proposal: Roster, base_edit_id: int) -> Merged:
    """The proposal, with some cells as they stand in the month: those that are locked now, that were edited after
    `base_edit_id`, or that hold a training or meeting.

    What the proposal puts beside such cells gives way where it would break a rule; what hands have done never does.
    """
    fast = {key for key, row in facts.touched.items() if row.locked or row.edit_id > base_edit_id}
    shift = facts.problem.shift
    fast |= {(one.participant, shift[one.shift].day) for one in facts.roster.assignments if shift[one.shift].event}
    by_hand = _in(facts.problem, facts.roster, fast)
    wanted = _in(facts.problem, proposal, fast)
    rest = proposal.assignments - wanted
    roster = _settled(facts, by_hand, rest)
    cells = {(one.participant, facts.problem.shift[one.shift].day) for one in by_hand ^ wanted}
    return Merged(roster, len(cells), len(by_hand | rest) - len(roster))


def _in(problem: Problem, roster: Roster, cells: Collection[tuple[str, date]]) -> frozenset[Assignment]:
    shift = problem.shift
    return frozenset(
        one for one in roster.assignments if one.shift in shift and (one.participant, shift[one.shift].day) in cells
    )


def _settled(facts: MonthFacts, by_hand: frozenset[Assignment], rest: frozenset[Assignment]) -> Roster:
    """Both together, less those of the rest that a rule speaks against which the hands' cells do not break alone."""
    if not by_hand:
        return Roster(rest)
    allowed = check(facts.problem, Roster(by_hand))
    while True:
        roster = Roster(by_hand | rest)
        found = newly(check(facts.problem, roster), allowed)
        people = {one.participant for one in found if one.participant and not one.shift}
        shifts = {one.shift for one in found if one.shift}
        blamed = {one for one in rest if one.participant in people or one.shift in shifts}
        if not blamed:
            return roster
        rest -= blamed
