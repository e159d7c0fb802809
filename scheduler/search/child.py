"""The solving process: loads everything, reads a request, searches, and reports until its parent has enough.

It may be started long before there is a request, so that none has to wait for it. This module loads next to nothing.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from typing import NoReturn

from scheduler.search import memory, messages

GENTLY = "gently"
"""As the last argument: load only with what others leave of the processors."""
LOW = 10
"""Priority of a gentle start: beside busy ones it gets about a tenth of a processor."""
LOOK_EVERY = 0.5
"""Seconds between two looks whether the parent lives."""
OUT_OF_MEMORY = 12
"""Exit code when the ceiling was struck so hard that not even a last report could be written."""


def main() -> None:
    """Run one request from standard input; the answers go to standard output.

    The arguments are the parent's process id and the folder for its temporary files, then perhaps `gently`. The parent
    has to be named: one that is killed before this process could look has left it to another.
    """
    parent, folder = int(sys.argv[1]), sys.argv[2]
    threading.Thread(target=_end_with, args=(parent, folder), daemon=True).start()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # An engine's own printing must not fall between the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _load(gently=GENTLY in sys.argv[3:])
    messages.write(answers, messages.Ready())
    request = messages.read(sys.stdin.buffer)
    if not isinstance(request, messages.Request):
        _vanish(folder)
    from scheduler.search.searching import Search  # noqa: PLC0415 - `_load` has loaded it

    try:
        if request.params.memory_mb is not None:
            memory.hold(request.params.memory_mb)
        Search(request, answers).run()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    # Engines need not be waited for; the process ends without their threads.
    os._exit(0)


def _load(gently: bool) -> None:
    """Load what a search needs. A priority that was given up is not given back, so a thread gives it up and ends."""
    if not gently:
        _load_all()
        return
    loader = threading.Thread(target=_load_gently)
    loader.start()
    loader.join()


def _load_gently() -> None:
    if sys.platform == "linux":  # only there a thread has a priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOW)
    _load_all()


def _load_all() -> None:
    import numpy.random  # noqa: F401, PLC0415 - numpy itself loads it only when asked

    import scheduler.search.searching  # noqa: F401, PLC0415 - this is the work of loading
    from scheduler.engines import mip  # noqa: PLC0415

    mip.prepare()


def _end_with(parent: int, folder: str) -> None:
    """A parent that is killed cannot end this process, which may be in the middle of anything."""
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    _vanish(folder)


def _vanish(folder: str) -> NoReturn:
    """End with everything that this process has started and written."""
    shutil.rmtree(folder, ignore_errors=True)
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main()
