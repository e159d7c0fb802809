"""A command in a process of its own, with the time, processor time and memory that it and all it started used."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY = 0.2
"""Seconds between two looks at the memory."""
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """How a command went."""

    code: int
    """Its exit code; negative for the signal that ended it."""
    seconds: float
    """From its start to its end, by the clock."""
    cpu_seconds: float
    """Processor time of it and of all processes that it waited for."""
    peak_mb: float
    """The most that all its processes held at one moment, shared pages counted once; never less than the largest."""
    stdout: str
    stderr: str

    @property
    def last_line(self) -> str:
        """The last line on stdout, or an empty one."""
        return next(reversed(self.stdout.strip().splitlines()), "")


def run(command: list[str], longest: float) -> Measured:
    """Run a command from the project's folder; after `longest` seconds all its processes are killed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8"},
        )  # fmt: skip
        watch = _Watch(child.pid, begun + longest)
        watch.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        watch.over.set()
        watch.join()
        out.seek(0)
        err.seek(0)
        return Measured(
            code=child.returncode,
            seconds=seconds,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            peak_mb=max(watch.peak_mb, usage.ru_maxrss / 1024),
            stdout=out.read().decode(errors="replace"),
            stderr=err.read().decode(errors="replace"),
        )


def python(*arguments: str) -> list[str]:
    """A command of this interpreter."""
    return [sys.executable, *arguments]


class _Watch(threading.Thread):
    """Adds up the memory of a process and all below it until told that it is over; ends them when time is up."""

    def __init__(self, pid: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._deadline = deadline
        self.over = threading.Event()
        self.peak_mb = 0.0

    def run(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            family = family_of(self._pid)
            self.peak_mb = max(self.peak_mb, sum(map(_memory_mb, family)))
            if time.perf_counter() > self._deadline:
                for pid in family:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)


def family_of(pid: int) -> list[int]:
    """The process and everything below it, parents first."""
    found = [pid]
    for one in found:
        for task in Path("/proc", str(one), "task").glob("*/children"):
            # A process may end while it is looked at.
            with contextlib.suppress(OSError):
                found += map(int, task.read_text().split())
    return found


def _memory_mb(pid: int) -> float:
    try:
        lines = Path("/proc", str(pid), "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
