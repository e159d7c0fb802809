"""A killed run loses nothing: its best roster stands in the file of its result, and the next run goes on from it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler import rules
from scheduler.files.problem_json import write_problem
from scheduler.files.result_json import read_result, write_result
from scheduler.problem import Problem
from scheduler.result import LevelOutcome, Progress, Result, Status
from scheduler.roster import Roster
from scheduler.unfinished import UNFINISHED, Saving, earlier, left_behind
from tests import factories as make
from tests.ground import children_of, lives, until
from tests.unit.scheduler.search.test_solve import fortnight

BUSY = 60
"""Seconds that a busy machine may need for its first roster."""


def solving(problem: Path, output: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli", "solve", str(problem), "-o", str(output), *more],
        env=os.environ | {"LANG": "en_GB.UTF-8"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_killed_run_has_left_its_best_roster_and_the_same_command_goes_on_from_it(tmp_path: Path) -> None:
    problem, path, output = fortnight(), tmp_path / "problem.json", tmp_path / "result.json"
    write_problem(problem, path)
    with solving(path, output, "--seconds", "120", "--workers", "1") as first:
        until(output.exists, BUSY)
        children = children_of(first.pid)
        first.kill()
        first.communicate()
    until(lambda: not any(map(lives, children)), 10)
    left = read_result(output)
    assert (left.status, left.message) == (Status.FEASIBLE, UNFINISHED)
    assert rules.check(problem, left.roster) == []
    reached = rules.level_penalties(problem, left.roster)
    assert reached == tuple(level.penalty for level in left.levels)

    # Too short for a search: what was left is all there is.
    with solving(path, output, "--seconds", "1.5", "--workers", "1") as second:
        _, said = second.communicate()
    assert f"Going on from the roster in {output}." in said
    assert second.returncode == 0
    ended = read_result(output)
    assert ended.message != UNFINISHED
    assert rules.level_penalties(problem, ended.roster) <= reached
    assert {*tmp_path.iterdir()} == {path, output}


def test_a_run_that_came_to_its_end_is_gone_on_from_only_when_asked(tmp_path: Path) -> None:
    problem, output = one_shift(), tmp_path / "result.json"
    assert left_behind(problem, output) is None and earlier(problem, output) is None
    write_result(result(problem, message=""), output)
    assert left_behind(problem, output) is None
    assert earlier(problem, output) == everyone(problem)
    write_result(result(problem, message=UNFINISHED), output)
    assert left_behind(problem, output) == everyone(problem)
    other = make.problem(make.person("lee"), make.shift(3))
    assert left_behind(other, output) is None  # nothing of it can be said of this problem
    output.write_text("{")
    assert left_behind(problem, output) is None


def test_every_better_roster_is_saved_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, output = one_shift(), tmp_path / "result.json"
    output.write_text("an older file")
    output.chmod(0o600)
    drafts: list[str] = []
    replace = Path.replace

    def watched(draft: Path, target: Path) -> Path:
        drafts.append(draft.read_text())
        assert output.read_text() == "an older file"  # until the new one is whole
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", watched)
    saving = Saving(problem, output, seed=3)
    saving.hear(Progress(0.1, ()))
    assert drafts == []
    saving.hear(Progress(0.2, (LevelOutcome("quality", 5, 2),), everyone(problem)))
    assert [output.read_text()] == drafts
    assert output.stat().st_mode & 0o777 == 0o600
    kept = read_result(output)
    assert (kept.roster, kept.seed, kept.seconds, kept.open_seats) == (everyone(problem), 3, 0.2, 0)


def test_saving_takes_a_twentieth_of_the_time_at_most_and_forgets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, output = one_shift(), tmp_path / "result.json"
    clock, written = [100.0], []

    def slow(result: Result, path: Path) -> None:
        clock[0] += 1.0
        written.append(result.seconds)

    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr("scheduler.unfinished.write_result", slow)
    saving = Saving(problem, output, seed=0)
    saving.hear(Progress(1.0, (), everyone(problem)))
    saving.hear(Progress(2.0, (), Roster()))
    clock[0] += 18
    saving.hear(Progress(3.0, (), everyone(problem)))
    assert written == [1.0]  # writing took a second, so the next waits for 20
    clock[0] += 2
    saving.hear(Progress(4.0, ()))
    assert written == [1.0, 3.0]


def test_a_full_disk_does_not_end_the_search(tmp_path: Path) -> None:
    saving = Saving(one_shift(), tmp_path / "gone" / "result.json", seed=0)
    saving.hear(Progress(1.0, (), everyone(one_shift())))
    assert not (tmp_path / "gone").exists()


def test_what_is_no_plain_file_is_written_to_as_it_is() -> None:
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        write_result(result(one_shift(), message=""), Path(f"/proc/self/fd/{reader.stdin.fileno()}"))
        said, _ = reader.communicate()
    assert said.startswith('{\n"format": "roster-result"')


def one_shift() -> Problem:
    return make.problem(make.person("kim"), make.shift(3))


def everyone(problem: Problem) -> Roster:
    return make.everyone(problem)


def result(problem: Problem, message: str) -> Result:
    return Result(Status.FEASIBLE, everyone(problem), (), 1, 0, 0, 1.0, message=message)
