"""A first roster in a moment: the scarcest shifts first, each to whoever has worked the least share so far.

Nobody is put where a row would break, and it goes on until nobody fits anywhere: what it leaves open, no single person
could take any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations, islice

from scheduler.encode.vars import Vars
from scheduler.problem import Contract, Shift
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.seats import fewest_together
from scheduler.search.ledger import Ledger

NO_TARGET = 1e-3
"""The share of a minute for somebody without a target."""
MOST_GROUPS = 200
"""How many groups are tried for a shift that runs with several people or not at all."""


class Greedy:
    """Fills seats one by one over the rows of a part."""

    def __init__(self, v: Vars, ledger: Ledger) -> None:
        self._v = v
        self._ledger = ledger
        self._cells = {
            shift.id: list(zip(v.candidates(shift), v.staff(shift).terms, strict=True)) for shift in v.shifts
        }
        """Who may take each shift, with the variable that says so."""
        self._runners = {person.id for person in v.people if _works_in_runs(v, person.id)}
        """Who must not work a single day alone."""
        self._share = {person.id: _share(person.contracts) for person in v.people}
        self._worked: dict[str, float] = defaultdict(float)
        self._staff: dict[str, int] = dict.fromkeys(self._cells, 0)
        for shift, cells in self._cells.items():
            for person, variable in cells:
                if ledger.point[variable]:
                    self._note(person, shift)

    def fill(self) -> None:
        """Fill every seat that somebody can take."""
        left = sorted(self._v.shifts, key=lambda shift: (self._plenty(shift), shift.day))
        while left:
            tried = [(shift, self._fill(shift)) for shift in left]
            if not any(filled for _, filled in tried):
                break
            left = [shift for shift, _ in tried if self._staff[shift.id] < shift.seats]

    def _plenty(self, shift: Shift) -> float:
        return len(self._cells[shift.id]) / max(1, shift.seats)

    def _note(self, person: str, shift: str) -> None:
        self._staff[shift] += 1
        self._worked[person] += self._v.worked[shift] * self._share[person]

    def _fill(self, shift: Shift) -> bool:
        """Fill the seats of a shift as far as somebody fits; says whether anybody was put there."""
        before = self._staff[shift.id]
        if before >= shift.seats:
            return False
        least = fewest_together(self._v.problem, shift)
        if not before and 1 < least <= shift.seats and not self._open(shift, least):
            return False
        for person in self._in_turn(shift):
            if self._staff[shift.id] >= shift.seats:
                break
            if not self._put([(shift, person)]) and person in self._runners:
                self._put_run(shift, person)
        return self._staff[shift.id] > before

    def _open(self, shift: Shift, least: int) -> bool:
        """Put as many people at once onto an empty shift as it needs to run; says whether some were found."""
        company = [cell for _, cell in self._cells[shift.id]]
        alone = self._v.works
        able = [one for one in self._in_turn(shift) if not self._ledger.hopeless(alone(one, shift.id), company)]
        groups = islice(combinations(able, least), MOST_GROUPS)
        return any(self._put([(shift, person) for person in some]) for some in groups)

    def _put_run(self, shift: Shift, person: str) -> bool:
        """The shift together with an open one of a day beside it, for somebody who works no single days."""
        if self._ledger.full(self._v.works(person, shift.id)):
            return False
        for days in (1, -1):
            for other in self._v.possible_on(person, shift.day + timedelta(days=days)):
                if self._staff[other.id] < other.seats and self._put([(shift, person), (other, person)]):
                    return True
        return False

    def _in_turn(self, shift: Shift) -> list[str]:
        """Who may take the shift and does not, whoever has worked the least share first, unless it is in vain."""
        point, full = self._ledger.point, self._ledger.full
        free = [person for person, cell in self._cells[shift.id] if not point[cell] and not full(cell)]
        return sorted(free, key=self._worked.__getitem__)

    def _put(self, cells: Sequence[tuple[Shift, str]]) -> bool:
        """Let people work shifts, with all that follows from it, if every row then holds; says whether it does."""
        variables = [self._v.works(person, shift.id) for shift, person in cells]
        if any(map(self._ledger.full, variables)) or not self._ledger.put(variables):
            return False
        for shift, person in cells:
            self._note(person, shift.id)
        return True


def _share(contracts: Sequence[Contract]) -> float:
    """One over the minutes that a person is to work, so that people fill up evenly; next to nothing without any."""
    minutes = sum(contract.target_minutes or 0 for contract in contracts)
    return 1 / minutes if minutes else NO_TARGET


def _works_in_runs(v: Vars, person: str) -> bool:
    runs = conditions_about(v.problem, "stretches", True, person)
    return any(not one.off and (one.least or 0) > 1 for one in runs)
