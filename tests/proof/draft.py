"""A problem that is being drawn: plain sites, people and shifts, to which features add what they are about.

Every draw is written so that the smallest random numbers give the plainest problem: then a failing one shrinks to
something that a person can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from scheduler.calendar import Month, Period
from scheduler.conditions import EVERY_SHIFT, Condition, Conditions, Relaxation, Which
from scheduler.parameters import Parameters
from scheduler.problem import (
    Contract,
    EmploymentKind,
    Level,
    Lock,
    Participant,
    PastShift,
    Problem,
    Program,
    Shift,
    ShiftBand,
    Site,
    SpecialParameters,
)

T = TypeVar("T")

SLOTS: dict[str, tuple[int, int, ShiftBand]] = {
    "오": (540, 720, ShiftBand.AM),
    "낮": (600, 870, ShiftBand.AM),
    "저": (900, 1080, ShiftBand.PM),
    "아": (360, 600, ShiftBand.AM),
    "사": (660, 900, ShiftBand.PM),
    "늦": (1140, 1410, ShiftBand.PM),
    "새": (0, 360, ShiftBand.NIGHT),
    "밤": (1320, 1800, ShiftBand.NIGHT),
}
"""Start, end and band by cell code, the same at every site."""
SITES = {"A": "P", "B": "P", "C": "Q"}
"""Programme by site."""
BACK = 35


@dataclass(frozen=True)
class Size:
    """How large a problem may be."""

    people: tuple[int, int]
    shifts: tuple[int, int]
    days: tuple[int, int]
    pairs: int | None = None
    """Pairs of a participant and a shift, without unary objection, at most."""
    features: tuple[int, int] = (2, 9)


TINY = Size((1, 4), (2, 7), (2, 9), pairs=14, features=(2, 8))
"""At most 2 ** 14 rosters."""
SMALL = Size((2, 5), (5, 16), (4, 15), features=(2, 9))


@dataclass
class Draft:
    """Everything of a problem, as yet changeable."""

    r: Random
    period: Period
    sites: dict[str, Site]
    shifts: list[Shift]
    people: list[dict[str, Any]]
    """Fields of `Participant`."""
    parameters: dict[str, Any] = field(default_factory=dict)
    special: list[SpecialParameters] = field(default_factory=list)
    conditions: dict[str, list[Condition]] = field(default_factory=dict)
    relaxations: list[Relaxation] = field(default_factory=list)
    keep_apart: list[tuple[str, str]] = field(default_factory=list)
    partners: list[tuple[str, str]] = field(default_factory=list)
    locks: dict[tuple[str, str], bool] = field(default_factory=dict)
    subsidized: bool = False
    """Whether the second programme is a subsidised job too, so that nobody has both at a time."""
    published: frozenset[tuple[str, str]] | None = None
    holidays: dict[date, str] = field(default_factory=dict)
    levels: tuple[Level, ...] = ()

    @property
    def ids(self) -> list[str]:
        return [one["id"] for one in self.people]

    def chance(self, likely: float) -> bool:
        """True so often; False for the smallest random number."""
        return self.r.random() >= 1 - likely

    def pick(self, among: Sequence[T]) -> T:
        """One of them; the first is the plainest."""
        return among[self.r.randint(0, len(among) - 1)]

    def some(self, among: Sequence[T], least: int = 1, most: int | None = None) -> list[T]:
        """At least so many of them, in a random order."""
        count = self.r.randint(min(least, len(among)), min(len(among), most if most is not None else len(among)))
        left, chosen = list(among), []
        for _ in range(count):
            chosen.append(left.pop(self.r.randint(0, len(left) - 1)))
        return chosen

    def day(self, before: int = 0, after: int = 0) -> date:
        """A day of the period, or so many days before or after it."""
        span = len(self.period) + before + after
        return self.period.first + timedelta(days=self.r.randint(0, span - 1) - before)

    def add(self, kind: str, condition: Condition) -> None:
        self.conditions.setdefault(kind, []).append(condition)

    def name(self, kind: str) -> str:
        """An id for the next condition of a kind."""
        return f"{kind}{len(self.conditions.get(kind, ())) + 1}"

    def whom(self, all_likely: float = 0.5) -> frozenset[str] | None:
        """Everybody or some."""
        return frozenset(self.some(self.ids)) if self.chance(1 - all_likely) else None

    def which(self, plain: float = 0.4) -> Which:
        """Every shift, or some by one or two marks."""
        if not self.chance(1 - plain):
            return EVERY_SHIFT
        marks: dict[str, Any] = {}
        for _ in range(self.pick((1, 1, 2))):
            marks |= self._mark()
        return Which(**marks)

    def _mark(self) -> dict[str, Any]:
        kind = self.pick(
            ("sites", "templates", "codes", "bands", "weekdays", "days", "first", "last", "rest", "programs")
        )
        templates = sorted({shift.template for shift in self.shifts})
        codes = sorted({shift.code for shift in self.shifts})
        if kind == "sites":
            return {"sites": frozenset(self.some(list(SITES), most=2))}
        if kind == "templates":
            return {"templates": frozenset(self.some(templates, most=2))}
        if kind == "codes":
            return {"codes": frozenset(self.some(codes, most=2))}
        if kind == "bands":
            return {"bands": frozenset(self.some(list(ShiftBand), most=2))}
        if kind == "weekdays":
            return {"weekdays": frozenset(self.some(list(range(7)), most=4))}
        if kind == "days":
            return {"days": frozenset(self.day(before=3) for _ in range(self.r.randint(1, 4)))}
        if kind == "first":
            return {"first": self.day(before=5), "last": None}
        if kind == "last":
            return {"last": self.day(), "first": None}
        if kind == "rest":
            return {"rest_days": True}
        return {"programs": frozenset({self.pick(("P", "Q"))})}

    def problem(self) -> Problem:
        return Problem(
            period=self.period,
            programs=(Program("P", "P"), Program("Q", "Q", subsidized=self.subsidized)),
            sites=tuple(self.sites.values()),
            shifts=tuple(self.shifts),
            participants=tuple(Participant(**one) for one in self.people),
            keep_apart=tuple(self.keep_apart),
            partners=tuple(self.partners),
            locks=tuple(Lock(*pair, works) for pair, works in self.locks.items()),
            holidays=self.holidays,
            parameters=Parameters(**self.parameters),
            special=tuple(self.special),
            conditions=Conditions(**{kind: tuple(some) for kind, some in self.conditions.items()}),
            relaxations=tuple(self.relaxations),
            published=self.published,
            levels=self.levels,
        )


def plain_draft(r: Random, size: Size) -> Draft:
    """Sites, people and shifts without anything special: almost every roster is allowed."""
    people = r.randint(*size.people)
    most = size.shifts[1] if size.pairs is None else min(size.shifts[1], 3 * size.pairs // (2 * people))
    draft = Draft(r, _period(r, r.randint(*size.days)), {}, [], [])
    draft.sites = {name: Site(name, name, program) for name, program in SITES.items()}
    codes = draft.some(list(SLOTS), 2, 4)
    made: dict[str, Shift] = {}
    for _ in range(r.randint(size.shifts[0], most)):
        one = _shift(draft, codes)
        made[one.id] = one
    draft.shifts = list(made.values())
    draft.people = [_person(draft, f"p{number}") for number in range(1, people + 1)]
    draft.parameters = {"max_shifts_per_day": draft.pick((1, 1, 2)), "min_rest_between_shifts": draft.pick((0, 0, 660))}
    for _ in range(r.randint(0, 2)):
        draft.holidays[draft.day(before=7)] = "공휴일"
    return draft


def _period(r: Random, length: int) -> Period:
    """From a month's first day, up to its last, or anywhere, the border of two months included."""
    month = Month(2027, 5).plus(r.randint(0, 40))
    edge = r.randint(0, 2)
    if edge == 0:
        return Period(month.first, month.first + timedelta(days=length - 1))
    if edge == 1:
        return Period(month.last - timedelta(days=length - 1), month.last)
    first = month.first + timedelta(days=r.randint(0, 27))
    return Period(first, first + timedelta(days=length - 1))


