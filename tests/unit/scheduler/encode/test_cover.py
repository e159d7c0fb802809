"""S09: the rows about long hours alone say what the law book says."""

from __future__ import annotations

import pytest

from tests.unit.scheduler.encode.gatherings import assert_agreement, assert_optimum, gathering


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    assert sum(assert_agreement(gathering(seed, "S09")) for seed in range(40)) > 40, "of 40 x 6 rosters"


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S09", people=3, shifts=3))
