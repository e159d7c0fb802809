"""Club-years: twelve months, each planned on its own with the roster of those before as its history.

Small clubs, in which people join, leave and are replaced from the waiting list in the middle of a month. Afterwards a
checker of its own, which knows the numbers only from docs/problem.md, looks at the joined year as if it were one long
roster: what holds within every month must hold across every border.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from scheduler import conditions as c
from scheduler import rules
from scheduler.calendar import Month
from scheduler.club.book import (
    ClubBook,
    ConditionEntry,
    ContractEntry,
    HistoryEntry,
    OrganizationEntry,
    ParticipantEntry,
    ProgramEntry,
    SiteEntry,
    TemplateEntry,
)
from scheduler.club.expand import problem_of
from scheduler.engines.base import Limits
from scheduler.enums import EmploymentKind, Every, Measure
from scheduler.problem import Carried, Level, Problem
from scheduler.roster import Roster
from tests.proof.agreement import solve

DAY = timedelta(days=1)
LIMITS = Limits(seconds=2, work=0.02)
LEVELS = (Level("one", {"S01": 1000, "S03": 4, "S05": 3}),)
SLOTS = {"오": (540, 720), "저": (840, 1080), "늦": (1140, 1380), "새": (360, 540), "밤": (1320, 1680)}
KINDS = (EmploymentKind.EMPLOYEE, EmploymentKind.EMPLOYEE, EmploymentKind.ACTIVITY)


@dataclass
class Year:
    """What came of twelve months."""

    seed: int
    months: int = 0
    worked: int = 0
    """Shifts in the joined year."""
    changes: int = 0
    """People who joined, left or were replaced."""
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def club_year(seed: int) -> Year:
    """Plan the year of this number and check it."""
    began, r = time.process_time(), Random(f"year {seed}")
    first = Month(2026, 1).plus(r.randrange(36))
    club = _club(r, first)
    wanted = _conditions(r)
    club = replace(club, conditions=tuple(ConditionEntry(one) for one in wanted))
    year = Year(seed, changes=sum(entry.first.day != 1 or entry.last < _last(first) for entry in club.contracts))
    for number in range(12):
        month = first.plus(number)
        problem = problem_of(club, month, levels=LEVELS)
        year.faults += _carried_wrong(problem, club, month)
        solved = solve(problem, LIMITS, _by_hand(problem))
        if solved.roster is None:
            year.faults.append(f"{month}: no roster is possible, not even the empty one")
            break
        year.faults += [f"{month}: {rules.sentence(one, 'en')}" for one in rules.check(problem, solved.roster)]
        done = [_entry(problem, *pair) for pair in solved.roster.assignments]
        club = replace(
            club, history=(*club.history, *sorted(done, key=lambda one: (one.day, one.start, one.participant)))
        )
        year.months += 1
        year.worked += len(done)
    year.faults += joined_faults(club, wanted)
    year.seconds = time.process_time() - began
    return year


def _by_hand(problem: Problem) -> Roster:
    """Seat after seat to whoever has worked least, where no rule is broken."""
    roster = Roster.of(())
    for shift in sorted(problem.shifts, key=lambda one: (one.day, one.start, one.id)):
        able = sorted(rules.eligible(problem)[shift.id], key=lambda one: len(roster.shifts_of(one)))
        for person in able:
            if len(roster.people_on(shift.id)) >= shift.target_staff:
                break
            if not rules.violations_if_added(problem, roster, person, shift.id):
                roster = roster.plus(person, shift.id)
    return roster


def _last(first: Month) -> date:
    return first.plus(11).last


def _entry(problem: Problem, person: str, shift: str) -> HistoryEntry:
    one = problem.shift[shift]
    return HistoryEntry(person, one.day, one.site, one.code, one.start, one.end, one.worked_minutes)


def _club(r: Random, first: Month) -> ClubBook:
    sites = [SiteEntry(f"s{n}", f"근무지{n}", "p" if n < 3 else "q") for n in range(1, r.randint(1, 3) + 1)]
    templates = [
        TemplateEntry(site.code, code, code, *SLOTS[code], 30 if code in "저늦밤" else 0, r.randint(1, 2),
                      weekdays=frozenset(r.sample(range(7), r.randint(4, 7))))
        for site in sites for code in r.sample(list(SLOTS), r.randint(1, 2))
    ]  # fmt: skip
    people, contracts = [], []
    for number in range(1, r.randint(4, 8) + 1):
        at = r.choice(sites)
        people.append(ParticipantEntry(f"P{number}", f"참여자{number}", night_opt_in=r.random() < 0.7))
        contracts += _contracts(r, first, people, at)
    programs = sorted({site.program for site in sites})
    return ClubBook(
        OrganizationEntry("시험시니어클럽", "031-000-0000", "담당자"),
        programs=tuple(ProgramEntry(code, code) for code in programs),
        sites=tuple(sites),
        templates=tuple(templates),
        participants=tuple(people),
        contracts=tuple(contracts),
        holidays={first.first + DAY * r.randrange(365): "공휴일" for _ in range(12)},
    )


def _contracts(r: Random, first: Month, people: list[ParticipantEntry], at: SiteEntry) -> Iterator[ContractEntry]:
    """The newest person's contract: for the year, from some day, until some day, or until somebody takes over."""
    begin, end = first.first, _last(first)
    kind = r.choice(KINDS)
    terms = {"sites": frozenset({at.code}), "contract_minutes_per_week": r.choice((720, 840, 600))}
    if kind is EmploymentKind.ACTIVITY:
        terms["contract_minutes_per_week"] = None
    fate, some_day = r.random(), begin + DAY * r.randint(20, 330)
    if fate < 0.2:
        begin = some_day
    elif fate < 0.45:
        end = some_day
    yield ContractEntry(people[-1].number, at.program, kind, begin, end, **terms)  # type: ignore[arg-type] # as named
    if 0.3 < fate < 0.45:
        waiting = ParticipantEntry(f"{people[-1].number}W", f"대기자{people[-1].number}", night_opt_in=True)
        people.append(waiting)
        yield ContractEntry(waiting.number, at.program, kind, end + DAY, _last(first), **terms)  # type: ignore[arg-type] # as named


