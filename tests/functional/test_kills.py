"""24 servers are killed under load; `make faults ONLY=kills` kills 1,000."""

from __future__ import annotations

import pytest

from tests import servers
from tests.faults import kills

COUNTS = {"sqlite": 16, "postgresql": 8}


@pytest.mark.slow
def test_nothing_confirmed_is_lost_and_no_month_is_half(database: str) -> None:
    count = COUNTS[database]
    with servers.tidy():
        (figure,) = kills.figures(servers.postgresql() if database == "postgresql" else None, count, seed=count)
    assert (figure.n, figure.failures) == (count, 0), figure.note
