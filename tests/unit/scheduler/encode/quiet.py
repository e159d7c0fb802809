"""Small random problems in which nothing but one family has much to say, and what its rows must show about them."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from scheduler import rules
from scheduler.calendar import Period
from scheduler.conditions import EVERY_SHIFT, Relaxation, Which
from scheduler.encode.build import encode
from scheduler.encode.vars import Part
from scheduler.engines import cpsat
from scheduler.engines.base import Limits, Task
from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind, Level, Participant, Problem, Shift, Unavailable
from scheduler.roster import Roster
from tests import factories as make

SLOTS = (("06:00", "08:00"), ("09:00", "12:00"), ("13:00", "16:00"), ("21:00", "23:30"), ("23:00", "02:00"))
LIMITS = Limits(seconds=10, work=2.0)


def quiet_problem(r: Random, *rules_on: str, shifts: int = 14, people: int = 3, **more: Any) -> Problem:
    """Some days of spring 2027, with history before them and contracts that begin or end among them."""
    first = make.day(r.randint(-4, 24))
    last = first + timedelta(days=r.randint(7, 16))
    made = {one.id: one for one in (_shift(r, first, last) for _ in range(shifts))}
    numbers = {
        "max_shifts_per_day": r.choice((1, 1, 2)), "min_rest_between_shifts": 0, "travel_buffer": 0,
        "max_consecutive_days": 40, "weekly_rest_days": 0,
    } | more.pop("numbers", {})  # fmt: skip
    return make.problem(
        *(_person(r, f"p{number}", first, last) for number in range(people)),
        *made.values(),
        make.site("A"), make.site("B"), make.site("C", "Q"),
        period=Period(first, last),
        parameters=Parameters(**numbers),
        levels=(Level("quality", {name: r.randint(1, 5) for name in rules_on}),),
        **more,
    )  # fmt: skip


def _shift(r: Random, first: Any, last: Any) -> Shift:
    day = first + timedelta(days=r.randint(0, (last - first).days))
    return make.shift(day, *r.choice(SLOTS), r.choice("AABC"), seats=2, max_staff=3)


def _person(r: Random, name: str, first: Any, last: Any) -> Participant:
    terms = {
        "kind": r.choice((EmploymentKind.EMPLOYEE, EmploymentKind.EMPLOYEE, EmploymentKind.ACTIVITY)),
        "short_time": r.random() < 0.5,
        "hourly_wage": r.choice((None, 11_000, 12_345)),
    }
    begins = first + timedelta(days=r.choice((-60, -60, -60, 0, 3)))
    ends = last + timedelta(days=r.choice((60, 60, 60, 0, -3)))
    contracts = [make.contract("P", "AB", begins, ends, **terms)]
    if r.random() < 0.4:
        contracts.append(make.contract("Q", "C", **terms | {"hourly_wage": 10_000}))
    past = [
        make.past(first - timedelta(days=back), *r.choice(SLOTS), site=r.choice(("A", "B", "C", "gone")))
        for back in range(1, 36)
        if r.random() < 0.3
    ]
    away = [first + timedelta(days=r.randint(0, (last - first).days)) for _ in range(r.choice((0, 0, 1, 4)))]
    return make.person(
        name, contracts=tuple(contracts), past=tuple(past) if r.random() < 0.8 else (), night_opt_in=True,
        unavailable=tuple(map(Unavailable, away)),
    )  # fmt: skip


def some_shifts(r: Random) -> Which:
    """Every shift, or some."""
    return r.choice((
        EVERY_SHIFT, EVERY_SHIFT, Which(sites=frozenset("A")), Which(programs=frozenset("P")), Which(rest_days=True),
        Which(templates=frozenset(("A:0900", "A:1300", "B:0600"))), Which(weekdays=frozenset((0, 2, 4, 5))),
    ))  # fmt: skip


def some_people(r: Random) -> frozenset[str] | None:
    """Everybody, or one of two who are always there."""
    return r.choice((None, None, frozenset({"p0"}), frozenset({"p0", "p1"})))


def some_relaxation(r: Random, rule: str, period: Period) -> tuple[Relaxation, ...]:
    """Sometimes the rule is set aside, for one person or everybody, on some days."""
    begins = period.first + timedelta(days=r.randint(0, 5))
    return r.choice((
        (), (), (Relaxation(rule, begins, begins + timedelta(days=2), participant=r.choice((None, "p1"))),),
    ))  # fmt: skip


def some_roster(r: Random, problem: Problem) -> Roster:
    """Some of the cells to which no unary rule objects."""
    density = r.choice((0.0, 0.1, 0.3, 0.5, 0.8))
    pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
    return Roster.of(pair for pair in pairs if r.random() < density)


def whole(problem: Problem) -> Part:
    """Everybody and every shift."""
    return Part(tuple(p.id for p in problem.participants), tuple(s.id for s in problem.shifts))


def differences(problem: Problem, roster: Roster) -> list[str]:
    """Where rows and judge differ about a roster: with what follows from it, and with whatever an engine could choose.

    With all decisions fixed the engine must find no point exactly when the judge finds a violation, and else none that
    is cheaper than the judge says.
    """
    v = encode(problem, whole(problem))
    model, decisions = v.model, v.decisions(roster)
    point = model.completed(decisions)
    violations, costs = rules.check(problem, roster), rules.level_penalties(problem, roster)
    broken = sorted(set(model.broken(point)))
    found = [f"broken rows {broken}, violations {violations}"] if bool(broken) is not bool(violations) else []
    if not violations and model.values(point) != costs:
        found.append(f"the rows cost {model.values(point)}, the judge says {costs}")
    for variable in range(len(model.names)):
        if model.follows[variable] is None:
            model.fix(variable, decisions.get(variable, 0))
    outcome = cpsat.solve(Task(model, model.objectives[0]), LIMITS)
    if not outcome.proven:
        found.append("the engine gave up")
    elif (outcome.point is None) is not bool(violations):
        found.append(f"the engine finds {'no' if outcome.point is None else 'a'} point, violations {violations}")
    elif outcome.point is not None and model.values(outcome.point) != costs:
        found.append(f"the engine pays {model.values(outcome.point)}, the judge says {costs}")
    return found


def optimum(problem: Problem) -> tuple[int, ...] | None:
    """What the rows say the best roster costs; None where they allow none."""
    model = encode(problem, whole(problem)).model
    outcome = cpsat.solve(Task(model, model.objectives[0]), LIMITS)
    assert outcome.proven
    return None if outcome.point is None else model.values(outcome.point)
