"""Random clubs of any size, of the same kinds of sites as the sample club; the same numbers give the same club."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from random import Random

from scheduler.calendar import Month
from scheduler.club.book import ClosureEntry, ClosureKind, ClubBook, OrganizationEntry, PairEntry, PairKind
from scheduler.club.draft import Draft
from scheduler.club.extras import add_extras
from scheduler.club.fit import Calendar, Staffing, staffing
from scheduler.club.kinds import ALL_KINDS, SiteKind
from scheduler.club.schoolyear import bridge_days, vacations
from scheduler.club.wants import add_wishes

FEWEST, MOST = 20, 3000
SMALLEST_CREW = 6


class Tightness(StrEnum):
    """How the seats of a club compare with the hours of its people."""

    NORMAL = "normal"
    """Seat hours are 0.90 to 0.95 of cap hours."""
    TIGHT = "tight"
    """0.97 to 1.00."""
    OVER = "over"
    """1.05 to 1.15: not every seat can be filled."""


_RATIOS = {Tightness.NORMAL: (0.90, 0.95), Tightness.TIGHT: (0.97, 1.0), Tightness.OVER: (1.05, 1.15)}
_PLACES = (
    "햇살", "느티나무", "은하수", "솔바람", "무지개", "달빛", "새벽", "해오름", "단풍", "보리",
    "들꽃", "샛별", "바람개비", "소나기", "물안개", "종달새", "민들레", "은행나무", "돌담", "한울",
    "푸름", "나래", "여울", "도담", "가온", "마루", "시내", "언덕", "새싹", "노을",
)  # fmt: skip


def random_club(
    people: int,
    seed: int,
    month: Month,
    holidays: Mapping[date, str],
    tightness: Tightness | str = Tightness.NORMAL,
) -> ClubBook:
    """A club of so many people, as it stands before the month is planned, with the month before as history.

    Between 10 % and 20 % of everybody's days are unavailable. Raises ValueError for fewer than 20 or more than 3,000.
    """
    if not FEWEST <= people <= MOST:
        raise ValueError(f"a club has {FEWEST} to {MOST} people here, not {people}")
    rng = Random(f"{people} {seed} {month} {tightness}")
    draft = Draft(month, holidays)
    ratio = rng.uniform(*_RATIOS[Tightness(tightness)])
    loads: dict[str, int] = {}
    for site, plan in _sites(draft, people, ratio, rng):
        crew = draft.add_crew(site, plan.loads, plan.at_night)
        loads |= zip(crew, plan.loads, strict=True)
    _absences(draft, rng)
    for site in draft.crews:
        draft.settle(site, loads)
    _second_sites(draft, rng)
    _certificates(draft, rng)
    _companions(draft, rng)
    add_extras(draft)
    add_wishes(draft, rng)
    return draft.book(OrganizationEntry(f"{_PLACES[seed % len(_PLACES)]}시니어클럽", "031-000-0000", "담당자"))


def _sites(draft: Draft, people: int, ratio: float, rng: Random) -> Iterator[tuple[str, Staffing]]:
    """Sites added to the draft one after the other until everybody has one."""
    left, number = people, count(1)
    while left:
        kind = rng.choice(ALL_KINDS)
        crew = kind.people + rng.randint(-2, 2)
        # Nobody is left over: a rest too small for a site of its own joins this one.
        crew = left if left < crew + SMALLEST_CREW else crew
        index = next(number)
        closures = tuple(_closures(draft, kind, f"{kind.program.code}{index}", index, rng))
        plan = staffing(kind, Calendar(draft.month, draft.holidays, closures), crew, ratio, rng)
        if plan is None:
            continue
        code = f"{kind.program.code}{index}"
        place = _PLACES[index % len(_PLACES)] + (str(index // len(_PLACES) + 1) if index >= len(_PLACES) else "")
        school = f"{place}초등학교" if kind.school else ""
        draft.add_site(plan.kind, code, f"{school or place + '점'} {kind.name}", school)
        draft.closures += closures
        yield code, plan
        left -= crew


def _closures(draft: Draft, kind: SiteKind, site: str, index: int, rng: Random) -> Iterator[ClosureEntry]:
    if kind.school:
        yield from vacations(site, draft.month, shift_by=index % 4)
        for day in bridge_days(draft.month, draft.holidays):
            if rng.random() < 0.4:
                yield ClosureEntry(site, day, day, ClosureKind.CLOSED, "재량휴업일")


def _absences(draft: Draft, rng: Random) -> None:
    """A weekday for every second person, and single days or trips, until 10 % to 20 % of the month are gone."""
    days = list(draft.month.period.days())
    for site, crew in draft.crews.items():
        weekdays = sorted({day for slot in draft.kinds[site].slots for day in slot.weekdays})
        for number in crew:
            wanted = round(rng.uniform(0.12, 0.18) * len(days))
            gone: set[date] = set()
            if rng.random() < 0.5 and wanted >= 5:
                weekday = rng.choice(weekdays)
                draft.away_on_weekday(number, weekday)
                gone |= {day for day in days if day.weekday() == weekday}
            while len(gone) < wanted:
                first = rng.choice(days)
                last = min(first + timedelta(days=rng.randrange(3)), days[-1])
                span = {first + timedelta(days=offset) for offset in range((last - first).days + 1)}
                if len(gone | span) <= wanted:
                    draft.away(number, first, last)
                    gone |= span


def _second_sites(draft: Draft, rng: Random) -> None:
    """One person in twenty also has a second site of the programme in the contract."""
    sites = {site.code: site.program for site in draft.sites}
    for place, contract in enumerate(draft.contracts):
        others = [code for code, program in sites.items() if program == contract.program and code not in contract.sites]
        if others and rng.random() < 0.05:
            draft.contracts[place] = replace(contract, sites=contract.sites | {rng.choice(others)})


def _certificates(draft: Draft, rng: Random) -> None:
    """One certificate in thirty ends within the month."""
    period = draft.month.period
    for entry in list(draft.credentials):
        if entry.valid_until is not None and rng.random() < 1 / 30:
            draft.expire(
                entry.participant, entry.kind, period.first + timedelta(days=rng.randrange(8, len(period) - 4))
            )


def _companions(draft: Draft, rng: Random) -> None:
    """Newcomers where somebody experienced must be with them, and some pairs kept apart or together."""
    for site, crew in draft.crews.items():
        if draft.kinds[site].require_experienced and rng.random() < 0.7:
            begun = draft.month.first - timedelta(days=rng.randrange(40))
            draft.begin(crew[-1], begun, novice_until=begun + timedelta(weeks=8))
        if len(crew) >= 4 and rng.random() < 0.3:
            first, second = rng.sample(crew, 2)
            draft.pairs.append(PairEntry(first, second, rng.choice(tuple(PairKind))))
