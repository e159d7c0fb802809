"""Small random problems about who stands together on a shift, and what one family's rows must show about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from scheduler import rules
from scheduler.calendar import Period
from scheduler.conditions import EVERY_SHIFT, Conditions, Relaxation, Which
from scheduler.encode.build import encode
from scheduler.parameters import Parameters
from scheduler.problem import (
    EmploymentKind,
    Level,
    Lock,
    Participant,
    Problem,
    Shift,
    SpecialParameters,
    Unavailable,
)
from scheduler.roster import Roster
from tests import factories as make
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.quiet import differences, optimum, whole

SLOTS = (("08:00", "12:00"), ("09:00", "11:00"), ("13:00", "17:30"), ("22:00", "02:00"))
More = Callable[[Random, Problem], Problem]


def gathering(seed: int, *rules_on: str, people: int = 4, shifts: int = 7, more: More | None = None) -> Problem:
    """Three days, of which the first or the last may be the month's, with shifts for several people.

    Some shifts are external, some are trainings to which somebody is sent, some seats cost nothing when open.
    """
    r = Random(seed)
    first = make.day(r.choice((1, 14, 29)))
    days = [first + timedelta(days=number) for number in range(3)]
    made = {one.id: one for one in (_shift(r, r.choice(days)) for _ in range(shifts))}
    persons = [_person(r, f"p{number}", days[0]) for number in range(people)]
    locks = tuple(Lock(r.choice(persons).id, one.id) for one in made.values() if one.event)
    numbers = Parameters(
        max_shifts_per_day=r.choice((1, 2, 3)), min_rest_between_shifts=0, travel_buffer=0, max_consecutive_days=9,
        weekly_rest_days=0, single_cover_minutes=r.choice((120, 210, 240)), break_rules=(),
    )  # fmt: skip
    plain = make.problem(
        *persons, *made.values(), _site(r, "A"), _site(r, "B"), _site(r, "C", "Q"),
        period=Period(days[0], days[-1]), parameters=numbers, locks=locks,
        special=(SpecialParameters(replace(numbers, single_cover_minutes=150), program="Q"),),
        levels=(Level("quality", {name: r.randint(1, 5) for name in rules_on}),),
    )  # fmt: skip
    return more(r, plain) if more else plain


def _site(r: Random, name: str, program: str = "P") -> Any:
    return make.site(name, program, pair_min=r.choice((1, 1, 1, 2, 3)), require_experienced=r.random() < 0.3)


def _shift(r: Random, day: Any) -> Shift:
    seats = r.choice((0, 1, 1, 2, 2, 3))
    plain = make.shift(
        day, *r.choice(SLOTS), r.choice("AAABC"), seats=seats, max_staff=seats + r.choice((0, 1, 3)),
        priority=r.choice((0, 1, 3)), surplus=r.choice((0, 1, 2)), break_minutes=r.choice((0, 30)),
        external=r.random() < 0.05,
    )  # fmt: skip
    return replace(plain, event=True, target_staff=0, max_staff=None) if r.random() < 0.08 else plain


def _person(r: Random, name: str, first: Any) -> Participant:
    kinds = list(EmploymentKind)
    begins = first + timedelta(days=r.choice((-60, -60, -60, 1)))
    ends = first + timedelta(days=r.choice((60, 60, 60, 1)))
    contracts = [make.contract("P", r.choice(("A", "AB", "AB")), begins, ends, kind=r.choice(kinds))]
    if r.random() < 0.4:
        contracts.append(make.contract("Q", "C", kind=r.choice(kinds)))
    away = {first + timedelta(days=r.randint(0, 2)): r.choice((0, 0, 720)) for _ in range(r.choice((0, 0, 1)))}
    return make.person(
        name, contracts=tuple(contracts), night_opt_in=True, stand_by=r.random() < 0.6,
        unavailable=tuple(Unavailable(day, start) for day, start in away.items()),
        novice_until=first + timedelta(days=r.randint(-1, 2)) if r.random() < 0.5 else None,
        preferred_sites=frozenset(r.sample("ABC", r.choice((0, 1, 2)))),
        past=(make.past(first - timedelta(days=1), "09:00", "12:00"),) if r.random() < 0.5 else (),
    )  # fmt: skip


def some_shifts(r: Random, problem: Problem) -> Which:
    """Every shift, or those of a site, a weekday, one cell of the plan, or some days."""
    one = r.choice(problem.shifts)
    return r.choice((
        EVERY_SHIFT, EVERY_SHIFT, Which(sites=frozenset("A")), Which(weekdays=frozenset({one.day.weekday()})),
        Which(templates=frozenset({one.template}), days=frozenset({one.day})), Which(days=frozenset({one.day})),
    ))  # fmt: skip


def some_of(r: Random, problem: Problem, most: int = 3) -> frozenset[str]:
    """Ids of some participants, one at least."""
    ids = [person.id for person in problem.participants]
    return frozenset(r.sample(ids, r.randint(1, min(most, len(ids)))))


def with_conditions(r: Random, problem: Problem, relaxed: str, **kinds: Any) -> Problem:
    """The problem with these conditions, and sometimes with the rule set aside: for everybody, somebody, or at A."""
    return replace(problem, conditions=Conditions(**kinds), relaxations=some_relaxation(r, problem, relaxed))


def some_relaxation(r: Random, problem: Problem, rule: str) -> tuple[Relaxation, ...]:
    """None, or one over one or two days."""
    if r.random() < 0.5:
        return ()
    begins = problem.period.first + timedelta(days=r.randint(-1, 2))
    ends = begins + timedelta(days=r.randint(0, 1))
    someone = r.choice((None, problem.participants[0].id))
    return (Relaxation(rule, begins, ends, participant=someone, site=r.choice((None, "A"))),)


def assert_agreement(problem: Problem, family: str = "", *hard: str, turns: int = 6) -> int:
    """Rows and judge say the same of random rosters; how many of these cost something or break a rule.

    Where hard rules are named, the rows of their family hold exactly when these rules are silent, whatever the others
    say.
    """
    r = Random(len(problem.shifts))
    pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
    sent = [(lock.participant, lock.shift) for lock in problem.locks]
    v = encode(problem, whole(problem))
    eventful = 0
    for _ in range(turns):
        density = r.choice((0.0, 0.15, 0.3, 0.5))
        roster = Roster.of([pair for pair in pairs if r.random() < density] + [pair for pair in sent if pair in pairs])
        assert differences(problem, roster) == [], sorted(roster)
        found = {one.rule for one in rules.check(problem, roster)}
        broken = set(v.model.broken(v.model.completed(v.decisions(roster))))
        assert not hard or (family in broken) is not found.isdisjoint(hard), (broken, found, sorted(roster))
        eventful += not found.isdisjoint(hard) or any(rules.level_penalties(problem, roster))
    return eventful


def assert_optimum(problem: Problem) -> None:
    """The rows' best roster costs what the best of all rosters costs, tried one by one."""
    assert sum(map(len, rules.eligible(problem).values())) <= 12
    assert optimum(problem) == best_by_enumeration(problem)
