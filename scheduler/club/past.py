"""A plausible month before: a roster that breaks no rule, made day by day from the usual week.

It is the history of generated clubs. Nobody has chosen it for quality, only for being possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

from scheduler.calendar import DAYS_PER_WEEK, Month, monday_of
from scheduler.club.book import ClubBook, HistoryEntry
from scheduler.club.expand import problem_of
from scheduler.problem import Contract, Participant, Problem, Shift, ends_at, starts_at
from scheduler.rules import eligible


def history_of(book: ClubBook, month: Month) -> tuple[HistoryEntry, ...]:
    """The shifts of a month, by day, slot and person; the book's own history is left aside."""
    problem = problem_of(replace(book, history=()), month)
    ledger = _Ledger(problem)
    able = eligible(problem)
    history = []
    for shift in sorted(problem.shifts, key=starts_at):
        for person in ledger.crew(shift, [problem.participant[number] for number in able[shift.id]]):
            history.append(
                HistoryEntry(person.id, shift.day, shift.site, shift.code, shift.start, shift.end, shift.worked_minutes)
            )
    return tuple(history)


class _Ledger:
    """What everyone has worked so far, against caps, rest and runs."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._minutes: defaultdict[str, Counter[date]] = defaultdict(Counter)
        """By person and Monday."""
        self._last_end: dict[str, int] = {}
        self._days: defaultdict[str, set[date]] = defaultdict(set)
        self._usual = {(p.id, u.weekday, u.template) for p in problem.participants for u in p.usual}
        self._apart = {frozenset(pair) for pair in problem.keep_apart}

    def crew(self, shift: Shift, candidates: list[Participant]) -> list[Participant]:
        """The people for a shift, written into the ledger: the usual ones, then those with the fewest hours."""
        chosen: list[Participant] = []
        for person in sorted(candidates, key=lambda one: self._rank(one, shift)):
            if len(chosen) == shift.seats:
                break
            if self._may(person, shift) and self._goes_with(person, chosen, shift):
                chosen.append(person)
        if len(chosen) < self._problem.site_of(shift).pair_min:
            return []
        for person in chosen:
            self._minutes[person.id][monday_of(shift.day)] += shift.worked_minutes
            self._last_end[person.id] = ends_at(shift)
            self._days[person.id].add(shift.day)
        return chosen

    def _rank(self, person: Participant, shift: Shift) -> tuple[bool, bool, float, str]:
        usual = not person.usual or (person.id, shift.day.weekday(), shift.template) in self._usual
        contract = self._contract(person, shift)
        worked = sum(self._minutes[person.id].values())
        return (person.is_novice(shift.day), not usual, worked / (contract.target_minutes or 1), person.id)

    def _contract(self, person: Participant, shift: Shift) -> Contract:
        contract = self._problem.contract_of(person, shift)
        if contract is None:
            raise LookupError(f"{person.id} has no contract for {shift.id}")
        return contract

    def _may(self, person: Participant, shift: Shift) -> bool:
        contract, weeks = self._contract(person, shift), self._minutes[person.id]
        week = monday_of(shift.day)
        four_weeks = sum(weeks[week - timedelta(days=DAYS_PER_WEEK * back)] for back in range(4))
        used = (
            (0, contract.max_minutes_per_day),
            (weeks[week], contract.max_minutes_per_week),
            (four_weeks, contract.max_minutes_per_four_weeks),
            (sum(weeks.values()), contract.max_minutes_per_month),
        )
        within = all(cap is None or minutes + shift.worked_minutes <= cap for minutes, cap in used)
        return within and self._rested(person, shift)

    def _rested(self, person: Participant, shift: Shift) -> bool:
        rules, days = self._problem.parameters, self._days[person.id]
        run = 0
        while shift.day - timedelta(days=run + 1) in days:
            run += 1
        rest = starts_at(shift) - self._last_end.get(person.id, -rules.min_rest_between_shifts)
        return shift.day not in days and run < rules.max_consecutive_days and rest >= rules.min_rest_between_shifts

    def _goes_with(self, person: Participant, chosen: list[Participant], shift: Shift) -> bool:
        if any(frozenset((person.id, other.id)) in self._apart for other in chosen):
            return False
        alone_with_newcomers = all(other.is_novice(shift.day) for other in chosen)
        needs_company = self._problem.site_of(shift).require_experienced and shift.target_staff > 1
        return not (needs_company and person.is_novice(shift.day) and alone_with_newcomers)
