"""Who runs how: the command of each row."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmark import ground
from tests.benchmark.book import fingerprint
from tests.benchmark.process import python, run
from tests.benchmark.rows import OURS, WARM, Row

PATIENCE = 120.0
"""Seconds after its limit when a competitor is ended: rivals build their rows and write before and after it."""
EVENTS = 40
PUBLISHED_SECONDS = 60


def command_of(row: Row, file: Path, roster: Path) -> list[str]:
    """What is called. Ours as a person would, by the command line, unless the server's way is measured."""
    limits = ["-o", str(roster), "--seconds", str(row.seconds), "--workers", str(row.workers)]
    if row.kind == "repair":
        _, _, event = row.instance.rpartition("-")
        hand = str(published(row))
        more = ["--events", str(EVENTS), "--seconds", str(row.seconds)]
        return python("-m", "tests.benchmark.repairs", str(file), hand, event, *more)
    if row.competitor == WARM:
        return python("-m", "tests.benchmark.warm", str(file), *limits)
    if row.competitor == OURS:
        return [*_roster(), *(["solve"] if row.kind == "club" else ["benchmark", row.kind]), str(file), *limits]
    engine, _, _ = row.competitor.partition("-")
    return python("-m", "tests.benchmark.rivals", engine, row.kind, str(file), *limits)


def limit_of(row: Row) -> float:
    """Seconds that a run may search, all its events together; a greedy needs seconds only."""
    if row.competitor == "greedy":
        return 10.0
    return float(row.seconds * (EVENTS if row.kind == "repair" else 1))


def longest(row: Row) -> float:
    """Seconds after which a run is ended whatever it does."""
    return limit_of(row) + PATIENCE


def published(row: Row) -> Path:
    """The roster in everybody's hands before something happens: our own of the club, made once for each state of us.

    Raises MissingError when there is none within a minute.
    """
    club = row.instance.rpartition("-")[0]
    path = ground.WORK / f"published-{club}-{fingerprint(('scheduler',))}.json"
    if not path.exists():
        fresh = path.with_suffix(".new.json")
        fresh.unlink(missing_ok=True)
        limit = ["-o", str(fresh), "--seconds", str(PUBLISHED_SECONDS)]
        run([*_roster(), "solve", str(ground.file_of(row)), *limit], PUBLISHED_SECONDS + PATIENCE)
        if not fresh.exists() or not json.loads(fresh.read_text(encoding="utf-8"))["assignments"]:
            raise ground.MissingError(f"no roster of {club} to publish was found in {PUBLISHED_SECONDS} s")
        fresh.rename(path)
    return path


def _roster() -> list[str]:
    """The program `roster` beside this interpreter, or the same commands without it."""
    program = Path(sys.executable).with_name("roster")
    return [str(program)] if program.exists() else python("-m", "scheduler.cli")
