import json
from datetime import date
from pathlib import Path

import pytest

from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.files.plain import FileFault
from scheduler.files.problem_json import plain_problem, problem_from, read_problem, write_problem
from scheduler.problem import Level, Lock

MAY = Month(2027, 5)
HOLIDAYS = korean_holidays(date(2027, 2, 1), date(2027, 6, 30))


@pytest.fixture(scope="module")
def sample():
    return problem_of(sample_book(MAY, HOLIDAYS), MAY, locks=[Lock("P0001", "store24:오:2027-05-03", works=False)])


def changed(problem, *path, value):
    """The problem's JSON with one value replaced; the last step may be a new field."""
    plain = json.loads(json.dumps(plain_problem(problem)))
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return plain


def fault_of(plain):
    with pytest.raises(FileFault) as found:
        problem_from(plain)
    said = str(found.value)
    assert said.endswith(".") and "\n" not in said
    return said


def test_a_problem_comes_back_equal(sample, tmp_path):
    path = tmp_path / "problem.json"
    write_problem(sample, path)
    assert read_problem(path) == sample


@pytest.mark.parametrize("seed", [1, 2])
def test_random_clubs_come_back_equal(seed, tmp_path):
    problem = problem_of(random_club(30, seed, MAY, HOLIDAYS), MAY, levels=[Level("one", {"S01": 100, "S03": 1})])
    path = tmp_path / "problem.json"
    write_problem(problem, path)
    assert read_problem(path) == problem


def test_the_file_is_readable_korean_with_one_entry_a_line(sample, tmp_path):
    path = tmp_path / "problem.json"
    write_problem(sample, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1:3] == ['"format": "roster-problem",', '"version": 1,']
    assert sum('"id": "store24:새:' in line for line in lines) == 31


def test_what_is_empty_is_left_out_and_what_is_off_is_null(sample):
    person = plain_problem(sample)["participants"][0]
    assert "novice_until" not in person
    guard = plain_problem(sample)["participants"][100]
    assert guard["contracts"][0]["max_minutes_per_month"] is None


