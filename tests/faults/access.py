"""Who may open which door: the guards of `tests/guards`, run as tests, and the figures that they note."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.suite import ROOT, Figure, suite

GUARDS = ("tests/guards/test_doors.py", "tests/guards/test_tokens.py", "tests/guards/test_canaries.py",
          "tests/guards/test_sessions.py", "tests/guards/test_routes.py", "tests/guards/test_cookies.py")  # fmt: skip
EVERYTHING_FETCHED = "tests/functional"
"""Whatever its tests are about, their client looks at every response."""


@suite("access")
def run(quick: bool) -> Iterator[Figure]:
    """Every actor at every door; and, unless it is quick, every response of the functional tests."""
    asked = GUARDS if quick else (*GUARDS, EVERYTHING_FETCHED)
    with tempfile.TemporaryDirectory(prefix="roster-access-") as folder:
        target = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *asked]
        ended = subprocess.run(command, cwd=ROOT, env={**os.environ, "ROSTER_FIGURES": str(target)}, check=False)
        figures = json.loads(target.read_text("utf-8")) if target.exists() else {}
    for promise, figure in figures.items():
        yield Figure(promise, figure["n"], figure["failures"], figure["detail"])
    yield Figure("The tests that guard the doors pass", len(asked), int(ended.returncode != 0), "files and folders")
