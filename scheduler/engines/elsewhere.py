"""Runs an engine in a process of its own where its library cannot be loaded beside another one.

The wheels of highspy and ortools both carry HiGHS, and the second one that is imported fails. So whichever comes second
in a process works in a child, which waits for the next piece of work and ends with its parent.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from scheduler.engines.base import Limits, Outcome, Slice, Watcher, Work

ROOT = Path(__file__).resolve().parents[2]
ASK_EVERY = 0.05
"""Seconds between two questions whether to stop, at least."""


@dataclass
class Elsewhere:
    """The way to an engine's module in another process; used by the module itself."""

    module: str
    """The engine's module."""
    rival: str
    """The library that this process must not hold for the engine to work here."""

    def __post_init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def needed(self) -> bool:
        """Whether the rival library is loaded here."""
        return self.rival in sys.modules

    def solve(self, work: Work, limits: Limits, watcher: Watcher) -> Outcome:
        """The module's `solve` over there; the watcher is called here. Raises OSError when the process dies."""
        return cast(Outcome, self.call("solve", work, limits, watcher))

    def call(
        self, name: str, work: Work, limits: Limits, watcher: Watcher | None = None, *more: object
    ) -> object:  # fmt: skip
        """Call a function of the module over there with the work, the limits and more; one call at a time."""
        plain = Slice(work.matrix, work.cost, work.constant, work.hint, work.whole)
        with self._lock:
            child = self._alive()
            to_child, from_child = cast(BinaryIO, child.stdin), cast(BinaryIO, child.stdout)
            try:
                _say(to_child, (name, plain, limits, more, watcher is not None))
                return _listen(from_child, to_child, watcher or Watcher())
            except BaseException as error:
                # What is under way over there cannot be called back, and half an answer may be in the pipe.
                child.kill()
                self._child = None
                if isinstance(error, EOFError | BrokenPipeError):
                    raise OSError(f"the engine's process ended with {child.wait()}") from error
                raise

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
            self._child = subprocess.Popen(
                [sys.executable, "-m", __name__, self.module],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
        return self._child


def _listen(from_child: BinaryIO, to_child: BinaryIO, watcher: Watcher) -> object:
    while True:
        # Only the two ends of our own pipe write here.
        what, value = pickle.load(from_child)  # noqa: S301
        if what == "point":
            watcher.on_point(value)
        elif what == "bound":
            watcher.on_bound(value)
        elif what == "ask":
            _say(to_child, watcher.should_stop())
        elif what == "error":
            raise value
        else:
            return value


def _say(stream: BinaryIO, message: object) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


class _Parent:
    """The parent as the child sees it: any thread of the engine may speak, one at a time."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._lock = threading.Lock()
        self._over = False
        self._asked_at = 0.0

    def watcher(self) -> Watcher:
        return Watcher(lambda point: self._tell("point", point), lambda bound: self._tell("bound", bound), self._ask)

    def _tell(self, what: str, value: object) -> None:
        with self._lock:
            if not self._over:
                _say(self._answers, (what, value))

    def _ask(self) -> bool:
        with self._lock:
            if self._over or time.monotonic() - self._asked_at < ASK_EVERY:
                return self._over
            self._asked_at = time.monotonic()
            _say(self._answers, ("ask", None))
            return bool(pickle.load(self._requests))  # noqa: S301 - our own parent

    def end(self, what: str, value: object) -> None:
        """The last word of this call; whoever speaks later is not heard."""
        with self._lock:
            self._over = True
            _say(self._answers, (what, value))


def main() -> None:
    """Serve the calls that come from standard input until it ends; the only argument is the engine's module."""
    engine = import_module(sys.argv[1])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # An engine's own printing must not fall between the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # A parent that is killed closes the pipe: the next reading or writing ends this process too.
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            name, work, limits, more, watched = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent
            parent = _Parent(sys.stdin.buffer, answers)
            try:
                found = getattr(engine, name)(work, limits, *([parent.watcher()] if watched else []), *more)
            except Exception as error:
                parent.end("error", error)
            else:
                parent.end("done", found)
    os._exit(0)


if __name__ == "__main__":
    main()
