"""The solving process seen from its parent: start, ask, listen, ask to stop, end."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from scheduler.search import child, memory, messages

ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Libraries below numpy would start as many threads as there are processors, and reserve memory for each."""
GIVE_BACK = {"MALLOC_MMAP_THRESHOLD_": "1000000", "MALLOC_TRIM_THRESHOLD_": "1000000"}
"""Bytes from which glibc gives back to the system what an engine no longer needs. Left to itself it keeps most of what
the largest run has ever needed, for each thread: 257 MB instead of 154 after the search tree of 13,000 variables."""
NO_MEMORY = ("MemoryError", "bad_alloc", "can't start new thread", "Cannot allocate memory")
"""What a process complains with when the system gives it no more."""

HEARD_OUT = 1.0
"""Seconds that the last words of a process that has ended may take to be read."""


class SolvingProcess:
    """A child that runs `scheduler.search.child`. It is a plain subprocess, so daemonic workers may have one too.

    With `gently` it loads only with what others leave of the processors, and says so by being `ready` later.
    """

    def __init__(self, *, gently: bool = False) -> None:
        self.peak_mb = 0.0
        self.out_of_memory = False
        """Known once it has ended: the system gave it no more memory."""
        self._folder = tempfile.mkdtemp(prefix="roster-solve-")
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._child = subprocess.Popen(
            [sys.executable, "-m", child.__name__, str(os.getpid()), self._folder, *([child.GENTLY] if gently else [])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
            # Without buffers, whose locks a fork of the parent would inherit in whatever state they are.
            bufsize=0,
            env={**ONE_THREAD, **GIVE_BACK, **os.environ, "PYTHONPATH": path, "TMPDIR": self._folder},
            # Ctrl-C in a terminal ends the whole group; the parent decides what becomes of the best roster.
            start_new_session=True,
        )  # fmt: skip
        self._gently = gently
        self._ready = threading.Event()
        self._ended = False
        self._fault = ""
        self._to_child = cast(BinaryIO, self._child.stdin)
        self._from_child = cast(BinaryIO, self._child.stdout)
        self._heard: queue.SimpleQueue[messages.Report | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    @property
    def lives(self) -> bool:
        """Whether it still runs."""
        return not self._ended and self._child.poll() is None

    @property
    def willing(self) -> bool:
        """Whether a request would be begun without delay: one that loads gently may take its time until it is ready."""
        return self.lives and (self._ready.is_set() or not self._gently)

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait until it has loaded everything; whether it has."""
        return self._ready.wait(seconds)

    def send(self, request: messages.Request, once_packed: Callable[[], None] = lambda: None) -> None:
        """Give it the one request of its life, and return at once.

        Until `once_packed` is called, from another thread, nobody may make the law book note things with the problem.
        """
        threading.Thread(target=self._send, args=(request, once_packed), daemon=True).start()

    def _send(self, request: messages.Request, once_packed: Callable[[], None]) -> None:
        try:
            packed = messages.packed(request)
            once_packed()
            messages.send(self._to_child, packed)
        except (OSError, ValueError):
            pass  # a child that died at once is noticed when it says nothing
        except Exception as fault:
            self._fault = f"{type(fault).__name__}: {fault}"
            self._heard.put(None)

    def _listen(self) -> None:
        while True:
            try:
                message = messages.read(self._from_child)
            except (OSError, ValueError):
                message = None  # closed by `end`
            if isinstance(message, messages.Ready):
                self._ready.set()
                continue
            self._heard.put(message if isinstance(message, messages.Report) else None)
            if message is None:
                return

    def next_report(self, seconds: float) -> messages.Report | None:
        """The next report. Raises queue.Empty when none comes in time; None says that no more will come."""
        return self._heard.get(timeout=max(0.0, seconds))

    def memory_mb(self) -> float:
        """What the child and those that it has started hold in memory now; 0.0 where the system does not say."""
        held = memory.family_mb(self.pid)
        self.peak_mb = max(self.peak_mb, held, memory.peak_mb(self.pid))
        return held

    def ask_to_stop(self) -> None:
        """Let the child report its best once more and end."""
        if not self._ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def end(self) -> str:
        """Kill the child and what it has started, note its peak memory, clean up; returns its last complaint."""
        if self._ended:
            return ""
        self._ended = True
        if self._child.returncode is None:
            self.memory_mb()
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                _, status, usage = os.wait4(self.pid, 0)
                self._child.returncode = os.waitstatus_to_exitcode(status)
                # Only for want of better: it counts what the parent held when the child was made.
                self.peak_mb = self.peak_mb or usage.ru_maxrss / 1024
        # A pipe that is closed while somebody reads it may be another process's by the time the reader looks.
        self._listener.join(HEARD_OUT)
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        complaint = self._fault or (lines[-1] if lines else "")
        struck = self._child.returncode == child.OUT_OF_MEMORY
        self.out_of_memory = struck or any(one in complaint for one in NO_MEMORY)
        self.forget()
        shutil.rmtree(self._folder, ignore_errors=True)
        return complaint

    def forget(self) -> None:
        """Close this process's ends of the pipes, as a fork of the parent does: it has no part in the child."""
        self._ended = True
        for pipe in (self._to_child, self._from_child, self._log):
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
