"""Caps on minutes, and everything else that adds up one person's shifts over spans of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.conditions import Amount
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
            binding = contracts
            if rule == "H09" and w.relaxed(rule, first, last, person.id):
                continue
            if rule == "H10" and w.relaxed(rule, first, last, person.id):
                binding = [one for one in contracts if one.kind is not EmploymentKind.ACTIVITY]
            cap = least_cap(binding, fields[rule], first, last)
            past = [one for one in between(person.past, first, last) if w.program(one) in (None, program)]
            planned = [one for one in between(shifts, first, last) if w.program(one) == program]
            over += beyond(w, cap, past, planned)
    return over


@listed(PERSONS, "H12")
def legal_week(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    programs, over = employers_programs(w, person), 0
    for first, last in w.spans(Every.WEEK):
        employed = [
            one
            for one in person.contracts
            if one.kind is EmploymentKind.EMPLOYEE and one.first <= last and first <= one.last
        ]
        if employed:
            cap = min(w.numbers(one).legal_minutes_per_week for one in employed)
            past = [one for one in between(person.past, first, last) if w.program(one) in (None, *programs)]
            planned = [one for one in between(shifts, first, last) if w.program(one) in programs]
            over += beyond(w, cap, past, planned)
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


def under_contract(
    person: Participant, day: date, programs: frozenset[str] = frozenset(), sites: frozenset[str] = frozenset()
) -> bool:
    """Whether a contract holds on the day, where programmes or sites are named with one of them."""
    return any(
        one.first <= day <= one.last
        and (not programs or one.program in programs)
        and (not sites or bool(one.sites & sites))
        for one in person.contracts
    )


def days_between(first: date, last: date) -> list[date]:
    return [first + DAY * n for n in range((last - first).days + 1)]


@listed(PERSONS, "H32", "S32")
def amount(w: World, person: Participant, shifts: tuple[Shift, ...], rule: str) -> int:
    must, total = rule == "H32", 0
    for one in w.conditions("amounts", must, person.id):
        for first, last in w.spans(one.every, one.days, one.dates):
            if must and w.relaxed(rule, first, last, person.id):
                continue
            beyond = _beyond(w, person, shifts, one, first, last)
            total += beyond if must else (beyond + one.step - 1) // one.step * one.strength
    return total


def _beyond(w: World, person: Participant, shifts: tuple[Shift, ...], one: Amount, first: date, last: date) -> int:
    past = [] if one.every is Every.PERIOD else [p for p in between(person.past, first, last) if w.fits(one.which, p)]
    planned = [p for p in between(shifts, first, last) if w.fits(one.which, p)]
    before = measured(w, one.measure, past)
    new = measured(w, one.measure, [*past, *planned]) - before
    over = 0 if one.most is None else max(0, new - max(0, one.most - before))
    return over + max(0, _need(w, person, one, first, last, before) - new)


def _need(w: World, person: Participant, one: Amount, first: date, last: date, before: int) -> int:
    history = w.first - DAY * (35 if person.past else 0)
    if one.least is None or last > w.last or first < history:
        return 0
    days = days_between(first, last)
    covered = sum(under_contract(person, day, one.which.programs, one.which.sites) for day in days)
    asked = one.least * covered // len(days)
    possible = [p for p in between(w.may[person.id], first, last) if w.fits(one.which, p)]
    if not one.must:
        if one.least >= 1 and covered:
            asked = max(1, asked)
        if not possible:
            return 0
    need = max(0, asked - before)
    return min(need, _reachable(w, person, one, possible, first)) if first < w.first else need


def _reachable(w: World, person: Participant, one: Amount, possible: list[Any_Shift], first: date) -> int:
    """The most that could still be planned of a span that began before the period."""
    a_day = min(numbers.max_shifts_per_day for numbers in w.own_numbers(person))
    if one.measure in (Measure.MINUTES, Measure.SHIFTS):
        total = 0
        for day in {p.day for p in possible}:
            values = sorted(p.worked_minutes if one.measure is Measure.MINUTES else 1 for p in possible if p.day == day)
            total += sum(values[-a_day:])
        return total
    past = [p for p in between(person.past, first, w.first - DAY) if w.fits(one.which, p)]
    return measured(w, one.measure, [*past, *possible]) - measured(w, one.measure, past)


@listed(PERSONS, "H18")
def weekly_rest(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    over = 0
    for first, last in w.spans(Every.WEEK):
        meeting = [one for one in person.contracts if one.first <= last and first <= one.last]
        law = any(one.kind is EmploymentKind.EMPLOYEE and not one.short_time for one in meeting)
        if not meeting or (not law and w.relaxed("H18", first, last, person.id)):
            continue
        rest = max(w.numbers(one).weekly_rest_days for one in meeting)
        past = len({one.day for one in between(person.past, first, last)})
        planned = len({one.day for one in between(shifts, first, last)})
        over += max(0, planned - max(0, 7 - rest - past))
    return over


@listed(PERSONS, "S16")
def premiums(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    units = 0
    for shift in shifts:
        contract = w.contract(person, shift)
        numbers = w.numbers(contract)
        if contract is None or contract.kind is not EmploymentKind.EMPLOYEE or numbers.under_five_employees:
            continue
        night = min(w.night_minutes(shift, numbers), shift.worked_minutes)
        holiday = shift.worked_minutes if shift.day in w.problem.holidays and not contract.short_time else 0
        premium = night * numbers.night_premium + holiday * numbers.holiday_premium
        units += (premium + 5999) // 6000
    return units


@listed(PERSONS, "S13")
def idle(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    least = w.problem.parameters.idle_days

    def counted(day: date) -> bool:
        away = any(one.day == day and one.start == 0 and one.end == 1440 for one in person.unavailable)
        return under_contract(person, day) and not away

    before = 0
    if person.past:
        newest = max(one.day for one in person.past)
        before = sum(counted(day) for day in days_between(newest + DAY, w.first - DAY)) if newest < w.first else 0
    could = {one.day for one in w.may[person.id]}
    worked = {one.day for one in shifts}
    run = [False] * before
    units = 0
    for day in w.days:
        if not counted(day):
            continue
        if day in worked:
            run = []
            continue
        run.append(day in could)
        if len(run) >= least and any(run[-least:]):
            units, run = units + 1, []
    return units
