"""When a proof is better left to another time: bounds rise early or hardly."""

from __future__ import annotations

import time

NEARER = 0.05
"""Somewhere by so much of the way that was left is worth waiting for."""
LONGER = 0.5
"""A proof that has gone well for long may stand still for this share of its time."""


class Patience:
    """Waits for a proof as long as it gets nearer."""

    def __init__(self, seconds: float) -> None:
        """`seconds` without getting nearer are too many; twice as many and more for a proof that has gone well."""
        self._seconds = seconds
        self._begun = self._marked = time.monotonic()
        self._off: int | None = None

    def lost(self, off: int) -> bool:
        """Whether it has stood still for too long, `off` being how far the bound is from the best point now."""
        now = time.monotonic()
        if self._off is None or off <= self._off * (1 - NEARER):
            self._off, self._marked = off, now
        return now - self._marked > max(self._seconds, LONGER * (self._marked - self._begun))
