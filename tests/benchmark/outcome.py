"""What is kept of a run: its figures in one shape for all competitors, with the word of the judge."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmark import ground
from tests.benchmark.process import Measured, python, run
from tests.benchmark.rows import OURS, OURSELVES, Row

JUDGING = 600.0
"""Seconds that a judge may take."""
_NRP_LINE = re.compile(r"hard (\d+) penalty (\d+)")
_CITY_LINE = re.compile(r"hard (\d+) cost ([\d.]+) (\{.*\})")


@dataclass(frozen=True)
class Judged:
    """What the judge says of a roster."""

    levels: list[int]
    """Penalties, the most important first; public instances and cities have one."""
    hard: int
    """Violations of hard rules."""
    open_seats: int | None = None
    complete: bool | None = None
    """No open seat that somebody could still take; None where nobody asked."""


@dataclass(frozen=True)
class Outcome:
    """One row's figures. None stands for what a competitor does not say."""

    status: str
    levels: list[int] | None = None
    """As judged; None without a roster, or with one that breaks hard rules."""
    bounds: list[int | None] = field(default_factory=list)
    hard: int | None = None
    open_seats: int | None = None
    complete: bool | None = None
    first_seconds: float | None = None
    """When it had a first roster; ours from the start of the search, rivals' from the start of the process."""
    first_complete_seconds: float | None = None
    seconds: float = 0.0
    """From the start of the process to its end."""
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    remark: str = ""
    """What went wrong."""
    more: dict[str, Any] = field(default_factory=dict)
    """Figures that only some kinds of rows have."""

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def outcome_of(row: Row, measured: Measured, file: Path, roster: Path) -> Outcome:
    """Read what the competitor said, and have its roster judged."""
    used: dict[str, Any] = {
        "seconds": round(measured.seconds, 2), "cpu_seconds": round(measured.cpu_seconds, 1),
        "peak_mb": round(measured.peak_mb),
    }  # fmt: skip
    try:
        said: dict[str, Any] = json.loads(measured.last_line)
    except ValueError:
        last = next(reversed(measured.stderr.strip().splitlines()), "no word")
        return Outcome("failed", remark=f"exit code {measured.code}: {last[:200]}", **used)
    if row.kind == "repair":
        return Outcome("done", hard=said["hard"], more=said, **used)
    if row.kind == "club" and row.competitor == OURS and roster.exists():
        # The last line names the lowest level only; the result file has them all.
        said |= _of_result(roster)
    told, bounds = _said(said)
    known: dict[str, Any] = {
        "bounds": bounds, "first_seconds": _rounded(said.get("first_seconds", said.get("first_feasible_seconds"))),
        "first_complete_seconds": _rounded(said.get("first_complete_seconds")), "more": _more(said),
    }  # fmt: skip
    if measured.code != 0 or not roster.exists():
        return Outcome(said["status"], remark=_remark(measured), **used, **known)
    judged = judge(row.kind, file, roster)
    # Rivals may leave slack in what only counts costs, and then say too much; to say too little is a mistake.
    mistaken = told is not None and (told < judged.levels or (told != judged.levels and row.competitor in OURSELVES))
    remark = f"says {told}, but it is {judged.levels}" if mistaken else ""
    if judged.hard:
        remark = f"breaks {judged.hard} hard rules"
    return Outcome(
        said["status"], None if judged.hard else judged.levels, hard=judged.hard, open_seats=judged.open_seats,
        complete=judged.complete, remark=remark, **used, **known,
    )  # fmt: skip


def _of_result(path: Path) -> dict[str, Any]:
    written = json.loads(path.read_text(encoding="utf-8"))
    return {
        "levels": [one["penalty"] for one in written["levels"]],
        "bounds": [one["bound"] for one in written["levels"]],
        "first_complete_seconds": written["first_complete_seconds"],
    }


def _said(said: dict[str, Any]) -> tuple[list[int] | None, list[int | None]]:
    """Penalties and bounds by level, whichever of three ways a competitor has of saying them."""
    if "levels" in said:
        return said["levels"], said["bounds"]
    cost = next((said[name] for name in ("penalty", "cost") if name in said), None)
    bounds = said.get("bounds", [said["bound"]] if "bound" in said else [])
    return None if cost is None else [cost], bounds


def _more(said: dict[str, Any]) -> dict[str, Any]:
    names = ("gaps", "reached", "solver_mb", "solve_seconds", "built_seconds", "engine_seconds", "columns", "rows")
    return {name: said[name] for name in names if said.get(name)}


def _remark(measured: Measured) -> str:
    if measured.code < 0:
        return "had to be ended"
    return "no roster"


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)


def judge(kind: str, file: Path, roster: Path) -> Judged:
    """The word of the judge that the instance has. Raises MissingError where it is not on this machine."""
    if kind == "club":
        return _law_book(file, roster)
    tool = "nrp_judge" if kind == "nrp" else "city"
    command = [str(ground.tool(tool)), *(() if kind == "nrp" else ("judge",)), str(file), str(roster)]
    last = run(python(*command), JUDGING).last_line
    return read_nrp(last) if kind == "nrp" else read_city(last)


def read_nrp(line: str) -> Judged:
    """The last line of the public judge. Raises ValueError for any other."""
    found = _NRP_LINE.match(line)
    if not found:
        raise ValueError(f"the judge said {line!r}")
    return Judged([int(found[2])], int(found[1]))


def read_city(line: str) -> Judged:
    """The last line of a city's judge. Raises ValueError for any other."""
    found = _CITY_LINE.match(line)
    if not found:
        raise ValueError(f"the judge said {line!r}")
    cost = float(found[2])
    if not cost.is_integer():
        raise ValueError(f"a city's cost is whole, not {cost}")
    return Judged([int(cost)], int(found[1]), open_seats=json.loads(found[3])["under"])


def _law_book(file: Path, roster: Path) -> Judged:
    from scheduler import rules  # noqa: PLC0415 - only clubs need it
    from scheduler.files.problem_json import read_problem  # noqa: PLC0415
    from scheduler.files.result_json import read_roster  # noqa: PLC0415

    problem, found = read_problem(file), read_roster(roster)
    hard = len(rules.check(problem, found))
    return Judged(
        list(rules.level_penalties(problem, found)),
        hard,
        open_seats=sum(one.count for one in rules.open_seats(problem, found)),
        complete=not hard and not rules.fillable(problem, found),
    )
