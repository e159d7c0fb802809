"""The manual describes the columns that the program reads."""

from pathlib import Path

import pytest

from scheduler.files.workbook.describe import renewed, tables
from scheduler.files.workbook.layout import SHEETS

MANUAL = Path(__file__).parents[5] / "docs/workbook.md"


def test_the_tables_of_the_manual_are_those_of_the_layout():
    text = MANUAL.read_text(encoding="utf-8")
    assert renewed(text) == text


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_column_is_described(lang):
    text = tables(lang)
    for sheet in SHEETS:
        assert f". {sheet.name}" in text
        for column in sheet.columns:
            assert (column.help_en if lang == "en" else column.help_ko) in text
            assert column.help_ko and column.help_en


def test_a_manual_without_marks_is_refused():
    with pytest.raises(ValueError, match="columns:ko"):
        renewed("# nothing")
