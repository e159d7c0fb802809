"""Builds the model of a part: every family of rules writes its rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

from scheduler.encode import (
    alternate,
    amounts,
    availability,
    breaks,
    budgets,
    changes,
    closures,
    companions,
    contracts,
    cover,
    credentials,
    events,
    fairness,
    habits,
    heat,
    hours,
    idle,
    locks,
    mixes,
    near,
    night,
    overlap,
    pairing,
    premiums,
    rest,
    rotations,
    runs,
    seatings,
    seats,
    sequences,
    standby,
    steady,
    stretches,
    subsidy,
    surplus,
    targets,
    training,
    turnaround,
    weekends,
    weekly_rest,
    wishes,
)
from scheduler.encode.model import Model
from scheduler.encode.vars import Part, Vars
from scheduler.problem import Problem

HOLDING = (
    locks, seatings, seats, overlap, contracts, availability, hours, breaks, night, rest, runs,
    credentials, closures, events, companions, training, heat, subsidy, weekly_rest, amounts, budgets,
    stretches, weekends, sequences, steady, pairing, mixes, changes,
)  # fmt: skip
"""What a roster has to hold, with the first levels' costs: all that a first roster needs.

Locks come first: rows that a locked cell already satisfies are not written."""

PRICING = (
    targets, fairness, wishes, habits, idle, premiums, rotations, turnaround, alternate, surplus, cover, near, standby,
)  # fmt: skip
"""What only costs something."""

FAMILIES = HOLDING + PRICING
"""Each module has `encode(v)`. One whose rules look at several people beyond those who may work the same shift also has
`ties(problem)`: groups of ("person", id) and ("shift", id) that must be planned together.
"""

COSTS_ONLY = ("targets", "fairness", "idle", "surplus", "cover", "standby", "turnaround", "alternate")
"""Families whose rows only define costs: any roster satisfies them, with variables that follow from it."""


def encode(problem: Problem, part: Part) -> Vars:
    """The rows and objective levels of a part."""
    v = begin(problem, part)
    finish(v)
    return v


def begin(problem: Problem, part: Part) -> Vars:
    """The rows of what must hold in a part, soon there; what only costs something is added by `finish`."""
    with _nothing_collected():
        v = Vars(problem, part, Model(len(problem.levels)))
        _write(v, HOLDING)
    return v


def finish(v: Vars) -> None:
    """Add what only costs something, once."""
    with _nothing_collected():
        _write(v, PRICING)


def _write(v: Vars, families: Sequence[ModuleType]) -> None:
    for family in families:
        v.model.family = family.__name__.rpartition(".")[2]
        family.encode(v)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Rows are kept and make no cycles: looking for garbage among them takes a fifth of the time of a large part."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
