"""Small random problems in which every rule has something to say, and random rosters for them."""

from __future__ import annotations

from random import Random

from scheduler import rules
from scheduler.calendar import Period
from scheduler.parameters import Parameters
from scheduler.problem import (
    DEFAULT_LEVELS,
    Carried,
    Contract,
    Credential,
    EmploymentKind,
    Lock,
    Participant,
    Problem,
    Shift,
    Site,
    Unavailable,
    Usual,
    Wish,
    WishKind,
)
from scheduler.roster import Roster
from tests import factories as make

SLOTS = (("00:00", "06:00"), ("06:00", "10:00"), ("10:00", "14:30"), ("15:00", "18:00"), ("19:00", "23:30"))


def random_problem(seed: int, people: int = 4, days: int = 7, shifts: int = 14, locks: bool = True) -> Problem:
    """Two programmes, three sites, `people` participants and `shifts` shifts in the first days of May 2027."""
    r = Random(seed)
    sites = [
        Site("A", "A", "P", pair_min=r.choice((1, 1, 2)), require_experienced=r.random() < 0.5),
        Site("B", "B", "P", pair_min=r.choice((1, 1, 2, 3))),
        Site("C", "C", "Q", require_experienced=r.random() < 0.5, closed=frozenset({make.day(r.randint(1, days))})),
    ]
    made = {shift.id: shift for shift in (_shift(r, days) for _ in range(shifts))}
    persons = [_person(r, f"p{number}", days, list(made.values())) for number in range(people)]
    ids = [person.id for person in persons]
    return make.problem(
        *persons,
        *made.values(),
        *sites,
        period=Period(make.day(1), make.day(days)),
        keep_apart=(tuple(r.sample(ids, 2)),) if r.random() < 0.5 else (),
        partners=(tuple(r.sample(ids, 2)),) if r.random() < 0.6 else (),
        locks=_locks(r, ids, list(made)) if locks else (),
        parameters=Parameters(
            max_shifts_per_day=r.choice((1, 1, 2)),
            min_rest_between_shifts=r.choice((0, 240, 660)),
            max_consecutive_days=r.choice((1, 2, 3, 5)),
            travel_buffer=r.choice((0, 30, 60)),
            legal_minutes_per_week=r.choice((600, 900, 2400)),
        ),
        levels=DEFAULT_LEVELS,
    )


def _shift(r: Random, days: int) -> Shift:
    start, end = r.choice(SLOTS)
    seats = r.choice((1, 1, 2, 2, 3))
    return make.shift(
        r.randint(1, days), start, end, r.choice("AABBC"),
        seats=seats, max_staff=r.choice((None, seats, seats + 1)), priority=r.choice((1, 1, 3)),
        external=r.random() < 0.05, break_minutes=r.choice((0, 30, 60)), paid_break=r.random() < 0.3,
        credentials=frozenset({"pos"}) if r.random() < 0.15 else frozenset(),
    )  # fmt: skip


def _person(r: Random, name: str, days: int, shifts: list[Shift]) -> Participant:
    contracts = [_contract(r, "P", r.choice((("A",), ("B",), ("A", "B"))), days)]
    if r.random() < 0.4:
        contracts.append(_contract(r, "Q", ("C",), days))
    templates = sorted({shift.template for shift in shifts})
    wishes = [
        Wish(WishKind.DAY_OFF, day=make.day(r.randint(1, days)), strength=r.randint(1, 3))
        for _ in range(r.randint(0, 4))
    ]
    if r.random() < 0.4:
        wishes.append(Wish(WishKind.TEMPLATE, template=r.choice(templates), strength=r.randint(1, 3)))
    if r.random() < 0.4:
        wishes.append(Wish(WishKind.WEEKDAY, weekday=r.randint(0, 6), strength=r.randint(1, 3)))
    return make.person(
        name,
        contracts=tuple(contracts),
        unavailable=tuple(
            Unavailable(make.day(r.randint(1, days + 1)), r.choice((0, 600)), 1440) for _ in range(r.randint(0, 1))
        ),
        night_opt_in=r.random() < 0.7,
        credentials=(Credential("pos", None, r.choice((None, make.day(4)))),) if r.random() < 0.8 else (),
        novice_until=make.day(r.randint(0, days)) if r.random() < 0.4 else None,
        wishes=tuple(wishes),
        usual=tuple(Usual(r.randint(0, 6), r.choice(templates)) for _ in range(r.randint(0, 2))),
        past=tuple(
            make.past(-back, *r.choice(SLOTS), site=r.choice(("A", "B", "C", "gone")))
            for back in range(6)
            if r.random() < 0.3
        ),
        carried=Carried(*(r.randint(0, 3) for _ in range(5))),
    )  # fmt: skip


def _contract(r: Random, program: str, sites: tuple[str, ...], days: int) -> Contract:
    return Contract(
        program,
        make.day(r.choice((-60, -60, 2))),
        make.day(r.choice((days + 60, days + 60, days - 1))),
        kind=r.choice(list(EmploymentKind)),
        sites=frozenset(sites),
        contract_minutes_per_week=r.choice((None, 720)),
        max_minutes_per_day=r.choice((None, 300, 480)),
        max_minutes_per_week=r.choice((None, 480, 840)),
        max_minutes_per_four_weeks=r.choice((None, 1200, 3599)),
        max_minutes_per_month=r.choice((None, 900, 3540)),
        target_minutes=r.choice((None, 480, 600, 615)),
    )


def _locks(r: Random, people: list[str], shifts: list[str]) -> tuple[Lock, ...]:
    cells = {(r.choice(people), r.choice(shifts)): r.random() < 0.4 for _ in range(r.randint(0, 2))}
    return tuple(Lock(person, shift, works) for (person, shift), works in cells.items())


def random_roster(problem: Problem, seed: int) -> Roster:
    """A legal roster with one more assignment (which breaks few rules), or many at random (which break several)."""
    r = Random(seed)
    if seed % 2:
        pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
        anything = (r.choice(problem.participants).id, r.choice(problem.shifts).id)
        return legal_roster(problem, seed).plus(*(r.choice(pairs) if pairs and r.random() < 0.8 else anything))
    density = r.choice((0.05, 0.15, 0.3, 0.5))
    able = rules.eligible(problem)
    pairs = [(person, shift) for shift, people in able.items() for person in people if r.random() < density]
    pairs += [(lock.participant, lock.shift) for lock in problem.locks if lock.works]
    return Roster.of(pairs)


def legal_roster(problem: Problem, seed: int) -> Roster:
    """A roster grown shift by shift, keeping only what breaks no rule."""
    r = Random(seed)
    roster = Roster.of((lock.participant, lock.shift) for lock in problem.locks if lock.works)
    pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
    r.shuffle(pairs)
    for person, shift in pairs[: r.randint(0, len(pairs))]:
        trial = roster.plus(person, shift)
        if not rules.check(problem, trial):
            roster = trial
    return roster
