"""One warning alone: what it tells."""

from __future__ import annotations

from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules import WARNINGS, Finding, Observations, sentence, warn
from tests.factories import everyone

Example = tuple[Problem, Roster, Observations]


def told(name: str, problem: Problem, roster: Roster | None = None, seen: Observations | None = None) -> list[Finding]:
    """What one warning tells; with no roster given, everybody works every shift."""
    assert name in {one.id for one in WARNINGS}
    found = warn(problem, everyone(problem) if roster is None else roster, seen)
    return [one for one in found if one.rule == name]


def sentences(name: str, example: Example) -> tuple[str, str]:
    """The Korean and the English sentence of the only thing that it tells about an example."""
    (one,) = told(name, *example)
    return sentence(one), sentence(one, "en")
