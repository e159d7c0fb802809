"""What one does quickly by hand: the scarcest seat first, then whoever is cheapest and furthest below the target."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from scheduler import rules
from scheduler.problem import Problem, Shift
from scheduler.roster import Roster
from scheduler.rules.edits import added
from scheduler.rules.seats import NobodyAlone, fewest_together
from tests.benchmark.rivals.city import WEEK, City, Pair, Plain
from tests.benchmark.rivals.nrp import Cells, Instance, Staff

ALONE = NobodyAlone.id
TRIES, MOST_TRIES = 200, 3000
"""Months that are thrown together for each person, and how many more while the least minutes are not reached."""
Run = list[tuple[int, str]]
"""Days in a row with their shifts."""


def city(city: City) -> list[Pair]:
    """Shifts with the fewest people for each seat first. Single days and such are taken out again at the end."""
    able: dict[int, list[int]] = defaultdict(list)
    for person, shift in city.price:
        able[shift].append(person)
    apart = {tuple(pair) for pair in city.plain["avoid"]}
    months = {one["id"]: _Month(city, one) for one in city.plain["people"]}
    for shift in sorted(city.plain["shifts"], key=lambda one: (len(able[one["id"]]) / one["need"], one["id"])):
        number, there = shift["id"], list[int]()
        for person in sorted(able[number], key=lambda one: (city.price[one, number] - months[one].below(), one)):
            quarrel = any((min(person, other), max(person, other)) in apart for other in there)
            if len(there) < shift["need"] and not quarrel and months[person].takes(shift):
                there.append(person)
    return [(person, shift) for person, month in months.items() for shift in month.kept()]


class _Month:
    """One person's month in a city, always within the rules that can be asked shift by shift."""

    def __init__(self, city: City, person: Plain) -> None:
        self._city, self._person = city, person
        self._at: dict[int, int] = {}
        self._minutes = 0

    def below(self) -> float:
        """Half hours below the target."""
        return float((self._person["target"] - self._minutes) / 30)

    def takes(self, shift: Plain) -> bool:
        """Takes the shift if no rule is against it."""
        one, day, length = self._person, shift["day"], self._city.minutes(shift["id"])
        week = [other for other in self._at if self._city.week(other) == self._city.week(day)]
        run = 1 + self._beside(day, -1) + self._beside(day, 1)
        if (
            day in self._at
            or self._minutes + length > one["cap"]
            or sum(self._city.minutes(self._at[other]) for other in week) + length > one["week_cap"]
            or len(week) + 1 > one["max_days_week"]
            or run > one["max_run"]
            or len(self._weekends({*self._at, day})) > one.get("max_weekends", WEEK)
        ):
            return False
        self._at[day] = shift["id"]
        self._minutes += length
        return True

    def kept(self) -> list[int]:
        """Its shifts, without single days where the person has none."""
        last = self._city.plain["days"] - 1
        alone = {
            day
            for day in self._at
            if self._person.get("min_run", 1) > 1 and 0 < day < last and not {day - 1, day + 1} & set(self._at)
        }
        return [shift for day, shift in self._at.items() if day not in alone]

    def _beside(self, day: int, step: int) -> int:
        count = 0
        while day + step * (count + 1) in self._at:
            count += 1
        return count

    def _weekends(self, days: set[int]) -> set[int]:
        return {self._city.week(day) for day in days if (self._city.first_weekday + day) % WEEK >= 5}


def nrp(instance: Instance) -> Cells:
    """Person by person, each the best of some months thrown together from the cheapest runs of days."""
    cover = {(day, shift): (count, under, over) for day, shift, count, under, over in instance.cover}
    wishes: Counter[tuple[str, int, str]] = Counter()
    for name, day, shift, price, wanted in instance.wishes:
        wishes[name, day, shift] += -price if wanted else price
    there: Counter[tuple[int, str]] = Counter()
    cells: Cells = {}
    for one in sorted(instance.staff.values(), key=lambda each: (each.max_minutes - each.min_minutes, each.id)):
        cost = {}
        for day in set(range(instance.days)) - one.days_off:
            for shift in instance.minutes:
                need, under, over = cover.get((day, shift), (0, 0, 0))
                cost[day, shift] = wishes[one.id, day, shift] + (-under if there[day, shift] < need else over)
        for day, shift in _month(instance, one, cost).items():
            cells[one.id, day] = shift
            there[day, shift] += 1
    return cells


