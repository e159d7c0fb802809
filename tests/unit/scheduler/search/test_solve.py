"""One problem in, one judged result out, whatever happens to the solving process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler import rules
from scheduler.calendar import Period
from scheduler.problem import Carried, Lock, Problem
from scheduler.result import Progress, Status
from scheduler.roster import Roster
from scheduler.search.process import SolvingProcess
from scheduler.search.solve import SolveParams, solve
from tests import factories as make
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.random_problems import random_problem


@pytest.mark.parametrize("seed", [20, 38])
def test_the_optimum_is_the_one_that_enumeration_finds(seed: int) -> None:
    problem = random_problem(seed, people=3, days=5, shifts=5)
    result = solve(problem, SolveParams(seconds=20, workers=1))
    best = best_by_enumeration(problem)
    assert result.status is Status.OPTIMAL, result
    assert tuple(level.penalty for level in result.levels) == best
    assert tuple(level.bound for level in result.levels) == best
    assert rules.level_penalties(problem, result.roster) == best
    assert rules.check(problem, result.roster) == []


def test_a_month_without_people_and_shifts_is_optimal_as_it_is() -> None:
    empty = Problem(Period(date(2027, 5, 1), date(2027, 5, 31)), (), (), (), ())
    result = solve(empty, SolveParams(seconds=10, workers=1))
    assert (result.status, result.seats, result.penalty) == (Status.OPTIMAL, 0, 0)


def test_ctrl_c_in_a_terminal_does_not_reach_the_solving_process() -> None:
    groups: set[int] = set()
    rosters: list[Roster] = []

    def look(progress: Progress) -> None:
        if not groups:  # the last call comes when the process has ended
            groups.add(os.getpgid(child_of_this_process()))
        if progress.roster is not None:
            rosters.append(progress.roster)

    result = solve(fortnight(), SolveParams(seconds=20, workers=1), look, lambda: bool(rosters))
    assert len(result.roster) > 0
    assert groups and os.getpgid(0) not in groups


def fortnight(people: int = 9) -> Problem:
    """Two weeks at a shop with three shifts a day, people who want hours and take turns: not proven in an instant."""
    shifts = [
        make.shift(day, *hours, seats=2, break_minutes=30)
        for day in range(1, 22)
        for hours in (("06:00", "10:00"), ("10:00", "14:00"), ("14:00", "18:00"), ("18:00", "22:00"))
    ]
    persons = [
        make.person(
            f"p{number}",
            max_minutes_per_week=960 + 240 * (number % 2),
            target_minutes=2100 + 37 * number,
            carried=Carried(weekend=number % 4, holiday=number % 3, late=number * 7 % 5),
        )
        for number in range(people)
    ]
    return make.problem(*persons, *shifts)


def test_progress_comes_often_and_every_roster_shown_is_legal() -> None:
    problem = fortnight()
    seen: list[Progress] = []
    at: list[float] = []

    def look(progress: Progress) -> None:
        seen.append(progress)
        at.append(time.monotonic())

    def enough() -> bool:
        """Three seconds after the first roster."""
        first = next((at[n] for n, progress in enumerate(seen) if progress.roster is not None), None)
        return first is not None and time.monotonic() - first > 3

    begun = time.monotonic()
    result = solve(problem, SolveParams(seconds=60), look, enough)
    assert max(b - a for a, b in zip([begun, *at], at, strict=False)) < 0.5
    rosters = [progress.roster for progress in seen if progress.roster is not None]
    assert rosters
    for progress in seen:
        if progress.roster is not None:
            assert rules.check(problem, progress.roster) == []
            assert tuple(level.penalty for level in progress.levels) == rules.level_penalties(problem, progress.roster)
        assert all(level.bound <= level.penalty for level in progress.levels)
    costs = [tuple(level.penalty for level in progress.levels) for progress in seen if progress.levels]
    assert costs == sorted(costs, reverse=True), "the objective never gets worse"
    assert result.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert rules.level_penalties(problem, result.roster) == tuple(level.penalty for level in result.levels)
    assert rules.fillable(problem, result.roster) == []
    assert result.first_complete_seconds is not None and result.first_complete_seconds < result.seconds
    assert result.seats == 21 * 4 * 2
    assert result.open_seats_bound <= result.open_seats
    assert result.peak_mb > 20


def test_a_stop_keeps_the_best_roster() -> None:
    problem = fortnight()
    rosters: list[Roster] = []

    def look(progress: Progress) -> None:
        if progress.roster is not None:
            rosters.append(progress.roster)

    begun = time.monotonic()
    stopped_at: list[float] = []

    def enough() -> bool:
        if rosters and not stopped_at:
            stopped_at.append(time.monotonic())
        return bool(rosters)

    result = solve(problem, SolveParams(seconds=30), look, enough)
    assert stopped_at, "it ended before a roster was shown"
    assert time.monotonic() - stopped_at[0] < 1.0
    assert time.monotonic() - begun < 15
    assert result.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert rules.level_penalties(problem, result.roster) <= rules.level_penalties(problem, rosters[-1])


def child_of_this_process() -> int:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == os.getpid() and b"scheduler.search.child" in (entry / "cmdline").read_bytes():
                    return int(entry.name)
            except (OSError, IndexError):
                continue
    raise AssertionError("no solving process runs")


def test_a_killed_process_loses_nothing() -> None:
    problem = fortnight()
    rosters: list[Roster] = []

    def look(progress: Progress) -> None:
        if progress.roster is not None:
            if not rosters:
                os.kill(child_of_this_process(), signal.SIGKILL)
            rosters.append(progress.roster)

    result = solve(problem, SolveParams(seconds=30), look)
    assert result.seconds < 15
    assert result.status is Status.FEASIBLE
    assert "ended early" in result.message
    assert rules.level_penalties(problem, result.roster) <= rules.level_penalties(problem, rosters[0])
    assert rules.check(problem, result.roster) == []


def test_a_process_that_dies_before_any_roster_is_said_to_have_died() -> None:
    problem = fortnight()
    killed: list[int] = []

    def kill() -> bool:
        if not killed:
            killed.append(child_of_this_process())
            os.kill(killed[0], signal.SIGKILL)
        return False

    result = solve(problem, SolveParams(seconds=30), should_stop=kill)
    assert result.status is Status.OUT_OF_TIME
    assert "ended early" in result.message
    assert result.roster == Roster()


def test_the_limit_holds_however_short() -> None:
    for seconds in (0.1, 0.8):
        begun = time.monotonic()
        result = solve(fortnight(), SolveParams(seconds=seconds))
        assert time.monotonic() - begun < seconds + 0.5
        assert result.status in (Status.OUT_OF_TIME, Status.FEASIBLE)


def test_the_limit_holds_on_a_busy_machine() -> None:
    with busy(2):
        for seconds in (0.5, 3.0):
            begun = time.monotonic()
            solve(fortnight(), SolveParams(seconds=seconds))
            assert time.monotonic() - begun < seconds + 0.5


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """So many processes that do nothing, as fast as they can."""
    command = [sys.executable, "-c", "while True: pass"]
    running = [subprocess.Popen(command) for _ in range(loops)]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


def test_a_slow_judge_holds_up_neither_progress_nor_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    check = rules.check

    def slowly(problem: Problem, roster: Roster) -> list[rules.Violation]:
        time.sleep(2.0)
        return check(problem, roster)

    monkeypatch.setattr(rules, "check", slowly)
    problem, hint = fortnight(), Roster.of([("p0", "A-0501-0600")])
    at: list[float] = []
    begun = time.monotonic()
    result = solve(problem, SolveParams(seconds=7.0, hint=hint), lambda progress: at.append(time.monotonic()))
    assert time.monotonic() - begun < 7.5
    assert max(b - a for a, b in zip([begun, *at], at, strict=False)) < 0.5
    assert len(result.roster) > 0, "the hint at least had been judged"


def test_a_roster_that_the_judge_has_not_heard_out_is_not_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "check", lambda problem, roster: time.sleep(30))
    begun = time.monotonic()
    result = solve(fortnight(), SolveParams(seconds=2.0))
    assert time.monotonic() - begun < 2.5
    assert (result.status, result.roster) == (Status.OUT_OF_TIME, Roster())


def test_a_fault_of_the_judge_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(problem: Problem, roster: Roster) -> list[rules.Violation]:
        raise RecursionError("a rule that asks itself")

    monkeypatch.setattr(rules, "check", stumble)
    with pytest.raises(RecursionError, match="asks itself"):
        solve(fortnight(), SolveParams(seconds=20))


def test_too_much_memory_ends_it() -> None:
    result = solve(fortnight(), SolveParams(seconds=20, memory_mb=30))
    assert result.seconds < 10
    assert "30 MB" in result.message


def test_the_system_holds_the_ceiling_and_the_best_roster_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, limit, hint = fortnight(40), loaded_mb() + 20, Roster.of([("p0", "A-0501-0600")])
    monkeypatch.setattr("scheduler.search.memory.family_mb", lambda process: 0.0)  # nobody but the system looks
    result = solve(problem, SolveParams(seconds=60, memory_mb=limit, hint=hint))
    assert result.seconds < 59, "a search of a minute needs more than 20 MB"
    assert result.message == (
        f"The solving process needed more than {limit} MB and was ended; the best roster so far is kept."
    )
    assert result.peak_mb <= limit
    assert len(result.roster) > 0
    assert rules.check(problem, result.roster) == []


def loaded_mb() -> int:
    """What a solving process holds before its request."""
    process = SolvingProcess()
    try:
        assert process.wait_until_ready(60)
        return int(process.memory_mb())
    finally:
        process.end()


def test_one_large_piece_of_memory_is_refused_before_anybody_looks() -> None:
    program = """
