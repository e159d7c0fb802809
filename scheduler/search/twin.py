"""A twin of this process that works out one answer on another processor: the interpreter uses one at a time."""

from __future__ import annotations

import os
import pickle
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar, cast

T = TypeVar("T")

STEP = 0.02
"""Seconds after which a wait looks whether the search is over."""


class Twin(Generic[T]):
    """Begins at once, with everything that this process knows; what it finds beside its answer is lost with it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if not self._process:
            _answer(writing, work)
        os.close(writing)

    def answer(self, is_over: Callable[[], bool]) -> T | None:
        """Wait for the answer; None where none is given, or where it is not needed any more. Ends the twin."""
        said = bytearray()
        with os.fdopen(self._reading, "rb", buffering=0) as answer:
            while not is_over():
                if select.select([answer], [], [], STEP)[0]:
                    more = answer.read(1 << 20)
                    if not more:
                        break
                    said += more
        self._end()
        with suppress(EOFError, pickle.UnpicklingError):
            return cast(T, pickle.loads(said))  # noqa: S301 - written by this very program
        return None

    def _end(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def _answer(writing: int, work: Callable[[], T]) -> None:
    """Everything that this process does as a twin."""
    try:
        with os.fdopen(writing, "wb") as answer:
            answer.write(pickle.dumps(work()))
    finally:
        os._exit(0)
