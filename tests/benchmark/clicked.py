"""From the press of "build" to the page that tells of a roster: the program as served, with a worker of its own."""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from scheduler.calendar import Month
from tests.benchmark.desk import at_the_desk
from tests.filled import filled_club
from web.config import get_settings
from web.serving import environment_of

JUNE = Month(2027, 6)
LOOKS_EVERY = 0.5
"""Seconds between two looks of the page at its progress; the first comes with the page itself."""
WARM_UP = 12.0
"""Seconds that the worker is given to load its solver."""
PATIENCE = 60.0
WORKER = "from web import serving; serving.work(concurrency=1, with_parent=True)"
"""The program's own; `roster worker` would write the tables first, which stand already."""


def clicked(times: int = 20) -> Iterator[str]:
    """Build the sample club's June again and again; how long until the page tells how many seats are open."""
    with tempfile.TemporaryDirectory() as folder:
        club = filled_club(Path(folder))
        desk = at_the_desk(club)
        # Pages and workers meet at the broker that the environment names.
        os.environ |= environment_of(club.settings)
        get_settings.cache_clear()
        worker = subprocess.Popen([sys.executable, "-c", WORKER], start_new_session=True)
        try:
            time.sleep(WARM_UP)
            spent = [_pressed(desk) for _ in range(times)]
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
    yield (
        f"press to first roster told, {times} times: median {statistics.median(spent):.2f} s, "
        f"p95 {statistics.quantiles(spent, n=20)[-1]:.2f} s, worst {max(spent):.2f} s"
    )


def _pressed(desk: FlaskClient) -> float:
    begun = time.monotonic()
    page = desk.post(f"/months/{JUNE}/jobs", data={"seconds": "60"}).headers["Location"]
    shown = desk.get(page).get_data(as_text=True)
    while not re.search(r"빈자리 \d+개", shown):
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError(shown)
        time.sleep(LOOKS_EVERY)
        shown = desk.get(f"{page}/progress").get_data(as_text=True)
    spent = time.monotonic() - begun
    desk.post(f"{page}/cancel")
    while "그만두었습니다" not in desk.get(page).get_data(as_text=True):
        time.sleep(0.2)
    time.sleep(WARM_UP / 4)  # the next solving process gets ready
    return spent
