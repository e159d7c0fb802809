"""Whether the hours suffice: by programme and site, and by person.

What is needed is compared with an upper bound of what there is: what is told is surely missing, and what is not told
may still be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scheduler.enums import Measure
from scheduler.precheck.advice import Advice, Both, Kind, Severity, Step, advice, say_amount, say_people
from scheduler.precheck.offers import most_often, settled, with_seats, with_takers
from scheduler.precheck.reach import minutes_within_reach
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.eligibility import eligible_shifts, objection
from scheduler.rules.judge import rule
from scheduler.rules.targets import covered_days, tolerance

PROGRAM_SHORT = Kind(
    Step.PROGRAM_HOURS,
    Severity.WARNING,
    "program_hours",
    "‘{name}’ 사업단의 자리는 모두 {needed}인데, 시간 한도 안에서 나올 수 있는 시간은 {given}입니다. "
    "적어도 {short}만큼 빈자리가 남습니다.",
    "The seats of {name} come to {needed}, but within the hour caps people can give {given}: "
    "at least {short} will stay open.",
    "참여자를 더 모집하거나 계약 시간 한도 또는 자리 수를 확인하십시오.",
    "Take on more people, or look at the hour caps and the number of seats.",
)
SITE_SHORT = Kind(
    Step.PROGRAM_HOURS,
    Severity.WARNING,
    "site_hours",
    "근무지 {name}의 자리는 모두 {needed}인데, 여기에 나올 수 있는 분들의 시간은 {given}입니다. "
    "적어도 {short}만큼 빈자리가 남습니다.",
    "The seats at {name} come to {needed}, but those who may work there can give {given}: "
    "at least {short} will stay open.",
    "이 근무지에 계약된 분을 늘리거나 시간 한도 또는 자리 수를 확인하십시오.",
    "Contract more people to this site, or look at the hour caps and the number of seats.",
)
TARGET_OUT_OF_REACH = Kind(
    Step.PERSON_HOURS,
    Severity.WARNING,
    "target_out_of_reach",
    "{people}의 계약 시간은 {target}인데, 나갈 수 있는 시간은 {given}까지입니다.",
    "{people}: the contract hours are {target}, but {given} are within reach.",
    "계약 시간과 시간 한도를 견주어 보고, 근무 불가일과 계약 근무지를 확인하십시오.",
    "Compare contract hours and hour caps; look at unavailable days and contracted sites.",
)
NO_SHIFT_AT_ALL = Kind(
    Step.PERSON_HOURS,
    Severity.WARNING,
    "no_shift",
    "{people}에게는 이달에 맡을 수 있는 근무가 하나도 없습니다. 이유는 {reason}입니다.",
    "There is no shift this month that {people} could take. Reason: {reason}.",
    "{reason} 내용을 확인하십시오.",
    "See to what this rule looks at: {reason}.",
)

NOTHING_AT_SITES = Kind(
    Step.PERSON_HOURS,
    Severity.WARNING,
    "no_shift_at_sites",
    "{people}에게는 이달에 맡을 수 있는 근무가 하나도 없습니다. 계약 근무지에 이달 근무가 없습니다.",
    "There is no shift this month that {people} could take: the contracted sites have none.",
    "방학이나 휴점이 맞는지, 계약 근무지가 맞는지 확인하십시오.",
    "See whether the sites are closed this month, and whether the contracted sites are right.",
)


def program_hours(problem: Problem) -> Iterator[Advice]:
    """Programmes whose seats take more hours than their people can give; else the sites of which that is true."""
    at_site: dict[str, list[Shift]] = defaultdict(list)
    for shift in with_takers(problem):
        at_site[shift.site].append(shift)
    for program in problem.programs:
        sites = [site for site in problem.sites if site.program == program.id and at_site[site.id]]
        whole = _hours_short(problem, [shift for site in sites for shift in at_site[site.id]])
        if whole:
            yield advice(PROGRAM_SHORT, {"name": program.name}, *whole)
            continue
        for site in sites if len(sites) > 1 else ():
            short = _hours_short(problem, at_site[site.id])
            if short:
                yield advice(SITE_SHORT, {"name": site.name}, *short, site=site.id)


def _hours_short(problem: Problem, shifts: list[Shift]) -> tuple[tuple[str, Both], ...]:
    """What is needed, given and short, when the shifts need more hours than there are; else nothing."""
    needed = sum(shift.seats * shift.worked_minutes for shift in shifts)
    ids = {shift.id for shift in shifts}
    given = 0
    for person in problem.participants:
        among = [shift for shift in eligible_shifts(problem)[person.id] if shift.id in ids]
        given += minutes_within_reach(problem, person, among) if among else 0
        if given >= needed:
            return ()
    numbers = (("needed", needed), ("given", given), ("short", needed - given))
    return tuple((name, say_amount(Measure.MINUTES, number)) for name, number in numbers)


def person_hours(problem: Problem) -> Iterator[Advice]:
    """Contract hours out of reach, and people without any shift they could take."""
    idle: dict[str, list[Participant]] = defaultdict(list)
    for person in problem.participants:
        shifts = eligible_shifts(problem)[person.id]
        if not shifts:
            reason = _why_idle(problem, person)
            # A settled roster may leave somebody out: then no rule is in the way.
            if reason or all(contract.program not in settled(problem) for contract in person.contracts):
                idle[reason].append(person)
            continue
        yield from _targets(problem, person, shifts)
    for reason, people in idle.items():
        names = ("people", say_people([person.name for person in people]))
        if not reason:
            yield advice(NOTHING_AT_SITES, {}, names, participant=people[0].id)
            continue
        said = Both(rule(reason).name_ko, rule(reason).name_en)
        yield advice(NO_SHIFT_AT_ALL, {}, names, ("reason", said), participant=people[0].id)


def _targets(problem: Problem, person: Participant, shifts: Iterable[Shift]) -> Iterator[Advice]:
    mine = [(problem.contract_of(person, shift), shift) for shift in shifts]
    for contract in person.contracts:
        target = contract.target_minutes
        if target is None or contract.program in settled(problem) or not covered_days(problem, contract):
            continue
        given = minutes_within_reach(problem, person, [shift for held, shift in mine if held is contract])
        if given + tolerance(problem, contract) < target:
            yield advice(
                TARGET_OUT_OF_REACH, {}, ("people", say_people([person.name])),
                ("target", say_amount(Measure.MINUTES, target)), ("given", say_amount(Measure.MINUTES, given)),
                participant=person.id,
            )  # fmt: skip


def _why_idle(problem: Problem, person: Participant) -> str:
    """The rule that objects to most shifts at the contracted sites; empty where there is no such shift."""
    sites = {site for contract in person.contracts for site in contract.sites}
    shifts = [shift for shift in with_seats(problem) if shift.site in sites]
    return most_often(objection(problem, person, shift) for shift in shifts)
