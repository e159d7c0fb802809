"""A result as a versioned JSON file: `"format": "roster-result", "version": 1`, with its assignments one a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.files.plain import FileFault, check_head, from_plain, read_json, to_plain, write_json
from scheduler.result import LevelOutcome, Result, Status
from scheduler.roster import Roster

FORMAT = "roster-result"
VERSION = 1
DERIVED = ("penalty", "bound", "gap")
"""Written for readers without the program; they follow from the levels and are not read back."""

__all__ = [
    "FORMAT",
    "VERSION",
    "FileFault",
    "plain_result",
    "read_result",
    "read_roster",
    "result_from",
    "write_result",
]


@dataclass(frozen=True, slots=True)
class AssignmentEntry:
    """One participant on one shift, both by id."""

    participant: str
    shift: str


@dataclass(frozen=True, slots=True)
class ResultFile:
    """What the file holds below its head, less the derived figures."""

    status: Status
    seats: int
    """Seats that participants should fill."""
    open_seats: int
    open_seats_bound: int
    """No roster leaves fewer seats open."""
    levels: tuple[LevelOutcome, ...]
    """In the order of the problem's levels."""
    seconds: float
    assignments: tuple[AssignmentEntry, ...]
    peak_mb: float = 0.0
    seed: int = 0
    message: str = ""
    """What went wrong, in a sentence; empty when nothing did."""
    first_complete_seconds: float | None = None
    """When the first roster stood in which no open seat could be filled any more."""


def read_result(path: Path | str) -> Result:
    """The result in a file. Raises FileFault, with one sentence that names what is wrong, for anything else."""
    return result_from(read_json(Path(path)))


def read_roster(path: Path | str) -> Roster:
    """Only the assignments of a result file, which may have been made by hand and hold nothing else.

    Raises FileFault.
    """
    plain = read_json(Path(path))
    if "format" in plain or "version" in plain:
        check_head(plain, FORMAT, VERSION)
    if "assignments" not in plain:
        raise FileFault("The field assignments is missing.")
    return from_plain(_Assignments, {"assignments": plain["assignments"]}).roster()


def write_result(result: Result, path: Path | str) -> None:
    """Write a result; `read_result` gives an equal one back. Raises FileFault when the file cannot be written."""
    write_json(Path(path), plain_result(result))


def plain_result(result: Result) -> dict[str, Any]:
    """The result as JSON values, head and derived figures included."""
    levels = [{**to_plain(level), "gap": level.gap} for level in result.levels]
    return {
        "format": FORMAT,
        "version": VERSION,
        "status": result.status.value,
        "seats": result.seats,
        "open_seats": result.open_seats,
        "open_seats_bound": result.open_seats_bound,
        "penalty": result.penalty,
        "bound": result.bound,
        "gap": result.gap,
        "levels": levels,
        "seconds": result.seconds,
        "peak_mb": result.peak_mb,
        "seed": result.seed,
        "message": result.message,
        "first_complete_seconds": result.first_complete_seconds,
        "assignments": [{"participant": one.participant, "shift": one.shift} for one in result.roster],
    }


def result_from(plain: dict[str, Any]) -> Result:
    """The result of JSON values. Raises FileFault."""
    body = {key: value for key, value in check_head(plain, FORMAT, VERSION).items() if key not in DERIVED}
    if isinstance(body.get("levels"), list):
        body["levels"] = [_without_gap(level) for level in body["levels"]]
    file = from_plain(ResultFile, body)
    return Result(
        status=file.status,
        roster=_Assignments(file.assignments).roster(),
        levels=file.levels,
        seats=file.seats,
        open_seats=file.open_seats,
        open_seats_bound=file.open_seats_bound,
        seconds=file.seconds,
        peak_mb=file.peak_mb,
        seed=file.seed,
        message=file.message,
        first_complete_seconds=file.first_complete_seconds,
    )


def _without_gap(level: Any) -> Any:
    return {key: value for key, value in level.items() if key != "gap"} if isinstance(level, dict) else level


@dataclass(frozen=True, slots=True)
class _Assignments:
    assignments: tuple[AssignmentEntry, ...]

    def roster(self) -> Roster:
        """The assignments as a roster. Raises FileFault when one stands twice."""
        roster = Roster.of((one.participant, one.shift) for one in self.assignments)
        if len(roster) < len(self.assignments):
            (twin, _), *_ = Counter(self.assignments).most_common(1)
            raise FileFault(f"Participant {twin.participant} is assigned to shift {twin.shift} twice.")
        return roster
