"""Public instances: our law book and the public judge say the same of any roster, and the command keeps its word."""

from __future__ import annotations

import json
import os
import random
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler import rules
from scheduler.benchmark.nrp import MONDAY, problem_of, shift_id, text_of
from scheduler.cli import cli
from scheduler.files.public_instance import Instance, read_instance
from scheduler.roster import Roster
from tests.unit.scheduler.benchmark.judges import judge

SMALL = """\
SECTION_HORIZON
7
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
A,E=7|L=7,2400,1440,3,2,2,1
B,E=0|L=7,2400,960,3,2,2,1
SECTION_DAYS_OFF
A,0
SECTION_SHIFT_ON_REQUESTS
A,2,E,2
SECTION_SHIFT_OFF_REQUESTS
B,3,L,3
SECTION_COVER
1,E,1,100,1
2,E,1,100,1
3,L,1,100,1
4,L,0,100,7
"""


@pytest.fixture
def small(tmp_path: Path) -> Instance:
    path = tmp_path / "Small.txt"
    path.write_text(SMALL)
    return read_instance(path)


def worked(*cells: tuple[str, int, str]) -> Roster:
    return Roster.of((person, shift_id(MONDAY + timedelta(number), kind)) for person, number, kind in cells)


def test_the_penalty_is_requests_and_cover(small: Instance) -> None:
    problem = problem_of(small, "small")
    roster = worked(("A", 1, "E"), ("A", 2, "E"), ("A", 3, "L"), ("B", 3, "L"), ("B", 4, "L"))
    # B works day 3 against the wish 3; one above on day 3: 1; one above on day 4: 7; everything else as asked.
    assert rules.check(problem, roster) == []
    assert rules.level_penalties(problem, roster) == (3 + 1 + 7,)
    # Nobody: 100 for each of three lines of cover, 2 for the wish of A; minutes are missing too.
    assert rules.level_penalties(problem, Roster()) == (302,)
    assert {one.rule for one in rules.check(problem, Roster())} == {"H32"}


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ((("A", 0, "E"), ("A", 1, "E"), ("A", 2, "E")), "H07"),
        ((("A", 1, "L"), ("A", 2, "E"), ("A", 3, "E")), "H35"),
        ((("A", 1, "E"), ("A", 2, "E"), ("A", 3, "E"), ("A", 4, "E")), "H33"),
        ((("B", 1, "E"), ("B", 2, "L"), ("B", 3, "L")), "H32"),
        ((("A", 1, "E"), ("A", 3, "E"), ("A", 4, "E")), "H33"),
        ((("A", 2, "E"), ("A", 2, "L"), ("A", 3, "L")), "H03"),
    ],
)
def test_every_limit_is_kept(small: Instance, cells: tuple[tuple[str, int, str], ...], rule: str) -> None:
    found = rules.check(problem_of(small), worked(*cells))
    assert rule in {one.rule for one in found if one.participant == cells[0][0]}


def test_the_text_has_a_line_for_each_employee(small: Instance) -> None:
    assert text_of(small, worked(("A", 1, "E"), ("B", 6, "L"))) == "A\t-\tE\t-\t-\t-\t-\t-\nB\t-\t-\t-\t-\t-\t-\tL\n"


def test_the_command_solves_writes_and_ends_with_one_line(tmp_path: Path) -> None:
    path, output = tmp_path / "Small.txt", tmp_path / "roster.tsv"
    path.write_text(SMALL)
    done = CliRunner().invoke(cli, ["benchmark", "nrp", str(path), "--seconds", "20", "-o", str(output)])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout.splitlines()[-1])
    assert set(said) == {
        "instance", "penalty", "bound", "status", "seconds", "first_feasible_seconds", "peak_mb",
    }  # fmt: skip
    # By hand: A must work 3 days of 8 h, B 2. A on 1, 2 (E) and 3 (L) fills all cover; B's two days cost the least on
    # 5 and 6, where nothing is asked for: 0.
    assert (said["instance"], said["status"], said["penalty"], said["bound"]) == ("Small", "optimal", 0, 0)
    assert [line.split("\t")[0] for line in output.read_text().splitlines()] == ["A", "B"]


def test_a_file_that_is_no_instance_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "city.txt"
    path.write_text("hello")
    done = CliRunner().invoke(cli, ["benchmark", "nrp", str(path), "-o", str(tmp_path / "roster.tsv")])
    assert done.exit_code == 2
    assert not (tmp_path / "roster.tsv").exists()


@pytest.mark.parametrize("number", [1, 2, 3, 5, 7, 9])
def test_our_judge_and_the_public_one_agree_on_random_rosters(number: int) -> None:
    theirs, folder = judge("nrp_judge"), os.environ.get("ROSTER_NRP_DIR")
    if not folder:
        pytest.skip("ROSTER_NRP_DIR does not name the folder of the public instances")
    path = Path(folder, f"Instance{number}.txt")
    instance, public = read_instance(path), theirs.load(path)
    problem, draw = problem_of(instance), random.Random(number)
    for share in (0.0, 0.3, 0.6):
        cells = [
            (person, day, draw.choice([*instance.shifts]))
            for person in instance.employees
            for day in range(instance.days)
            if draw.random() < share
        ]
        roster = worked(*cells)
        said = theirs.evaluate(public, theirs.read_schedule(text_of(instance, roster)))
        assert rules.level_penalties(problem, roster) == (said["penalty"],)
        blamed = {one.participant for one in rules.check(problem, roster)}
        assert blamed == {employee for _, employee, *_ in said["hard"]}
