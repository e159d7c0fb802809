"""Renew the tables of docs/workbook.md: `python -m scheduler.files.workbook`, from the root of the repository."""

from __future__ import annotations

from pathlib import Path

from scheduler.files.workbook.describe import renewed

MANUAL = Path("docs/workbook.md")

if __name__ == "__main__":
    MANUAL.write_text(renewed(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
