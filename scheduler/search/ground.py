"""One level of a part as arrays: its rows and prices, where each decision lies, and what follows from what."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from scheduler.encode.vars import Vars
from scheduler.engines.base import Slice, Work
from scheduler.engines.matrix import Flags, Floats, Matrix, Numbers

NOWHERE = -1
"""In place of a person, a day or a site, for variables that follow from decisions."""


class Places:
    """Where the decisions of a part lie: arrays over all variables, with NOWHERE for what follows from them."""

    def __init__(self, v: Vars) -> None:
        size = len(v.model.lower)
        self.person, self.day, self.site = (np.full(size, NOWHERE) for _ in range(3))
        people = {person.id: number for number, person in enumerate(v.people)}
        days = {day: number for number, day in enumerate(sorted({shift.day for shift in v.shifts}))}
        sites = {site: number for number, site in enumerate(dict.fromkeys(shift.site for shift in v.shifts))}
        shifts = {shift.id: shift for shift in v.shifts}
        for (person, shift), variable in v.cells.items():
            self.person[variable] = people[person]
            self.day[variable] = days[shifts[shift].day]
            self.site[variable] = sites[shifts[shift].site]
        self.people, self.days, self.sites = len(people), len(days), len(sites)
        self.decided: Flags = self.person != NOWHERE

    @cached_property
    def kinship(self) -> Floats:
        """How much the people of a part may do the same: people x people, 0 to 1."""
        where = np.zeros((self.people, self.sites))
        np.add.at(where, (self.person[self.decided], self.site[self.decided]), 1.0)
        lengths = np.sqrt((where**2).sum(axis=1, keepdims=True))
        where /= np.maximum(lengths, 1.0)
        return np.asarray(where @ where.T)


class Ground:
    """What a search for a better point of one level stands on."""

    def __init__(self, work: Work, rules: Matrix, follows: Flags, places: Places) -> None:
        """`rules` are the rows by which variables follow: all but what holds the cost of earlier levels."""
        self.matrix: Matrix = work.matrix
        self.cost: Floats = work.cost
        self.constant = work.constant
        self.places = places
        self._rules = rules
        self._follows = follows

    def freed(self, decisions: Flags) -> Flags:
        """The decisions and everything in the rows that may follow from them."""
        return with_followers(self._rules, self._follows, decisions)

    def slice(self, free: Flags, point: Numbers) -> Slice:
        """Minimise over the free variables; what the others cost is the constant."""
        spent = float(self.cost[~free] @ point[~free])
        return Slice(
            self.matrix.slice(free, point), self.cost[free], self.constant + round(spent), point[free].tolist()
        )


def with_followers(matrix: Matrix, follows: Flags, decisions: Flags) -> Flags:
    """The decisions and all that may follow from them.

    A variable follows only from earlier ones, with which it shares a row.
    """
    free, new = decisions.copy(), np.flatnonzero(decisions)
    earliest = np.full(matrix.height, matrix.width)
    while len(new):
        entries = matrix.entries_of(new)
        rows = matrix.row[entries]
        np.minimum.at(earliest, rows, matrix.index[entries])
        beside = matrix.within(_flagged(rows, matrix.height))
        found = matrix.index[beside]
        may = ~free[found] & follows[found] & (found > earliest[matrix.row[beside]])
        new = _flagged(found[may], matrix.width)
        free[new] = True
    return free


def _flagged(some: Numbers, size: int) -> Numbers:
    """Each of some numbers below a size once, in order; quicker than sorting them."""
    flags = np.zeros(size, bool)
    flags[some] = True
    return np.flatnonzero(flags)
