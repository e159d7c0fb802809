import json
import subprocess
import sys
from types import ModuleType

import pytest
from click.testing import CliRunner

from scheduler.cli import cli
from scheduler.files.problem_json import read_problem
from scheduler.files.result_json import read_result, write_result
from scheduler.files.workbook import read_book
from scheduler.result import LevelOutcome, Progress, Result, Status
from scheduler.roster import Roster


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def problem_file(tmp_path):
    path = tmp_path / "problem.json"
    assert run("generate", "club", "--people", 20, "--month", "2027-05", "-o", path).exit_code == 0
    return path


@pytest.fixture
def solver(monkeypatch):
    """Stands in for the solver, which has its own tests: gives a fixed result and keeps what it was asked."""
    asked = []
    answer = Result(Status.FEASIBLE, Roster(), (LevelOutcome("quality", 3, 1),), 9, 2, 2, 1.23456, peak_mb=99.99)

    def solve(problem, params, on_progress, should_stop):
        asked.append((problem, params))
        on_progress(Progress(0.5, answer.levels))
        assert not should_stop()
        return answer

    module = ModuleType("scheduler.search.solve")
    module.solve = solve
    monkeypatch.setitem(sys.modules, "scheduler.search.solve", module)
    return asked


def test_the_sample_club_is_written_as_a_problem_and_as_a_workbook(tmp_path):
    assert run("generate", "sample", "--month", "2027-05", "-o", tmp_path / "club.json").exit_code == 0
    assert run("generate", "sample", "--month", "2027-05", "-o", tmp_path / "club.xlsx").exit_code == 0
    assert len(read_problem(tmp_path / "club.json").participants) == 120
    assert len(read_book(tmp_path / "club.xlsx").participants) == 120


def test_the_blank_workbook_is_written(tmp_path):
    assert run("generate", "blank", "-o", tmp_path / "blank.xlsx").exit_code == 0
    assert (tmp_path / "blank.xlsx").read_bytes().startswith(b"PK")


def test_tight_and_over_are_other_clubs(tmp_path):
    clubs = []
    for choice in ([], ["--tight"], ["--over"]):
        path = tmp_path / f"club{len(clubs)}.json"
        words = ["generate", "club", "--people", 24, "--seed", 2, "--month", "2027-05", *choice, "-o", path]
        assert run(*words).exit_code == 0
        clubs.append(path.read_bytes())
    assert len(set(clubs)) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["generate", "club", "--people", 5, "--month", "2027-05", "-o", "x.json"],
            "5 is not in the range 20<=x<=3000",
        ),
        (["generate", "sample", "--month", "2027-13", "-o", "x.json"], "there is no month 13 of the year 2027."),
        (["generate", "sample", "--month", "May", "-o", "x.json"], "a month is written YYYY-MM, not 'May'."),
        (["generate", "sample", "--month", "2027-05", "-o", "x.pdf"], "The output must end in .xlsx or .json"),
        (["generate", "sample", "--month", "2027-05", "-o", "/nowhere/x.json"], "x.json cannot be written"),
        (["generate", "sample", "--month", "2027-05", "-o", "/nowhere/x.xlsx"], "/nowhere/x.xlsx cannot be used"),
        (["generate", "club", "--people", 20, "--month", "1900-01", "-o", "x.json"], "months of 2000 to 2149"),
        (["generate", "blank", "-o", "x.json"], "must end in .xlsx, not be 'x.json'."),
        (["solve", "p.json", "-o", "r.json", "--seconds", "nan"], "'nan' is no number of seconds."),
        (["solve", "p.json", "-o", "r.json", "--seconds", "inf"], "inf is not in the range 0<x<=86400."),
        (["solve", "p.json", "-o", "/nowhere/r.json"], "There is no folder /nowhere."),
        (["solve", "/nowhere/p.json", "-o", "r.json"], "p.json cannot be read: No such file or directory."),
        (["check", "/nowhere/p.json", "r.json"], "p.json cannot be read: No such file or directory."),
    ],
)
def test_impossible_requests_end_with_two_and_a_sentence(words, said):
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_solve_writes_the_result_and_one_line_of_json_last(problem_file, solver, tmp_path):
    done = run(
        "solve", problem_file, "-o", tmp_path / "r.json", "--seconds", 5, "--workers", 1, "--seed", 3, "--steps", 9
    )
    assert done.exit_code == 0
    # The gap is two thirds.
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "status": "feasible", "seats": 9, "open_seats": 2, "open_seats_bound": 2, "penalty": 3, "bound": 1,
        "gap": 0.666667, "seconds": 1.235, "peak_mb": 100.0,
    }  # fmt: skip
    assert read_result(tmp_path / "r.json").status is Status.FEASIBLE
    ((problem, params),) = solver
    assert problem == read_problem(problem_file)
    assert (params.seconds, params.workers, params.seed, params.steps) == (5.0, 1, 3, 9)


