"""What processes hold in memory, and the ceiling that the operating system keeps them under."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MB = 2**20


def family_mb(process: int) -> float:
    """What a process and those that it has started hold in memory now; 0.0 where the system does not say."""
    return sum(_pages(one, resident=True) for one in _family(process)) * os.sysconf("SC_PAGE_SIZE") / MB


def peak_mb(process: int) -> float:
    """The most that the process itself has held since it began; 0.0 where the system does not say."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def hold(limit_mb: int) -> None:
    """Let the system refuse this process more than the limit; a refusal is a MemoryError, or an engine's own fault.

    What counts is written to (RLIMIT_DATA): code and reserved addresses, of which engines and threads take a lot, cost
    nothing. What is reserved but not used by now is allowed for. Raises MemoryError when the process is over the limit
    already. Where the system has no such limit nothing happens: the parent looks ten times a second too.
    """
    held = _pages(os.getpid(), resident=True) * os.sysconf("SC_PAGE_SIZE")
    room = limit_mb * MB - held
    if room <= 0:
        raise MemoryError(f"the process holds {held // MB} MB before it begins, and may have {limit_mb} MB")
    written = _pages(os.getpid(), resident=False) * os.sysconf("SC_PAGE_SIZE")
    if not written:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (written + room, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _pages(process: int, *, resident: bool) -> int:
    """Resident pages, or else all that data and stack may use."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1 if resident else 5])
    except (OSError, IndexError, ValueError):
        return 0


def _family(process: int) -> Iterator[int]:
    yield process
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError, ValueError):
            for child in listed.read_text().split():
                yield from _family(int(child))
