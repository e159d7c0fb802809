"""Spare solving processes: a request does not wait for them to load, and they never outlive who started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.result import Status
from scheduler.search import warm
from scheduler.search.process import SolvingProcess
from scheduler.search.solve import SolveParams, solve
from tests import factories as make
from tests.ground import ROOT, children_of, lives, until

LOADED = 60
"""Seconds that a busy machine may need to load everything."""
TICKS = os.sysconf("SC_CLK_TCK")


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    warm.cool_down()
    until(lambda: not solving(), 10)


def solving(parent: int | None = None) -> list[int]:
    """The solving processes of a process, this one by default."""
    return [one for one in children_of(parent or os.getpid()) if b"scheduler.search.child" in command(one)]


def command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def priorities(process: int) -> set[int]:
    """Of all its threads."""
    threads = [int(one.name) for one in Path(f"/proc/{process}/task").iterdir()]
    return {os.getpriority(os.PRIO_PROCESS, one) for one in threads}


def trivial() -> Status:
    return solve(make.problem(make.person("kim"), make.shift(3)), SolveParams(seconds=60, workers=1)).status


def test_a_warm_solve_has_nothing_left_to_load() -> None:
    warm.keep_warm()
    assert warm.wait_until_warm(LOADED)
    (spare,) = solving()
    loading = cpu_seconds(spare)
    before = os.times().children_user + os.times().children_system
    assert trivial() is Status.OPTIMAL
    assert not lives(spare)  # it was the one that solved
    after = os.times().children_user + os.times().children_system
    assert after - before - loading < loading / 2, "the solve of one shift takes far less than loading did"


def test_after_a_solve_there_is_one_spare_again() -> None:
    warm.keep_warm()
    seen = set()
    for _ in range(2):
        assert warm.wait_until_warm(LOADED)
        (spare,) = solving()
        seen.add(spare)
        assert trivial() is Status.OPTIMAL
    assert len(seen) == 2
    assert len(solving()) == 1


def test_without_being_asked_nothing_is_kept_warm() -> None:
    assert trivial() is Status.OPTIMAL
    assert solving() == []


def test_a_spare_that_was_killed_is_missed_by_nobody() -> None:
    warm.keep_warm()
    (spare,) = solving()
    os.kill(spare, signal.SIGKILL)
    until(lambda: not lives(spare), 10)
    assert trivial() is Status.OPTIMAL
    assert warm.wait_until_warm(LOADED)
    assert len(solving()) == 1


def test_a_gentle_start_takes_requests_once_it_is_ready_and_searches_at_full_priority() -> None:
    process = SolvingProcess(gently=True)
    try:
        assert not process.willing
        assert process.wait_until_ready(LOADED)
        assert process.willing
        # The thread that has loaded everything may be a moment later in being gone.
        until(lambda: priorities(process.pid) == {os.getpriority(os.PRIO_PROCESS, 0)}, 10)
    finally:
        process.end()


def test_an_early_start_is_used_or_ended() -> None:
    with warm.early_start():
        (early,) = solving()
        assert trivial() is Status.OPTIMAL
        assert not lives(early)
    with warm.early_start():
        assert len(solving()) == 1
    assert solving() == []


PARENT = """
import os, sys, time
from scheduler.search import warm
warm.keep_warm()
warm.wait_until_warm(60)
{more}
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_spares_end_with_their_parent_however_it_ends(end: signal.Signals, tmp_path: Path) -> None:
    with asker(tmp_path) as parent:
        (spare,) = solving(parent.pid)
        assert list(tmp_path.glob("roster-solve-*"))
        parent.send_signal(end)
        parent.wait()
        until(lambda: not lives(spare), 10)
        until(lambda: not list(tmp_path.glob("roster-solve-*")), 5)


def test_a_fork_has_no_spare_and_does_not_keep_its_parents_alive(tmp_path: Path) -> None:
    # The fork says when its own spare waits: until then the process of its one solve is beside it.
    fork = """
heard, said = os.pipe()
fork = os.fork()
if not fork:
    from tests.unit.scheduler.search.test_warm import trivial, solving
    assert trivial() == "optimal" and solving() == []
    warm.keep_warm()
    assert warm.wait_until_warm(60)
    os.write(said, b"!")
    time.sleep(60)
    os._exit(0)
os.read(heard, 1)
"""
    with asker(tmp_path, fork) as parent:
        (fork_of_it,) = set(children_of(parent.pid)) - set(solving(parent.pid))
        (spare,) = solving(parent.pid)
        (other,) = solving(fork_of_it)
        parent.kill()
        parent.wait()
        until(lambda: not lives(spare), 10)
        assert lives(fork_of_it) and lives(other)
        os.kill(fork_of_it, signal.SIGKILL)
        until(lambda: not lives(other), 10)


class asker:  # noqa: N801 - used as a function
    """A process that keeps warm, in a folder of its own for temporary files."""

    def __init__(self, folder: Path, more: str = "") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PARENT.format(more=more)],
            cwd=ROOT, env=os.environ | {"TMPDIR": str(folder)}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> subprocess.Popen[str]:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        return self._process

    def __exit__(self, *facts: object) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