def test_solve_without_a_roster_ends_with_one_and_says_why(problem_file, solver, monkeypatch, tmp_path):
    none = Result(Status.INFEASIBLE, Roster(), (), 9, 9, 0, 0.1, message="Two locks contradict each other.")
    monkeypatch.setattr(sys.modules["scheduler.search.solve"], "solve", lambda *_, **__: none)
    done = run("solve", problem_file, "-o", tmp_path / "r.json")
    assert done.exit_code == 1
    assert "Two locks contradict each other." in done.stderr
    assert read_result(tmp_path / "r.json").message == none.message


def test_solve_without_a_roster_in_time_says_what_to_do(problem_file, solver, monkeypatch, tmp_path):
    none = Result(Status.OUT_OF_TIME, Roster(), (), 9, 9, 0, 1.0)  # 1.0 of 1 second: its time is up
    monkeypatch.setattr(sys.modules["scheduler.search.solve"], "solve", lambda *_, **__: none)
    for lang, said in (("en_GB", "within 1 seconds. Please try again with more --seconds."), ("C", "--seconds를 늘려")):
        monkeypatch.setenv("LANG", lang)
        done = run("solve", problem_file, "-o", tmp_path / "r.json", "--seconds", 1)
        assert done.exit_code == 1
        assert said in done.stderr
        assert "was stopped" not in done.stderr


def test_a_search_stopped_before_it_found_a_roster_says_so(problem_file, solver, monkeypatch, tmp_path):
    none = Result(Status.OUT_OF_TIME, Roster(), (), 9, 9, 0, 0.4)
    monkeypatch.setattr(sys.modules["scheduler.search.solve"], "solve", lambda *_, **__: none)
    done = run("solve", problem_file, "-o", tmp_path / "r.json", "--seconds", 30)
    assert done.exit_code == 1
    assert "The search was stopped before it found a roster." in done.stderr


def test_what_was_written_is_said_and_endings_may_be_in_capitals(tmp_path):
    path = tmp_path / "CLUB.XLSX"
    assert run("generate", "sample", "--month", "2027-05", "-o", path).stdout == f"Written: {path}\n"
    assert len(read_book(path).participants) == 120


def test_check_is_silent_about_a_roster_that_breaks_nothing(problem_file, tmp_path):
    write_result(Result(Status.FEASIBLE, Roster(), (), 1, 1, 0, 0.0), tmp_path / "r.json")
    done = run("check", problem_file, tmp_path / "r.json")
    assert (done.exit_code, done.output) == (0, "")


def test_check_prints_one_line_for_each_violation(problem_file, tmp_path):
    problem = read_problem(problem_file)
    person, day = problem.participants[0], problem.shifts[0].day
    same_day = [shift.id for shift in problem.shifts if shift.day == day][:2]
    pairs = [{"participant": person.id, "shift": shift} for shift in same_day]
    (tmp_path / "r.json").write_text(json.dumps({"assignments": pairs}))
    for lang in ("ko", "en"):
        done = run("check", problem_file, tmp_path / "r.json", "--lang", lang)
        assert done.exit_code == 1
        lines = done.stdout.splitlines()
        assert any(line.startswith("H03 ") and person.name in line for line in lines)


def test_check_refuses_a_roster_of_somebody_unknown(problem_file, tmp_path):
    (tmp_path / "r.json").write_text('{"assignments": [{"participant": "nobody", "shift": "none"}]}')
    done = run("check", problem_file, tmp_path / "r.json")
    assert done.exit_code == 2
    assert done.stderr == "the roster names the unknown participant nobody.\n"


def test_help_needs_no_heavy_library():
    code = "import sys, scheduler.cli; print({'ortools', 'openpyxl', 'rich', 'holidays', 'numpy'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
    assert {"generate", "solve", "check"} <= set(run("--help").output.split())