from scheduler.search import memory
memory.hold(200)
kept = bytearray(50 * 2**20)
try:
    bytearray(400 * 2**20)
except MemoryError:
    print("refused")
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "refused\n"


def test_one_worker_and_one_seed_give_one_roster() -> None:
    problem = fortnight(people=7)
    first, second = (solve(problem, SolveParams(seconds=30, workers=1, seed=4, steps=3)) for _ in range(2))
    assert first.seconds < 30 and second.seconds < 30
    assert first.roster == second.roster
    assert len(first.roster) > 0


def test_locks_are_obeyed() -> None:
    free = make.problem(make.person("kim"), make.person("lee"), make.shift(3), make.shift(4))
    locks = (Lock("kim", "A-0503-0900"), Lock("lee", "A-0504-0900", works=False))
    result = solve(replace(free, locks=locks), SolveParams(seconds=10))
    assert result.status is Status.OPTIMAL
    assert ("kim", "A-0503-0900") in result.roster
    assert ("lee", "A-0504-0900") not in result.roster
    assert result.open_seats == 0


def test_people_without_any_shift_do_not_hide_that_the_roster_is_complete() -> None:
    problem = make.problem(make.person("kim"), make.person("idle", sites=("B",)), make.shift(3), make.shift(4))
    result = solve(problem, SolveParams(seconds=10))
    assert result.status is Status.OPTIMAL
    assert result.first_complete_seconds is not None


