"""The judges of others, loaded where their folder is at hand."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest


def judge(name: str) -> ModuleType:
    """`nrp_judge` or `city` from the folder that ROSTER_SHARED names; the test is skipped without it."""
    folder = os.environ.get("ROSTER_SHARED")
    path = Path(folder or "", "tools", f"{name}.py")
    if not folder or not path.exists():
        pytest.skip("ROSTER_SHARED does not name the folder with the judges of others")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
