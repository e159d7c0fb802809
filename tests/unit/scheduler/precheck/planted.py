"""Contradictions and shortages planted one at a time, by the code under which they must be found."""

from __future__ import annotations

from collections.abc import Callable

from scheduler.conditions import (
    Amount,
    Budget,
    Conditions,
    Mix,
    Pairing,
    Relaxation,
    Rotation,
    Seating,
    Sequence,
    Step,
    Stretch,
    Weekends,
    Which,
)
from scheduler.enums import Every, Measure
from scheduler.parameters import Parameters
from scheduler.problem import Credential, Lock, Problem, Unavailable
from tests.factories import day, person, problem, shift, site

KIM, LEE, BOTH = frozenset({"kim"}), frozenset({"lee"}), frozenset({"kim", "lee"})
WEEKDAYS = [on for on in range(1, 29) if day(on).weekday() < 5]


def club(*things, conditions: Conditions | None = None, seats: int = 2, kim=None, lee=None, **more) -> Problem:
    """Kim and Lee, and a shift of three hours with two seats on each weekday of four weeks."""
    days = [shift(on, seats=seats) for on in WEEKDAYS]
    people = (person("kim", **(kim or {})), person("lee", **(lee or {})))
    return problem(*people, *days, *things, conditions=conditions or Conditions(), **more)


def asked(**fields) -> Amount:
    return Amount(id=fields.pop("id", "least"), must=True, people=fields.pop("people", KIM), **fields)


def mix(**fields) -> Conditions:
    return Conditions(mixes=(Mix(id="mix", must=True, **fields),))


def everywhere(who: str, works: bool = True) -> tuple[Lock, ...]:
    """Locked on, or off, all the shifts of the club."""
    return tuple(Lock(who, f"A-05{on:02}-0900", works) for on in WEEKDAYS)


