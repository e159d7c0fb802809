"""How a solve is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.roster import Roster


@dataclass(frozen=True, slots=True)
class SolveParams:
    """Limits and choices of one solve."""

    seconds: float = 30.0
    """Wall-clock limit from the call to the result, the start of the solving process included."""
    workers: int = 2
    """Threads that search at the same time."""
    seed: int = 0
    steps: int | None = None
    """Deterministic work after which to end; None means until proof or time. With one worker, the same problem, seed
    and steps give the same roster on any machine that is fast enough to need no time limit."""
    memory_mb: int | None = None
    """The solving process is ended when it needs more; the best roster so far is kept. None for no limit."""
    hint: Roster | None = None
    """A roster to start from; it may be incomplete or break rules."""

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError(f"a solve needs some time, not {self.seconds} seconds")
        if self.workers < 1:
            raise ValueError(f"a solve needs at least one worker, not {self.workers}")
        if self.steps is not None and self.steps < 1:
            raise ValueError(f"a solve needs at least one step, not {self.steps}")
        if self.memory_mb is not None and self.memory_mb < 1:
            raise ValueError(f"a solve needs some memory, not {self.memory_mb} MB")
