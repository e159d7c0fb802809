"""Cities: our law book and the city's own judge say the same of any roster, and the command keeps its word."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler import rules
from scheduler.benchmark.city import problem_of, text_of
from scheduler.cli import cli
from scheduler.files.plain import FileFault
from scheduler.roster import Roster
from tests.unit.scheduler.benchmark.judges import judge

TINY = {
    "n": 2, "seed": 0, "locality": "near", "first": "2026-05-01", "days": 7,
    "sites": [{"id": "store0", "kind": "store", "dong": 0}, {"id": "store1", "kind": "store", "dong": 0}],
    "shifts": [
        {"id": number, "site": f"store{number % 2}", "kind": "store", "day": number // 2, "start": 420, "end": 660,
         "need": 1, "lead": True}
        for number in range(14)
    ],
    "people": [
        {"id": 0, "kind": "store", "dong": 0, "sites": ["store0", "store1"], "off_weekdays": [6], "off_days": [0],
         "cap": 960, "week_cap": 899, "target": 720, "max_days_week": 3, "max_run": 3, "lead": True,
         "dislike_weekday": {"0": 4}, "dislike_slot": "am", "fav_site": "store0"},
        {"id": 1, "kind": "store", "dong": 0, "sites": ["store0"], "off_weekdays": [], "off_days": [],
         "cap": 960, "week_cap": 899, "target": 480, "max_days_week": 3, "max_run": 3, "lead": False,
         "dislike_weekday": {}, "dislike_slot": None, "fav_site": "store0"},
    ],
    "avoid": [], "buddies": [[0, 1]],
}  # fmt: skip


def worked(pairs: Iterable[tuple[int, int]]) -> Roster:
    return Roster.of((str(person), str(shift)) for person, shift in pairs)


def test_the_cost_is_that_of_the_city() -> None:
    problem = problem_of(TINY)
    roster = worked([(0, 3), (0, 4), (1, 0), (1, 6)])
    # Ten of fourteen seats are open: 10,000. A guide stands on 3 and 4 only: 12 * 50. Person 0: 480 of 720 minutes: 8,
    # person 1: 480 of 480: 0. Mornings of person 0: 2 * 3; Saturday and Sunday (days 1, 2 of May 2026) are no Mondays;
    # shift 3 is not at the favourite store: 1. Buddies: at store0, days 1, 2, 3, 4, 5, 6 but Sunday are open to both;
    # shift 4 is on a Sunday (day 2), which is off for person 0.
    violations = rules.check(problem, roster)
    assert {one.rule for one in violations} == {"H07"}
    free = worked([(0, 3), (0, 8), (1, 0), (1, 6)])
    assert rules.check(problem, free) == []
    # As above, but shift 8 (Tuesday) instead of 4: buddies miss each other on 8 and 6: 2 * 2.
    assert rules.level_penalties(problem, free) == (10 * 1000 + 12 * 50 + 8 + 2 * 3 + 1 + 2 * 2,)


def test_the_text_is_a_pair_a_line_by_number() -> None:
    assert text_of(worked([(10, 3), (9, 12), (9, 2)])) == "9 2\n9 12\n10 3\n"


def test_a_file_that_is_no_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFault):
        problem_of({"first": "2026-05-01"})
    path = tmp_path / "city.json"
    path.write_text("{}")
    done = CliRunner().invoke(cli, ["benchmark", "city", str(path), "-o", str(tmp_path / "roster.txt")])
    assert done.exit_code == 2


def test_the_command_solves_writes_and_ends_with_one_line(tmp_path: Path) -> None:
    path, output = tmp_path / "city.json", tmp_path / "roster.txt"
    path.write_text(json.dumps(TINY))
    done = CliRunner().invoke(cli, ["benchmark", "city", str(path), "--seconds", "20", "-o", str(output)])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout.splitlines()[-1])
    assert set(said) == {
        "cost", "bound", "open_seats", "open_seats_bound", "status", "seconds", "first_complete_seconds", "peak_mb",
    }  # fmt: skip
    pairs = [tuple(map(int, line.split())) for line in output.read_text().splitlines()]
    assert rules.level_penalties(problem_of(TINY), worked(pairs)) == (said["cost"],) == (said["bound"],)  # type: ignore[arg-type]


@pytest.mark.parametrize("locality", ["near", "near+h", "dong"])
def test_our_judge_and_the_citys_agree_on_random_rosters(locality: str) -> None:
    theirs = judge("city")
    plain = theirs.generate(60, 3, locality)
    problem, draw = problem_of(plain), random.Random(locality)
    able = [(person, shift) for person, shift, _ in theirs.candidates(plain)]
    for share in (0.0, 0.05, 0.2, 0.5):
        pairs = [one for one in able if draw.random() < share]
        hard, cost, _ = theirs.evaluate(plain, pairs)
        roster = worked(pairs)
        assert rules.level_penalties(problem, roster) == (cost,)
        assert bool(rules.check(problem, roster)) is bool(hard)
        blamed = {one.participant for one in rules.check(problem, roster)} - {None}
        assert {str(one[1]) for one in hard if one[0] not in ("over", "avoid")} <= blamed
