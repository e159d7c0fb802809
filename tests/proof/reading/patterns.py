"""Patterns in time: runs, weekends, sequences, rotations, starts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.conditions import EVERY_SHIFT, Sequence, Stretch, Weekends, Which
from scheduler.problem import Participant, Shift
from tests.proof.reading.hours import between, days_between, under_contract
from tests.proof.reading.world import DAY, PERSONS, Any_Shift, World, everything, listed


def known(w: World, person: Participant) -> set[date]:
    """Days of the period under contract, and all history of anybody who has some."""
    days = {day for day in w.days if under_contract(person, day)}
    return days | (set(days_between(w.first - DAY * 35, w.first - DAY)) if person.past else set())


def worked_days(w: World, person: Participant, shifts: Iterable[Any_Shift], *which: Which) -> set[date]:
    return {one.day for one in [*person.past, *shifts] if all(w.fits(each, one) for each in which)}


def could_days(w: World, person: Participant, *which: Which) -> set[date]:
    return {one.day for one in w.may[person.id] if all(w.fits(each, one) for each in which)}


@listed(PERSONS, "H33", "S33")
def stretch(w: World, person: Participant, shifts: tuple[Shift, ...], rule: str) -> int:
    must = rule == "H33"
    return sum(
        _stretch(w, person, shifts, one) * (1 if must else one.strength)
        for one in w.conditions("stretches", must, person.id)
    )


def _stretch(w: World, person: Participant, shifts: tuple[Shift, ...], one: Stretch) -> int:
    days, on, could = known(w, person), worked_days(w, person, shifts, one.which), could_days(w, person, one.which)

    def inside(day: date) -> bool:
        return day in days and (day in on) is not one.off

    units = 0
    for day in w.days if one.most else ():
        window = days_between(day - DAY * (one.most or 0), day)
        free = one.off and not could & set(window)
        relaxed = one.must and w.relaxed("H33", window[0], day, person.id)
        units += all(map(inside, window)) and not free and not relaxed
    for begin in sorted(days) if one.least else ():
        if not inside(begin) or begin - DAY not in days or inside(begin - DAY):
            continue
        end = begin
        while inside(end + DAY):
            end += DAY
        if end + DAY not in days or end + DAY < w.first:
            continue
        forced = begin < w.first and not one.off and end + DAY not in could
        relaxed = one.must and w.relaxed("H33", begin, end + DAY, person.id)
        if not forced and not relaxed:
            units += max(0, (one.least or 0) - (end - begin).days - 1)
    return units


@listed(PERSONS, "H34", "S34")
def weekends(w: World, person: Participant, shifts: tuple[Shift, ...], rule: str) -> int:
    must = rule == "H34"
    return sum(
        _weekends(w, person, shifts, one) * (1 if must else one.strength)
        for one in w.conditions("weekends", must, person.id)
    )


def _weekends(w: World, person: Participant, shifts: tuple[Shift, ...], one: Weekends) -> int:
    on, units = worked_days(w, person, shifts, one.which), 0
    saturdays = [day for day in days_between(w.first - DAY * 40, w.last + DAY * 6) if day.weekday() == 5]
    for saturday in saturdays:
        sunday = saturday + DAY
        relaxed = one.must and w.relaxed("H34", saturday, sunday, person.id)
        if one.whole and w.first <= sunday <= w.last and not relaxed:
            units += (saturday in on) is not (sunday in on)
    for saturday in saturdays if one.most_in_row else ():
        row = [saturday - DAY * 7 * back for back in range((one.most_in_row or 0) + 1)]
        worked = all({day, day + DAY} & on for day in row)
        planned = {saturday, saturday + DAY} & {shift.day for shift in shifts if w.fits(one.which, shift)}
        relaxed = one.must and w.relaxed("H34", row[-1], saturday + DAY, person.id)
        units += worked and bool(planned) and not relaxed
    return units


@listed(PERSONS, "H35", "S35")
def sequences(w: World, person: Participant, shifts: tuple[Shift, ...], rule: str) -> int:
    must = rule == "H35"
    return sum(
        (_within_days(w, person, shifts, one) if one.same_day else _over_days(w, person, shifts, one))
        * (1 if must else one.strength)
        for one in w.conditions("sequences", must, person.id)
    )


def _over_days(w: World, person: Participant, shifts: tuple[Shift, ...], one: Sequence) -> int:
    days, units = known(w, person), 0
    planned = {shift.day for shift in shifts}
    of_day = {day: [s for s in everything(person, shifts) if s.day == day] for day in days}

    def met(place: int, day: date) -> bool:
        step = one.steps[place]
        if day not in days:
            return False
        if step.off:
            return not of_day[day]
        return any(w.fits(step.which, s) and w.fits(one.which, s) for s in of_day[day])

    for first in days_between(w.first - DAY * len(one.steps), w.last):
        last = first + DAY * (len(one.steps) - 1)
        if not w.first <= last <= w.last or (one.must and w.relaxed("H35", first, last, person.id)):
            continue
        all_met = all(met(place, first + DAY * place) for place in range(len(one.steps)))
        if one.wanted:
            units += met(0, first) and not all_met
        else:
            units += all_met and bool(planned)
    return units


def _within_days(w: World, person: Participant, shifts: tuple[Shift, ...], one: Sequence) -> int:
    return 0


@listed(PERSONS, "S38")
def off_pattern(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    units = 0
    for one in w.conditions("rotations", False, person.id):
        for shift in shifts:
            entry = one.cycle[(shift.day - one.start).days % len(one.cycle)]
            if w.fits(one.which, shift) and (entry is None or not w.fits(entry, shift)):
                units += one.strength
    return units


@listed(PERSONS, "H40", "S40")
def steady(w: World, person: Participant, shifts: tuple[Shift, ...], rule: str) -> int:
    must, units = rule == "H40", 0
    for one in w.conditions("steadies", must, person.id):
        for first, last in w.spans(one.every):
            starts = [s.start for s in between(shifts, first, last) if w.fits(one.which, s)]
            if starts and not (must and w.relaxed(rule, first, last, person.id)):
                over = max(0, max(starts) - min(starts) - one.most)
                units += (over + 29) // 30 * (1 if must else one.strength)
    return units


@listed(PERSONS, "S11")
def late_then_early(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    numbers = w.problem.parameters
    late = {one.day for one in everything(person, shifts) if one.end > numbers.late_after}
    early = {one.day for one in shifts if one.start < numbers.early_before}
    return sum(day - DAY in late for day in early)


@listed(PERSONS, "S12")
def two_days_running(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    worked = worked_days(w, person, shifts, EVERY_SHIFT)
    return sum(day - DAY in worked for day in {one.day for one in shifts}) if person.prefers_alternate else 0
