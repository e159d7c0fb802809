"""Two engines whose libraries cannot share a process work beside each other, whichever comes first."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scheduler.engines import mip
from scheduler.engines.base import Limits, Slice, Watcher
from scheduler.engines.elsewhere import Elsewhere
from tests.unit.scheduler.engines.test_engines import knapsack

ROOT = Path(__file__).resolve().parents[4]
SMALL, ENDLESS = knapsack(1), knapsack(7, size=80, rows=20)


def children() -> set[int]:
    """The processes that this one has started."""
    return set(map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()))


@pytest.fixture
def engine() -> Iterator[tuple[Elsewhere, int]]:
    """HiGHS in a process of its own, which has solved something, and that process."""
    before, away = children(), Elsewhere(mip.__name__, rival="a library that nobody has")
    assert away.solve(SMALL, Limits(20), Watcher()).proven
    (child,) = children() - before
    yield away, child
    for one in children() - before:
        os.kill(one, signal.SIGKILL)


BOTH = """
import json, os, sys
from scheduler.engines import cpsat, mip
from scheduler.engines.base import Limits, Watcher
from tests.unit.scheduler.engines.test_elsewhere import SMALL, children
engines = {"cpsat": cpsat, "mip": mip}
here, there = (engines[name] for name in sys.argv[1:])
one = here.solve(SMALL, Limits(20))
points, bounds = [], []
other = there.solve(SMALL, Limits(20), Watcher(points.append, bounds.append))
relaxed = mip.relax(SMALL, Limits(20))
print(json.dumps({
    "bounds": [one.bound, other.bound], "proven": [one.proven, other.proven], "children": len(children()),
    "costs": [SMALL.objective.at(one.point), SMALL.objective.at(other.point)],
    "loaded": [name for name in ("ortools", "highspy") if name in sys.modules],
    "kept": all(SMALL.keeps(point) for point in points), "told": min(map(SMALL.objective.at, points)),
    "lower": max(bounds), "relaxed": [relaxed.bound, *relaxed.values],
}))
"""


def test_whichever_library_is_loaded_first_both_engines_prove_the_same() -> None:
    relaxed = []
    for first, second, library in (("cpsat", "mip", "ortools"), ("mip", "cpsat", "highspy")):
        command = [sys.executable, "-c", BOTH, first, second]
        done = subprocess.run(command, cwd=ROOT, env=paths(), capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        best = found["bounds"][0]
        assert found["proven"] == [True, True]
        assert found["bounds"] == found["costs"] == [best, best]
        assert (found["loaded"], found["children"]) == ([library], 1)
        assert found["kept"] and found["told"] == best, "points are told while it works"
        assert found["lower"] <= best
        relaxed.append(found["relaxed"])
    assert relaxed[0] == relaxed[1]


def paths() -> dict[str, str]:
    """An environment in which the project can be imported."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_killed_engine_is_told_and_the_next_call_works(engine: tuple[Elsewhere, int]) -> None:
    away, child = engine
    killing = threading.Timer(0.4, os.kill, (child, signal.SIGKILL))
    killing.start()
    with pytest.raises(OSError, match=f"engine's process ended with {-signal.SIGKILL}"):
        away.solve(ENDLESS, Limits(30), Watcher())
    killing.join()
    assert child not in children(), "it is buried"
    assert away.solve(SMALL, Limits(20), Watcher()).proven


def test_an_engine_that_died_between_two_calls_is_started_again(engine: tuple[Elsewhere, int]) -> None:
    away, child = engine
    os.kill(child, signal.SIGKILL)
    while is_alive(child):
        time.sleep(0.01)
    assert away.solve(SMALL, Limits(20), Watcher()).proven


PARENT = """
import threading, time
from scheduler.engines import mip
from scheduler.engines.base import Limits, Watcher
from scheduler.engines.elsewhere import Elsewhere
from tests.unit.scheduler.engines.test_elsewhere import ENDLESS, children

def tell(bound):
    print(*children(), flush=True)

Elsewhere(mip.__name__, rival="a library that nobody has").solve(ENDLESS, Limits(40), Watcher(on_bound=tell))
"""


def test_the_engine_ends_when_its_parent_is_killed() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, env=paths(), text=True, stdout=subprocess.PIPE
    )  # fmt: skip
    assert process.stdout is not None
    child = int(process.stdout.readline())
    assert is_alive(child)
    process.kill()
    process.wait()
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(child), "it works on for nobody"


def is_alive(process: int) -> bool:
    """Whether a process is there and does not only wait to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_stop_is_obeyed_over_there(engine: tuple[Elsewhere, int]) -> None:
    away, child = engine
    begun, asked = time.monotonic(), []

    def stop() -> bool:
        asked.append(time.monotonic())
        return asked[-1] - begun > 0.4

    outcome = away.solve(ENDLESS, Limits(40), Watcher(should_stop=stop))
    said = next(at for at in asked if at - begun > 0.4)
    assert time.monotonic() - said < 1.0
    assert not outcome.proven
    assert away.solve(SMALL, Limits(20), Watcher()).proven
    assert child in children(), "the same process goes on"


def test_it_asks_no_more_than_twenty_times_a_second(engine: tuple[Elsewhere, int]) -> None:
    away, _ = engine
    asked: list[float] = []

    def never() -> bool:
        asked.append(time.monotonic())
        return False

    away.solve(ENDLESS, Limits(0.5), Watcher(should_stop=never))
    assert asked
    assert len(asked) <= (asked[-1] - asked[0]) / 0.05 + 2


def test_an_error_over_there_is_raised_here(engine: tuple[Elsewhere, int]) -> None:
    away, _ = engine
    broken = Slice(SMALL.matrix, SMALL.cost, hint=["nonsense"] * SMALL.matrix.width)  # type: ignore[list-item] # a mistake on purpose
    with pytest.raises(ValueError, match="nonsense"):
        away.solve(broken, Limits(20), Watcher())
    assert away.solve(SMALL, Limits(20), Watcher()).proven, "the next call works"


def test_an_error_of_the_watcher_is_raised_and_the_engine_does_not_work_on(engine: tuple[Elsewhere, int]) -> None:
    away, child = engine

    def stumble(point: list[int]) -> None:
        raise LookupError("nobody wants this point")

    with pytest.raises(LookupError, match="nobody wants"):
        away.solve(ENDLESS, Limits(40), Watcher(on_point=stumble))
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(child)
    assert away.solve(SMALL, Limits(20), Watcher()).proven


def test_an_engine_works_here_as_long_as_its_rival_is_not_loaded() -> None:
    assert not Elsewhere(mip.__name__, rival="a library that nobody has").needed
    assert Elsewhere(mip.__name__, rival="json").needed
