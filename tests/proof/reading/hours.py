"""Caps on minutes, and everything else that adds up one person's shifts over spans of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.enums import EmploymentKind, Every, Measure
from scheduler.problem import Contract, Participant, Shift
from tests.proof.reading.world import DAY, PERSONS, Any_Shift, World, listed, month_of


def between(shifts: Iterable[Any_Shift], first: date, last: date) -> list[Any_Shift]:
    return [one for one in shifts if first <= one.day <= last]


def minutes(shifts: Iterable[Any_Shift]) -> int:
    return sum(one.worked_minutes for one in shifts)


def beyond(w: World, cap: int | None, past: list[Any_Shift], planned: list[Any_Shift]) -> int:
    """Minutes beyond the room that the past leaves; the past alone is never a fault."""
    if cap is None:
        return 0
    return max(0, minutes(planned) - max(0, cap - minutes(past)))


def least_cap(contracts: list[Contract], field: str, first: date, last: date) -> int | None:
    caps = [getattr(one, field) for one in contracts if one.first <= last and first <= one.last]
    return min((cap for cap in caps if cap is not None), default=None)


def employers_programs(w: World, person: Participant) -> set[str]:
    """All but those with which the person has contracts, none of them as an employee."""
    kinds: dict[str, set[EmploymentKind]] = {}
    for one in person.contracts:
        kinds.setdefault(one.program, set()).add(one.kind)
    return {one.id for one in w.problem.programs if one.id not in kinds or EmploymentKind.EMPLOYEE in kinds[one.id]}


@listed(PERSONS, "H08")
def four_weeks(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    programs, over = employers_programs(w, person), 0
    short = [one for one in person.contracts if one.kind is EmploymentKind.EMPLOYEE and one.short_time]
    for sunday in w.days:
        if sunday.weekday() == 6:
            first = sunday - DAY * 27
            cap = least_cap(short, "max_minutes_per_four_weeks", first, sunday)
            past = [one for one in between(person.past, first, sunday) if w.program(one) in (None, *programs)]
            planned = [one for one in between(shifts, first, sunday) if w.program(one) in programs]
            over += beyond(w, cap, past, planned)
    return over


@listed(PERSONS, "H09", "H10", "H11")
def contract_caps(w: World, person: Participant, shifts: tuple[Shift, ...], rule: str) -> int:
    fields = {"H09": "max_minutes_per_week", "H10": "max_minutes_per_month", "H11": "max_minutes_per_day"}
    spans: dict[str, list[tuple[date, date]]] = {
        "H09": w.spans(Every.WEEK),
        "H10": [(max(first, w.first), min(last, w.last)) for first, last in w.spans(Every.MONTH)],
        "H11": [(day, day) for day in w.days],
    }
    over = 0
    for program in {one.program for one in person.contracts}:
        contracts = [one for one in person.contracts if one.program == program]
        for first, last in spans[rule]:
            if rule != "H11" and w.relaxed(rule, first, last, person.id):
                continue
            cap = least_cap(contracts, fields[rule], first, last)
            past = [one for one in between(person.past, first, last) if w.program(one) in (None, program)]
            planned = [one for one in between(shifts, first, last) if w.program(one) == program]
            over += beyond(w, cap, past, planned)
    return over


@listed(PERSONS, "H12")
def legal_week(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    programs, over = employers_programs(w, person), 0
    for first, last in w.spans(Every.WEEK):
        if any(
            one.kind is EmploymentKind.EMPLOYEE and one.first <= last and first <= one.last for one in person.contracts
        ):
            past = [one for one in between(person.past, first, last) if w.program(one) in (None, *programs)]
            planned = [one for one in between(shifts, first, last) if w.program(one) in programs]
            over += beyond(w, w.problem.parameters.legal_minutes_per_week, past, planned)
    return over


@listed(PERSONS, "S03")
def target(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    units = 0
    for contract in person.contracts:
        days = sum(contract.first <= day <= contract.last for day in w.days)
        if contract.target_minutes is None or not days:
            continue
        worked = minutes(one for one in shifts if w.contract(person, one) is contract)
        free = w.numbers(contract).target_tolerance_per_week * days // 7
        off = abs(worked - contract.target_minutes) - free
        units += (off + 29) // 30 if off > 0 else 0
    return units


def measured(w: World, measure: Measure, shifts: Iterable[Any_Shift]) -> int:
    """Minutes, days, shifts, weekends by their Saturday, or sites."""
    shifts = list(shifts)
    if measure is Measure.MINUTES:
        return minutes(shifts)
    if measure is Measure.SHIFTS:
        return len(shifts)
    if measure is Measure.DAYS:
        return len({one.day for one in shifts})
    if measure is Measure.SITES:
        return len({one.site for one in shifts})
    return len({one.day - DAY * (one.day.weekday() - 5) for one in shifts if one.day.weekday() >= 5})


def months_in_period(w: World) -> list[tuple[date, date]]:
    return [(max(first, w.first), min(last, w.last)) for first, last in {month_of(day) for day in w.days}]