def test_a_byte_order_mark_is_no_fault(sample, tmp_path):
    path = tmp_path / "problem.json"
    path.write_text("\ufeff" + json.dumps(plain_problem(sample)), encoding="utf-8")
    assert read_problem(path) == sample


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "problem.json is not a JSON file: line 1"),
        (b"{", "problem.json is not a JSON file: line 1"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "problem.json is not a JSON file: it is not text in UTF-8."),
        (b"[]", "problem.json must hold one JSON object, not a list."),
        (b"null", "problem.json must hold one JSON object, not nothing."),
        (b"{}", 'The file must say "format": "roster-problem", not null.'),
        (b'{"format": "roster-problem"}', "This program reads version 1 of roster-problem, not version null."),
        (b'{"format": "roster-problem", "version": 2}', "reads version 1 of roster-problem, not version 2."),
        (b'{"format": "roster-problem", "version": true}', "not version true."),
        (b'{"format": 1, "format": 1}', "The field 'format' stands twice in one object."),
        (b"[" * 100_000, "problem.json is nested too deeply"),
        (b"9" * 5000, "problem.json is nested too deeply or holds a number that is far too long."),
    ],
    ids=["empty", "cut", "png", "list", "null", "no format", "no version", "next", "true", "twin", "deep", "long"],
)  # fmt: skip
def test_what_is_no_problem_file_gets_a_sentence(content, said, tmp_path):
    path = tmp_path / "problem.json"
    path.write_bytes(content)
    with pytest.raises(FileFault) as found:
        read_problem(path)
    assert said in str(found.value)


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(FileFault, match="cannot be read"):
            read_problem(path)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("surprise",), 1, 'there is no field called "surprise".'),
        (("period",), {"first": "2027-05-01"}, "period: the field last is missing."),
        (("period",), "May", "period: an object with fields is expected, not text."),
        (("period", "last"), "2027-04-01", "period: a period cannot end (2027-04-01) before it begins (2027-05-01)."),
        (("period", "last"), "2099-05-31", "The period has 26329 days; 400 are possible."),
        (("period", "first"), "2027-02-30", 'period, first: a date YYYY-MM-DD of the years'),
        (("period", "first"), "0001-01-01", "years 1900 to 2199"),
        (("period", "first"), 20270501, "years 1900 to 2199"),
        (("shifts",), {}, "shifts: a list is expected, not an object."),
        (("shifts", 0, "target_staff"), "two", '2027-05-01, target_staff: a whole number is expected, not "two".'),
        (("shifts", 0, "target_staff"), 1.5, "a whole number is expected, not 1.5."),
        (("shifts", 0, "target_staff"), True, "a whole number is expected, not true."),
        (("shifts", 0, "target_staff"), 10**12, "target_staff: the number is beyond 1000000000."),
        (("shifts", 0, "target_staff"), -1, "target_staff cannot be negative (-1)."),
        (("shifts", 0, "start"), 1440, "shift store24:새:2027-05-01 on 2027-05-01: the start 1440"),
        (("shifts", 0, "external"), "no", 'external: true or false is expected, not "no".'),
        (("shifts", 0, "band"), "evening", 'band: "evening" is none of am, pm, night.'),
        (("shifts", 0, "credentials"), ["pos", "pos"], "credentials: something stands twice in the list."),
        (("shifts", 0, "site"), "far", "is at the unknown site far."),
        (("shifts", 0, "id"), "store24:오:2027-05-01", "there are two entries for shift store24:오:2027-05-01."),
        (("shifts", 0, "id"), "", "the text is empty or holds characters that cannot be shown."),
        (("participants", 0, "name"), None, "name: text is expected, not nothing."),
        (("participants", 0, "name"), "a\ud800", "holds characters that cannot be shown."),
        (("participants", 0, "contracts"), [], "(P0001) has no contract."),
        (("participants", 0, "contracts", 0, "last"), "2000-01-01", "contract 1: a contract with store ends"),
        (("participants", 0, "wishes"), [{"kind": "day_off"}], "wish 1: a wish of kind day_off says nothing"),
        (("keep_apart",), [["P0001"]], "pair kept apart 1: a list of 2 values is expected."),
        (("keep_apart",), [["P0001", "P9999"]], "keep_apart names the unknown participant P9999."),
        (("locks", 0, "shift"), "x", "a lock of P0001 names the unknown shift x."),
        (("holidays",), {"someday": "x"}, "holidays: a date YYYY-MM-DD"),
        (("parameters", "max_shifts_per_day"), 0, "parameters: parameter max_shifts_per_day must be at least 1"),
        (("levels", 0, "weights"), {"S01": -1}, "level 1: level open_seats: the weight of S01 cannot be negative"),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_that_names_the_place(sample, path, value, said):
    assert said in fault_of(changed(sample, *path, value=value))


def test_levels_name_soft_rules_that_there_are(sample):
    assert fault_of(changed(sample, "levels", value=[])).startswith("levels: one level at least is needed")
    for rule in ("S99", "H03"):
        said = fault_of(changed(sample, "levels", value=[{"name": "first", "weights": {rule: 1}}]))
        assert said.startswith(f"level first: there is no soft rule '{rule}', only S01, S02")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("usual", [{"weekday": 7, "template": "x"}], "a usual shift names weekday 7; Monday is 0 and Sunday 6."),
        ("past", [{"day": "2027-04-30", "start": 600, "end": 540, "worked_minutes": 60, "site": "store24"}], "540 has"),
        (
            "past",
            [{"day": "2027-04-30", "start": -1, "end": 540, "worked_minutes": 60, "site": "store24"}],
            "-1 to 540",
        ),
        ("past", [{"day": "2027-04-30", "start": 0, "end": 60, "worked_minutes": -5, "site": "store24"}], "-5 worked"),
        ("carried", {"weekend": -1}, "turns carried over cannot be negative."),
    ],
)
def test_what_nobody_can_have_worked_is_a_fault_of_the_person(sample, field, value, said):
    found = fault_of(changed(sample, "participants", 0, field, value=value))
    assert found.startswith(f"participant {sample.participants[0].name} (P0001), ")
    assert said in found


def test_the_person_is_named_with_number(sample):
    said = fault_of(changed(sample, "participants", 3, "night_opt_in", value=1))
    person = sample.participants[3]
    assert said == f"participant {person.name} ({person.id}), night_opt_in: true or false is expected, not 1."


def test_an_unwritable_place_gets_a_sentence(sample):
    with pytest.raises(FileFault, match="cannot be written"):
        write_problem(sample, Path("/nowhere/at/all.json"))