ERRORS: dict[str, list[Callable[[], Problem]]] = {
    "least_above_most": [
        lambda: club(conditions=Conditions(amounts=(
            asked(measure=Measure.MINUTES, every=Every.WEEK, least=540),
            asked(id="most", measure=Measure.MINUTES, every=Every.MONTH, most=480),
        ))),
        lambda: club(conditions=Conditions(amounts=(
            asked(measure=Measure.DAYS, least=5),
            asked(id="most", people=None, measure=Measure.SHIFTS, most=4),
        ))),
        lambda: club(conditions=Conditions(amounts=(
            asked(measure=Measure.SHIFTS, least=3, which=Which(weekdays=frozenset({0}))),
            asked(id="most", measure=Measure.SHIFTS, most=2, which=Which(weekdays=frozenset({0, 1}))),
        ))),
    ],
    "least_above_caps": [
        lambda: club(kim={"max_minutes_per_week": 360},
                     conditions=Conditions(amounts=(asked(measure=Measure.MINUTES, every=Every.WEEK, least=540),))),
        lambda: club(kim={"max_minutes_per_month": 1800},
                     conditions=Conditions(amounts=(asked(measure=Measure.MINUTES, every=Every.PERIOD, least=2400),))),
    ],
    "least_above_shifts": [
        lambda: club(kim={"unavailable": tuple(Unavailable(day(on)) for on in WEEKDAYS[4:])},
                     conditions=Conditions(amounts=(asked(measure=Measure.DAYS, least=5),))),
        lambda: club(conditions=Conditions(amounts=(asked(measure=Measure.WEEKENDS, least=1),))),
        lambda: club(*[shift(on) for on in (8, 9)], conditions=Conditions(amounts=(  # five days in a row at most
            asked(measure=Measure.DAYS, every=Every.DATES, dates=((day(3), day(9)),), least=7),))),
    ],
    "run_least_above_most": [
        lambda: club(conditions=Conditions(stretches=(
            Stretch(id="least", must=True, people=KIM, least=4), Stretch(id="most", must=True, most=3)))),
    ],
    "run_above_h17": [
        lambda: club(conditions=Conditions(stretches=(Stretch(id="least", must=True, people=KIM, least=6),))),
    ],
    "budget_below_leasts": [
        lambda: club(conditions=Conditions(
            amounts=(asked(people=None, measure=Measure.MINUTES, every=Every.PERIOD, least=720),),
            budgets=(Budget(id="budget", must=True, most=1200, every=Every.PERIOD),))),  # 2 * 720 = 1,440
    ],
    "pair_kept_apart": [
        lambda: club(keep_apart=(("kim", "lee"),),
                     conditions=Conditions(pairings=(Pairing(id="pair", must=True, people=KIM, others=LEE),))),
        lambda: club(conditions=Conditions(pairings=(
            Pairing(id="pair", must=True, people=KIM, others=LEE),
            Pairing(id="apart", must=True, people=LEE, others=KIM, together=False)))),
    ],
    "mix_nobody": [
        lambda: club(conditions=mix(people=KIM, least=2)),
        lambda: club(lee={"unavailable": (Unavailable(day(4)),)},
                     conditions=mix(people=BOTH, least=2, even_empty=True)),
    ],
    "mix_above_places": [lambda: club(seats=1, conditions=mix(people=BOTH, least=2))],
    "mix_least_above_most": [
        lambda: club(conditions=Conditions(mixes=(
            Mix(id="mix", must=True, people=BOTH, least=2), Mix(id="most", must=True, most=1)))),
    ],
    "lock_objection": [
        lambda: club(kim={"unavailable": (Unavailable(day(4)),)}, locks=(Lock("kim", "A-0504-0900"),)),
        lambda: club(shift(7, "22:00", "06:00", id="night"), locks=(Lock("kim", "night"),)),
        lambda: club(site("A", closed=frozenset({day(4)})), locks=(Lock("kim", "A-0504-0900"),)),
        lambda: club(locks=(Lock("kim", "A-0504-0900"),), conditions=Conditions(rotations=(  # 4 May is the second day
            Rotation(id="crew", must=True, people=KIM, start=day(3), cycle=(Which(), None)),))),
        lambda: club(locks=(Lock("kim", "A-0504-0900"),), conditions=Conditions(seatings=(
            Seating(id="off", must=True, people=KIM, wanted=False, which=Which(days=frozenset({day(4)}))),))),
    ],
    "locks_collide": [
        lambda: club(shift(4, "11:00", "14:00", id="second"), parameters=Parameters(max_shifts_per_day=2),
                     locks=(Lock("kim", "A-0504-0900"), Lock("kim", "second"))),  # two at once
        lambda: club(shift(4, "15:00", "18:00", id="second"),
                     locks=(Lock("kim", "A-0504-0900"), Lock("kim", "second"))),
        lambda: club(kim={"max_minutes_per_week": 300}, locks=tuple(Lock("kim", f"A-050{on}-0900") for on in (4, 5))),
        lambda: club(seats=1, locks=(Lock("kim", "A-0504-0900"), Lock("lee", "A-0504-0900"))),
        lambda: club(keep_apart=(("kim", "lee"),), locks=tuple(Lock(who, "A-0504-0900") for who in ("kim", "lee"))),
        lambda: club(locks=(Lock("kim", "A-0504-0900"), Lock("lee", "A-0505-0900")), conditions=Conditions(
            budgets=(Budget(id="budget", must=True, most=300, every=Every.PERIOD),))),  # 2 * 180 = 360
        lambda: club(locks=tuple(Lock("kim", f"A-05{on:02}-0900") for on in (4, 5)), conditions=Conditions(
            amounts=(Amount(id="most", must=True, measure=Measure.DAYS, every=Every.WEEK, most=1),))),
        lambda: club(locks=tuple(Lock("kim", f"A-05{on:02}-0900") for on in (4, 5)), conditions=Conditions(
            sequences=(Sequence(id="next", must=True, steps=(Step(), Step())),))),
        lambda: club(locks=tuple(Lock("kim", f"A-05{on:02}-0900") for on in (4, 5, 6)), conditions=Conditions(
            stretches=(Stretch(id="run", must=True, most=2),))),
        lambda: club(*[shift(on) for on in (1, 8)], locks=tuple(Lock("kim", f"A-05{on:02}-0900") for on in (1, 8)),
                     conditions=Conditions(weekends=(Weekends(id="weekends", must=True, most_in_row=1),))),
        lambda: club(locks=tuple(Lock(who, "A-0504-0900") for who in ("kim", "lee")),
                     conditions=Conditions(mixes=(Mix(id="mix", must=True, people=BOTH, most=1),))),
    ],
    "wanted_objection": [
        lambda: club(kim={"unavailable": (Unavailable(day(4)),)}, conditions=Conditions(seatings=(
            Seating(id="on", must=True, people=KIM, wanted=True, which=Which(days=frozenset({day(4)}))),))),
        lambda: club(locks=(Lock("kim", "A-0504-0900", works=False),), conditions=Conditions(seatings=(
            Seating(id="on", must=True, people=KIM, wanted=True, which=Which(days=frozenset({day(4)}))),))),
        lambda: club(shift(4, site="B"), site("B"), conditions=Conditions(seatings=(
            Seating(id="on", must=True, people=KIM, wanted=True, which=Which(sites=frozenset({"B"}))),))),
    ],
    "wanted_in_settled": [
        lambda: club(locks=everywhere("kim", works=False) + everywhere("lee"), conditions=Conditions(seatings=(
            Seating(id="on", must=True, people=KIM, wanted=True, which=Which(days=frozenset({day(4)}))),))),
    ],
    "wanted_collides": [
        lambda: club(seats=1, locks=(Lock("lee", "A-0504-0900"),), conditions=Conditions(seatings=(
            Seating(id="on", must=True, people=KIM, wanted=True, which=Which(days=frozenset({day(4)}))),))),
        lambda: club(kim={"max_minutes_per_week": 300}, conditions=Conditions(seatings=(
            Seating(id="on", must=True, people=KIM, wanted=True, which=Which(days=frozenset({day(4), day(5)}))),))),
    ],
    "not_relaxable": [
        lambda: club(relaxations=(Relaxation("H08", day(1), day(31)),)),
        lambda: club(relaxations=(Relaxation("H20", day(1), day(31), "kim", "A"),)),
    ],
    "no_such_rule": [
        lambda: club(relaxations=(Relaxation("H99", day(1), day(31)),)),
        lambda: club(relaxations=(Relaxation("S04", day(1), day(31)),)),
    ],
}  # fmt: skip

