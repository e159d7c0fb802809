"""A seeded slice of what `make bench-rules` does at length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scheduler.calendar import Month
from scheduler.rules import HARD, SOFT
from tests.figures import note
from tests.proof import cases
from tests.proof.agreement import GaveUpError
from tests.proof.describe import described
from tests.proof.draft import SMALL, TINY, Size
from tests.proof.features import FEATURES
from tests.proof.planted import PLANTS
from tests.proof.problems import problem_of_seed
from tests.proof.reading import READ
from tests.proof.spoiling import clean, planted
from tests.proof.years import club_year
from tests.proof.zones import differing, lines, lines_here


def tried(case: Callable[[int], list[str]], seeds: range, size: Size, promise: str) -> None:
    """Every seed; what is wrong is told with its problem."""
    wrong: list[str] = []
    done = 0
    for seed in seeds:
        try:
            faults = case(seed)
        except GaveUpError:
            continue
        done += 1
        if faults:
            wrong.append(f"seed {seed}:\n{described(problem_of_seed(seed, size))}\n" + "\n".join(faults[:3]))
    note(promise, done, len(wrong))
    assert done > len(seeds) // 2
    assert not wrong, "\n\n".join(wrong[:3])


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 150, 50))
def test_solver_rows_and_judge_agree_on_small_problems(start: int) -> None:
    tried(cases.small, range(start, start + 50), SMALL, "small problems solved and judged")


def test_a_changed_cell_is_judged_like_the_whole_roster() -> None:
    tried(cases.changed, range(60), SMALL, "rosters with a changed cell judged by the cell and whole")


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_the_optimum_of_tiny_problems_is_that_of_all_rosters(start: int) -> None:
    tried(cases.tiny, range(start, start + 20), TINY, "tiny problems enumerated")


def test_every_rule_is_read_a_second_time() -> None:
    read = {rule.partition("-")[0] for rule in READ}
    assert {one.id for one in (*HARD, *SOFT)} <= read


def test_every_rule_is_woken_by_a_feature() -> None:
    woken = frozenset().union(*(rules for _, rules in FEATURES.values()))
    assert {one.id for one in (*HARD, *SOFT)} - woken <= {"H06", "H11"}  # met by contracts and caps of every problem


def test_what_is_planted_is_found() -> None:
    found: dict[str, int] = {one.id: 0 for one in HARD}
    overlooked = []
    for seed, problem, roster in clean(range(12)):
        for rule in found:
            said = planted(rule, seed, problem, roster)
            if said is not None:
                found[rule] += 1
                overlooked += [f"{rule}, seed {seed}: overlooked by {said}"] if said else []
    note("planted violations", sum(found.values()), len(overlooked), f"{len(found)} hard rules")
    assert not overlooked
    assert {rule for rule, count in found.items() if not count} <= {"H34", "H40"}  # few rosters offer these


def test_there_is_something_to_plant_for_every_hard_rule() -> None:
    assert {one.id for one in HARD} <= PLANTS.keys()


@pytest.mark.parametrize("seed", range(2))
def test_a_year_of_linked_months_breaks_nothing_over_any_border(seed: int) -> None:
    year = club_year(seed)
    note("club-years", 1, bool(year.faults))
    assert not year.faults
    assert year.months == 12 and year.worked > 100


def test_a_month_is_the_same_wherever_the_server_stands() -> None:
    """Around a leap day, on servers that are a day apart; all 252 months run in `make bench-rules`."""
    of_zones = {"here": lines_here(Month(2028, 2), 2)}
    of_zones |= {zone: lines(zone, Month(2028, 2), 2) for zone in ("America/Los_Angeles", "Pacific/Kiritimati")}
    note("months in other time zones", 4, len(differing(of_zones)))
    assert not differing(of_zones)
    assert len(of_zones["here"]) == 2