def _month(instance: Instance, one: Staff, cost: dict[tuple[int, str], int]) -> dict[int, str]:
    """The cheapest of the months that reach the least minutes; if none does, that with the most. Minutes may miss."""
    found = []
    for start in range(instance.days):
        for length in range(1, one.max_run + 1):
            inside = start > 0 and start + length < instance.days
            legal = start + length <= instance.days and (length >= one.min_run or not inside)
            if legal and (run := _run(instance, one, cost, start, length)):
                found.append((sum(cost[each] for each in run) / length, run))
    dice, tries = random.Random(one.id), list[tuple[int, int, dict[int, str]]]()
    spread = max((abs(price) for price, _ in found), default=0)
    for number in range(MOST_TRIES):
        if number >= TRIES and min(missing for missing, _, _ in tries) == 0:
            break
        noise = spread * (number % TRIES) / TRIES
        order = [run for _, run in sorted((price + dice.uniform(-noise, noise), run) for price, run in found)]
        month = _together(instance, one, cost, order)
        minutes = sum(instance.minutes[shift] for shift in month.values())
        missing = max(0, one.min_minutes - minutes)
        tries.append((missing, sum(cost[each] for each in month.items()), month))
    return min(tries, key=lambda each: each[:2])[2]


def _together(instance: Instance, one: Staff, cost: dict[tuple[int, str], int], order: list[Run]) -> dict[int, str]:
    """Runs in their order, as far as they fit together and pay, or are needed for the least minutes."""
    chosen: dict[int, str] = {}
    minutes, counts, weekends = 0, Counter[str](), set[int]()
    for run in order:
        start, end = run[0][0], run[-1][0] + 1
        more = sum(instance.minutes[shift] for _, shift in run)
        if minutes + more > one.max_minutes or (minutes >= one.min_minutes and sum(cost[each] for each in run) >= 0):
            continue
        if any(day in chosen for day in range(start - one.min_off, end + one.min_off)):
            continue
        after, then = counts + Counter(shift for _, shift in run), weekends | {d // 7 for d, _ in run if d % 7 >= 5}
        if len(then) <= one.max_weekends and all(count <= one.max_shifts[shift] for shift, count in after.items()):
            chosen.update(run)
            minutes, counts, weekends = minutes + more, after, then
    return chosen


def _run(instance: Instance, one: Staff, cost: dict[tuple[int, str], int], start: int, length: int) -> Run | None:
    """Each day the cheapest shift that may follow the last; None where somebody is off or nothing may follow."""
    run: Run = []
    for day in range(start, start + length):
        barred = instance.not_next[run[-1][1]] if run else set()
        able = [
            (cost[day, shift], shift)
            for shift, most in one.max_shifts.items()
            if most and shift not in barred and (day, shift) in cost
        ]
        if not able:
            return None
        run.append((day, min(able)[1]))
    return run


def club(problem: Problem) -> list[tuple[str, str]]:
    """Shift by shift, whoever the law book lets and has the fewest hours yet."""
    able = rules.eligible(problem)
    hours: Counter[str] = Counter()
    pairs: list[tuple[str, str]] = []

    def scarcity(shift: Shift) -> tuple[float, str]:
        return len(able[shift.id]) / shift.seats, shift.id

    for shift in sorted((one for one in problem.shifts if one.seats and one.id in able), key=scarcity):
        case, there = rules.Case(problem, Roster.of(pairs)), list[str]()
        for one in sorted(able[shift.id], key=lambda each: (hours[each], each)):
            person = problem.participant[one]
            # Where nobody may be alone, the first one is: whether others came is looked at afterwards.
            if len(there) < shift.seats and all(found.rule == ALONE for found in added(case, person, shift)):
                case = case.plus(person, shift)
                there.append(one)
        if len(there) >= fewest_together(problem, shift):
            pairs += ((one, shift.id) for one in there)
            hours.update(dict.fromkeys(there, shift.worked_minutes))
    return pairs
