"""Problem and result files of the command line with something wrong in them."""

from __future__ import annotations

import json
from typing import Any

from scheduler.files.problem_json import plain_problem
from scheduler.files.result_json import plain_result
from scheduler.result import Result, Status
from scheduler.roster import Roster
from tests.data.makers import made
from tests.factories import person, problem, shift

PROBLEM = problem(person("kim", name="김영숙"), shift(3), shift(4))
RESULT = Result(
    status=Status.OPTIMAL,
    roster=Roster.of([("kim", "A-0503-0900")]),
    levels=(),
    seats=2,
    open_seats=1,
    open_seats_bound=1,
    seconds=1.5,
)


def text_of(plain: dict[str, Any]) -> str:
    """JSON with Korean letters as they are."""
    return json.dumps(plain, ensure_ascii=False, indent=1)


def problem_with(*path: str | int, value: Any) -> str:
    """The problem with one value replaced, or added."""
    return _with(plain_problem(PROBLEM), path, value)


def result_with(*path: str | int, value: Any) -> str:
    """The result with one value replaced, or added."""
    return _with(plain_result(RESULT), path, value)


def _with(plain: Any, path: tuple[str | int, ...], value: Any) -> str:
    plain = json.loads(json.dumps(plain))
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return text_of(plain)


SOUND = text_of(plain_problem(PROBLEM))
DAY = ("shifts", 0, "day")
STAFF = ("shifts", 0, "target_staff")
PROBLEMS: dict[str, tuple[str, str | bytes]] = {
    "sound": ("nothing", SOUND),
    "mark": ("a mark before the text, as Windows writes it", SOUND.encode("utf-8-sig")),
    "empty": ("no byte at all", b""),
    "cut": ("half a file", SOUND[: len(SOUND) // 2]),
    "comma": ("a comma too many", SOUND[:-2] + ",\n}"),
    "utf16": ("another encoding", SOUND.encode("utf-16")),
    "cp949": ("the Korean code page", SOUND.encode("cp949")),
    "list": ("a list instead of an object", "[]"),
    "field-twice": ("a field twice", SOUND.replace('"version": 1', '"version": 1, "version": 1')),
    "no-version": ("no version", SOUND.replace('"version": 1,', "")),
    "version-9": ("a version of the future", problem_with("version", value=9)),
    "version-true": ("a version that is true", problem_with("version", value=True)),
    "other-format": ("another format", problem_with("format", value="shopping-list")),
    "unknown-field": ("a field that does not exist", problem_with("colour", value="red")),
    "unknown-field-inside": ("a field of a shift that does not exist", problem_with("shifts", 0, "colour", value=1)),
    "field-missing": ("a shift without its day", SOUND.replace('"day": "2027-05-03",', "", 1)),
    "wrong-type": ("text where a number belongs", problem_with(*STAFF, value="two")),
    "null": ("nothing where a number belongs", problem_with(*STAFF, value=None)),
    "nan": ("a number that is none", SOUND.replace('"target_staff": 1', '"target_staff": NaN', 1)),
    "infinite": ("a number without end", SOUND.replace('"target_staff": 1', '"target_staff": 1e999', 1)),
    "huge-number": (
        "a number with five thousand digits",
        SOUND.replace('"target_staff": 1', '"target_staff": ' + "9" * 5000, 1),
    ),
    "big-number": ("a number with twenty digits", problem_with(*STAFF, value=10**20)),
    "deep": ("100,000 lists inside one another", SOUND[:-1] + ', "x": ' + "[" * 100_000),
    "half-letter": (
        "half a letter",
        problem_with("participants", 0, "name", value="김\ud800").encode("utf-8", "surrogatepass"),
    ),
    "half-letter-escaped": (
        "half a letter, escaped, in name and id",
        SOUND.replace("김영숙", "김\\ud800").replace('"id": "kim"', '"id": "k\\udfff"'),
    ),
    "control-character": ("a bell in a name", problem_with("participants", 0, "name", value="김\u0007")),
    "no-day": ("a day that does not exist", problem_with(*DAY, value="2027-02-30")),
    "day-of-another-age": ("a day of the year 9999", problem_with(*DAY, value="9999-12-31")),
    "shift-twice": ("two shifts with one id", SOUND.replace("A-0504-0900", "A-0503-0900")),
    "unknown-site": ("a shift at a site that does not exist", problem_with("shifts", 0, "site", value="Z")),
    "unknown-choice": (
        "a word that is no kind of contract",
        problem_with("participants", 0, "contracts", 0, "kind", value="alba"),
    ),
    "endless-period": (
        "a period of three hundred years",
        problem_with("period", value={"first": "1900-01-01", "last": "2199-12-31"}),
    ),
    "zeros": ("nothing but zeros", bytes(2**10)),
}
RESULTS: dict[str, tuple[str, str | bytes]] = {
    "sound": ("nothing", text_of(plain_result(RESULT))),
    "assigned-twice": (
        "one assignment twice",
        result_with("assignments", value=[{"participant": "kim", "shift": "A"}] * 2),
    ),
    "unknown-status": ("a status that does not exist", result_with("status", value="perhaps")),
    "seats-as-text": ("text where a number belongs", result_with("seats", value="2")),
    "negative-infinity": (
        "seconds without end",
        result_with("seconds", value=0).replace('"seconds": 0', '"seconds": -Infinity'),
    ),
    "assignment-as-list": ("assignments as pairs", result_with("assignments", value=[["kim", "A"]])),
    "a-problem": ("a problem instead of a result", SOUND),
    "level-half": ("a level without its numbers", result_with("levels", value=[{"name": "one"}])),
}

for _kind, _files in (("problem", PROBLEMS), ("result", RESULTS)):
    for _name, (_wrong, _text) in _files.items():
        made(
            f"{_kind}/{_name}.json",
            _wrong,
            lambda text=_text: text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"),
        )  # type: ignore[misc]
