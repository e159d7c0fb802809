"""A clean roster, spoilt in one known way: one kind of spoiling for each hard rule.

Each plant changes the problem, the roster, or both, so that its rule is broken; None where this roster offers nothing
to spoil in that way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from scheduler import conditions as c
from scheduler.enums import EmploymentKind, Every, Measure
from scheduler.problem import Contract, Lock, Participant, Problem, Shift, Unavailable
from scheduler.roster import Roster
from tests.proof.reading.hours import between, measured

Spoilt = tuple[Problem, Roster]
Plant = Callable[[Random, Problem, Roster, Participant, Shift], Spoilt | None]
PLANTS: dict[str, Plant] = {}
DAY = timedelta(days=1)


def of(rule: str) -> Callable[[Plant], Plant]:
    def register(plant: Plant) -> Plant:
        PLANTS[rule] = plant
        return plant

    return register


def spoil(rule: str, r: Random, problem: Problem, roster: Roster) -> Spoilt | None:
    """The problem and roster with this rule broken at a random worked cell."""
    if not roster.assignments:
        return None
    person, shift = r.choice(sorted(tuple(pair) for pair in roster.assignments))
    return PLANTS[rule](r, problem, roster, problem.participant[person], problem.shift[shift])


def with_shift(problem: Problem, shift: Shift, **changes: Any) -> Problem:
    changed = replace(shift, **changes)
    return replace(problem, shifts=tuple(changed if one.id == shift.id else one for one in problem.shifts))


def with_person(problem: Problem, person: Participant, **changes: Any) -> Problem:
    changed = replace(person, **changes)
    people = tuple(changed if one.id == person.id else one for one in problem.participants)
    return replace(problem, participants=people)


def with_contracts(problem: Problem, person: Participant, change: Callable[[Contract], Contract]) -> Problem:
    return with_person(problem, person, contracts=tuple(map(change, person.contracts)))


def with_site(problem: Problem, shift: Shift, **changes: Any) -> Problem:
    sites = tuple(replace(one, **changes) if one.id == shift.site else one for one in problem.sites)
    return replace(problem, sites=sites)


def with_numbers(problem: Problem, **changes: Any) -> Problem:
    return replace(problem, parameters=replace(problem.parameters, **changes))


def with_condition(problem: Problem, kind: str, one: c.Condition) -> Problem:
    return replace(problem, conditions=replace(problem.conditions, **{kind: (*getattr(problem.conditions, kind), one)}))


def with_more(problem: Problem, roster: Roster, person: Participant, like: Shift, **changes: Any) -> Spoilt:
    """One more shift, on which the person is too."""
    new = replace(like, id=f"{like.id}-more", **changes)
    return replace(problem, shifts=(*problem.shifts, new)), roster.plus(person.id, new.id)


def only(shift: Shift) -> c.Which:
    return c.Which(templates=frozenset({shift.template}), days=frozenset({shift.day}))


def employed(one: Contract) -> Contract:
    return replace(one, kind=EmploymentKind.EMPLOYEE)


def mine(problem: Problem, roster: Roster, person: Participant) -> list[Shift]:
    return sorted((problem.shift[one] for one in roster.shifts_of(person.id)), key=lambda one: (one.day, one.start))


def minutes(problem: Problem, roster: Roster, person: Participant, shift: Shift, first: date, last: date) -> int:
    """Past and planned minutes under the shift's programme in a span."""
    program = problem.site[shift.site].program
    gone = [p for p in person.past if p.site not in problem.site or problem.site[p.site].program == program]
    planned = [p for p in mine(problem, roster, person) if problem.site[p.site].program == program]
    return sum(p.worked_minutes for p in between([*gone, *planned], first, last))


def week_of(day: date) -> tuple[date, date]:
    monday = day - DAY * day.weekday()
    return monday, monday + DAY * 6


