"""The judge's time for a club of 130 in a month of 31 days, with every rule on and conditions of every kind."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import timedelta

from scheduler import conditions as c
from scheduler import rules
from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.enums import Every, Measure, ShiftBand
from scheduler.files.holidays import korean_holidays
from scheduler.problem import Level, Problem
from scheduler.roster import Roster
from scheduler.rules import SOFT
from tests.filled import plain_plan

JUDGED = 30


def everything_on(people: int = 130, month: Month = Month(2027, 5)) -> tuple[Problem, Roster]:  # noqa: B008 - frozen
    """A generated club with each kind of condition, hard and soft, all soft rules weighed, and a plain roster."""
    problem = problem_of(
        random_club(people, 7, month, korean_holidays(month.plus(-3).first, month.plus(1).last)), month
    )
    levels = (Level("open_seats", {"S01": 1}), Level("quality", {one.id: 10 for one in SOFT if one.id != "S01"}))
    plan = plain_plan(problem)
    published = frozenset(tuple(pair) for pair in sorted(plan.assignments)[::2])
    problem = replace(
        problem, levels=levels, conditions=_conditions(problem), published=published,  # type: ignore[arg-type] # pairs
        relaxations=(c.Relaxation("H16", month.first, month.first + timedelta(days=6)),),
        participants=tuple(
            replace(one, prefers_alternate=n % 3 == 0, stand_by=n % 4 == 0, preferred_sites=_first_site(one))
            for n, one in enumerate(problem.participants)
        ),
    )  # fmt: skip
    return problem, plan


def _first_site(person: object) -> frozenset[str]:
    sites: frozenset[str] = person.contracts[0].sites  # type: ignore[attr-defined] # a participant
    return frozenset(sorted(sites)[:1])


def _conditions(problem: Problem) -> c.Conditions:
    ids = [one.id for one in problem.participants]
    late, early = (
        c.Which(bands=frozenset({one for one in ShiftBand if one != "am"})),
        c.Which(bands=frozenset({ShiftBand.AM})),
    )
    kinds: dict[str, list[c.Condition]] = {}
    for must in (True, False):
        name = "hard" if must else "soft"
        kinds.setdefault("amounts", []).extend(
            c.Amount(id=f"{name}-{every}-{measure}", must=must, measure=measure, every=every, days=14, most=most)
            for every, measure, most in (
                (Every.WEEK, Measure.DAYS, 5), (Every.PERIOD, Measure.WEEKENDS, 4),
                (Every.ROLLING, Measure.MINUTES, 2400), (Every.MONTH, Measure.SHIFTS, 25),
            )
        )  # fmt: skip
        kinds.setdefault("stretches", []).append(c.Stretch(id=f"{name}-run", must=must, least=1, most=5))
        kinds.setdefault("weekends", []).append(c.Weekends(id=f"{name}-row", must=must, most_in_row=3))
        kinds.setdefault("sequences", []).append(
            c.Sequence(id=f"{name}-order", must=must, steps=(c.Step(late), c.Step(early)))
        )
        kinds.setdefault("pairings", []).append(
            c.Pairing(
                id=f"{name}-apart", must=must, people=frozenset(ids[:5]), others=frozenset(ids[5:10]), together=False
            )
        )
        kinds.setdefault("mixes", []).append(
            c.Mix(id=f"{name}-mix", must=must, people=frozenset(ids[::2]), least=0, most=9)
        )
        kinds.setdefault("rotations", []).append(
            c.Rotation(
                id=f"{name}-turn",
                must=must,
                people=frozenset(ids[:6]),
                start=problem.period.first,
                cycle=(c.EVERY_SHIFT,),
            )
        )
        kinds.setdefault("seatings", []).append(
            c.Seating(id=f"{name}-seat", must=must, people=frozenset(ids[:9]), which=late, wanted=False)
        )
        kinds.setdefault("steadies", []).append(c.Steady(id=f"{name}-start", must=must, most=240))
        kinds.setdefault("budgets", []).append(c.Budget(id=f"{name}-budget", must=must, most=10_000_000))
    return c.Conditions(**{kind: tuple(some) for kind, some in kinds.items()})


def judging() -> str:
    """One line: what the first judgement takes, and each after it."""
    problem, plan = everything_on()
    begun = time.process_time()
    found, items = rules.check(problem, plan), rules.score(problem, plan)
    first = 1000 * (time.process_time() - begun)
    spent: dict[str, list[float]] = {"check": [], "score": []}
    for _ in range(JUDGED):
        for name, ask in (("check", rules.check), ("score", rules.score)):
            begun = time.process_time()
            ask(problem, plan)
            spent[name].append(1000 * (time.process_time() - begun))
    return (
        f"judging {len(problem.participants)} x {len(problem.period)}, {len(plan.assignments)} cells, "
        f"{len([*problem.conditions])} conditions, {len(found)} violations, {len(items)} items: first {first:.0f} ms, "
        + ", ".join(f"{name} median {statistics.median(some):.1f} ms" for name, some in spent.items())
    )
