"""One person's own shifts: rest, runs, overlaps, wishes, habits."""

from __future__ import annotations

from collections import Counter
from datetime import date

from scheduler.enums import WishKind
from scheduler.problem import Participant, Shift, Wish
from tests.proof.reading.world import DAY, PERSONS, World, begins, ends, everything, listed


@listed(PERSONS, "H03")
def shifts_a_day(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    most = min(one.max_shifts_per_day for one in w.own_numbers(person))
    days = Counter(one.day for one in shifts)
    return sum(count > most and not w.relaxed("H03", day, day, person.id) for day, count in days.items())


@listed(PERSONS, "H04")
def at_once(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    all_of_them, clashes = everything(person, shifts), 0
    for place, early in enumerate(all_of_them):
        for late in all_of_them[place + 1 :]:
            travel = max(one.travel_buffer for one in w.own_numbers(person)) if early.site != late.site else 0
            clashes += isinstance(late, Shift) and begins(late) < ends(early) + travel
    return clashes


@listed(PERSONS, "H16")
def short_rest(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    least = max(one.min_rest_between_shifts for one in w.own_numbers(person))
    short = 0
    for late in shifts:
        for early in everything(person, shifts):
            if ends(early) <= begins(late) < ends(early) + least:
                short += not w.relaxed("H16", late.day, late.day, person.id)
    return short


@listed(PERSONS, "H17")
def days_in_a_row(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    most = min(one.max_consecutive_days for one in w.own_numbers(person))
    worked = {one.day for one in everything(person, shifts)}
    planned = {one.day for one in shifts}
    too_long = 0
    for day in w.days:
        window = [day - DAY * back for back in range(most + 1)]
        if all(one in worked for one in window) and planned & set(window):
            too_long += not w.relaxed("H17", min(window), max(window), person.id)
    return too_long


@listed(PERSONS, "H28")
def missing_lock(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    there = {one.id for one in shifts}
    return sum(
        one.works and one.participant == person.id and one.shift not in there
        and not w.relaxed("H28", w.shift[one.shift].day, w.shift[one.shift].day, person.id, w.shift[one.shift].site)
        for one in w.problem.locks
    )  # fmt: skip


def counted_days_off(w: World, person: Participant) -> dict[date, int]:
    strongest: dict[date, int] = {}
    for one in person.wishes:
        if one.kind is WishKind.DAY_OFF and one.day in w.days:
            strongest[one.day] = max(strongest.get(one.day, 0), one.strength)
    ranked = sorted(strongest, key=lambda day: (-strongest[day], day))
    most = max(one.day_off_wishes_counted for one in w.own_numbers(person))
    return {day: strongest[day] for day in ranked[:most]}


@listed(PERSONS, "S02")
def wished_off(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    worked = {one.day for one in shifts}
    return sum(strength for day, strength in counted_days_off(w, person).items() if day in worked)


@listed(PERSONS, "S06")
def unusual(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    usual = {(one.weekday, one.template) for one in person.usual}
    return sum(bool(usual) and (one.day.weekday(), one.template) not in usual and not one.event for one in shifts)


@listed(PERSONS, "S07")
def unwished(w: World, person: Participant, shifts: tuple[Shift, ...]) -> int:
    def missed(wishes: list[Wish], met: bool) -> int:
        return 0 if met or not wishes else max(one.strength for one in wishes)

    weekdays = [one for one in person.wishes if one.kind is WishKind.WEEKDAY]
    templates = [one for one in person.wishes if one.kind is WishKind.TEMPLATE]
    return sum(
        missed(weekdays, one.day.weekday() in [wish.weekday for wish in weekdays])
        + missed(templates, one.template in [wish.template for wish in templates])
        for one in shifts
        if not one.event
    )