@of("H02")
def too_many(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    count = len(roster.people_on(shift.id))
    return with_shift(problem, shift, target_staff=0, min_staff=0, max_staff=count - 1), roster


@of("H03")
def twice_a_day(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return with_more(with_numbers(problem, max_shifts_per_day=1), roster, person, shift)


@of("H04")
def at_once(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return with_more(problem, roster, person, shift, start=shift.start + r.randint(0, 20))


@of("H05")
def no_contract(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    later = shift.day + DAY * r.randint(1, 9)
    return with_contracts(problem, person, lambda one: replace(one, first=later, last=later + DAY * 9)), roster


@of("H06")
def other_site(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    return with_contracts(problem, person, lambda one: replace(one, sites=one.sites - {shift.site})), roster


@of("H07")
def away(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    minute = r.randint(shift.start, shift.end - 1)
    gone = Unavailable(shift.day + DAY * (minute // 1440), minute % 1440, minute % 1440 + 1)
    return with_person(problem, person, unavailable=(*person.unavailable, gone)), roster


@of("H08")
def four_weeks(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    sunday = week_of(shift.day)[1]
    if sunday > problem.period.last:
        return None
    used = minutes(problem, roster, person, shift, sunday - DAY * 27, sunday)
    short = {"kind": EmploymentKind.EMPLOYEE, "short_time": True, "max_minutes_per_four_weeks": max(0, used - 1)}
    return with_contracts(problem, person, lambda one: replace(one, **short)), roster


@of("H09")
def week(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    cap = minutes(problem, roster, person, shift, *week_of(shift.day)) - 1
    return with_contracts(problem, person, lambda one: replace(one, max_minutes_per_week=cap)), roster


@of("H10")
def month(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return with_contracts(
        problem, person, lambda one: replace(one, max_minutes_per_month=shift.worked_minutes - 1)
    ), roster


@of("H11")
def long_day(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return with_contracts(
        problem, person, lambda one: replace(one, max_minutes_per_day=shift.worked_minutes - 1)
    ), roster


@of("H12")
def legal_week(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    cap = minutes(problem, roster, person, shift, *week_of(shift.day)) - 1
    return with_contracts(with_numbers(problem, legal_minutes_per_week=max(1, cap)), person, employed), roster


@of("H13")
def no_break(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    spoilt = with_shift(problem, shift, end=shift.start + r.choice((241, 300, 479, 480)), break_minutes=29)
    spoilt = with_shift(spoilt, spoilt.shift[shift.id], end=spoilt.shift[shift.id].end + 29)
    return with_contracts(spoilt, person, employed), roster


@of("H14")
def no_break_in_four_hours(
    r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift
) -> Spoilt | None:
    spoilt = with_shift(problem, shift, end=shift.start + 240, break_minutes=0)
    return with_contracts(with_numbers(spoilt, break_waivable_at_4h=False), person, employed), roster


@of("H15")
def night(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    start, end = r.choice(((1200, 1321), (359, 500), (1320, 1500)))
    spoilt = with_shift(problem, shift, start=start, end=end, break_minutes=0)
    return with_person(spoilt, person, night_opt_in=False), roster


@of("H16")
def short_rest(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    gap = r.randint(0, 100)
    if shift.end + gap >= 1440:
        return None
    spoilt = with_numbers(problem, min_rest_between_shifts=max(gap + 1, problem.parameters.min_rest_between_shifts))
    return with_more(spoilt, roster, person, shift, start=shift.end + gap, end=shift.end + gap + 61)


@of("H17")
def days_in_a_row(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    day = shift.day + DAY * r.choice((1, -1))
    if day not in problem.period:
        return None
    return with_more(with_numbers(problem, max_consecutive_days=1), roster, person, shift, day=day)


@of("H18")
def no_rest_day(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    worked = {one.day for one in between([*person.past, *mine(problem, roster, person)], *week_of(shift.day))}
    spoilt = with_contracts(problem, person, lambda one: replace(employed(one), short_time=False))
    return with_numbers(spoilt, weekly_rest_days=8 - len(worked)), roster


@of("H19")
def untrained(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    day = r.choice((None, shift.day + DAY))
    return with_person(with_numbers(problem, safety_training_kept=True), person, safety_trained_on=day), roster


def _uncertified(problem: Problem, roster: Roster, person: Participant, shift: Shift, kind: str) -> Spoilt | None:
    if shift.event:
        return None
    held = tuple(one for one in person.credentials if one.kind != kind)
    return with_person(
        with_shift(problem, shift, credentials=shift.credentials | {kind}), person, credentials=held
    ), roster


@of("H20")
def no_health_cert(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return _uncertified(problem, roster, person, shift, "health_cert")


@of("H21")
def no_record_check(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return _uncertified(problem, roster, person, shift, "record_check")


@of("H22")
def no_training(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return _uncertified(problem, roster, person, shift, "forklift")


@of("H23")
def closed(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    return with_site(problem, shift, closed=problem.site[shift.site].closed | {shift.day}), roster


@of("H24")
def heat(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    day, minute = shift.day.month * 100 + shift.day.day, r.randint(shift.start, min(shift.end, 1440) - 1)
    hot = with_numbers(problem, heat_first=day, heat_last=day, heat_from=minute, heat_until=minute + 1)
    return with_shift(hot, shift, outdoor=True), roster


@of("H25")
def alone(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    return with_site(problem, shift, pair_min=len(roster.people_on(shift.id)) + 1), roster


@of("H26")
def only_newcomers(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    spoilt = with_site(with_shift(problem, shift, target_staff=2, max_staff=9), shift, require_experienced=True)
    for name in roster.people_on(shift.id):
        spoilt = with_person(spoilt, spoilt.participant[name], novice_until=shift.day)
    return spoilt, roster


@of("H27")
def kept_apart(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    others = [one.id for one in problem.participants if one.id != person.id]
    if not others or shift.event:
        return None
    other = r.choice(others)
    return replace(problem, keep_apart=(*problem.keep_apart, (other, person.id))), roster.plus(other, shift.id)


@of("H28")
def locked(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event or any((one.participant, one.shift) == (person.id, shift.id) for one in problem.locks):
        return None
    if r.random() < 0.5:
        return replace(problem, locks=(*problem.locks, Lock(person.id, shift.id, False))), roster
    return replace(problem, locks=(*problem.locks, Lock(person.id, shift.id))), roster.minus(person.id, shift.id)


@of("H29")
def budget(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    used = sum(problem.shift[one].worked_minutes for _, one in roster.assignments)
    return with_condition(
        problem, "budgets", c.Budget(id="planted", must=True, every=Every.PERIOD, most=used - 1)
    ), roster


@of("H30")
def second_job(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    own = problem.contract_of(person, shift)
    if own is None:
        return None
    other = "Q" if own.program == "P" else "P"
    first = replace(own, program=other, sites=frozenset(), first=own.first - DAY, last=shift.day)
    spoilt = replace(problem, programs=tuple(replace(one, subsidized=True) for one in problem.programs))
    return with_person(spoilt, person, contracts=(*person.contracts, first)), roster


@of("H31")
def external(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    return None if shift.event else (with_shift(problem, shift, external=True), roster)


@of("H32")
def amount(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    measure = r.choice(list(Measure))
    planned = mine(problem, roster, person)
    value = measured(None, measure, planned)  # type: ignore[arg-type] # counting asks nothing of the world
    if not value:
        return None
    one = c.Amount(id="planted", must=True, people=frozenset({person.id}), measure=measure, most=value - 1)
    if r.random() < 0.4 and all(
        any(term.first <= day <= term.last for term in person.contracts) for day in problem.period.days()
    ):
        one = replace(one, most=None, least=value + 1)
    return with_condition(problem, "amounts", one), roster


@of("H33")
def stretch(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    worked = {one.day for one in [*person.past, *mine(problem, roster, person)]}
    begin = end = shift.day
    while begin - DAY in worked:
        begin -= DAY
    while end + DAY in worked:
        end += DAY
    length = (end - begin).days + 1
    known = [any(term.first <= day <= term.last for term in person.contracts) for day in problem.period.days()]
    if length > 1 and all(known):
        limits = {"most": length - 1}
    elif problem.period.first < begin and end < problem.period.last and all(known):
        limits = {"least": length + 1}
    else:
        return None
    return with_condition(problem, "stretches", c.Stretch(id="planted", must=True, **limits)), roster


@of("H34")
def half_weekend(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    worked = {one.day for one in mine(problem, roster, person)}
    other = {5: shift.day + DAY, 6: shift.day - DAY}.get(shift.day.weekday())
    held = other and any(term.first <= other <= term.last for term in person.contracts)
    if other is None or other in worked or other not in problem.period or not held:
        return None
    return with_condition(problem, "weekends", c.Weekends(id="planted", must=True, whole=True)), roster


@of("H35")
def sequence(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    after = shift.day + DAY
    if after not in problem.period or not any(term.first <= after <= term.last for term in person.contracts):
        return None
    next_ones = [one for one in mine(problem, roster, person) if one.day == after]
    follow = c.Step(only(next_ones[0])) if next_ones else c.Step(off=True)
    return with_condition(
        problem, "sequences", c.Sequence(id="planted", must=True, steps=(c.Step(only(shift)), follow))
    ), roster


@of("H36")
def pairing(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    here = roster.people_on(shift.id)
    others = [one.id for one in problem.participants if one.id != person.id]
    if not others or shift.event:
        return None
    other = r.choice(others)
    one = c.Pairing(
        id="planted", must=True, which=only(shift), people=frozenset({person.id}), others=frozenset({other}),
        together=other not in here,
    )  # fmt: skip
    return with_condition(problem, "pairings", one), roster


@of("H37")
def mix(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    count = len(roster.people_on(shift.id))
    limits = r.choice(({"least": count + 1}, {"most": count - 1}))
    return with_condition(problem, "mixes", c.Mix(id="planted", must=True, which=only(shift), **limits)), roster


@of("H38")
def off_pattern(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    start = shift.day - DAY * r.randint(-7, 7)
    cycle: list[c.Which | None] = [c.EVERY_SHIFT] * r.randint(1, 5)
    cycle[(shift.day - start).days % len(cycle)] = r.choice((None, c.Which(codes=frozenset({"없"}))))
    return with_condition(
        problem, "rotations", c.Rotation(id="planted", must=True, start=start, cycle=tuple(cycle))
    ), roster


@of("H39")
def seating(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    if shift.event:
        return None
    wanted = r.random() < 0.5
    one = c.Seating(id="planted", must=True, people=frozenset({person.id}), which=only(shift), wanted=wanted)
    return with_condition(problem, "seatings", one), roster.minus(person.id, shift.id) if wanted else roster


@of("H40")
def unsteady(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    starts = [one.start for one in mine(problem, roster, person)]
    spread = max(starts) - min(starts)
    if not spread:
        return None
    one = c.Steady(id="planted", must=True, every=Every.PERIOD, most=r.randint(0, spread - 1))
    return with_condition(problem, "steadies", one), roster


@of("H41")
def not_invited(r: Random, problem: Problem, roster: Roster, person: Participant, shift: Shift) -> Spoilt | None:
    kept = tuple(one for one in problem.locks if (one.participant, one.shift) != (person.id, shift.id))
    spoilt = with_shift(problem, shift, event=True, target_staff=0, min_staff=0, max_staff=None)
    return replace(spoilt, locks=kept), roster
