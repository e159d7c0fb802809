"""The scoreboard keeps each figure at once, knows what has run, and counts failures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.suite import Figure, Scoreboard, discover


def two(quick: bool) -> Iterator[Figure]:
    yield Figure("One holds", 3 if quick else 30, 0, "a note")
    yield Figure("Two holds", 2, 1)


def broken_off(quick: bool) -> Iterator[Figure]:
    yield Figure("One holds", 7, 0)
    raise RuntimeError


def test_figures_are_written_as_rows_and_as_a_page(tmp_path: Path) -> None:
    board = Scoreboard(tmp_path)
    assert board.run("pairs", two, "abc123", quick=False) == 1
    rows = json.loads((tmp_path / "scoreboard.json").read_text("utf-8"))
    assert [(row["promise"], row["n"], row["failures"], row["commit"]) for row in rows] == [
        ("One holds", 30, 0, "abc123"),
        ("Two holds", 2, 1, "abc123"),
    ]
    page = (tmp_path / "scoreboard.md").read_text("utf-8")
    assert "| pairs | One holds | 30 | 0 | `abc123` | a note |" in page and "What is not tested" in page


def test_what_has_run_whole_is_not_run_again_at_the_same_commit(tmp_path: Path) -> None:
    board = Scoreboard(tmp_path)
    board.run("pairs", two, "abc123", quick=True)
    again = Scoreboard(tmp_path)
    assert again.done("pairs", "abc123", quick=True)
    assert not again.done("pairs", "abc123", quick=False)
    assert not again.done("pairs", "def456", quick=True)
    again.run("pairs", two, "abc123+", quick=True)
    assert not again.done("pairs", "abc123+", quick=True)  # files differ from the commit: nobody knows


def test_a_run_that_is_broken_off_keeps_its_figures_and_those_of_others(tmp_path: Path) -> None:
    board, other = Scoreboard(tmp_path), Scoreboard(tmp_path)
    other.run("others", two, "abc123", quick=True)
    with pytest.raises(RuntimeError):
        board.run("pairs", broken_off, "abc123", quick=True)
    rows = json.loads((tmp_path / "scoreboard.json").read_text("utf-8"))
    assert [(row["suite"], row["n"]) for row in rows] == [("others", 3), ("others", 2), ("pairs", 7)]
    assert not Scoreboard(tmp_path).done("pairs", "abc123", quick=True)


def test_every_module_of_the_package_is_found() -> None:
    assert {"kills", "statements", "disk", "restore"} <= set(discover())
