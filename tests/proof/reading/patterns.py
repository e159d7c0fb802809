"""Patterns in time: runs, weekends, sequences, rotations, starts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from scheduler.conditions import EVERY_SHIFT, Sequence, Step, Stretch, Weekends, Which
from scheduler.enums import Every
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
    on, could, days = worked_days(w, person, shifts, one.which), could_days(w, person, one.which), known(w, person)
    units = 0
    saturdays = [day for day in days_between(w.first - DAY * 40, w.last) if day.weekday() == 5]
    for saturday in saturdays if one.whole else ():
        sunday = saturday + DAY
        aside = one.must and w.relaxed("H34", saturday, sunday, person.id)
        unasked = saturday < w.first and saturday in on and sunday not in could
        if w.first <= sunday <= w.last and {saturday, sunday} <= days and not aside and not unasked:
            units += (saturday in on) is not (sunday in on)
    for saturday in saturdays if one.most_in_row else ():
        row = [saturday - DAY * 7 * back for back in range((one.most_in_row or 0) + 1)]
        history = saturday < w.first and (saturday in on or saturday + DAY < w.first)
        aside = one.must and w.relaxed("H34", row[-1], saturday + DAY, person.id)
        units += all({day, day + DAY} & on for day in row) and not history and not aside
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
    of_day = {day: [s for s in everything(person, shifts) if s.day == day] for day in days}
    free = could_days(w, person)

    def met(step: Step, day: date) -> bool:
        if step.off:
            return not of_day[day]
        return any(w.fits(step.which, s) and w.fits(one.which, s) for s in of_day[day])

    for first in days_between(w.first - DAY * len(one.steps), w.last):
        pattern = [(step, first + DAY * place) for place, step in enumerate(one.steps)]
        last = pattern[-1][1]
        if not w.first <= last <= w.last or not {day for _, day in pattern} <= days:
            continue
        if one.must and w.relaxed("H35", first, last, person.id):
            continue
        planned = [(step, day) for step, day in pattern if day >= w.first]
        before = [(step, day) for step, day in pattern[1:] if day < w.first]
        if one.wanted:
            left = any(not met(*each) for each in before)
            could = all(step.off or day in could_days(w, person, one.which, step.which) for step, day in planned)
            excused = (first < w.first or one.steps[0].off) and not could
            missed = met(*pattern[0]) and not all(met(*each) for each in pattern)
            units += missed and not left and not excused
        else:
            forced = first < w.first and all(step.off and day not in free for step, day in planned)
            units += all(met(*each) for each in pattern) and not forced
    return units


def _within_days(w: World, person: Participant, shifts: tuple[Shift, ...], one: Sequence) -> int:
    units = 0
    for day in w.days:
        of_day = [s for s in everything(person, shifts) if s.day == day and w.fits(one.which, s)]
        begun = any(w.fits(one.steps[0].which, s) for s in of_day)
        whole = any(
            all(w.fits(step.which, s) for step, s in zip(one.steps, chosen, strict=True))
            for chosen in combinations(of_day, len(one.steps))
        )
        aside = one.must and w.relaxed("H35", day, day, person.id)
        units += ((begun and not whole) if one.wanted else whole) and not aside
    return units


@listed(PERSONS, "S38")
def off_pattern(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    units = 0
    for one in w.conditions("rotations", False, person.id):
        for shift in shifts:
            entry = one.cycle[(shift.day - one.start).days % len(one.cycle)]
            if w.fits(one.which, shift) and not shift.event and (entry is None or not w.fits(entry, shift)):
                units += one.strength
    return units


@listed(PERSONS, "H40", "S40")
def steady(w: World, person: Participant, shifts: tuple[Shift, ...], rule: str) -> int:
    must, units = rule == "H40", 0
    for one in w.conditions("steadies", must, person.id):
        for first, last in w.spans(one.every):
            new = [s.start for s in between(shifts, first, last) if w.fits(one.which, s) and not s.event]
            old = [s.start for s in between(person.past, first, last) if w.fits(one.which, s)]
            if one.every is Every.PERIOD:
                old = []
            if new and not (must and w.relaxed(rule, first, last, person.id)):
                free = max(one.most, max(old) - min(old) if old else 0)
                over = max(0, max(new + old) - min(new + old) - free)
                units += (over + 29) // 30 * (1 if must else one.strength)
    return units


@listed(PERSONS, "S11")
def late_then_early(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    late = {one.day for one in everything(person, shifts) if one.end > w.program_numbers(one).late_after}
    early = {one.day for one in shifts if one.start < w.program_numbers(one).early_before}
    return sum(day - DAY in late for day in early)


@listed(PERSONS, "S12")
def two_days_running(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    worked = worked_days(w, person, shifts, EVERY_SHIFT)
    return sum(day - DAY in worked for day in {one.day for one in shifts}) if person.prefers_alternate else 0