def test_locks_against_the_rules_are_named() -> None:
    problem = make.problem(
        make.person("kim"), make.shift(3), make.shift(3, "13:00", "16:00"),
        locks=(Lock("kim", "A-0503-0900"), Lock("kim", "A-0503-1300")),
    )  # fmt: skip
    result = solve(problem, SolveParams(seconds=10))
    assert result.status is Status.INFEASIBLE
    assert "kim (A-0503-0900)" in result.message and "kim (A-0503-1300)" in result.message
    assert rules.sentence(rules.check(problem, make.everyone(problem))[0]) in result.message
    assert result.roster == Roster()


def test_a_lock_onto_a_forbidden_shift_is_named() -> None:
    problem = make.problem(make.person("kim", sites=("B",)), make.shift(3), locks=(Lock("kim", "A-0503-0900"),))
    result = solve(problem, SolveParams(seconds=10))
    assert result.status is Status.INFEASIBLE
    assert "kim (A-0503-0900)" in result.message


def test_a_hint_is_where_it_starts() -> None:
    problem = fortnight()
    known = solve(problem, SolveParams(seconds=20, workers=1, steps=2))
    seen: list[Roster] = []

    def look(progress: Progress) -> None:
        if progress.roster is not None:
            seen.append(progress.roster)

    again = solve(problem, SolveParams(seconds=20, workers=1, steps=1, hint=known.roster), look)
    best = rules.level_penalties(problem, known.roster)
    assert rules.level_penalties(problem, seen[0]) <= best
    assert rules.level_penalties(problem, again.roster) <= best


def test_nothing_to_do_is_done_at_once() -> None:
    result = solve(make.problem(make.person("kim")), SolveParams(seconds=10))
    assert result.status is Status.OPTIMAL
    assert (result.seats, result.open_seats, result.open_seats_bound) == (0, 0, 0)


def test_params_refuse_nonsense() -> None:
    for wrong in ({"seconds": 0}, {"workers": 0}, {"steps": 0}, {"memory_mb": 0}):
        with pytest.raises(ValueError, match="a solve needs"):
            SolveParams(**wrong)  # type: ignore[arg-type]