def _conditions(r: Random) -> c.Conditions:
    """Some limits that reach over borders; each can be kept by the empty roster."""
    amounts = [
        c.Amount(id="week", must=True, measure=Measure.DAYS, every=Every.WEEK, most=r.choice((3, 4))),
        c.Amount(
            id="fortnight", must=True, measure=Measure.SHIFTS, every=Every.ROLLING, days=14, most=r.choice((5, 7))
        ),
        c.Amount(
            id="ten", must=True, measure=Measure.MINUTES, every=Every.ROLLING, days=10, most=r.choice((900, 1100))
        ),
        c.Amount(
            id="weekends", must=True, measure=Measure.WEEKENDS, every=Every.ROLLING, days=28, most=r.choice((2, 3))
        ),
    ]
    late, early = c.Which(codes=frozenset("늦밤")), c.Which(codes=frozenset("새오"))
    forbidden = c.Sequence(id="late-early", must=True, steps=(c.Step(late), c.Step(early)))
    gap = c.Sequence(id="on-off-on", must=True, steps=(c.Step(), c.Step(off=True), c.Step()))
    return c.Conditions(
        amounts=tuple(one for one in amounts if r.random() < 0.4),
        stretches=(c.Stretch(id="run", must=True, most=r.choice((2, 3, 4))),) if r.random() < 0.5 else (),
        weekends=(c.Weekends(id="row", must=True, most_in_row=r.choice((1, 2))),) if r.random() < 0.5 else (),
        sequences=tuple(one for one in (forbidden, gap) if r.random() < 0.4),
        rotations=(
            (c.Rotation(id="turn", must=True, start=date(2026, 1, 1), cycle=(c.EVERY_SHIFT, None, c.EVERY_SHIFT)),)
            if r.random() < 0.2
            else ()
        ),
    )


def _carried_wrong(problem: Problem, club: ClubBook, month: Month) -> Iterator[str]:
    """Unpopular shifts of the last three months, counted again."""
    since = month.plus(-3).first
    for person in problem.participants:
        done = [one for one in club.history if one.participant == person.id and since <= one.day < month.first]
        counted = Carried(
            weekend=sum(one.day.weekday() >= 5 for one in done),
            holiday=sum(one.day in club.holidays for one in done),
            early=sum(one.start < 7 * 60 for one in done),
            late=sum(one.end > 21 * 60 for one in done),
            night=sum(one.end > 22 * 60 or one.start < 6 * 60 for one in done),
        )
        if counted != person.carried:
            yield f"{month}: {person.id} brings {person.carried}, counted again {counted}"
        for one in person.contracts:
            days = (min(one.last, month.last) - max(one.first, month.first)).days + 1
            if one.contract_minutes_per_week and (one.target_minutes or 0) > one.contract_minutes_per_week * days // 7:
                yield f"{month}: {person.id} has a target of {one.target_minutes} minutes for {days} days"


