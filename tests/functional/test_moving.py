"""A club outgrows its one machine: what SQLite held goes on in PostgreSQL, and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from models import Base
from models.engine import make_engine, make_sessions
from tests import servers
from tests.rows import stored, tiny_book
from web import config
from web.cli import main

pytestmark = [pytest.mark.scale, pytest.mark.one_database("it goes from one kind to the other")]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A command of `roster` on a database; it must succeed."""

    def command(url: str, *arguments: object) -> None:
        monkeypatch.setenv("ROSTER_INSTANCE", str(tmp_path))
        monkeypatch.setenv("DATABASE_URL", url)
        config.get_settings.cache_clear()
        try:
            done = CliRunner().invoke(main, [str(one) for one in arguments])
        finally:
            config.get_settings.cache_clear()
        assert done.exit_code == 0, done.output

    return command


def _rows(url: str) -> dict[str, list[tuple]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


def _another_club(url: str, name: str) -> int:
    engine = make_engine(url)
    made = stored(make_sessions(engine), tiny_book(name))
    engine.dispose()
    return made


def test_a_backup_moves_a_club_to_postgresql_and_back(run: Callable[..., None], tmp_path: Path) -> None:
    small, large, small_again = f"sqlite:///{tmp_path / 'a.db'}", servers.postgresql(), f"sqlite:///{tmp_path / 'b.db'}"
    run(small, "db", "upgrade")
    assert _another_club(small, "햇살시니어클럽") == 1
    run(small, "db", "backup", tmp_path / "there.db")
    run(large, "db", "restore", tmp_path / "there.db")
    run(large, "db", "check")
    assert _rows(large) == _rows(small)
    assert _another_club(large, "달빛시니어클럽") == 2  # numbers go on where they were
    run(large, "db", "backup", tmp_path / "back.db")
    run(small_again, "db", "restore", tmp_path / "back.db")
    assert _rows(small_again) == _rows(large)
