"""H29, S29: budgets in minutes or in won."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from scheduler import rules
from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Problem
from scheduler.rules.budgets import BudgetLimit, budget_limits
from scheduler.rules.seats import most_together


def encode(v: Vars) -> None:
    """What a budget counts stays within its room, or costs the steps beyond it."""
    here = {shift.id for shift in v.shifts}
    for limit in budget_limits(v.problem):
        if limit.ids & here and _asks(v.problem, limit) and _can_bind(v.problem, limit):
            _limit(v, limit)


def ties(problem: Problem) -> Iterator[list[tuple[str, str]]]:
    """A budget that can be exceeded is shared by all its shifts."""
    for limit in budget_limits(problem):
        if _asks(problem, limit) and _can_bind(problem, limit):
            yield [("shift", shift.id) for shift in limit.shifts]


def _asks(problem: Problem, limit: BudgetLimit) -> bool:
    return limit.condition.must or "S29" in problem.weight


def _can_bind(problem: Problem, limit: BudgetLimit) -> bool:
    """Whether the dearest people who may work these shifts, as many as have a place, cost more than the room."""
    able, person = rules.eligible(problem), problem.participant
    dearest = 0
    for shift in limit.shifts:
        worth = sorted((limit.worth(person[one], shift) for one in able[shift.id]), reverse=True)
        dearest += sum(worth[: most_together(problem, shift)])
        if dearest > limit.room:
            return True
    return False


def _limit(v: Vars, limit: BudgetLimit) -> None:
    total = Linear()
    for shift in limit.shifts:
        for name in v.candidates(shift):
            total.add(v.works(name, shift.id), limit.worth(v.problem.participant[name], shift))
    if limit.condition.must:
        v.model.at_most(total, limit.room)
        return
    units = _units(limit, total)
    most = -(-max(0, sum(total.terms.values()) - limit.room) // limit.step)
    cost = v.model.variable(f"beyond({limit.name})", 0, most, units)
    v.model.at_least(Linear().add(cost, limit.step).minus(total), -limit.room)
    v.charge("S29", Linear().add(cost, limit.condition.strength))


def _units(limit: BudgetLimit, total: Linear) -> Callable[[Sequence[int]], int]:
    return lambda point: -(-max(0, total.at(point) - limit.room) // limit.step)