WARNINGS: dict[str, list[Callable[[], Problem]]] = {
    "partners_apart": [lambda: club(keep_apart=(("kim", "lee"),), partners=(("kim", "lee"),))],
    "companion_never_there": [
        lambda: club(lee={"unavailable": tuple(Unavailable(day(on)) for on in WEEKDAYS)},
                     conditions=Conditions(pairings=(Pairing(id="pair", must=True, people=KIM, others=LEE),))),
    ],
    "wanted_out_of_reach": [
        lambda: club(kim={"unavailable": (Unavailable(day(4)),)}, conditions=Conditions(seatings=(
            Seating(id="on", people=KIM, wanted=True, which=Which(days=frozenset({day(4)}))),))),
        lambda: club(shift(4, site="B"), site("B"), conditions=Conditions(seatings=(
            Seating(id="on", people=KIM, wanted=True, which=Which(sites=frozenset({"B"}))),))),
    ],
    "mix_nobody": [  # on one day only: that shift stays empty
        lambda: club(lee={"unavailable": (Unavailable(day(4)),)}, conditions=mix(people=BOTH, least=2)),
    ],
    "budget_below_seats": [
        lambda: club(conditions=Conditions(budgets=(Budget(id="budget", must=True, most=3600, every=Every.PERIOD),))),
    ],
    "program_hours": [lambda: club(kim={"max_minutes_per_month": 1800})],  # 2 * 20 * 180 = 7,200 > 1,800 + 3,600
    "site_hours": [  # B needs 3 * 180 and Lee, who alone may go there, has 360; A and B together need 900 of 360 * 3
        lambda: problem(
            person("kim"), person("han"), person("lee", sites=("B",), max_minutes_per_month=360),
            *[shift(on) for on in (4, 5)], *[shift(on, site="B") for on in (4, 6, 10)], site("A"), site("B"),
        ),
    ],
    "target_out_of_reach": [
        lambda: club(kim={"target_minutes": 2400, "unavailable": tuple(Unavailable(day(on)) for on in WEEKDAYS[5:])}),
    ],
    "no_shift": [lambda: club(kim={"last": 2})],
    "no_shift_at_sites": [lambda: club(kim={"sites": ("B",)})],
    "day_seats": [
        lambda: club(kim={"unavailable": (Unavailable(day(4)),)}),
        # Three seats at two sites, two people who may go to either: whoever goes where, one seat stays open.
        lambda: problem(
            person("kim", sites=("A", "B")), person("lee", sites=("A", "B")),
            shift(4, seats=2), shift(4, site="B"), site("A"), site("B"),
        ),
    ],
    "settled_open": [lambda: club(locks=everywhere("kim", works=False) + everywhere("lee"))],
    "credential_seats": [
        lambda: club(shift(29, credentials=frozenset({"health_cert"}), seats=2, id="food"),
                     kim={"credentials": (Credential("health_cert", valid_until=day(30)),)},
                     lee={"credentials": (Credential("health_cert", valid_until=day(20)),)}),
        lambda: club(parameters=Parameters(safety_training_kept=True), kim={"safety_trained_on": day(0)}),
    ],
    "nobody": [
        lambda: club(shift(29, "22:00", "06:00", id="night")),
        lambda: club(shift(29, site="B"), site("B")),
    ],
}  # fmt: skip
