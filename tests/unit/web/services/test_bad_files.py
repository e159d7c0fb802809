"""Every broken or odd file through the importer: stored whole, or refused with reasons and nothing stored."""

from __future__ import annotations

import pytest

from tests.data import index
from tests.data.importing import Desk
from tests.unit.scheduler.files.books import small_book
from tests.unit.scheduler.files.handmade.sheets import club

ENTRIES = [entry for entry in index.entries() if entry.used in ("workbook", "handmade")]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Desk]:
    return {
        "workbook": Desk.of(tmp_path_factory.mktemp("workbook"), small_book()),
        "handmade": Desk.of(tmp_path_factory.mktemp("handmade"), club()),
    }


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.name} as {entry.used}")
def test_a_file_is_stored_whole_or_not_at_all(entry: index.Entry, desks: dict[str, Desk]) -> None:
    assert desks[entry.used].harm(entry.path.read_bytes(), entry.used, entry.path.name) == ""
