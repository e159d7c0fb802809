"""The solving process seen from its parent, where something goes wrong on the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.search import memory
from scheduler.search.messages import Request
from scheduler.search.params import SolveParams
from scheduler.search.process import SolvingProcess
from tests import factories as make
from tests.ground import lives

WAIT = 30
"""Seconds that a busy machine may need."""


@dataclass(frozen=True)
class Unpackable(Request):
    def __reduce__(self) -> str:
        raise RuntimeError("dictionary changed size during iteration")


def request(kind: type[Request] = Request) -> Request:
    return kind(make.problem(make.person("kim"), make.shift(3)), SolveParams(workers=1), time.monotonic() + WAIT)


def test_one_request_is_answered_to_its_last_report() -> None:
    process = SolvingProcess()
    process.send(request())
    while (report := process.next_report(WAIT)) is not None and not report.last:
        pass
    assert report is not None and report.proven
    assert report.values == report.bounds
    assert process.end() == ""
    assert process.end() == ""
    assert process.peak_mb > 20


def test_a_request_that_cannot_be_packed_is_told() -> None:
    process = SolvingProcess()
    process.send(request(Unpackable))
    assert process.next_report(WAIT) is None
    assert process.end() == "RuntimeError: dictionary changed size during iteration"


def test_the_end_leaves_nothing_behind() -> None:
    process = SolvingProcess()
    assert process.wait_until_ready(WAIT)
    folder = Path(process._folder)
    assert folder.is_dir() and lives(process.pid)
    process.end()
    assert not lives(process.pid) and not folder.exists()


def test_a_child_gives_memory_back_unless_its_user_knows_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "7")
    process = SolvingProcess()
    said = Path(f"/proc/{process.pid}/environ").read_bytes().split(b"\0")
    process.end()
    assert {b"MALLOC_MMAP_THRESHOLD_=1000000", b"MALLOC_TRIM_THRESHOLD_=7"} <= set(said)


def test_what_a_process_has_started_counts_for_its_memory() -> None:
    program = "kept = bytearray(b'x') * (60 * 2**20); print(flush=True); input()"
    alone = memory.family_mb(os.getpid())
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert memory.family_mb(other.pid) >= 60
        assert memory.peak_mb(other.pid) >= 60
        assert memory.family_mb(os.getpid()) >= alone + 50
        other.kill()
    assert memory.family_mb(other.pid) == memory.peak_mb(other.pid) == 0.0
