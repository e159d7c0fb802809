"""`roster precheck`: sentences or JSON, and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scheduler.cli import cli
from scheduler.files.problem_json import write_problem
from scheduler.problem import Problem
from tests.unit.scheduler.precheck.planted import ERRORS, WARNINGS, club


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Result]:
    def run(problem: Problem, *options: str) -> Result:
        write_problem(problem, tmp_path / "problem.json")
        return CliRunner().invoke(cli, ["precheck", str(tmp_path / "problem.json"), *options])

    return run


def test_a_problem_without_faults_is_passed_in_silence(look: Callable[..., Result]) -> None:
    done = look(club())
    assert (done.exit_code, done.output) == (0, "")


def test_an_error_is_said_with_what_to_change_and_ends_with_1(look: Callable[..., Result]) -> None:
    done = look(ERRORS["pair_kept_apart"][0](), "--lang", "en")
    assert done.exit_code == 1
    assert done.output == (
        "error pair_kept_apart: kim must work together with lee, but they are kept apart.\n"
        "  → Take away either the condition that joins them or the one that keeps them apart.\n"
    )


def test_a_shortage_is_told_and_ends_with_0(look: Callable[..., Result]) -> None:
    done = look(WARNINGS["day_seats"][0]())
    assert done.exit_code == 0
    assert "\nwarning day_seats: 5월 4일 (화)에 근무지 A의 자리를 다 채울 수 없습니다." in done.output


def test_json_holds_both_languages(look: Callable[..., Result]) -> None:
    found = json.loads(look(WARNINGS["day_seats"][0](), "--json").output)
    (one,) = [one for one in found if one["code"] == "day_seats"]
    assert (one["step"], one["severity"], one["code"], one["site"], one["day"]) == (
        "seats", "warning", "day_seats", "A", "2027-05-04",
    )  # fmt: skip
    assert one["en"].startswith("Not all seats at A") and one["suggestion_ko"].endswith("줄이십시오.")


def test_an_unreadable_file_ends_with_2(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, ["precheck", str(tmp_path / "nothing.json")]).exit_code == 2
