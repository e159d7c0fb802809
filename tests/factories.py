"""Tiny problems in one line.

Everything happens in May 2027 (the 1st is a Saturday, holidays on the 3rd, 5th and 13th) unless a test says otherwise.
A contract made here caps nothing and wants nothing, a shift lasts three hours: a test adds only what it is about.

    problem(person("kim", max_minutes_per_week=540), shift(3), shift(4, "13:00", "16:00"))
    roster(("kim", "A-0503-0900"))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from scheduler.calendar import Month, minutes_of
from scheduler.problem import Contract, Participant, PastShift, Problem, Program, Shift, Site
from scheduler.roster import Roster

MAY = Month(2027, 5)
HOLIDAYS = {date(2027, 5, 3): "노동절 대체공휴일", date(2027, 5, 5): "어린이날", date(2027, 5, 13): "부처님오신날"}

_CONTRACT_FIELDS = {field.name for field in fields(Contract)}
_NO_CAPS: dict[str, Any] = {name: None for name in _CONTRACT_FIELDS if name.startswith("max_minutes")}


def day(number: int | date) -> date:
    """The day of May 2027; 0 is 30 April, 32 is 1 June, and dates stay as they are."""
    return number if isinstance(number, date) else MAY.first + timedelta(days=number - 1)


def minute(time: int | str) -> int:
    """Minutes of `HH:MM`; minutes stay as they are."""
    return time if isinstance(time, int) else minutes_of(time)


def shift(
    on: int | date = 3, start: int | str = "09:00", end: int | str = "12:00", site: str = "A", **more: Any
) -> Shift:
    """A shift with one seat; its id reads like A-0503-0900, its template like A:0900.

    An end before the start lies on the next morning. `seats` is short for target_staff.
    """
    on, first, last = day(on), minute(start), minute(end)
    at = f"{first // 60:02d}{first % 60:02d}"
    more.setdefault("id", f"{site}-{on:%m%d}-{at}")
    more.setdefault("template", f"{site}:{at}")
    more.setdefault("target_staff", more.pop("seats", 1))
    return Shift(site=site, code="근", day=on, start=first, end=last if last > first else last + 1440, **more)


def contract(
    program: str = "P", sites: Iterable[str] = ("A",), first: int | date = -120, last: int | date = 240, **more: Any
) -> Contract:
    """A contract without caps and target for long before and after May 2027."""
    return Contract(program, day(first), day(last), sites=frozenset(sites), **_NO_CAPS | more)


def person(id: str = "kim", **more: Any) -> Participant:
    """A participant, named like the id, with one contract; fields of both may be given."""
    terms = {name: more.pop(name) for name in list(more) if name in _CONTRACT_FIELDS}
    more.setdefault("contracts", (contract(**terms),))
    return Participant(id, more.pop("name", id), **more)


def past(
    on: int | date, start: int | str = "09:00", end: int | str = "12:00", site: str = "A", worked: int | None = None
) -> PastShift:
    """A shift before the period: `past(0)` was yesterday, on 30 April."""
    first, last = minute(start), minute(end)
    last = last if last > first else last + 1440
    return PastShift(day(on), first, last, last - first if worked is None else worked, site)


def site(id: str = "A", program: str = "P", **more: Any) -> Site:
    """A site, named like its id."""
    return Site(id, more.pop("name", id), program, **more)


def problem(*things: Participant | Shift | Site, **more: Any) -> Problem:
    """May 2027 with these people, shifts and sites; sites and programmes that are only mentioned are added.

    Programmes made here are not subsidised: someone may be in several at once (H30).
    """
    people = tuple(thing for thing in things if isinstance(thing, Participant))
    shifts = tuple(thing for thing in things if isinstance(thing, Shift))
    sites = {thing.id: thing for thing in things if isinstance(thing, Site)}
    terms = [one for someone in people for one in someone.contracts]
    for one in terms:
        for name in sorted(one.sites):
            sites.setdefault(name, site(name, one.program))
    for one in shifts:
        sites.setdefault(one.site, site(one.site))
    programs = {one.program for one in terms} | {one.program for one in sites.values()}
    more.setdefault("programs", tuple(Program(name, name, subsidized=False) for name in sorted(programs)))
    more.setdefault("period", MAY.period)
    more.setdefault("holidays", HOLIDAYS)
    return Problem(sites=tuple(sites.values()), shifts=shifts, participants=people, **more)


def roster(*pairs: tuple[str, str]) -> Roster:
    """A roster of (participant id, shift id) pairs."""
    return Roster.of(pairs)


def everyone(problem: Problem) -> Roster:
    """The roster in which everybody works every shift."""
    return Roster.of((someone.id, one.id) for someone in problem.participants for one in problem.shifts)
