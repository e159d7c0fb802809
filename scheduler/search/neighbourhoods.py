"""Which decisions to free at once: each kind picks about so many of them, around a person, a day, a site or a cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from scheduler.engines.matrix import Flags, Floats, Numbers
from scheduler.search.ground import NOWHERE, Ground, Places

HALF = 0.5
ANOTHER = 1e-3
"""From how far on a relaxed decision is another one."""
NOISE = 0.5
"""How much chance weighs beside kinship when companions are chosen."""


@dataclass(frozen=True)
class Look:
    """What a neighbourhood may look at."""

    ground: Ground
    point: Numbers
    relaxed: Floats | None
    """The best point of the relaxation, where it is known."""
    chance: np.random.Generator
    size: int
    """How many decisions to free, more or less."""

    @property
    def places(self) -> Places:
        """Where the decisions lie."""
        return self.ground.places


def people(look: Look) -> Flags:
    """All days of some people who may do the same."""
    return _up_to(look, _companions(look, look.chance.integers(look.places.people)), look.places.decided)


def days(look: Look) -> Flags:
    """Some days on end of everybody."""
    return _around(look, int(look.chance.integers(look.places.days)), look.places.decided)


def days_of_some(look: Look) -> Flags:
    """More days on end of half of the people, who may do the same."""
    among = _companions(look, look.chance.integers(look.places.people))
    some = among[: max(2, round(len(among) * HALF))]
    mine = look.places.decided & _chosen(some, look.places.people)[look.places.person]
    return _around(look, int(look.chance.integers(look.places.days)), mine)


def site(look: Look) -> Flags:
    """The people of a site, all days: those who work there first."""
    places = look.places
    here = places.decided & (places.site == look.chance.integers(places.sites))
    working = np.bincount(places.person[here], weights=look.point[here], minlength=places.people)
    able = np.bincount(places.person[here], minlength=places.people)
    order = np.lexsort((look.chance.random(places.people), -working))
    return _up_to(look, order[able[order] > 0], places.decided)


def cost(look: Look) -> Flags:
    """The people and days around something that costs much now."""
    ground, places = look.ground, look.places
    paid = np.maximum(ground.cost * look.point, 0.0)
    if not paid.sum():
        return people(look)
    dear = look.chance.choice(len(paid), p=paid / paid.sum())
    rows = ground.matrix.row[ground.matrix.index == dear]
    near = np.unique(ground.matrix.index[np.isin(ground.matrix.row, rows)])
    near = near[places.person[near] != NOWHERE]
    if not len(near):
        return people(look)
    one = int(look.chance.choice(near))
    rank = _companions(look, places.person[one])
    first = np.isin(rank, places.person[near])
    rank = np.concatenate([rank[first], rank[~first]])
    some = rank[: max(2, min(round(len(rank) * HALF), int(look.size**HALF)))]
    mine = places.decided & _chosen(some, places.people)[places.person]
    return _around(look, int(places.day[one]), mine)


def doubtful(look: Look) -> Flags:
    """Decisions on which the relaxation thinks otherwise."""
    if look.relaxed is None:
        return days_of_some(look)
    places = look.places
    doubt = places.decided & (np.abs(look.relaxed - look.point) > ANOTHER)
    if doubt.sum() > look.size:
        doubt &= look.chance.random(len(doubt)) < look.size / doubt.sum()
    return doubt


KINDS: Mapping[str, Callable[[Look], Flags]] = {
    "people": people, "days": days, "days of some": days_of_some, "site": site, "cost": cost, "doubtful": doubtful,
}  # fmt: skip
"""By name, for what is measured."""
WINDOWS = ("days", "days of some")
"""Those of few days, in which large slices are solved as quickly as small ones of whole months."""


def _companions(look: Look, person: int | np.integer) -> Numbers:
    """Everybody, those first who may do the same as a person, with some chance."""
    close = look.places.kinship[person] + NOISE * look.chance.random(look.places.people)
    close[person] = np.inf
    return np.argsort(-close)


def _chosen(some: Numbers, size: int) -> Flags:
    found = np.zeros(size + 1, bool)
    # The last one stands for NOWHERE.
    found[some] = True
    return found


def _up_to(look: Look, order: Numbers, among: Flags) -> Flags:
    """The decisions of people in this order until there are enough."""
    each = np.bincount(look.places.person[among], minlength=look.places.people)
    enough = int(np.searchsorted(np.cumsum(each[order]), look.size)) + 1
    mine: Flags = _chosen(order[:enough], look.places.people)[look.places.person]
    return among & mine


def _around(look: Look, day: int, among: Flags) -> Flags:
    """The decisions on days around a day until there are enough."""
    each = np.bincount(look.places.day[among], minlength=look.places.days)
    first = last = day
    while each[first : last + 1].sum() < look.size and (first > 0 or last < look.places.days - 1):
        before = look.chance.random() < HALF
        if (before and first > 0) or last == look.places.days - 1:
            first -= 1
        else:
            last += 1
    inside: Flags = (look.places.day >= first) & (look.places.day <= last)
    return among & inside
