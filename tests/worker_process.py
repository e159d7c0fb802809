"""A worker of its own process with a solver of `tests.solvers`: `python -m tests.worker_process quick|slow [once]`."""

from __future__ import annotations

import sys

from models.engine import make_engine, make_sessions
from tests import solvers
from web import serving, worker
from web.config import get_settings

if __name__ == "__main__":
    solve = getattr(solvers, sys.argv[1])
    if "once" in sys.argv:
        worker.run_next(make_sessions(make_engine(get_settings().database_url)), get_settings(), solve)
    else:
        worker._solver = lambda: solve
        worker.REAP_SECONDS = 1.0
        serving.work(concurrency=1, with_parent=True)
