"""The short benchmark: no kept figure gets worse."""

from __future__ import annotations

import pytest

from tests.benchmark.ground import MissingError
from tests.benchmark.quality import CASES, Kept, kept, worse


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_search_is_as_good_as_it_was(name: str) -> None:
    try:
        found = CASES[name].searched()
    except MissingError as lack:
        pytest.skip(str(lack))
    assert worse(found, kept()[name]) == ""


def test_a_penalty_may_be_five_and_a_bound_three_in_a_hundred_off() -> None:
    before = Kept((10, 1000), (10, 900))
    assert worse(Kept((10, 1050), (10, 873)), before) == ""
    assert "costs 1051" in worse(Kept((10, 1051), (10, 900)), before)
    assert "no better than 872" in worse(Kept((10, 1000), (10, 872)), before)


def test_a_better_level_makes_up_for_later_ones() -> None:
    assert worse(Kept((9, 5000), (9, 0)), Kept((10, 1000), (10, 900))) == ""


def test_a_search_without_a_roster_is_worse() -> None:
    assert worse(Kept((), ()), Kept((10, 1000), (10, 900))) != ""
