"""Before anything of the program is imported: what tests write goes into a folder of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_INSTANCE = tempfile.mkdtemp(prefix="roster-tests-")
atexit.register(shutil.rmtree, _INSTANCE, ignore_errors=True)
os.environ["ROSTER_INSTANCE"] = _INSTANCE
for _name in ("DATABASE_URL", "CELERY_BROKER_URL", "PUBLIC_URL"):
    os.environ.pop(_name, None)

pytest_plugins = ["tests.figures"]
