"""Fair hours and fair turns (S04, S05).

A group: the people who have contracts with one programme and the same `contract_minutes_per_week` (None too) that meet
the period. Only shifts worked under those contracts (`contract_of`) count for a member. Groups of one are left out.

S04, among the members all of whose contracts in the group have `target_minutes`:

    reachable(i)  = what i could work at most by the unary rules, max_shifts_per_day, and the week and month caps alone
    fair hours(i) = min(sum of target_minutes, reachable(i))
    units         = ceil((max - min over i of worked(i) - fair hours(i)) / 60)

The minimum keeps someone who is away for weeks from being the bottom of every comparison. As rows, with free hi, lo and
an integer u >= 0: lo <= worked(i) - fair hours(i) <= hi for every i, 60 u >= hi - lo.

S05, for each kind of shift that few like (weekend: Saturday or Sunday; holiday: a public holiday; early: starts before
`early_before`; late: ends after `late_after`; night: holds night minutes; a shift may be of several kinds, an event is
of none), among the members who could take one such shift at least by the unary rules:

    start(i) = carried(i) + credit(i)
    units    = max - min over i of (start(i) + planned shifts of the kind)

    could(i)  = sum over days of min(shifts of the kind that day without a unary objection to i, max_shifts_per_day)
    share     = (sum of carried(i) + seats of the kind that any of them could take) // number of them,
                over all groups of the programme
    credit(i) = max(0, share - carried(i) - could(i))

The credit is for those who cannot reach an even share this month however willing they are; without it they would be the
bottom, and the others' turns would no longer matter. Both terms are constants: rows need only hi, lo and u >= hi - lo.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.calendar import Period, is_weekend
from scheduler.parameters import Parameters
from scheduler.problem import Contract, Participant, Problem, Shift
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, SoftRule, once_per_problem
from scheduler.rules.eligibility import eligible_shifts
from scheduler.rules.hours import months_of
from scheduler.rules.own import own
from scheduler.rules.targets import covered_days
from scheduler.rules.words import Facts

HOUR = 60
"""Minutes in one unit of S04."""
TURNS = ("weekend", "holiday", "early", "late", "night")


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a group, with the contracts that put them there."""

    person: Participant
    contracts: tuple[Contract, ...]

    def covers(self, problem: Problem, shift: Shift) -> bool:
        """Whether the person works the shift under one of these contracts."""
        contract = problem.contract_of(self.person, shift)
        return contract is not None and contract in self.contracts


@dataclass(frozen=True, slots=True)
class HourGroup:
    """S04: members with their fair hours, in minutes, in the same order."""

    program: str
    members: tuple[Member, ...]
    fair_minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TurnGroup:
    """S05: members with what they start from, in the same order, for one kind of shift."""

    program: str
    kind: str
    members: tuple[Member, ...]
    starts: tuple[int, ...]
    """carried + credit."""
    shifts: frozenset[str]
    """Ids of all shifts of the kind in the programme."""


def is_turn(problem: Problem, shift: Shift, kind: str) -> bool:
    """Whether the shift is of the kind, one of TURNS. An event, to which people are sent, is nobody's turn."""
    if shift.event:
        return False
    if kind == "weekend":
        return is_weekend(shift.day)
    if kind == "holiday":
        return shift.day in problem.holidays
    if kind == "early":
        return shift.start < _numbers(problem, shift).early_before
    if kind == "late":
        return shift.end > _numbers(problem, shift).late_after
    return problem.night_minutes(shift, _numbers(problem, shift)) > 0


def _numbers(problem: Problem, shift: Shift) -> Parameters:
    return problem.parameters_of_program(problem.site[shift.site].program)


@once_per_problem
def groups(problem: Problem) -> dict[tuple[str, int | None], tuple[Member, ...]]:
    """Members by programme and contract minutes per week, groups of one included, in the problem's order."""
    found: dict[tuple[str, int | None], dict[str, Member]] = defaultdict(dict)
    for person in problem.participants:
        for contract in person.contracts:
            if covered_days(problem, contract):
                group = found[contract.program, contract.contract_minutes_per_week]
                known = group.get(person.id, Member(person, ()))
                group[person.id] = Member(person, (*known.contracts, contract))
    return {key: tuple(members.values()) for key, members in found.items()}


def _could_take(problem: Problem, member: Member) -> list[Shift]:
    known, key = _known_takers(problem), (member.person.id, member.contracts)
    found = known.get(key)
    if found is None:
        shifts = eligible_shifts(problem)[member.person.id]
        found = known[key] = [shift for shift in shifts if member.covers(problem, shift)]
    return found


@once_per_problem
def _known_takers(problem: Problem) -> dict[tuple[str, tuple[Contract, ...]], list[Shift]]:
    return {}


@once_per_problem
def _weeks(problem: Problem) -> list[list[Period]]:
    """The weeks of each month that touches the period, only their days in both."""
    return [[_inside(week, month) for week in month.weeks()] for month in months_of(problem.period)]


