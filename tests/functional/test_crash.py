"""A process that ends before any statement of any act leaves the act whole, or never begun."""

from __future__ import annotations

import pytest

from tests.faults import statements
from tests.faults.acts import ACTS

pytestmark = pytest.mark.one_database("it runs on both of them by itself")
LEAST = 500
"""The acts have some 690 statements and commits on SQLite and some 620 on PostgreSQL, which needs no locks for reading."""


@pytest.mark.slow
@pytest.mark.parametrize("place", [statements.File, statements.Server], ids=lambda place: place.name)
def test_no_act_is_ever_half_done(place: type[statements.File | statements.Server]) -> None:
    watched, killed = statements.figures(place, quick=True)
    assert (watched.failures, killed.failures) == (0, 0)
    assert watched.n > LEAST and killed.n == len(ACTS)
