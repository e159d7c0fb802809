"""Random small problems about patterns in time, and the rows of one family alone beside its rules in the law book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random
from types import ModuleType

from scheduler import rules
from scheduler.calendar import Period
from scheduler.conditions import EVERY_SHIFT, Conditions, Relaxation, Which
from scheduler.encode import overlap, rest
from scheduler.encode.model import Model
from scheduler.encode.vars import Part, Vars
from scheduler.engines import cpsat
from scheduler.engines.base import Limits, Task
from scheduler.enums import ShiftBand
from scheduler.parameters import Parameters
from scheduler.problem import Level, Participant, PastShift, Problem, Shift, Unavailable
from scheduler.roster import Roster
from scheduler.rules.base import Case, HardRule, SoftRule
from tests import factories as make

SLOTS = (
    ("06:00", "08:00", "새", ShiftBand.AM),
    ("09:00", "12:00", "오", ShiftBand.AM),
    ("09:30", "11:00", "짧", ShiftBand.AM),
    ("13:00", "16:00", "저", ShiftBand.PM),
    ("20:00", "23:00", "밤", ShiftBand.NIGHT),
)
Draw = Callable[[Random, Problem], Conditions]


def pattern_problem(seed: int, draw: Draw, *names: str, people: int = 3, shifts: int = 16, days: int = 10) -> Problem:
    """Ten days from a random day on, history in the days before, contracts that begin or end among them."""
    r = Random(seed)
    first = make.day(r.randint(1, 20))
    last = first + timedelta(days=days - 1)
    made = {one.id: one for one in (_shift(r, first, days) for _ in range(shifts))}
    plain = make.problem(
        *(_person(r, f"p{number}", first, last) for number in range(people)),
        *made.values(),
        period=Period(first, last),
        parameters=Parameters(
            max_shifts_per_day=r.choice((1, 2, 3)), min_rest_between_shifts=0, max_consecutive_days=20,
            travel_buffer=0, weekly_rest_days=0, late_after=r.choice((1260, 900)), early_before=r.choice((420, 600)),
        ),
        levels=(Level("quality", {name: r.randint(1, 5) for name in names}),),
    )  # fmt: skip
    relaxed = tuple(_relaxation(r, plain, name) for name in names for _ in range(r.choice((0, 0, 1))))
    return replace(plain, conditions=draw(r, plain), relaxations=relaxed)


def _shift(r: Random, first: date, days: int) -> Shift:
    start, end, code, band = r.choice(SLOTS)
    day = first + timedelta(days=r.randrange(days))
    return replace(make.shift(day, start, end, r.choice("AAB"), seats=3), code=code, band=band)


def _person(r: Random, name: str, first: date, last: date) -> Participant:
    past = []
    for back in range(1, 12) if r.random() < 0.8 else ():
        start, end, code, _ = r.choice(SLOTS)
        begin, finish = make.minute(start), make.minute(end)
        if r.random() < 0.5:
            past.append(PastShift(first - timedelta(days=back), begin, finish, finish - begin, r.choice("AB"), code))
    begins = r.choice((first, first - timedelta(days=60), first - timedelta(days=60), first + timedelta(days=3)))
    ends = r.choice((last, last + timedelta(days=60), last - timedelta(days=2)))
    away = tuple(Unavailable(first + timedelta(days=r.randrange(4))) for _ in range(r.choice((0, 0, 1, 2))))
    return make.person(
        name, contracts=(make.contract(sites="AB", first=begins, last=ends),), past=tuple(past), unavailable=away,
        prefers_alternate=r.random() < 0.6, night_opt_in=True,
    )  # fmt: skip


def some_shifts(r: Random) -> Which:
    """Every shift, or those of a site, a band, a code or two, some weekdays."""
    return r.choice((
        EVERY_SHIFT, EVERY_SHIFT, Which(sites=frozenset("A")), Which(bands=frozenset({ShiftBand.AM})),
        Which(codes=frozenset(r.sample("새오짧저밤", 2))), Which(weekdays=frozenset(r.sample(range(7), 5))),
    ))  # fmt: skip


def some_people(r: Random, problem: Problem) -> frozenset[str] | None:
    """Everybody, or one or two."""
    ids = [person.id for person in problem.participants]
    return r.choice((None, None, frozenset(r.sample(ids, min(2, len(ids))))))


def _relaxation(r: Random, problem: Problem, name: str) -> Relaxation:
    first = problem.period.first + timedelta(days=r.randint(-2, 8))
    hard = name.replace("S", "H")
    return Relaxation(
        hard, first, first + timedelta(days=r.randint(0, 2)),
        participant=r.choice((None, problem.participants[0].id)), site=r.choice((None, None, "A")),
    )  # fmt: skip


def rosters_of(problem: Problem, count: int) -> Iterator[Roster]:
    """The empty one and random ones that keep to the shifts a day and meet no unary objection."""
    able = rules.eligible(problem)
    pairs = [(person, shift) for shift, people in able.items() for person in people]
    yield Roster()
    for turn in range(count):
        r = Random(turn)
        density = r.choice((0.2, 0.5, 0.8, 1.0))
        r.shuffle(pairs)
        taken: dict[tuple[str, date], int] = {}
        chosen = []
        for person, shift in pairs:
            key = person, problem.shift[shift].day
            if taken.get(key, 0) < problem.parameters.max_shifts_per_day and r.random() < density:
                taken[key] = taken.get(key, 0) + 1
                chosen.append((person, shift))
        yield Roster.of(chosen)


def rows_of(problem: Problem, *families: ModuleType) -> Vars:
    """The rows of these families alone."""
    part = Part(tuple(p.id for p in problem.participants), tuple(s.id for s in problem.shifts))
    v = Vars(problem, part, Model(len(problem.levels)))
    for family in families:
        v.model.family = family.__name__.rpartition(".")[2]
        family.encode(v)
    return v


def is_kept(problem: Problem, roster: Roster, *judges: HardRule) -> bool:
    """Whether these hard rules find nothing."""
    case = Case(problem, roster)
    return not any(
        found for judge in judges for person in problem.participants for found in judge.of_person(case, person)
    )


def penalty(problem: Problem, roster: Roster, *judges: SoftRule) -> int:
    """What these soft rules find, weighed."""
    case = Case(problem, roster)
    return sum(item.penalty for judge in judges for item in judge.score(case, problem.weight.get(judge.id, 0)))


def compare(problem: Problem, family: ModuleType, hard: HardRule | None, soft: SoftRule | None, count: int = 12) -> int:
    """Rows hold exactly when the hard rule is silent, and charge what the soft one says; how many rosters broke it."""
    v = rows_of(problem, family)
    broken = 0
    for roster in rosters_of(problem, count):
        point = v.model.completed(v.decisions(roster))
        faults = list(v.model.broken(point))
        kept = hard is None or is_kept(problem, roster, hard)
        assert kept == (not faults), (faults, sorted(roster))
        broken += not kept
        if soft is not None:
            assert v.model.values(point) == (penalty(problem, roster, soft),), sorted(roster)
            broken += v.model.values(point) != (0,)
    return broken


def compare_best(problem: Problem, family: ModuleType, hard: HardRule | None, soft: SoftRule | None) -> bool:
    """The rows' optimum is that of all rosters, tried one by one, with a prize on each shift; whether there is one."""
    pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
    assert len(pairs) <= 12
    prize = {pair: Random(str(pair)).randint(-3, 9) for pair in pairs}
    values = []
    for taken in product((False, True), repeat=len(pairs)):
        chosen = [pair for pair, is_taken in zip(pairs, taken, strict=True) if is_taken]
        roster = Roster.of(chosen)
        days = [(person, problem.shift[shift].day) for person, shift in chosen]
        lawful = all(days.count(one) <= problem.parameters.max_shifts_per_day for one in days)
        lawful = lawful and is_kept(problem, roster, rules.rule("H04"), *([hard] if hard else []))  # type: ignore[arg-type] # H04 is hard
        if lawful:
            costs = penalty(problem, roster, soft) if soft else 0
            values.append(costs - sum(prize[pair] for pair in chosen))
    v = rows_of(problem, overlap, rest, family)
    objective = v.model.objectives[0]
    for pair, worth in prize.items():
        objective.add(v.works(*pair), -worth)
    outcome = cpsat.solve(Task(v.model, objective), Limits(20))
    assert outcome.proven
    if not values:
        assert outcome.point is None
        return False
    assert outcome.point is not None and objective.at(outcome.point) == min(values)
    return True
