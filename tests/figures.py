"""What was tried and how much of it failed, said in numbers at the end of a test run.

A test that tries many things notes how many they were, also when it fails: `note("forged requests", 300, 0)`. Notes of
one promise are added up over all tests and all processes of the run. With `ROSTER_FIGURES` the sums are written to the
file of that name as well.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Figure:
    """The sum of one promise's notes."""

    n: int = 0
    """Attempts."""
    failures: int = 0
    detail: str = ""
    """How the attempts come about, such as "50 routes × 7 methods × 13 actors"."""


_noted: dict[str, Figure] = {}


def note(promise: str, n: int, failures: int, detail: str = "") -> None:
    """Add to the promise's figures: n more attempts, of which so many failed."""
    figure = _noted.setdefault(promise, Figure())
    figure.n += n
    figure.failures += failures
    figure.detail = detail or figure.detail


def noted() -> dict[str, Figure]:
    """The sums of this process so far, and of the processes that have reported to it."""
    return _noted


def line(promise: str, figure: Figure) -> str:
    """One line of the summary."""
    ground = f" ({figure.detail})" if figure.detail else ""
    return f"{promise}{ground}: {figure.n:,}, {figure.failures} wrong"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of a divided run hands its sums to the one that began it."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["figures"] = {promise: vars(figure) for promise, figure in _noted.items()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take the sums of a process that has ended; one that was killed has none."""
    for promise, figure in getattr(node, "workeroutput", {}).get("figures", {}).items():
        note(promise, **figure)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the sums, and write them where somebody asked for them."""
    if not _noted:
        return
    terminalreporter.section("figures")
    for promise, figure in sorted(_noted.items()):
        terminalreporter.write_line(line(promise, figure))
    if target := os.environ.get("ROSTER_FIGURES"):
        sums = {promise: vars(figure) for promise, figure in sorted(_noted.items())}
        Path(target).write_text(json.dumps(sums, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
