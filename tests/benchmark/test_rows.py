"""The choice of rows, the report that goes on where it stopped, and what is measured of a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmark import book, ground
from tests.benchmark.book import Book
from tests.benchmark.competitors import command_of, limit_of
from tests.benchmark.outcome import Outcome
from tests.benchmark.process import family_of, python, run
from tests.benchmark.rows import EVENTS, PUBLIC, Row, chosen, everything


def test_every_row_has_a_name_of_its_own_and_a_command() -> None:
    rows = list(everything())
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        if row.kind != "repair":
            command = command_of(row, Path("instance"), Path("roster"))
            assert command[command.index("--seconds") + 1] == str(row.seconds)
            assert command[command.index("--workers") + 1] == ("8" if row.competitor == "cpsat-8" else "2")


def test_a_choice_fits_neighbouring_words_of_names() -> None:
    assert {row.instance for row in chosen("nrp/1")} == {"1"}
    assert {row.instance for row in chosen("nrp/1?")} == {"11", "13", "14", "16", "18"}
    assert {row.competitor for row in chosen("ours")} == {"ours"}
    assert {row.name for row in chosen("club/sample/*/ours, 150-near/10s/highs-2")} == {
        "club/sample/10s/ours", "city/150-near/10s/highs-2",
    }  # fmt: skip
    assert chosen("150") == []
    assert len(chosen("")) == len(list(everything()))


def test_every_rival_stands_beside_every_public_instance_and_a_repair_counts_its_events() -> None:
    for number in PUBLIC:
        beside = {row.competitor for row in chosen(f"nrp/{number}")}
        assert beside == {"ours", "cpsat-2", "cpsat-8", "highs-2", "greedy"}
    assert {row.instance.rpartition("-")[2] for row in chosen("repair")} == set(EVENTS)
    assert limit_of(Row("repair", "random-150-1-day", 1, "warm")) == 40.0
    assert limit_of(Row("nrp", "1", 300, "greedy")) == 10.0


def test_clubs_have_120_to_150_people() -> None:
    assert sorted(ground.club_size(seed) for seed in range(31)) == list(range(120, 151))


def test_what_has_run_is_not_run_again_until_the_program_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, rival = Row("nrp", "1", 60, "ours"), Row("nrp", "1", 60, "highs-2")
    first = Book(tmp_path / "table.json")
    assert not first.has(row)
    first.note(row, Outcome("optimal", [607], [607]), 0.4)
    first.note(rival, Outcome("optimal", [607], [607]), 0.4)
    again = Book(tmp_path / "table.json")
    assert again.has(row)
    assert again.entries[row.name]["levels"] == [607]
    real = book.fingerprint
    monkeypatch.setattr(book, "fingerprint", lambda folders: "new" if "scheduler" in folders else real(folders))
    assert not again.has(row)
    # A rival on a public file takes nothing from our program.
    assert again.has(rival)
    assert not again.has(Row("club", "sample", 30, "highs-2"))


def test_without_the_folders_of_others_a_row_says_what_to_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ground, "WORK", tmp_path)
    monkeypatch.setenv("ROSTER_NRP_DIR", str(tmp_path))
    monkeypatch.delenv("ROSTER_SHARED", raising=False)
    with pytest.raises(ground.MissingError, match=r"ROSTER_SHARED .*nrp_judge\.py"):
        ground.file_of(Row("nrp", "1", 60, "ours"))
    with pytest.raises(ground.MissingError, match=r"ROSTER_NRP_DIR .*Instance1\.txt"):
        ground.public("1")


def test_a_command_is_measured_with_all_that_it_starts() -> None:
    grow = "import time; held = bytearray(120 << 20); time.sleep(2)"
    start = f"import subprocess, sys; two = [subprocess.Popen([sys.executable, '-c', {grow!r}]) for _ in range(2)]"
    measured = run(python("-c", start + "; [one.wait() for one in two]; print('{}')"), 60)
    assert (measured.code, measured.last_line) == (0, "{}")
    # Two processes that hold 120 MB each at the same moment: more than any one of them.
    assert measured.peak_mb > 230
    assert measured.seconds >= 2


def test_a_command_that_does_not_end_is_ended_with_all_that_it_started() -> None:
    forever = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    measured = run(python("-c", forever), 0.5)
    assert measured.code == -9
    assert measured.seconds < 30


def test_a_process_is_its_own_family() -> None:
    assert family_of(1 << 22) == [1 << 22]


def test_the_report_is_written_whole(tmp_path: Path) -> None:
    one = Book(tmp_path / "deep" / "table.json")
    one.note(Row("nrp", "2", 60, "ours"), Outcome("feasible", [900], [828]), 1.26)
    plain = json.loads(one.path.read_text(encoding="utf-8"))
    assert plain["rows"]["nrp/2/60s/ours"]["load"] == 1.3
    assert plain["machine"]["cores"] >= 1
    assert [path.name for path in one.path.parent.iterdir()] == ["table.json"]
