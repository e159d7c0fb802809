"""Builds the model of a part: every family of rules writes its rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

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

FAMILIES = (
    locks, seatings, seats, overlap, contracts, availability, hours, breaks, night, rest, runs,
    credentials, closures, events, companions, targets, fairness, wishes, habits,
    training, heat, subsidy, weekly_rest, amounts, budgets, idle, premiums,
    stretches, weekends, sequences, rotations, turnaround, alternate, steady,
    surplus, cover, pairing, mixes, near, changes, standby,
)  # fmt: skip
"""Locks come first: rows that a locked cell already satisfies are not written.

Each module has `encode(v)`. One whose rules look at several people beyond those who may work the same shift also has
`ties(problem)`: groups of ("person", id) and ("shift", id) that must be planned together.
"""

COSTS_ONLY = ("targets", "fairness", "idle", "surplus", "cover", "standby", "turnaround", "alternate")
"""Families whose rows only define costs: any roster satisfies them, with variables that follow from it."""


def encode(problem: Problem, part: Part) -> Vars:
    """The rows and objective levels of a part."""
    with _nothing_collected():
        v = Vars(problem, part, Model(len(problem.levels)))
        for family in FAMILIES:
            v.model.family = family.__name__.rpartition(".")[2]
            family.encode(v)
    return v


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
