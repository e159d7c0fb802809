"""Rows with a version counter are changed one by one: a bulk statement would pass the counter by."""

import re
from pathlib import Path

from models import Base

ROOT = Path(__file__).parents[2]


def _versioned() -> set[str]:
    return {mapper.class_.__name__ for mapper in Base.registry.mappers if mapper.version_id_col is not None}


def test_rosters_have_a_version_counter() -> None:
    assert "Roster" in _versioned()


def test_no_bulk_statement_changes_a_table_with_a_version_counter() -> None:
    names = "|".join(sorted(_versioned()))
    bulk = re.compile(rf"\b(?:update|delete|insert)\(\s*(?:models\.)?(?:{names}|RosterRow)\b")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for folder in ("models", "web")
        for path in (ROOT / folder).rglob("*.py")
        for match in bulk.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
