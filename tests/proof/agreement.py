"""Does the solver say what the judge says? Solved in this process: rows, engine, levels one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from scheduler import rules
from scheduler.encode.build import encode
from scheduler.encode.model import Linear, Row
from scheduler.encode.vars import Part, Vars
from scheduler.engines import cpsat
from scheduler.engines.base import Limits, Task
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search.decompose import parts

LIMITS = Limits(seconds=20, work=3.0)


@dataclass(frozen=True)
class Solved:
    """What came of all parts together."""

    roster: Roster | None
    """None: proven that there is none."""
    values: tuple[int, ...]
    """By level, as the model counts them."""
    proven: bool
    """Best by level, or none at all."""


class GaveUpError(Exception):
    """The engine found nothing and proved nothing within its limits."""


def whole(problem: Problem) -> Part:
    """The problem as one part."""
    return Part(tuple(p.id for p in problem.participants), tuple(s.id for s in problem.shifts))


def solve(problem: Problem, limits: Limits = LIMITS, start: Roster | None = None) -> Solved:
    """Part by part, as the search does it, from a roster if there is one.

    Raises GaveUpError when the engine knows nothing after its limits.
    """
    pairs: list[tuple[str, str]] = []
    values = [0] * len(problem.levels)
    proven = True
    impossible = False
    for part in parts(problem):
        v = encode(problem, part)
        point, part_proven = _best(v, limits, start or Roster.of(()))
        if point is None:
            impossible = True
            break
        proven &= part_proven
        pairs += v.assignments(point)
        values = [total + one for total, one in zip(values, v.model.values(point), strict=True)]
    return Solved(None, (), True) if impossible else Solved(Roster.of(pairs), tuple(values), proven)


def _best(v: Vars, limits: Limits, start: Roster) -> tuple[list[int] | None, bool]:
    begun = v.model.completed(v.decisions(start))
    point = begun if Task(v.model, Linear()).keeps(begun) else None
    earlier: list[Row] = []
    proven = True
    for objective in v.model.objectives or [Linear()]:
        outcome = cpsat.solve(Task(v.model, objective, earlier, point), limits)
        if outcome.point is None:
            if outcome.proven and point is None:
                return None, True
            if point is None:
                raise GaveUpError
        point = point if outcome.point is None else outcome.point
        proven &= outcome.proven
        assert point is not None
        earlier.append(Row("level", None, objective.terms, objective.at(point) - objective.constant))
    return point, proven


def faults_of_solved(problem: Problem, solved: Solved) -> Iterator[str]:
    """What the judge says otherwise than the solver, about the solver's own roster."""
    if solved.roster is None:
        return
    for one in rules.check(problem, solved.roster):
        yield f"the judge faults the solver's roster: {one.rule}: {rules.sentence(one, 'en')}"
    judged = rules.level_penalties(problem, solved.roster)
    if judged != solved.values:
        yield f"the solver counts {solved.values}, the judge {judged}: {_by_rule(problem, solved.roster)}"


def faults_of_any(problem: Problem, rosters: Iterator[Roster]) -> Iterator[str]:
    """Where rows and judge differ about any roster: rows hold when nothing is found; then charges are penalties."""
    v = encode(problem, whole(problem))
    for roster in rosters:
        found = rules.check(problem, roster)
        missing = [pair for pair in roster.assignments if not v.may_work(*pair)]
        point = v.model.completed(v.decisions(roster))
        broken = sorted({*v.model.broken(point), *(f"no variable for {pair}" for pair in missing)})
        if bool(broken) != bool(found):
            yield f"rows break {broken}, the judge finds {sorted({one.rule for one in found})} in {_said(roster)}"
        if not found and not broken:
            # Rows may count days instead of shifts where no allowed roster has two on one day.
            counted, judged = v.model.values(point), rules.level_penalties(problem, roster)
            if counted != judged:
                yield f"rows charge {counted}, the judge {judged}: {_by_rule(problem, roster)} in {_said(roster)}"


def _said(roster: Roster) -> list[tuple[str, str]]:
    return sorted(tuple(pair) for pair in roster.assignments)  # type: ignore[misc] # pairs are pairs


def _by_rule(problem: Problem, roster: Roster) -> dict[str, int]:
    total: dict[str, int] = {}
    for item in rules.score(problem, roster):
        total[item.rule] = total.get(item.rule, 0) + item.penalty
    return total


def rosters_around(problem: Problem, solved: Roster | None, r: Random, count: int) -> Iterator[Roster]:
    """The empty roster, the solver's own with some cells changed, and random ones, thin and thick."""
    pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
    yield Roster.of(())
    for turn in range(count):
        if not pairs:
            return
        if solved is not None and turn % 2:
            chosen = {tuple(pair) for pair in solved.assignments}
            for pair in r.sample(pairs, min(len(pairs), r.randint(1, 3))):
                chosen ^= {pair}
        else:
            share = r.choice((0.1, 0.25, 0.5))
            chosen = {pair for pair in pairs if r.random() < share}
        yield Roster.of(chosen)
