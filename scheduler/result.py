"""What a solve returns: always a Result, never an exception, whatever happened on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scheduler.roster import Roster


class Status(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    """Proven best on every level."""
    FEASIBLE = "feasible"
    """A roster that breaks no hard rule; better ones may exist."""
    INFEASIBLE = "infeasible"
    """Proven: the locked cells contradict hard rules."""
    OUT_OF_TIME = "out_of_time"
    """The limit came before any roster."""
    INVALID = "invalid"
    """The judge found a broken hard rule in the roster; it must not be used."""


@dataclass(frozen=True, slots=True)
class LevelOutcome:
    """One level of the objective: what the roster costs, by the judge, and what no roster can undercut."""

    name: str
    penalty: int
    bound: int

    @property
    def gap(self) -> float:
        """(penalty - bound) / max(1, penalty): 0.0 is proven."""
        return max(0, self.penalty - self.bound) / max(1, self.penalty)


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a running solve."""

    seconds: float
    levels: tuple[LevelOutcome, ...]
    roster: Roster | None = None
    """The best roster so far when it is new since the last report, judged; else None."""


@dataclass(frozen=True, slots=True)
class Result:
    """A roster with what is known about it."""

    status: Status
    roster: Roster
    levels: tuple[LevelOutcome, ...]
    """In the order of `Problem.levels`."""
    seats: int
    open_seats: int
    open_seats_bound: int
    """No roster leaves fewer seats open."""
    seconds: float
    peak_mb: float = 0.0
    seed: int = 0
    message: str = ""
    """What went wrong, in a sentence; empty when nothing did."""
    first_complete_seconds: float | None = None
    """When the first roster stood in which no open seat could be filled by anyone without breaking a hard rule."""

    @property
    def penalty(self) -> int:
        """The penalty of the lowest level."""
        return self.levels[-1].penalty if self.levels else 0

    @property
    def bound(self) -> int:
        """The bound of the lowest level."""
        return self.levels[-1].bound if self.levels else 0

    @property
    def gap(self) -> float:
        """The gap of the lowest level."""
        return self.levels[-1].gap if self.levels else 0.0
