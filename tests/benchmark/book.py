"""The figures of all rows in one JSON file: what has run with the present program and engines is not run again."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.benchmark.outcome import Outcome
from tests.benchmark.process import ROOT
from tests.benchmark.rows import OURSELVES, WARM, Row

PACKAGES = ("ortools", "highspy", "numpy")
Entry = dict[str, Any]


class Book:
    """A report as it stands, and as it grows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.entries: dict[str, Entry] = kept.get("rows", {})
        self.machine: dict[str, Any] = kept.get("machine", {})

    def has(self, row: Row) -> bool:
        """Whether the row has run with the present state of what it depends on."""
        entry = self.entries.get(row.name)
        return entry is not None and entry["version"] == version_of(row)

    def note(self, row: Row, outcome: Outcome, load: float) -> None:
        """Keep a row's figures, with when and how they came about, and write the file."""
        self.entries[row.name] = {
            **row_plain(row), **outcome.plain(), "version": version_of(row), "commit": commit(), "load": round(load, 1),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip
        self.machine = machine()
        self.write()

    def write(self) -> None:
        """Write the file whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        report = {"machine": self.machine, "rows": dict(sorted(self.entries.items()))}
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        fresh.rename(self.path)


def row_plain(row: Row) -> Entry:
    """The row itself."""
    return {
        "kind": row.kind, "instance": row.instance, "limit": row.seconds, "competitor": row.competitor,
        "workers": row.workers,
    }  # fmt: skip


def version_of(row: Row) -> str:
    """A fingerprint of what a row's figures depend on: a rival's do not depend on our search, only on rows of ours."""
    folders = ["scheduler"]
    if row.competitor not in OURSELVES:
        folders = ["tests/benchmark/rivals"]
        if row.kind == "club":
            folders += ["scheduler/encode", "scheduler/rules", "scheduler/club"]
    elif row.competitor == WARM:
        folders += ["tests/benchmark/repairs.py" if row.kind == "repair" else "tests/benchmark/warm.py"]
    return fingerprint(tuple(folders))


@cache
def fingerprint(folders: tuple[str, ...]) -> str:
    """Of all Python files and data tables in the folders, and of the engines."""
    found = hashlib.sha256(json.dumps(versions()).encode())
    for folder in folders:
        here = ROOT / folder
        files = [here] if here.is_file() else sorted(one for end in ("py", "toml") for one in here.rglob(f"*.{end}"))
        for path in files:
            found.update(path.relative_to(ROOT).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def versions() -> dict[str, str]:
    """Python and the engines; packages that are not installed are left out."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, Any]:
    """What it runs on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(), "cores": len(os.sched_getaffinity(0)), "memory_gib": round(memory),
        "system": platform.system(), **versions(),
    }  # fmt: skip


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


@cache
def commit() -> str:
    """The commit of the tree, with a plus when it has been changed since; empty where there is no git."""
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()
