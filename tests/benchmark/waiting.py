"""A solving process that waits before it is asked, as the server keeps one."""

from __future__ import annotations

from scheduler.search import warm

READY = 60.0
"""Seconds that it is given to load what it needs, on a machine that may be busy."""


def keep_waiting() -> None:
    """Start one, and wait until it has loaded everything."""
    warm.keep_warm()
    warm.wait_until_warm(READY)
