"""The public shift-scheduling instances of Curtois and Qu as an ordinary `Problem`, and their rosters as text.

Everything they ask for is a condition that a club could set too: so many shifts of a kind, minutes, days in a row, days
off in a row, weekends, what may not follow what, wishes for single shifts. Cover is seats with a price below and above.
Days count from 0, a Monday; nothing is known of the days before and after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from scheduler.calendar import Period
from scheduler.conditions import Amount, Conditions, Seating, Sequence, Step, Stretch, Which
from scheduler.enums import EmploymentKind, Measure
from scheduler.files.public_instance import Cover, Employee, Instance
from scheduler.parameters import Parameters
from scheduler.problem import Contract, Level, Participant, Problem, Program, Shift, Site, Unavailable
from scheduler.roster import Roster

MONDAY = date(2024, 1, 1)
"""Day 0."""
HERE = "ward"
"""The one programme and site."""
LEVELS = (Level("penalty", {"S01": 1, "S17": 1, "S39": 1}),)
DAY_OFF = "-"


def problem_of(instance: Instance, name: str = "") -> Problem:
    """The instance as a problem with one level, whose penalty is that of the instance's own judge."""
    days = [MONDAY + timedelta(number) for number in range(instance.days)]
    period = Period(days[0], days[-1])
    return Problem(
        period=period,
        programs=(Program(HERE, HERE),),
        sites=(Site(HERE, HERE, HERE),),
        shifts=tuple(_shifts(instance, days)),
        participants=tuple(_participant(one, period, days) for one in instance.employees.values()),
        parameters=Parameters(
            travel_buffer=0, min_rest_between_shifts=0, max_consecutive_days=instance.days + 1, weekly_rest_days=0
        ),
        conditions=_conditions(instance, days),
        levels=LEVELS,
        name=name,
    )


def shift_id(day: date, kind: str) -> str:
    """The id of a kind of shift on a day."""
    return f"{kind}:{day}"


def text_of(instance: Instance, roster: Roster) -> str:
    """The roster as the public judge reads it: a line for each employee, a cell for each day."""
    worked: defaultdict[str, set[str]] = defaultdict(set)
    for person, shift in roster:
        worked[person].add(shift)
    days = [MONDAY + timedelta(number) for number in range(instance.days)]
    return "".join(
        "\t".join([employee, *(_cell(worked[employee], instance, day) for day in days)]) + "\n"
        for employee in instance.employees
    )


def _cell(worked: set[str], instance: Instance, day: date) -> str:
    return next((kind for kind in instance.shifts if shift_id(day, kind) in worked), DAY_OFF)


def _shifts(instance: Instance, days: list[date]) -> Iterator[Shift]:
    cover = {(one.day, one.shift): one for one in instance.cover}
    for number, day in enumerate(days):
        for kind in instance.shifts.values():
            # Without a line of cover nothing is asked for, and nothing costs.
            wanted = cover.get((number, kind.id), Cover(number, kind.id, 0, 0, 0))
            yield Shift(
                id=shift_id(day, kind.id), site=HERE, template=kind.id, code=kind.id, day=day, start=0,
                end=kind.minutes, target_staff=wanted.staff, max_staff=max(wanted.staff, len(instance.employees)),
                priority=wanted.under_weight, surplus=wanted.over_weight,
            )  # fmt: skip


def _participant(one: Employee, period: Period, days: list[date]) -> Participant:
    contract = Contract(
        HERE, period.first, period.last, EmploymentKind.VOLUNTEER, frozenset({HERE}), short_time=False,
        max_minutes_per_day=None, max_minutes_per_week=None, max_minutes_per_four_weeks=None,
        max_minutes_per_month=None,
    )  # fmt: skip
    off = tuple(Unavailable(days[number]) for number in sorted(one.days_off))
    return Participant(one.id, one.id, (contract,), off, night_opt_in=True)


def _conditions(instance: Instance, days: list[date]) -> Conditions:
    staff = tuple(instance.employees.values())
    return Conditions(
        amounts=tuple(_amounts(instance, staff)),
        stretches=tuple(_stretches(staff)),
        sequences=tuple(
            Sequence(id=f"after {kind.id}", must=True, steps=(_step({kind.id}), _step(kind.not_next)))
            for kind in instance.shifts.values()
            if kind.not_next
        ),
        seatings=tuple(
            Seating(
                id=f"request {number}", strength=one.weight, people=frozenset({one.employee}), wanted=one.wanted,
                which=Which(templates=frozenset({one.shift}), days=frozenset({days[one.day]})),
            )
            for number, one in enumerate(instance.requests) if one.weight
        ),
    )  # fmt: skip


def _step(kinds: Iterable[str]) -> Step:
    return Step(Which(templates=frozenset(kinds)))


def _amounts(instance: Instance, staff: tuple[Employee, ...]) -> Iterator[Amount]:
    for kind in instance.shifts:
        for (most,), people in _alike(staff, lambda one: (one.max_shifts[kind],)):  # noqa: B023 - used up at once
            if most < instance.days:
                yield Amount(
                    id=f"most {kind} {most}", must=True, people=people, measure=Measure.SHIFTS, most=most,
                    which=Which(templates=frozenset({kind})),
                )  # fmt: skip
    for (least, most), people in _alike(staff, lambda one: (one.min_minutes, one.max_minutes)):
        yield Amount(
            id=f"minutes {least} {most}", must=True, people=people, measure=Measure.MINUTES, least=least, most=most
        )
    for (most,), people in _alike(staff, lambda one: (one.max_weekends,)):
        yield Amount(id=f"weekends {most}", must=True, people=people, measure=Measure.WEEKENDS, most=most)


def _stretches(staff: tuple[Employee, ...]) -> Iterator[Stretch]:
    for (least, most), people in _alike(staff, lambda one: (one.min_consecutive_shifts, one.max_consecutive_shifts)):
        yield Stretch(id=f"days on {least} {most}", must=True, people=people, least=max(1, least), most=most)
    for (least,), people in _alike(staff, lambda one: (one.min_consecutive_days_off,)):
        if least > 1:
            yield Stretch(id=f"days off {least}", must=True, people=people, off=True, least=least)


def _alike(
    staff: tuple[Employee, ...], limits: Callable[[Employee], tuple[int, ...]]
) -> Iterator[tuple[tuple[int, ...], frozenset[str]]]:
    """Employees by what holds for them: conditions are shared where they can be."""
    found: defaultdict[tuple[int, ...], set[str]] = defaultdict(set)
    for one in staff:
        found[limits(one)].add(one.id)
    for key, people in found.items():
        yield key, frozenset(people)
