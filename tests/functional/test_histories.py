"""Two people at once: nothing acknowledged is lost and nobody is booked twice, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import histories, servers
from tests.figures import note

HANDS, TIMES = 5, 20
pytestmark = pytest.mark.one_database("it runs on both of them by itself")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_many_hands_on_one_month_lose_nothing(tmp_path: Path, kind: str) -> None:
    url = f"sqlite:///{tmp_path / 'roster.db'}" if kind == "sqlite" else servers.postgresql()
    told, found = histories.tried(url, HANDS, TIMES, seed=11)
    note("concurrent edits without a loss or a double booking", HANDS * TIMES, len(found))
    assert found == []
    assert sum(len(one.kept) for one in told) > HANDS * TIMES / 4
    assert sum(one.clashes for one in told) > 0
