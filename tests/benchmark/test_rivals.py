"""Rivals play by the same rules: their rows cost what the law book says, and what they prove holds for us."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scheduler import rules
from scheduler.benchmark import city as our_city
from scheduler.benchmark import nrp as our_nrp
from scheduler.files.public_instance import read_instance
from scheduler.problem import Problem
from scheduler.roster import Roster
from tests.benchmark.process import python, run
from tests.benchmark.quality import club
from tests.benchmark.rivals import city, greedy, nrp
from tests.benchmark.rivals.club import rows_of
from tests.benchmark.rivals.engine import Answer, Limits, by_levels
from tests.benchmark.rivals.model import Model
from tests.unit.scheduler.benchmark.test_city import TINY
from tests.unit.scheduler.benchmark.test_nrp import SMALL


def asked(engine: str, kind: str, file: Path, roster: Path) -> dict[str, Any]:
    """What a rival says of a file, in a process of its own: two engines do not stand each other in one."""
    measured = run(
        python("-m", "tests.benchmark.rivals", engine, kind, str(file), "-o", str(roster), "--seconds", "60"), 300
    )
    assert measured.code == 0, measured.stderr
    said: dict[str, Any] = json.loads(measured.last_line)
    return said


def ward(cells: nrp.Cells) -> Roster:
    return Roster.of(
        (name, our_nrp.shift_id(our_nrp.MONDAY.fromordinal(our_nrp.MONDAY.toordinal() + day), shift))
        for (name, day), shift in cells.items()
    )


def lines(path: Path) -> nrp.Cells:
    rows = [line.split("\t") for line in path.read_text().splitlines()]
    return {(name, day): cell for name, *days in rows for day, cell in enumerate(days) if cell != "-"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "Instance.txt"
    path.write_text(SMALL)
    return path


def test_engines_agree_on_a_public_instance_and_their_rosters_stand_before_the_law_book(
    small: Path, tmp_path: Path
) -> None:
    problem, costs = our_nrp.problem_of(read_instance(small)), set()
    for engine in ("cpsat", "highs"):
        said = asked(engine, "nrp", small, tmp_path / engine)
        roster = ward(lines(tmp_path / engine))
        assert rules.check(problem, roster) == []
        assert rules.level_penalties(problem, roster) == tuple(said["levels"]) == tuple(said["bounds"])
        costs.add(tuple(said["levels"]))
    assert len(costs) == 1


def test_engines_agree_on_a_city_and_the_greedy_is_legal_and_no_better(tmp_path: Path) -> None:
    file, problem = tmp_path / "city.json", our_city.problem_of(TINY)
    file.write_text(json.dumps(TINY))
    best = set()
    for engine in ("cpsat", "highs"):
        said = asked(engine, "city", file, tmp_path / engine)
        roster = pairs_in(tmp_path / engine)
        assert rules.check(problem, roster) == []
        assert rules.level_penalties(problem, roster) == tuple(said["levels"]) == tuple(said["bounds"])
        best.add(said["levels"][0])
    asked("greedy", "city", file, tmp_path / "greedy")
    by_hand = pairs_in(tmp_path / "greedy")
    assert rules.check(problem, by_hand) == []
    assert rules.level_penalties(problem, by_hand)[0] >= best.pop()
    assert not best


def pairs_in(path: Path) -> Roster:
    return Roster.of((person, shift) for person, shift in map(str.split, path.read_text().splitlines()))


def test_a_greedy_ward_has_only_shifts_that_people_may_work(small: Path) -> None:
    instance, problem = nrp.read(small), our_nrp.problem_of(read_instance(small))
    roster = ward(greedy.nrp(instance))
    # Least minutes and least runs at the end may be missed by a greedy; nothing else.
    assert {one.rule for one in rules.check(problem, roster)} <= {"H32"}
    assert len(roster) > 0


def test_our_rows_as_the_rivals_take_them_hold_for_a_greedy_roster_and_cost_what_the_law_book_says() -> None:
    problem: Problem = club(20, 1)
    roster = Roster.of(greedy.club(problem))
    assert rules.check(problem, roster) == []
    model, v = rows_of(problem)
    point = v.model.completed(v.decisions(roster))
    assert model.keeps(point)
    assert tuple(level.at(point) for level in model.levels) == rules.level_penalties(problem, roster)


def test_a_row_is_kept_on_both_sides() -> None:
    model = Model()
    first, second = model.variable(), model.variable(upper=3, price=5)
    model.row([(first, 1), (second, 2)], 1, 5)
    assert [point for point in ([0, 0], [1, 0], [1, 2], [1, 3], [2, 0]) if model.keeps(point)] == [[1, 0], [1, 2]]
    assert model.levels[0].at([1, 2]) == 10


def test_levels_are_solved_in_order_and_a_bound_counts_only_after_proven_levels() -> None:
    model = Model(levels=3)
    model.levels[0].terms[model.variable(upper=9)] = 1
    model.levels[2].terms[model.variable(upper=9)] = 1
    given: list[tuple[int, float]] = []

    def engine(*task: Any) -> Answer:
        _, level, earlier, _, limits = task
        given.append((len(earlier), limits.seconds))
        # The first level is not proven; the second has no terms and needs no engine.
        return Answer([4, 7], 3.5 if level is model.levels[0] else 6.0, level is model.levels[2], 0.5)

    found = by_levels(model, engine, Limits(10.0))
    assert (found.point, found.bounds, found.proven) == ([4, 7], [4, 0, None], False)
    assert [earlier for earlier, _ in given] == [0, 1]
    # Half the time for a first level, what is left for the last.
    assert given[0][1] == pytest.approx(5.0, abs=0.1)
    assert given[1][1] == pytest.approx(10.0, abs=0.1)


def test_the_words_of_a_city_are_read_as_its_prices() -> None:
    read = city.read(TINY)
    # Person 0: no Sundays (1 May 2026 is a Friday, so day 2), not day 0; mornings cost 3, Mondays (day 3) 4, store1 1.
    assert {shift for person, shift in read.price if person == 0} == set(range(14)) - {0, 1, 4, 5}
    assert (read.price[0, 2], read.price[0, 3], read.price[0, 6], read.price[0, 7]) == (3, 4, 7, 8)
    assert set(map(read.week, range(7))) == {0, 1}