def _shift(draft: Draft, codes: list[str]) -> Shift:
    r = draft.r
    site, code, day = draft.pick("AAABBC"), draft.pick(codes), draft.day()
    start, end, band = SLOTS[code]
    seats = draft.pick((1, 1, 2))
    return Shift(
        id=f"{site}{code}{day:%m%d}", site=site, template=f"{site}:{code}", code=code, day=day, start=start, end=end,
        target_staff=seats, max_staff=draft.pick((None, seats + 1, seats + 2)), band=band,
        break_minutes=draft.pick((0, 30, 60)), paid_break=draft.chance(0.2), priority=draft.pick((1, 1, 2, 0)),
        surplus=r.randint(1, 2),
    )  # fmt: skip


def _person(draft: Draft, name: str) -> dict[str, Any]:
    program = draft.pick("PPPQ")
    contracts = [plain_contract(draft, program)]
    if draft.chance(0.25):
        contracts.append(plain_contract(draft, "Q" if program == "P" else "P"))
    return {"id": name, "name": name, "contracts": tuple(contracts), "night_opt_in": True}


def plain_contract(draft: Draft, program: str, **more: Any) -> Contract:
    """A volunteer's contract for long, at most sites of the programme, without caps."""
    sites = [site for site, its in SITES.items() if its == program]
    terms: dict[str, Any] = {
        "kind": draft.pick((EmploymentKind.VOLUNTEER, EmploymentKind.EMPLOYEE, EmploymentKind.ACTIVITY)),
        "sites": frozenset(sites if draft.chance(0.7) else draft.some(sites)),
        "max_minutes_per_day": None, "max_minutes_per_week": None,
        "max_minutes_per_four_weeks": None, "max_minutes_per_month": None,
    }  # fmt: skip
    first, last = draft.period.first - timedelta(days=90), draft.period.last + timedelta(days=90)
    return Contract(program, first, last, **terms | more)


def past_shift(draft: Draft, back: int) -> PastShift:
    """A shift so many days before the period; sometimes at a site that is gone."""
    code, site = draft.pick(sorted({one.code for one in draft.shifts})), draft.pick("AAABBCX")
    start, end, _ = SLOTS[code]
    day = draft.period.first - timedelta(days=back)
    return PastShift(day, start, end, end - start - draft.pick((0, 30)), site, code)
