"""A solving process that waits before it is asked, as the server keeps one."""

from __future__ import annotations

import time

from scheduler.search import process

READY = 3.0
"""Seconds that it is given to load what it needs."""


def keep_waiting() -> None:
    """Start one, where the search can keep one, and wait until it has loaded everything."""
    start = getattr(process, "keep_warm", None)
    if start is not None:
        start()
        time.sleep(READY)
