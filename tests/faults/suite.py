"""Long tests of what the program promises, counted: each suite yields figures, which become the scoreboard.

A module of this package registers its suites with `@suite("name")`; `python -m tests.faults` finds every module.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Figure:
    """How often a promise was put to the test, and how often it was not kept."""

    promise: str
    """One sentence in the present tense; it names the figure on the scoreboard."""
    n: int
    """How many times it was tried."""
    failures: int
    """How many times it was not kept."""
    note: str = ""
    """What was done, or what a reader must know to weigh the figure; one sentence."""


Suite = Callable[[bool], Iterator[Figure]]
SUITES: dict[str, Suite] = {}


def suite(name: str) -> Callable[[Suite], Suite]:
    """Register a suite; it is called with whether the quick version is wanted."""

    def register(run: Suite) -> Suite:
        if name in SUITES and SUITES[name].__module__ != run.__module__:
            raise ValueError(f"two suites are called {name}")
        SUITES[name] = run
        return run

    return register


def discover() -> dict[str, Suite]:
    """Every suite of the package, by name."""
    package = importlib.import_module("tests.faults")
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            importlib.import_module(f"tests.faults.{module.name}")
    return dict(sorted(SUITES.items()))


def commit() -> str:
    """The short name of the newest commit that changes more than the scoreboard; with `+` when files differ from it."""
    elsewhere = ("--", ".", ":!docs/scoreboard.json", ":!docs/scoreboard.md")
    name = _git("log", "-1", "--abbrev=9", "--format=%h", *elsewhere)
    return name + ("+" if _git("status", "--porcelain", *elsewhere) else "")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


class Scoreboard:
    """The figures of the newest run of each suite, in `docs/scoreboard.json`, and as a page beside it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "scoreboard.json"
        self.page = folder / "scoreboard.md"
        self.rows = self._read()

    def _read(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(self.data.read_text("utf-8")) if self.data.exists() else []
        return rows

    def done(self, name: str, at: str, quick: bool) -> bool:
        """Whether the whole suite has run at this commit in this mode (a full run stands for a quick one too).

        With files changed since the commit nobody can say so.
        """
        if at.endswith("+"):
            return False
        mine = [row for row in self.rows if row["suite"] == name]
        return bool(mine) and all(
            row["commit"] == at and row["whole"] and (quick or row["mode"] == "full") for row in mine
        )

    def run(self, name: str, run: Suite, at: str, quick: bool) -> int:
        """Run one suite, keeping each figure as soon as it is known; the number of failures."""
        mode = "quick" if quick else "full"
        failures, fresh = 0, []
        for figure in run(quick):
            row = {"promise": figure.promise, "n": figure.n, "failures": figure.failures, "commit": at}
            row |= {"suite": name, "mode": mode, "whole": False} | ({"note": figure.note} if figure.note else {})
            fresh.append(row)
            failures += figure.failures
            self._replace(name, [row["promise"] for row in fresh], [row])
            click.echo(f"{name}: {figure.promise}: {figure.n} tried, {figure.failures} failed")
        self._replace(name, None, [row | {"whole": True} for row in fresh])
        return failures

    def _replace(self, name: str, promises: list[str] | None, rows: list[dict[str, Any]]) -> None:
        """Put the rows in the place of those of the same suite and promise; with None, of the whole suite."""
        self.rows = self._read()  # another run may have written other suites meanwhile
        gone = {row["promise"] for row in rows}
        kept = [
            row for row in self.rows if row["suite"] != name or (promises is not None and row["promise"] not in gone)
        ]
        self.rows = sorted([*kept, *rows], key=lambda row: row["suite"])
        self.write()

    def write(self) -> None:
        """Write both files."""
        self.data.write_text(json.dumps(self.rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
        self.page.write_text(page(self.rows), "utf-8")


def page(rows: list[dict[str, Any]]) -> str:
    """The scoreboard as Markdown: the words around the table stand in `scoreboard.md.in` beside this module."""
    frame = (Path(__file__).parent / "scoreboard.md.in").read_text("utf-8")
    lines = ["| suite | promise | tried | failed | commit | |", "| --- | --- | ---: | ---: | --- | --- |"]
    for row in rows:
        note = "; ".join(filter(None, (row.get("note", ""), "" if row["mode"] == "full" else "quick run")))
        lines.append(
            f"| {row['suite']} | {row['promise']} | {row['n']:,} | {row['failures']:,} | `{row['commit']}` | {note} |"
        )
    return frame.replace("{figures}", "\n".join(lines))
