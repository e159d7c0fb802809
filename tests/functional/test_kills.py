"""200 servers are killed under load; `make faults ONLY=kills` kills 1,000."""

from __future__ import annotations

import pytest

from tests import servers
from tests.faults import kills

pytestmark = pytest.mark.one_database("it runs on both of them by itself")


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "count"), [("SQLite", 134), ("PostgreSQL", 66)])
def test_nothing_confirmed_is_lost_and_no_month_is_half(kind: str, count: int) -> None:
    with servers.tidy():
        (figure,) = kills.figures(servers.postgresql() if kind == "PostgreSQL" else None, count, seed=count)
    assert (figure.n, figure.failures) == (count, 0), figure.note
