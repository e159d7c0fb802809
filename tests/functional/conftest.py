"""The web application on a filled database of its own, seen through a client that checks every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import months
from tests.filled import QUICK, Club, filled_club
from tests.functional.pages import Pages
from web import create_app
from web.limits import limiter
from web.services import month_facts, users


@pytest.fixture(scope="module", autouse=True)
def _on_every_database(database: str) -> None:
    """Every functional test runs on SQLite and on PostgreSQL."""


@pytest.fixture
def club(tmp_path: Path) -> Club:
    """The sample club of May 2027: May published, June a draft."""
    return filled_club(tmp_path)


@pytest.fixture
def app(club: Club, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application, without limits on how often one may ask; passwords cost no time."""
    made = create_app(club.settings)
    months.teach(made, club)
    monkeypatch.setattr(users, "_HASHER", QUICK)
    limiter.enabled = False
    yield made
    limiter.enabled = True
    month_facts.forget()  # hundreds of applications in one process would otherwise keep their months


@pytest.fixture
def stranger(app: Flask) -> Pages:
    """Somebody who is not logged in."""
    return Pages(app)


@pytest.fixture
def pages(stranger: Pages) -> Pages:
    """The coordinator at the desk."""
    return stranger.log_in()
