"""Twenty coordinators edit one month at once: nothing acknowledged is lost, nobody is booked twice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import histories, servers
from tests.faults.suite import Figure, suite


@suite("edits")
def run(quick: bool) -> Iterator[Figure]:
    """Both databases."""
    hands, times = (6, 40) if quick else (20, 1000)
    with tempfile.TemporaryDirectory() as folder, servers.tidy():
        for name, url in (("SQLite", f"sqlite:///{Path(folder) / 'roster.db'}"), ("PostgreSQL", servers.postgresql())):
            told, found = histories.tried(url, hands, times, seed=7)
            kept, clashes = sum(len(one.kept) for one in told), sum(one.clashes for one in told)
            yield Figure(
                f"Two people at once lose nothing ({name})",
                hands * times,
                len(found),
                f"{hands} at once on {3 * 5} cells: {kept:,} acknowledged, {clashes:,} clashes told with both values",
            )
