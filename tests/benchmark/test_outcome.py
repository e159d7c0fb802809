"""What is read from competitors and judges."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scheduler.result import LevelOutcome
from tests.benchmark import outcome
from tests.benchmark.outcome import Judged, outcome_of, read_city, read_nrp
from tests.benchmark.process import Measured
from tests.benchmark.repairs import Repaired, tallied
from tests.benchmark.rows import Row
from tests.benchmark.warm import Trail


def ended(said: object, code: int = 0, stderr: str = "") -> Measured:
    text = json.dumps(said) if isinstance(said, dict) else str(said)
    return Measured(code, 60.126, 101.26, 321.4, f"working\n{text}\n", stderr)


def test_the_judges_last_lines_are_read_and_nothing_else() -> None:
    assert read_nrp("hard 0 penalty 607 {'on': 4, 'off': 3, 'under': 600, 'over': 0}") == Judged([607], 0)
    line = 'hard 2 cost 4352.0 {"under": 7, "lead": 60, "pref": 478, "hours": 874.0, "buddy": 0}'
    assert read_city(line) == Judged([4352], 2, open_seats=7)
    for reader in (read_nrp, read_city):
        with pytest.raises(ValueError, match="the judge said"):
            reader("Traceback (most recent call last):")
    with pytest.raises(ValueError, match="whole"):
        read_city(line.replace("4352.0", "4352.5"))


@pytest.mark.parametrize(
    ("said", "competitor", "remark"),
    [
        ({"penalty": 1200, "bound": 1100, "status": "feasible"}, "ours", ""),
        ({"penalty": 1199, "bound": 1100, "status": "feasible"}, "ours", "says [1199], but it is [1200]"),
        ({"penalty": 1201, "bound": 1100, "status": "feasible"}, "ours", "says [1201], but it is [1200]"),
        # A rival's variables may count more than they must; less would be a mistake in its rows.
        ({"levels": [1205], "bounds": [1100], "status": "feasible"}, "highs-2", ""),
        ({"levels": [1195], "bounds": [1100], "status": "feasible"}, "highs-2", "says [1195], but it is [1200]"),
    ],
)
def test_whoever_counts_otherwise_than_the_judge_is_told_so(
    said: dict[str, Any], competitor: str, remark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = tmp_path / "roster"
    roster.write_text("")
    monkeypatch.setattr(outcome, "judge", lambda *_: Judged([1200], 0))
    found = outcome_of(Row("nrp", "5", 60, competitor), ended(said), tmp_path, roster)
    assert (found.levels, found.bounds, found.remark) == ([1200], [1100], remark)
    assert (found.seconds, found.cpu_seconds, found.peak_mb) == (60.13, 101.3, 321)


def test_a_roster_that_breaks_hard_rules_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = tmp_path / "roster"
    roster.write_text("")
    monkeypatch.setattr(outcome, "judge", lambda *_: Judged([1200], 3))
    found = outcome_of(Row("nrp", "5", 60, "greedy"), ended({"status": "feasible", "bounds": []}), tmp_path, roster)
    assert (found.levels, found.hard, found.remark) == (None, 3, "breaks 3 hard rules")


def test_a_competitor_without_a_roster_keeps_its_bound_and_one_that_fell_over_its_last_word(tmp_path: Path) -> None:
    row, roster = Row("nrp", "5", 60, "highs-2"), tmp_path / "none"
    found = outcome_of(row, ended({"status": "out_of_time", "levels": None, "bounds": [7]}, 1), tmp_path, roster)
    assert (found.status, found.levels, found.bounds, found.remark) == ("out_of_time", None, [7], "no roster")
    fell = outcome_of(row, ended("", 1, "Traceback\nMemoryError"), tmp_path, roster)
    assert (fell.status, fell.remark) == ("failed", "exit code 1: MemoryError")


def test_a_trail_knows_the_gap_at_a_moment_once_earlier_levels_are_proven() -> None:
    def levels(open_seats: int, penalty: int) -> tuple[LevelOutcome, ...]:
        return LevelOutcome("open_seats", open_seats, 10), LevelOutcome("quality", penalty, 990)

    trail = Trail([(0.8, levels(12, 2000)), (1.5, levels(10, 1100)), (4.0, levels(10, 1000))])
    assert [trail.gap_at(moment) for moment in (0.5, 1, 2, 5)] == [None, None, 0.1, 0.01]  # 110/1100, 10/1000
    assert trail.reached(0.01) == 4.0
    assert trail.reached(0.005) is None


def test_events_are_added_up() -> None:
    events = [Repaired(0.1 * number, True, 2, 2, 0, 0) for number in range(1, 20)]
    tally = tallied([*events, Repaired(2.0, False, 0, 0, 5, 0), Repaired(1.0, True, 5, 3, 1, 1)])
    assert (tally["events"], tally["answered"], tally["least_proven"], tally["hard"]) == (21, 20, 19, 1)
    # 19 events with 2 changes each, one with 5 of which 3 are proven.
    assert (tally["changes"], tally["changes_bound"], tally["seconds_most"]) == (43, 41, 2.0)
