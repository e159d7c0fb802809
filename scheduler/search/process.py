"""The solving process seen from its parent: start, listen, ask to stop, end."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import BinaryIO, cast

from scheduler.search import messages

ROOT = Path(__file__).resolve().parents[2]


class SolvingProcess:
    """A child that runs `scheduler.search.child`. It is a plain subprocess, so daemonic workers may have one too."""

    def __init__(self, request: messages.Request) -> None:
        self.peak_mb = 0.0
        self._folder = tempfile.TemporaryDirectory(prefix="roster-solve-")
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._child = subprocess.Popen(
            [sys.executable, "-m", "scheduler.search.child", str(os.getpid())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
            env={**os.environ, "PYTHONPATH": path, "TMPDIR": self._folder.name},
            # Ctrl-C in a terminal ends the whole group; the parent decides what becomes of the best roster.
            start_new_session=True,
        )  # fmt: skip
        self._ended = False
        self._to_child = cast(BinaryIO, self._child.stdin)
        self._from_child = cast(BinaryIO, self._child.stdout)
        self._heard: queue.SimpleQueue[messages.Report | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        # Packed here, because the law book may note things with the problem while the thread writes.
        threading.Thread(target=self._send, args=(messages.packed(request),), daemon=True).start()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    def _send(self, request: bytes) -> None:
        # A child that died at once is noticed when it says nothing.
        with contextlib.suppress(OSError):
            self._to_child.write(request)
            self._to_child.flush()

    def _listen(self) -> None:
        while True:
            message = messages.read(self._from_child)
            self._heard.put(message if isinstance(message, messages.Report) else None)
            if message is None:
                return

    def next_report(self, seconds: float) -> messages.Report | None:
        """The next report. Raises queue.Empty when none comes in time; None says that no more will come."""
        return self._heard.get(timeout=max(0.0, seconds))

    def memory_mb(self) -> float:
        """What the child holds in memory now; 0.0 where the system does not say."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            return 0.0
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def ask_to_stop(self) -> None:
        """Let the child report its best once more and end."""
        if not self._ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def end(self) -> str:
        """Kill the child if it still runs, note its peak memory, clean up; returns the last line it complained with."""
        if self._ended:
            return ""
        self._ended = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            _, status, usage = os.wait4(self.pid, 0)
            self._child.returncode = os.waitstatus_to_exitcode(status)
            self.peak_mb = usage.ru_maxrss / 1024
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        self._log.close()
        self._folder.cleanup()
        for pipe in (self._to_child, self._from_child):
            with contextlib.suppress(OSError):
                pipe.close()
        return lines[-1] if lines else ""
