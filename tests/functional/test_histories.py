"""Two people at once: nothing acknowledged is lost and nobody is booked twice, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import Base
from models.engine import make_engine, make_sessions
from tests import histories, servers
from tests.figures import note
from tests.rows import MAY, stored, tiny_book

HANDS, TIMES = 5, 20
pytestmark = pytest.mark.one_database("it runs on both of them by itself")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_many_hands_on_one_month_lose_nothing(tmp_path: Path, kind: str) -> None:
    url = f"sqlite:///{tmp_path / 'roster.db'}" if kind == "sqlite" else servers.postgresql()
    engine = make_engine(url)
    Base.metadata.create_all(engine)
    sessions = make_sessions(engine)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        actors = histories.hands(session, owner, HANDS)
    told = histories.work(sessions, owner, MAY, actors, TIMES, seed=11)
    found = histories.faults(sessions, owner, told)
    engine.dispose()
    note("concurrent edits without a loss or a double booking", HANDS * TIMES, len(found))
    assert found == []
    assert sum(len(one.kept) for one in told) > HANDS * TIMES / 4
    assert sum(one.clashes for one in told) > 0