def reachable_minutes(problem: Problem, member: Member) -> int:
    """What the member could work at most: the longest shifts of each day, capped by week and month."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for shift in _could_take(problem, member):
        by_day[shift.day].append(shift.worked_minutes)
    most = own(problem, member.person).shifts_a_day
    best = {day: sum(sorted(minutes)[-most:]) for day, minutes in by_day.items()}
    total = 0
    caps = [one.max_minutes_per_week for one in member.contracts]
    for weeks in _weeks(problem):
        sums = [_capped(sum(best.get(day, 0) for day in week.days()), caps) for week in weeks]
        total += _capped(sum(sums), [one.max_minutes_per_month for one in member.contracts])
    return total


def _inside(week: Period, month: Period) -> Period:
    return Period(max(week.first, month.first), min(week.last, month.last))


def _capped(minutes: int, caps: Iterable[int | None]) -> int:
    return min([minutes, *(cap for cap in caps if cap is not None)])


@once_per_problem
def hour_groups(problem: Problem) -> tuple[HourGroup, ...]:
    """S04: groups of two and more with targets."""
    found = []
    for (program, _), members in groups(problem).items():
        wanting = [one for one in members if all(each.target_minutes is not None for each in one.contracts)]
        if len(wanting) < 2:
            continue
        fair = tuple(
            min(sum(each.target_minutes or 0 for each in one.contracts), reachable_minutes(problem, one))
            for one in wanting
        )
        found.append(HourGroup(program, tuple(wanting), fair))
    return tuple(found)


@once_per_problem
def turn_groups(problem: Problem) -> tuple[TurnGroup, ...]:
    """S05: for each kind the groups of two and more who could take such shifts."""
    found = []
    for program in problem.programs:
        shifts = [one for one in problem.shifts if problem.site[one.site].program == program.id]
        for kind in TURNS:
            of_kind = [one for one in shifts if is_turn(problem, one, kind)]
            if of_kind:
                found += _turn_groups(problem, program.id, kind, of_kind)
    return tuple(found)


def _turn_groups(problem: Problem, program: str, kind: str, shifts: list[Shift]) -> list[TurnGroup]:
    ids = frozenset(one.id for one in shifts)
    able: list[tuple[list[Member], list[int]]] = []
    reached: set[str] = set()
    for (group_program, _), members in groups(problem).items():
        if group_program != program:
            continue
        takers, could = [], []
        for member in members:
            taking = [one for one in _could_take(problem, member) if one.id in ids]
            if taking:
                takers.append(member)
                days = Counter(one.day for one in taking)
                could.append(sum(min(count, own(problem, member.person).shifts_a_day) for count in days.values()))
                reached.update(one.id for one in taking)
        able.append((takers, could))
    people = sum(len(takers) for takers, _ in able)
    if not people:
        return []
    carried = sum(_carried(member, kind) for takers, _ in able for member in takers)
    share = (carried + sum(one.seats for one in shifts if one.id in reached)) // people
    return [
        TurnGroup(
            program, kind, tuple(takers), tuple(map(lambda one, n: _start(one, kind, share, n), takers, could)), ids
        )
        for takers, could in able
        if len(takers) >= 2
    ]


def _carried(member: Member, kind: str) -> int:
    carried: int = getattr(member.person.carried, kind)
    return carried


def _start(member: Member, kind: str, share: int, could: int) -> int:
    return max(_carried(member, kind), share - could)


def worked_by(case: Case, member: Member) -> int:
    """Planned minutes of the member under the group's contracts."""
    return sum(one.worked_minutes for one in case.shifts(member.person) if member.covers(case.problem, one))


def turns_of(case: Case, group: TurnGroup, member: Member) -> int:
    """Planned shifts of the group's kind that the member works under the group's contracts."""
    return sum(one.id in group.shifts and member.covers(case.problem, one) for one in case.shifts(member.person))


class FairHours(SoftRule):
    """S04: the same share of their hours for all who have the same contract."""

    id = "S04"
    name_ko = "고른 근무 시간"
    name_en = "fair hours"
    basis = Basis(Ground.HABIT, "같은 계약이면 고르게", "fair among equal contracts")
    ko = "계약 시간에 견주어 {most} 님이 가장 많이, {fewest} 님이 가장 적게 나가서 {spread:minutes} 차이 납니다."
    en = "Measured against their contracts {most} works most and {fewest} least; they are {spread:minutes} apart."

    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """One item for each group: every begun hour between the most and the least is a unit."""
        for group in hour_groups(case.problem):
            balance = [worked_by(case, one) - fair for one, fair in zip(group.members, group.fair_minutes, strict=True)]
            spread = max(balance) - min(balance)
            units = -(-spread // HOUR)
            if units:
                most, fewest = _ends(group.members, balance)
                facts: Facts = {"most": most.name, "fewest": fewest.name, "spread": spread}
                yield PenaltyItem(self.id, facts, participant=fewest.id, units=units, weight=weight)


class FairTurns(SoftRule):
    """S05: weekends, holidays, early, late and night shifts in turn, the months before included."""

    id = "S05"
    name_ko = "고른 주말·공휴일·시간대"
    name_en = "fair turns"
    basis = Basis(Ground.HABIT, "힘든 근무는 돌아가며", "unpopular shifts in turn")
    ko = (
        "지난달들까지 합쳐 {kind:turn} 근무가 {most} 님 {most_count}번, {fewest} 님 {fewest_count}번으로 "
        "{spread}번 차이 납니다."
    )
    en = (
        "With the months before, {most} has {most_count} {kind:turn} shifts and {fewest} has {fewest_count}: "
        "{spread} apart."
    )

    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """One item for each group and kind: the most less the fewest."""
        for group in turn_groups(case.problem):
            counts = [
                start + turns_of(case, group, one) for one, start in zip(group.members, group.starts, strict=True)
            ]
            spread = max(counts) - min(counts)
            if spread:
                most, fewest = _ends(group.members, counts)
                facts: Facts = {
                    "kind": group.kind, "most": most.name, "fewest": fewest.name,
                    "most_count": max(counts), "fewest_count": min(counts), "spread": spread,
                }  # fmt: skip
                yield PenaltyItem(self.id, facts, participant=most.id, units=spread, weight=weight)


def _ends(members: tuple[Member, ...], values: list[int]) -> tuple[Participant, Participant]:
    return members[values.index(max(values))].person, members[values.index(min(values))].person
