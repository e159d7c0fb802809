"""A problem as short readable text, for whoever has to understand a failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from typing import Any

from scheduler.calendar import clock
from scheduler.problem import Problem
from scheduler.roster import Roster


def described(problem: Problem, roster: Roster | None = None) -> str:
    """What differs from the plainest problem, line by line."""
    return "\n".join(_lines(problem, roster))


def _lines(problem: Problem, roster: Roster | None) -> Iterator[str]:
    yield f"{problem.period.first:%a %Y-%m-%d} to {problem.period.last}"
    for site in problem.sites:
        yield f"site {_unusual(site, 'name')}"
    for shift in sorted(problem.shifts, key=lambda one: (one.day, one.start)):
        yield (
            f"shift {shift.id} {shift.day:%a %m-%d} {clock(shift.start)}-{clock(shift.end)}"
            f" {_unusual(shift, 'id', 'day', 'start', 'end', 'code', 'template')}"
        )
    for person in problem.participants:
        yield f"person {_unusual(person, 'name', 'contracts', 'past')}"
        yield from (f"  contract {_unusual(one)}" for one in person.contracts)
        if person.past:
            yield "  past " + ", ".join(f"{one.day:%m-%d} {one.site}{one.code}" for one in person.past)
    yield f"numbers {_unusual(problem.parameters)}"
    things: Iterable[Any] = (*problem.special, *problem.conditions, *problem.relaxations, *problem.locks)
    yield from (f"{type(one).__name__} {_unusual(one)}" for one in things)
    for name in ("keep_apart", "partners", "holidays", "published"):
        if value := getattr(problem, name):
            yield f"{name} {value}"
    yield "levels " + "; ".join(str(dict(level.weights)) for level in problem.levels)
    if roster is not None:
        yield "roster " + ", ".join(f"{person} {shift}" for person, shift in sorted(map(tuple, roster.assignments)))


def _unusual(one: Any, *without: str) -> str:
    """The fields of a dataclass that are not as they are by default."""
    said = []
    for field in fields(one):
        value = getattr(one, field.name)
        usual = field.default_factory() if field.default_factory is not MISSING else field.default
        if field.name not in without and (usual is MISSING or value != usual):
            said.append(f"{field.name}={_short(value)}")
    return " ".join(said)


def _short(value: Any) -> str:
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(str, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_short, value)) + ")"
    if hasattr(value, "__dataclass_fields__"):
        return f"[{_unusual(value)}]"
    return str(value)
