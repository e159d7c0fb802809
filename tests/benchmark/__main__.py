"""`python -m tests.benchmark`: run rows beside their rivals, keep their figures, write the table.

A run that is broken off goes on where it stopped; rows of a changed program run again. With `--seconds` every limit is
cut to so many seconds and the report goes to build/benchmark, because figures of shortened runs are not for publishing.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from tests.benchmark import ground
from tests.benchmark.book import Book
from tests.benchmark.competitors import command_of, limit_of, longest
from tests.benchmark.outcome import Outcome, outcome_of
from tests.benchmark.process import ROOT, run
from tests.benchmark.rows import Row, chosen
from tests.benchmark.table import contradictions, page

REPORT = ROOT / "docs/benchmark-table.json"
TRIED = ground.WORK / "benchmark-table.json"


def main() -> int:
    """1 when a competitor failed, broke a hard rule, or two contradict each other."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark")
    parser.add_argument("--only", default="", help="patterns such as club/sample,nrp/[1-3]/60s,ours; default: all rows")
    parser.add_argument("--seconds", type=int, help="shorten every limit; the report goes to build/benchmark")
    parser.add_argument("--again", action="store_true", help="also rows that have run already")
    parser.add_argument("--list", action="store_true", help="name the rows and what they will take, and run nothing")
    asked = parser.parse_args()
    rows = chosen(asked.only)
    if asked.seconds:
        rows = list(dict.fromkeys(replace(row, seconds=min(row.seconds, asked.seconds)) for row in rows))
    book = Book(TRIED if asked.seconds else REPORT)
    left = [row for row in rows if asked.again or not book.has(row)]
    if asked.list or not rows:
        print("\n".join(row.name for row in left) or "no row has that name, or all have run")
        hours = sum(limit_of(row) for row in left) / 3600
        print(f"{len(left)} of {len(rows)} rows left, about {hours:.1f} hours at most")
        return 0 if rows else 2
    missing: dict[str, int] = {}
    for number, row in enumerate(left, 1):
        try:
            file = ground.file_of(row)
            outcome = one(row, file, book)
        except ground.MissingError as lack:
            missing[str(lack)] = missing.get(str(lack), 0) + 1
            continue
        print(f"{number}/{len(left)} {row.name}: {told(outcome)}", flush=True)
        _publish(book)
    _publish(book)
    for reason, count in missing.items():
        print(f"left out, {count} rows: {reason}")
    ran = {row.name for row in rows}
    bad = [name for name, entry in book.entries.items() if name in ran and _is_bad(entry)]
    wrong = contradictions(book.entries.values())
    print("\n".join([*(f"bad: {name}" for name in bad), *(f"contradiction: {each}" for each in wrong)]) or "done")
    return int(bool(bad or wrong))


def one(row: Row, file: Path, book: Book) -> Outcome:
    """Run a row and keep its figures. Raises MissingError."""
    roster = ground.WORK / "rosters" / (row.name.replace("/", "-") + ".out")
    roster.parent.mkdir(parents=True, exist_ok=True)
    roster.unlink(missing_ok=True)
    command, load = command_of(row, file, roster), os.getloadavg()[0]
    outcome = outcome_of(row, run(command, longest(row)), file, roster)
    book.note(row, outcome, load)
    return outcome


def told(outcome: Outcome) -> str:
    """A row in a line of the terminal."""
    found = outcome.levels if outcome.levels is not None else outcome.remark or outcome.status
    return f"{found}, bounds {outcome.bounds}, {outcome.seconds} s, {outcome.cpu_seconds} CPU s, {outcome.peak_mb} MB"


def _is_bad(entry: dict[str, object]) -> bool:
    """Ours with a hard violation, or anybody who ended without a word; a greedy may miss what it cannot reach."""
    return entry["status"] == "failed" or (bool(entry["hard"]) and entry["competitor"] != "greedy")


def _publish(book: Book) -> None:
    fresh = {row.name for row in chosen("") if book.has(row)} | (set(book.entries) if book.path == TRIED else set())
    book.path.with_suffix(".md").write_text(
        page(book.entries, book.machine, lambda name: name in fresh), encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
