"""The reader of public instances, on a small one written here; on the published ones where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scheduler.files.plain import FileFault
from scheduler.files.public_instance import Cover, Request, read_instance

SMALL = """\
# two weeks, two kinds of shift
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=14|L=14,4320,3360,5,2,2,1
B,E=0|L=14,4320,0,5,2,3,2

SECTION_DAYS_OFF
A,0,13

SECTION_SHIFT_ON_REQUESTS
A,2,E,2

SECTION_SHIFT_OFF_REQUESTS
B,3,L,1

SECTION_COVER
0,E,1,100,1
13,L,2,100,1
"""


def read(folder: Path, text: str):
    path = folder / "Instance.txt"
    path.write_text(text, encoding="utf-8")
    return read_instance(path)


def test_everything_is_read(tmp_path: Path) -> None:
    instance = read(tmp_path, SMALL)
    assert instance.days == 14
    assert instance.shifts["L"].not_next == {"E"}
    anna = instance.employees["A"]
    assert (anna.max_shifts, anna.max_minutes, anna.min_minutes) == ({"E": 14, "L": 14}, 4320, 3360)
    assert (anna.max_consecutive_shifts, anna.min_consecutive_shifts, anna.min_consecutive_days_off) == (5, 2, 2)
    assert (anna.max_weekends, anna.days_off) == (1, {0, 13})
    assert instance.employees["B"].days_off == frozenset()
    assert instance.requests == (Request("A", 2, "E", 2, True), Request("B", 3, "L", 1, False))
    assert instance.cover == (Cover(0, "E", 1, 100, 1), Cover(13, "L", 2, 100, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("SECTION_COVER", "SECTION_CLOVER", "section CLOVER is unknown"),
        ("SECTION_SHIFTS", "SECTION_HORIZON", "HORIZON is unknown or stands twice"),
        ("# two weeks", "14\n# two weeks", "line 1: nothing may stand before"),
        ("14\n\nSECTION_SHIFTS", "0\n\nSECTION_SHIFTS", "line 3: '0' is not a whole number of at least 1"),
        ("14\n\nSECTION_SHIFTS", "14\n7\n\nSECTION_SHIFTS", "HORIZON has 2 lines"),
        ("L,480,E", "L,480,N", "unknown shift N"),
        ("L,480,E", "E,480,L", "'E' has no name or stands twice"),
        ("E=0|L=14,4320", "E=0,4320", "the most of shift L is missing"),
        ("E=0|L=14,4320", "E=0|N=14,4320", "'N=14' names an unknown shift"),
        ("B,E=0|L=14,4320,0,5,2,3,2", "B,E=0|L=14,4320,0,5,2,3", "line 11: 7 fields; section STAFF has 8"),
        ("A,0,13", "C,0,13", "unknown employee C"),
        ("A,0,13", "A,0,14", "day 14 lies outside the horizon of 14 days"),
        ("A,2,E,2", "C,2,E,2", "the employee C is unknown"),
        ("B,3,L,1", "B,3,N,1", "the shift N is unknown"),
        ("0,E,1,100,1", "0,E,1,-100,1", "'-100' is not a whole number"),
        ("13,L,2,100,1", "13,L,2,١٠٠,1", "is not a whole number"),
    ],
)
def test_a_fault_names_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SMALL
    with pytest.raises(FileFault, match=said.replace("(", r"\(")):
        read(tmp_path, SMALL.replace(old, new, 1))


def test_a_missing_section_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="expected HORIZON, SHIFTS, STAFF"):
        read(tmp_path, SMALL.split("SECTION_COVER", maxsplit=1)[0])


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(FileFault, match=r"picture\.txt is no text file"):
        read_instance(path)


@pytest.mark.skipif("ROSTER_NRP_DIR" not in os.environ, reason="the published instances are not ours to ship")
def test_the_published_instances_are_read_where_they_are_at_hand() -> None:
    paths = sorted(Path(os.environ["ROSTER_NRP_DIR"]).glob("Instance*.txt"))
    assert paths
    for path in paths:
        instance = read_instance(path)
        assert instance.days % 7 == 0, path
        assert instance.employees and instance.cover, path
