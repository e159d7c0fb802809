"""What compares people with each other, and budgets."""

from __future__ import annotations

from datetime import date

from scheduler.conditions import Condition
from scheduler.enums import Coin, Every
from scheduler.problem import Contract, Participant, Shift
from tests.proof.reading.hours import under_contract
from tests.proof.reading.world import DAY, WHOLES, Any_Shift, Plan, World, listed, month_of

Groups = dict[tuple[str, int | None], dict[str, list[Contract]]]


def groups(w: World) -> Groups:
    """The contracts of each member, by programme and contract minutes."""
    found: Groups = {}
    for person in w.problem.participants:
        for contract in person.contracts:
            if contract.first <= w.last and w.first <= contract.last:
                key = contract.program, contract.contract_minutes_per_week
                found.setdefault(key, {}).setdefault(person.id, []).append(contract)
    return found


def under(w: World, person: Participant, contracts: list[Contract], shifts: tuple[Shift, ...]) -> list[Shift]:
    return [one for one in shifts if w.contract(person, one) in contracts]


def shifts_a_day(w: World, person: Participant) -> int:
    return min(one.max_shifts_per_day for one in w.own_numbers(person))


def reachable(w: World, person: Participant, contracts: list[Contract]) -> int:
    could = under(w, person, contracts, tuple(w.may[person.id]))
    best: dict[date, int] = {}
    for day in w.days:
        longest = sorted((one.worked_minutes for one in could if one.day == day), reverse=True)
        best[day] = sum(longest[: shifts_a_day(w, person)])
    total = 0
    for first, last in sorted({month_of(day) for day in w.days}):
        inside = [day for day in w.days if first <= day <= last]
        month = 0
        for monday in sorted({day - DAY * day.weekday() for day in inside}):
            week = sum(best[day] for day in inside if monday <= day <= monday + DAY * 6)
            month += min(
                [week, *(one.max_minutes_per_week for one in contracts if one.max_minutes_per_week is not None)]
            )
        total += min(
            [month, *(one.max_minutes_per_month for one in contracts if one.max_minutes_per_month is not None)]
        )
    return total


@listed(WHOLES, "S04")
def fair_hours(w: World, plan: Plan) -> int:
    units = 0
    for members in groups(w).values():
        balance = []
        for name, contracts in members.items():
            if all(one.target_minutes is not None for one in contracts):
                person = w.person[name]
                wanted = sum(one.target_minutes or 0 for one in contracts)
                fair = min(wanted, reachable(w, person, contracts))
                worked = sum(one.worked_minutes for one in under(w, person, contracts, plan[name]))
                balance.append(worked - fair)
        if len(balance) > 1:
            units += (max(balance) - min(balance) + 59) // 60
    return units


def kinds(w: World, shift: Shift) -> set[str]:
    numbers = w.program_numbers(shift)
    marks = {
        "weekend": shift.day.weekday() >= 5,
        "holiday": shift.day in w.problem.holidays,
        "early": shift.start < numbers.early_before,
        "late": shift.end > numbers.late_after,
        "night": w.night_minutes(shift, numbers) > 0,
    }
    return {kind for kind, marked in marks.items() if marked and not shift.event}


@listed(WHOLES, "S05")
def fair_turns(w: World, plan: Plan) -> int:
    return sum(
        _turns(w, program.id, kind, plan)
        for program in w.problem.programs
        for kind in ("weekend", "holiday", "early", "late", "night")
    )


def _turns(w: World, program: str, kind: str, plan: Plan) -> int:
    """All groups of the programme share one measure of what an even share is."""
    could: list[dict[str, int]] = []
    seats: set[str] = set()
    carried = 0
    everyone = [members for (its, _), members in groups(w).items() if its == program]
    for members in everyone:
        able: dict[str, int] = {}
        for name, contracts in members.items():
            person = w.person[name]
            taking = [one for one in under(w, person, contracts, tuple(w.may[name])) if kind in kinds(w, one)]
            if taking:
                days = [one.day for one in taking]
                able[name] = sum(min(days.count(day), shifts_a_day(w, person)) for day in set(days))
                seats |= {one.id for one in taking}
                carried += getattr(person.carried, kind)
        could.append(able)
    people = sum(map(len, could))
    if not people:
        return 0
    share = (carried + sum(0 if w.shift[one].external else w.shift[one].target_staff for one in seats)) // people
    units = 0
    for members, able in zip(everyone, could, strict=True):
        counts = []
        for name, days in able.items():
            brought = getattr(w.person[name].carried, kind)
            start = brought + max(0, share - brought - days)
            worked = under(w, w.person[name], members[name], plan[name])
            counts.append(start + sum(kind in kinds(w, one) for one in worked))
        if len(counts) > 1:
            units += max(counts) - min(counts)
    return units


@listed(WHOLES, "H29", "S29")
def budget(w: World, plan: Plan, rule: str) -> int:
    must, total = rule == "H29", 0
    for one in w.conditions("budgets", must):
        won = one.coin is Coin.WON
        for first, last in w.spans(one.every, 7, one.dates):
            if must and w.relaxed(rule, first, last):
                continue
            past = planned = 0
            for person in w.problem.participants:
                if one.every is not Every.PERIOD:
                    past += sum(worth(w, person, p, won) for p in person.past if meant(w, one, p, first, last))
                planned += sum(worth(w, person, p, won) for p in plan[person.id] if meant(w, one, p, first, last))
            scale = 60 if won else 1
            over = max(0, planned - max(0, one.most * scale - past))
            step = one.step * scale
            total += over if must else (over + step - 1) // step * one.strength
    return total


def meant(w: World, one: Condition, shift: Any_Shift, first: date, last: date) -> bool:
    return first <= shift.day <= last and w.fits(one.which, shift)


def worth(w: World, person: Participant, shift: Any_Shift, won: bool) -> int:
    """Minutes, or sixtieths of a won."""
    if not won:
        return shift.worked_minutes
    contract = w.contract(person, shift) if shift.site in w.site else None
    wage = None if contract is None else contract.hourly_wage
    return shift.worked_minutes * (w.numbers(contract).minimum_wage if wage is None else wage)


@listed(WHOLES, "S14")
def nobody_stands_by(w: World, plan: Plan) -> int:
    units = 0
    for program in w.problem.programs:
        of_program = [one for one in w.problem.shifts if w.program(one) == program.id]
        ready = [
            one
            for one in w.problem.participants
            if one.stand_by and any(under_contract(one, day, frozenset({program.id})) for day in w.days)
        ]
        for day in w.days if ready else ():
            seats = [
                one for one in of_program if one.day == day and one.target_staff and not one.external and not one.event
            ]
            free = [
                one for one in ready
                if under_contract(one, day, frozenset({program.id}))
                and not any(gone.day == day and (gone.start, gone.end) == (0, 1440) for gone in one.unavailable)
                and not any(shift.day == day for shift in plan[one.id])
            ]  # fmt: skip
            units += bool(seats) and not free
    return units
