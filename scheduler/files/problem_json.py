"""A problem as a versioned JSON file: `"format": "roster-problem", "version": 1`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scheduler.files.plain import FileFault, check_head, from_plain, read_json, to_plain, write_json
from scheduler.problem import Problem
from scheduler.rules import SOFT

FORMAT = "roster-problem"
VERSION = 1
LONGEST_PERIOD = 400
"""Days."""

__all__ = ["FORMAT", "VERSION", "FileFault", "plain_problem", "problem_from", "read_problem", "write_problem"]


def read_problem(path: Path | str) -> Problem:
    """The problem in a file. Raises FileFault, with one sentence that names what is wrong, for anything else."""
    return problem_from(read_json(Path(path)))


def write_problem(problem: Problem, path: Path | str) -> None:
    """Write a problem; `read_problem` gives an equal one back. Raises FileFault when the file cannot be written."""
    write_json(Path(path), plain_problem(problem))


def plain_problem(problem: Problem) -> dict[str, Any]:
    """The problem as JSON values, head included."""
    return {"format": FORMAT, "version": VERSION, **to_plain(problem)}


def problem_from(plain: dict[str, Any]) -> Problem:
    """The problem of JSON values. Raises FileFault."""
    problem = from_plain(Problem, check_head(plain, FORMAT, VERSION))
    if len(problem.period) > LONGEST_PERIOD:
        raise FileFault(f"The period has {len(problem.period)} days; {LONGEST_PERIOD} are possible.")
    if not problem.levels:
        raise FileFault("levels: one level at least is needed; leave the field out for the usual ones.")
    known = {rule.id for rule in SOFT}
    for level in problem.levels:
        for rule in level.weights:
            if rule not in known:
                raise FileFault(f"level {level.name}: there is no soft rule {rule!r}, only {', '.join(sorted(known))}.")
    return problem