def joined_faults(club: ClubBook, wanted: c.Conditions) -> Iterator[str]:
    """Everything that the joined year breaks, border or not."""
    works: defaultdict[str, list[HistoryEntry]] = defaultdict(list)
    for entry in club.history:
        works[entry.participant].append(entry)
    for person, done in works.items():
        done.sort(key=lambda one: (one.day, one.start))
        terms = [one for one in club.contracts if one.participant == person]
        for fault in (*_house(done), *_hours(done, terms), *_wanted(done, wanted)):
            yield f"joined year: {person}: {fault}"


def _house(done: list[HistoryEntry]) -> Iterator[str]:
    for day, count in Counter(one.day for one in done).items():
        if count > 1:
            yield f"{count} shifts on {day}"
    for early, late in pairwise(done):
        rest = (late.day - early.day).days * 1440 + late.start - early.end
        if rest < 11 * 60:
            yield f"{rest} minutes of rest before {late.day}"
    yield from (f"more than 5 days in a row until {day}" for day in _too_long({one.day for one in done}, 5))


def _too_long(days: set[date], most: int) -> Iterator[date]:
    for day in sorted(days):
        if all(day - DAY * back in days for back in range(most + 1)):
            yield day


def _hours(done: list[HistoryEntry], terms: list[ContractEntry]) -> Iterator[str]:
    weeks: Counter[date] = Counter()
    rest: defaultdict[date, set[date]] = defaultdict(set)
    months: Counter[str] = Counter()
    activity = terms[0].kind is EmploymentKind.ACTIVITY
    for one in done:
        if not any(term.first <= one.day <= term.last and one.site in term.sites for term in terms):
            yield f"no contract for {one.site} on {one.day}"
        monday = one.day - DAY * one.day.weekday()
        weeks[monday] += one.worked_minutes
        rest[monday].add(one.day)
        months[f"{one.day:%Y-%m}"] += one.worked_minutes
        if one.worked_minutes > (180 if activity else 480):
            yield f"{one.worked_minutes} minutes on {one.day}"
    for month, minutes in months.items():
        if minutes > (1800 if activity else 3540):
            yield f"{minutes} minutes in {month}"
    for monday, minutes in weeks.items():
        if minutes > (2400 if activity else 840):
            yield f"{minutes} minutes in the week of {monday}"
        if len(rest[monday]) > 6:
            yield f"no day of rest in the week of {monday}"
        four = sum(weeks[monday + DAY * 7 * n] for n in range(4)) if not activity else 0
        if four >= 60 * 60:
            yield f"{four} minutes in the four weeks from {monday}"


def _wanted(done: list[HistoryEntry], wanted: c.Conditions) -> Iterator[str]:
    days = {one.day for one in done}
    if not days:
        return
    all_days = [min(days) + DAY * n for n in range((max(days) - min(days)).days + 1)]
    for amount in wanted.amounts:
        length = 7 if amount.every is Every.WEEK else amount.days
        for last in all_days:
            if amount.every is Every.WEEK and last.weekday() != 6:
                continue
            inside = [one for one in done if last - DAY * length < one.day <= last]
            value = {
                Measure.DAYS: len({one.day for one in inside}),
                Measure.SHIFTS: len(inside),
                Measure.MINUTES: sum(one.worked_minutes for one in inside),
                Measure.WEEKENDS: len(
                    {one.day + DAY * (6 - one.day.weekday()) for one in inside if one.day.weekday() > 4}
                ),
            }[amount.measure]
            if value > (amount.most or 0):
                yield f"{amount.id}: {value} until {last}"
    for run in wanted.stretches:
        yield from (f"run of more than {run.most} until {day}" for day in _too_long(days, run.most or 0))
    for row in wanted.weekends:
        sundays = {day + DAY * (6 - day.weekday()) for day in days if day.weekday() > 4}
        for sunday in sundays:
            if all(sunday - DAY * 7 * back in sundays for back in range((row.most_in_row or 0) + 1)):
                yield f"more than {row.most_in_row} weekends in a row until {sunday}"
    for sequence in wanted.sequences:
        yield from _met(done, days, sequence)
    for turn in wanted.rotations:
        yield from (
            f"off pattern on {day}" for day in days if turn.cycle[(day - turn.start).days % len(turn.cycle)] is None
        )


def _met(done: list[HistoryEntry], days: set[date], sequence: c.Sequence) -> Iterator[str]:
    if sequence.id == "on-off-on":
        yield from (
            f"a single day off on {day + DAY}" for day in days if day + DAY not in days and day + DAY * 2 in days
        )
        return
    late = {one.day for one in done if one.code in "늦밤"}
    yield from (f"late then early on {one.day}" for one in done if one.code in "새오" and one.day - DAY in late)
