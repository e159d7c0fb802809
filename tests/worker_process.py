"""A worker of its own process with a solver of `tests.solvers`: `python -m tests.worker_process SOLVER [--once]`.

`real` is the program's own solver. With `--twice` every wake-up is sent twice.
"""

from __future__ import annotations

import argparse
from typing import Any

from models.engine import make_engine, make_sessions
from tests import solvers
from web import serving, worker
from web.config import get_settings


def send_twice() -> None:
    send = worker.wake.apply_async

    def twice(**options: Any) -> None:
        send(**options)
        send(**options)

    worker.wake.apply_async = twice


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("solver")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--concurrency", type=int, default=1)
    asked = parser.parse_args()
    solve = None if asked.solver == "real" else getattr(solvers, asked.solver)
    if asked.once:
        worker.run_next(make_sessions(make_engine(get_settings().database_url)), get_settings(), solve)
    else:
        if solve is not None:
            worker._solver = lambda: solve
        if asked.twice:
            send_twice()
        worker.REAP_SECONDS = 1.0
        worker.DEAF_SECONDS = 10.0
        serving.work(concurrency=asked.concurrency, with_parent=True)
