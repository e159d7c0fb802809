import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.files.problem_json import plain_problem
from scheduler.files.result_json import plain_result
from scheduler.files.schema.build import problem_schema, result_schema
from scheduler.result import LevelOutcome, Result, Status
from scheduler.roster import Roster

ROOT = Path(__file__).parents[4]
FOLDERS = (ROOT / "scheduler/files/schema", ROOT / "docs/schema")


@pytest.mark.parametrize("folder", FOLDERS, ids=["package", "docs"])
@pytest.mark.parametrize(
    ("name", "make"), [("problem-1.schema.json", problem_schema), ("result-1.schema.json", result_schema)]
)
def test_published_schemas_are_those_of_the_classes(folder, name, make):
    assert json.loads((folder / name).read_text(encoding="utf-8")) == make()


@pytest.mark.parametrize("make", [problem_schema, result_schema])
def test_schemas_are_schemas(make):
    Draft202012Validator.check_schema(make())


def test_the_sample_problem_satisfies_the_schema():
    may = Month(2027, 5)
    problem = problem_of(sample_book(may, korean_holidays(date(2027, 2, 1), date(2027, 6, 30))), may)
    assert list(Draft202012Validator(problem_schema()).iter_errors(plain_problem(problem))) == []


def test_a_result_satisfies_the_schema():
    result = Result(Status.OPTIMAL, Roster.of([("P1", "a")]), (LevelOutcome("open_seats", 0, 0),), 1, 0, 0, 0.5)
    assert list(Draft202012Validator(result_schema()).iter_errors(plain_result(result))) == []


@pytest.mark.parametrize(
    "broken", [{"version": 2}, {"surprise": 1}, {"shifts": [{}]}, {"period": {"first": "May", "last": "June"}}]
)
def test_the_schema_refuses_what_the_reader_refuses(broken):
    may = Month(2027, 5)
    problem = plain_problem(problem_of(sample_book(may, {}), may))
    assert not Draft202012Validator(problem_schema()).is_valid({**problem, **broken})


def test_fields_are_described_in_words():
    shift = problem_schema()["$defs"]["Shift"]["properties"]
    assert shift["target_staff"]["description"] == "Seats to fill; fewer leaves open seats (빈자리)."
    assert shift["priority"]["default"] == 1
