import json

import pytest

from scheduler.files.plain import FileFault
from scheduler.files.result_json import plain_result, read_result, read_roster, result_from, write_result
from scheduler.result import LevelOutcome, Result, Status
from scheduler.roster import Roster

RESULT = Result(
    status=Status.FEASIBLE,
    roster=Roster.of([("P2", "b"), ("P1", "a"), ("P1", "c")]),
    levels=(LevelOutcome("open_seats", 3, 3), LevelOutcome("quality", 200, 150)),
    seats=6,
    open_seats=3,
    open_seats_bound=3,
    seconds=12.5,
    peak_mb=300.25,
    seed=7,
    message="",
    first_complete_seconds=0.5,
)


def test_a_result_comes_back_equal(tmp_path):
    write_result(RESULT, tmp_path / "result.json")
    assert read_result(tmp_path / "result.json") == RESULT
    assert read_roster(tmp_path / "result.json") == RESULT.roster


def test_an_empty_result_comes_back_equal(tmp_path):
    empty = Result(Status.OUT_OF_TIME, Roster(), (), 6, 6, 0, 1.0, message="The limit came before any roster.")
    write_result(empty, tmp_path / "result.json")
    assert read_result(tmp_path / "result.json") == empty


def test_the_file_tells_figures_that_follow_from_the_levels():
    plain = plain_result(RESULT)
    # The gap is 50 of 200.
    assert (plain["penalty"], plain["bound"], plain["gap"]) == (200, 150, 0.25)
    assert plain["levels"][0] == {"name": "open_seats", "penalty": 3, "bound": 3, "gap": 0.0}
    assert plain["assignments"][0] == {"participant": "P1", "shift": "a"}


def test_assignments_made_by_hand_need_nothing_else(tmp_path):
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"assignments": [{"participant": "P1", "shift": "a"}]}))
    assert read_roster(path) == Roster.of([("P1", "a")])


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({}, "The field assignments is missing."),
        ({"assignments": 1}, "assignments: a list is expected, not a number."),
        ({"assignments": [{"participant": "P1"}]}, "assignment 1: the field shift is missing."),
        (
            {"assignments": [{"participant": 1, "shift": "a"}]},
            "assignment 1, participant: text is expected",
        ),
        ({"assignments": [{"participant": "P1", "shift": "a"}] * 2}, "Participant P1 is assigned to shift a twice."),
        ({"assignments": [], "format": "roster-problem", "version": 1}, 'must say "format": "roster-result"'),
        ({"assignments": [], "version": 1}, 'must say "format": "roster-result", not null.'),
    ],
)
def test_faults_of_assignments_are_said_in_a_sentence(plain, said, tmp_path):
    path = tmp_path / "result.json"
    path.write_text(json.dumps(plain))
    with pytest.raises(FileFault) as found:
        read_roster(path)
    assert said in str(found.value)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("status", "fine", 'status: "fine" is none of optimal, feasible, infeasible, out_of_time, invalid.'),
        ("seconds", float("nan"), "seconds: a number is expected, not NaN."),
        ("levels", [{"name": "x"}], "level 1: the field penalty is missing."),
        ("version", 9, "This program reads version 1 of roster-result, not version 9."),
    ],
)
def test_faults_of_a_result_are_said_in_a_sentence(field, value, said):
    with pytest.raises(FileFault) as found:
        result_from({**plain_result(RESULT), field: value})
    assert said in str(found.value)
