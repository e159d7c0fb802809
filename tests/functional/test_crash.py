"""A process that ends before any statement of any act leaves the act whole, or never begun."""

from __future__ import annotations

import pytest

from tests.faults import statements
from tests.faults.acts import ACTS

LEAST = 500
"""The acts have some 690 statements and commits on SQLite, where beginning counts too, and 620 on PostgreSQL."""


@pytest.mark.slow
def test_no_act_is_ever_half_done(database: str) -> None:
    place = statements.Server if database == "postgresql" else statements.File
    watched, killed = statements.figures(place, quick=True)
    assert (watched.failures, killed.failures) == (0, 0)
    assert watched.n > LEAST and killed.n == len(ACTS)
